"""Utilities that a page does without on purpose.

They take a block out of the flow, place, turn, hide, cut or fade it, set the height of what grows with its text, or say
what a pointer does: on a page text flows, is never covered, and can be read.
"""

from __future__ import annotations

import re

_NEUTRAL = re.compile(
    r"""(?:un-)?(?:
    -?(?:top|left|right|bottom|inset|start|end|pos|abs|z|translate|rotate|scale|skew|order|origin|perspective|indent)
        -?.+ | -[mxyzrs].* | space-[xy]-reverse | divide-[xy]-reverse | grow-?.* | row-.+ | col-(?:start|end|auto).*
    | (?:absolute|relative|fixed|sticky|static|pos-.+|position-.+|isolate|isolation-.+|hidden|invisible|visible|sr-only
      |not-sr-only|truncate|group|peer|container|antialiased|subpixel-antialiased|transform(?:-.+)?|filter|backdrop|ring
      |collapse|resize|appearance-none|overline|prose|transition|animated|text-shadow|drop-shadow|filter-.+|view-transition-.+|max-w-inherit|content-visibility-.+|property-.+|forward)
    | (?:op|opacity|bg-op|bg-opacity|text-op|text-opacity|border-op|border-opacity|b-op|overflow|of|over|overscroll
      |h|min-h|max-h|transition|duration|delay|ease|animate|cursor|pointer-events|select|user|touch|will|scroll|snap
      |blur|backdrop|mix-blend|bg-blend|invert|hue-rotate|saturate|brightness|contrast|grayscale|sepia|drop-shadow
      |filter|backface|outline|ring|caret|accent|text-shadow|line-clamp|box-decoration|text-ellipsis|mask|image-render
      |grid-flow|grid-auto|grid-rows|grid-row|rows|auto-(?:rows|cols|flow)|clear|writing|content|basis|flex-basis|vertical
      |table-fixed|columns-auto|size|float)-?[\d.[%(].*
    | (?:h|min-h|max-h)-(?:full|screen|auto|fit|min|max|\w+) | (?:opacity|op|z|blur|invert|grayscale)-?\w*
    | (?:overflow|of|overscroll|transition|ease|animate|cursor|pointer-events|select|user|touch|will-change|scroll|snap
      |backdrop|mix-blend|bg-blend|drop-shadow|backface|outline|ring|text-shadow|mask|image-render|writing|isolation
      |grid-flow|grid-rows|rows|auto-rows|auto-cols|auto-flow|float|clear|duration|keyframes)-[a-z].*
    | (?:whitespace|ws|flex)-nowrap | text-(?:ellipsis|clip|truncate|nowrap) | break-(?:before|after|inside)-.+
    | bg-(?:cover|contain|center|fixed|local|scroll|repeat|no-repeat|top|left|right|bottom|clip-.+|origin-.+|auto)
    | object-(?:fill|none|scale-down|top|bottom|left|right|center).* | h-?auto | table-fixed | leading-?[\d.[].*
    | (?:m|ma|mt|mb|ml|mr|mx|my|ms|me|space-[xy])--.+ | (?:border|b)-spacing-.+ | justify-normal
    | (?:text|color|c|bg|border|b|from|via|to|fill|stroke|divide)-(?:inherit|current|currentColor|transparent|none)
    )\Z""",
    re.X,
)


def is_neutral(name: str) -> bool:
    """Whether a utility is left out on purpose."""
    return bool(_NEUTRAL.match(name))
