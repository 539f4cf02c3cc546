"""Formulas as MathML, which needs no script and no font, and is read aloud."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from math_core import LatexError, LatexToMathML

from deckbook.markup.mathematics.katex import MACROS
from deckbook.markup.mathematics.tex import LONGEST, Expander, Macros, Unreadable, macro, tokens
from deckbook.markup.mathematics.tex_commands import COMMANDS

_CONVERTER = LatexToMathML(allow_unreliable_rendering=True, ignore_unknown_commands=True, fancy_error=False)
_BUILT_IN: Macros = {f"\\{name}": macro(body, arity) for name, (arity, body) in MACROS.items()}
_UNKNOWN = re.compile(r'<merror class="math-core-unknown-cmd"><mtext>([^<]*)</mtext>')
_NUMBERED = re.compile(r"\\begin\{(?:align|gather|equation|multline)\*?\}")
_TAG = re.compile(r"\\tag\s*\*?\s*\{([^{}]*)\}")
_LETTER_COMMAND = re.compile(r"\\[A-Za-z@]+\Z")
_DEEPEST = 80
_UNBRACED = 400
"""Commands without a brace behind them: each may be the argument of the one before it."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A written formula.

    Attributes:
        html: The <math> element whose `alttext` is its TeX; "" where it cannot be converted.
        unknown: The commands in it that mean nothing, which are shown as they are written.
    """

    html: str
    unknown: tuple[str, ...] = ()


def mathml(tex: str, macros: Macros, *, block: bool) -> Formula:
    """A formula as MathML."""
    try:
        written = _converted(_rewritten(tex, macros, block=block), block)
    except (Unreadable, LatexError, ValueError):  # ValueError: half of a surrogate pair
        return Formula("")
    unknown = dict.fromkeys(map(html.unescape, _UNKNOWN.findall(written)))
    return Formula(written.replace("<math", f'<math alttext="{html.escape(tex)}"', 1), tuple(unknown))


def _converted(source: str, block: bool) -> str:
    """The MathML of rewritten TeX; a tag where the converter takes none stands behind the formula."""
    try:
        return _CONVERTER.convert_with_local_state(source, displaystyle=block)
    except LatexError:
        without_tags = _TAG.sub(r"\\qquad\\text{(\1)}", source)
        if without_tags == source:
            raise
        return _CONVERTER.convert_with_local_state(without_tags, displaystyle=block)


def as_source(tex: str) -> str:
    """A formula that cannot be converted, as the code it was written in."""
    return f'<code class="deckbook-tex">{html.escape(tex)}</code>'


def _rewritten(tex: str, macros: Macros, *, block: bool) -> str:
    """The formula without macros and in the converter's words.

    Raises:
        Unreadable: It is no TeX, or too long, or nested deeper than the converter's recursion may go.
    """
    if len(tex) > LONGEST:
        raise Unreadable
    found = Expander({**_BUILT_IN, **macros}, COMMANDS).expand(tokens(tex))
    if _is_too_deep(found):
        raise Unreadable
    wrapper = _wrapper(found) if block else ""
    return _joined([f"\\begin{{{wrapper}}}", *found, f"\\end{{{wrapper}}}"] if wrapper else found)


def _joined(found: list[str]) -> str:
    """Tokens as text; a space keeps a command apart from a letter that an expansion brought behind it."""
    out: list[str] = []
    for piece in found:
        if out and piece[0].isalpha() and _LETTER_COMMAND.match(out[-1]):
            out.append(" ")
        out.append(piece)
    return "".join(out)


def _is_too_deep(found: list[str]) -> bool:
    depth = unbraced = 0
    for piece, following in zip(found, [*found, ""][1:], strict=True):
        if piece in ("{", "\\left") or piece.startswith("\\begin"):
            depth += 1
        elif piece in ("}", "\\right") or piece.startswith("\\end"):
            depth -= 1
        elif piece[0] == "\\" and following != "{":
            unbraced += 1
        if depth > _DEEPEST or unbraced > _UNBRACED:
            return True
    return False


def _wrapper(found: list[str]) -> str:
    """The environment that a display formula of several lines, or with a tag, needs around it, or ""."""
    if "\\tag" in found and not any(map(_NUMBERED.match, found)):
        return "equation*"
    depth = 0
    wrapper = ""
    for piece in found:
        depth += (piece == "{" or piece.startswith("\\begin")) - (piece == "}" or piece.startswith("\\end"))
        if depth == 0 and piece == "&":
            return "aligned"
        if depth == 0 and piece == "\\\\":
            wrapper = "gathered"
    return wrapper
