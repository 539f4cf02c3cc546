"""YAML 1.2 (core schema) as Slidev's YAML reader gives it: tolerant, with the values that JSON would hold.

Valid YAML, nearly all there is, goes through PyYAML's event parser (libyaml where it is there); its events
need no recursion, and the values are our own, as PyYAML's are YAML 1.1's. What it refuses, or may read
otherwise than Slidev's reader, is read again by a reader of our own that refuses nothing.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from deckbook.deck.yaml12.scalars import key_text, resolve
from deckbook.deck.yaml12.values import Builder, TooMuch, YamlError

__all__ = ["YamlError", "load"]

_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)
# Where libyaml reads otherwise: YAML 1.1's line ends; a byte order mark; names of anchors that are no words.
_OTHERWISE = re.compile(r"[\r\x85\u2028\u2029\ufeff]|(?<![^\s,\[{])&[\w-]*[^\s\w,\[\]{}-]", re.A)
# Lines of a key and words each, which most frontmatter is: they need no parser.
_WORDS = re.compile(r"(?:[A-Za-z][\w-]*: [\w/.][\w/.-]*(?: [\w/.-]+)*\n)+\Z")


class _Otherwise(Exception):
    """libyaml may read this text otherwise than YAML 1.2 and Slidev's reader do."""


def load(text: str) -> tuple[Any, list[YamlError]]:
    """The value of a YAML text, and what is wrong with it, in the order of its lines."""
    if _WORDS.match(text):
        pairs = [line.split(": ", 1) for line in text.splitlines()]
        value = {key_text(resolve(key)): resolve(item) for key, item in pairs}
        if len(value) == len(pairs):
            return value, []
    if not _OTHERWISE.search(text):
        try:
            # The last line of a block scalar ends with its line end, there or not.
            return _load_valid(text if text.endswith("\n") else text + "\n")
        except (yaml.YAMLError, _Otherwise):
            pass
    from deckbook.deck.yaml12 import tolerant  # noqa: PLC0415  (which takes its time, and few texts need it)

    return tolerant.load(text)


def _load_valid(text: str) -> tuple[Any, list[YamlError]]:
    builder = Builder()
    event: Any
    flow_line = line = 0
    flow_depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            line = event.start_mark.line
            kind = type(event)
            if kind is yaml.ScalarEvent:
                plain = event.implicit[0]
                if event.style and _depends_on_indentation(event):
                    raise _Otherwise
                builder.scalar(event.value, plain=plain, tag=event.tag, anchor=event.anchor, line=line)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                builder.open({} if kind is yaml.MappingStartEvent else [], event.anchor, line)
                if event.flow_style:
                    flow_depth += 1
                    flow_line = line
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                if flow_depth:
                    flow_depth -= 1
                    if line != flow_line:
                        raise _Otherwise  # the indentation in a flow collection matters to Slidev's reader
                builder.close(line)
            elif kind is yaml.AliasEvent:
                if not builder.alias(event.anchor, line):
                    raise _Otherwise
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise _Otherwise
    except TooMuch as error:
        builder.errors.append(YamlError(error.line, str(error)))
    return builder.finish(line), builder.errors


def _depends_on_indentation(scalar: Any) -> bool:
    """Whether a quoted scalar goes over several lines, or a block scalar's header stands at the margin."""
    if scalar.style in ("|", ">"):
        return bool(scalar.start_mark.column == 0)
    return bool(scalar.end_mark.line != scalar.start_mark.line)
