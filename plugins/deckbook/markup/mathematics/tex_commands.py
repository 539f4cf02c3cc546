"""TeX's commands that the converter does not read as KaTeX does: definitions, environments, text, colours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from deckbook.markup.mathematics.katex import COLOURS, ENVIRONMENTS
from deckbook.markup.mathematics.mhchem import chemistry
from deckbook.markup.mathematics.tex import Expander, Macro, finished, tokens

_LENGTH = re.compile(r"\s*\[\s*-?[\d.]*\s*(?:[a-z]{2}|\\[a-z]+)?\s*\]")
_LONGEST_LENGTH = 30
_HEX = re.compile(r"#?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\Z")
_TEXT = ("text", "textrm", "textbf", "textit", "textsf", "texttt", "mbox", "hbox")
_ESCAPES = {"_": "\\_", "^": "\\^{}", "&": "\\&", "#": "\\#", "~": "\\ "}


def _new_command(source: Expander) -> None:
    source.take("*")
    name = source.plain()
    count = "".join(source.optional())
    default = tuple(source.optional()) if count else ()
    arity = int(count) if len(count) == 1 and count in "123456789" else 0
    source.macros[name] = Macro(tuple(source.argument()), arity, default or None)


def _def(source: Expander) -> None:
    name = source.next()
    source.skip(len(name))
    parameters = source.until("{")
    source.macros[name] = Macro(tuple(source.until("}")), sum(len(token) == 2 for token in parameters))


def _let(source: Expander) -> None:
    name = source.plain()
    source.take("=")
    meant = source.argument()
    source.macros[name] = source.macros.get("".join(meant)) or Macro(tuple(meant))


def _operator(source: Expander) -> None:
    star = ["*"] if source.take("*") else []
    name = source.plain()
    source.macros[name] = Macro(("\\operatorname", *star, "{", *source.argument(), "}"))


def _begin(source: Expander) -> None:
    name = source.plain()
    known = ENVIRONMENTS.get(name)
    if known and known.brackets:
        source.optional()
    if known and known.braces:
        source.argument()
    columns = known.columns if known else ""
    if name in ("array", "darray"):
        source.optional()
        columns = _columns(source.plain())
    source.emit(f"\\begin{{{known.name if known else name}}}", *([f"{{{columns}}}"] if columns else []))


def _end(source: Expander) -> None:
    name = source.plain()
    source.emit(f"\\end{{{ENVIRONMENTS[name].name if name in ENVIRONMENTS else name}}}")


def _columns(text: str) -> str:
    """A column specification with letters and rules alone."""
    text = re.sub(r"[@!><]\{[^{}]*\}", "", text)
    text = re.sub(r"\*\{(\d)\}\{(\w+)\}", lambda match: match[2] * int(match[1]), text)
    text = re.sub(r"[pmbX](?:\{[^{}]*\})?", "l", text)
    return re.sub(r"[^lcr|:]", "", text) or "c"


def _line_end(source: Expander) -> None:
    r"""A line's end without the space it asks for, as in `\\[4pt]`."""
    ahead = source.ahead(_LONGEST_LENGTH)
    match = _LENGTH.match(ahead, ahead.startswith("*"))
    source.skip(match.end() if match else ahead.startswith("*"))
    source.emit("\\\\")


def _operatorname(source: Expander) -> None:
    """An operator's name; one that is more than letters is an operator of any content."""
    star = ["*"] if source.take("*") else []
    name = source.argument()
    if not any(len(token) > 1 and token[1].isalpha() for token in name):
        source.emit("\\operatorname", *star, "{", *name, "}")
    elif star:
        source.push(["\\mathop", "{", *name, "}"])
    else:
        source.push(["{", *name, "}"])


def _mathop(source: Expander) -> None:
    """An operator of any content, with what stands under and over it."""
    shown = ["{", *source.argument(), "}"]
    while source.take("\\limits", "\\nolimits"):
        pass
    while mark := source.take("_", "^"):
        shown = ["\\underset" if mark == "_" else "\\overset", "{", *source.argument(), "}", "{", *shown, "}"]
    source.push(shown)


def _hspace(source: Expander) -> None:
    source.take("*")
    source.emit(f"\\hspace{{{source.plain()}}}")


def _bbox(source: Expander) -> None:
    source.optional()


def _color(source: Expander) -> None:
    source.optional()
    source.emit(*_colour(source.plain()))


def _textcolor(source: Expander) -> None:
    source.optional()
    source.emit("{", *_colour(source.plain()))
    source.push([*source.argument(), "}"])


def _colour(value: str) -> list[str]:
    """The command for a colour, by its name or its hexadecimal digits; none for what is not known."""
    match = _HEX.match(COLOURS.get(value.lower(), value))
    if not match:
        return []
    digits = match[1].upper() if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1]).upper()
    # Black and white cannot be read in one of the palettes.
    return [] if digits in ("000000", "FFFFFF") else [f"\\color[HTML]{{{digits}}}"]


def _text(command: str) -> Callable[[Expander], None]:
    """Text, in which `$…$` is mathematics again, and marks that text may not hold are escaped."""

    def change(source: Expander) -> None:
        out: list[str] = []
        run: list[str] = []
        mathematics = False
        for token in [*source.argument(), "$"]:
            if token not in ("$", "\\(", "\\)"):
                run.append(token if mathematics else _ESCAPES.get(token, token))
                continue
            if run:
                out += [*([] if mathematics else [finished(command)]), "{", *run, "}"]
            run = []
            mathematics = not mathematics
        source.push(out)

    return change


def _chemistry(source: Expander) -> None:
    source.push(tokens(chemistry(source.plain())))


COMMANDS: Mapping[str, Callable[[Expander], None]] = {
    **{f"\\{name}command": _new_command for name in ("new", "renew", "provide")},
    **{f"\\{name}": _def for name in ("def", "gdef", "edef", "xdef")},
    "\\let": _let,
    "\\global": lambda source: None,
    "\\DeclareMathOperator": _operator,
    "\\begin": _begin,
    "\\end": _end,
    "\\\\": _line_end,
    "\\cr": _line_end,
    "\\newline": _line_end,
    "\\mathop": _mathop,
    "\\operatorname": _operatorname,
    "\\operatornamewithlimits": lambda source: source.push(["\\operatorname", "*"]),
    "\\hspace": _hspace,
    "\\color": _color,
    "\\textcolor": _textcolor,
    "\\bbox": _bbox,
    "\\ce": _chemistry,
    **{f"\\{name}": _text("\\text" if name in ("mbox", "hbox") else f"\\{name}") for name in _TEXT},
}
"""What each command does, by its name."""
