r"""Chemistry: `\ce{2H2O -> 2H2 + O2}` as TeX, as far as formulas and equations go."""

from __future__ import annotations

import re

_ARROWS = (
    ("<=>>", "\\rightleftharpoons"),
    ("<<=>", "\\rightleftharpoons"),
    ("<=>", "\\rightleftharpoons"),
    ("<->", "\\leftrightarrow"),
    ("->", "\\rightarrow"),
    ("<-", "\\leftarrow"),
)
_PART = re.compile(
    r"(?P<arrow><=>>|<<=>|<=>|<->|->|<-)(?P<over>\[[^\[\]]*\])?(?P<under>\[[^\[\]]*\])?"
    r"|\^(?P<raised>\{[^{}]*\}|[\d.+-]+|\w)"
    r"|_(?P<lowered>\{[^{}]*\}|\w+)"
    r"|\$(?P<tex>[^$]*)\$"
    r"|(?<=[A-Za-z)\]}])(?P<count>\d+)"
    r"|(?<=[A-Za-z)\]}\d])(?P<charge>[+-])(?=$|[\s)\]}])"
    r"|(?P<word>[A-Za-z]+)"
    r"|(?P<factor>\d+(?:/\d+)?)(?=[A-Za-z(\[])"
    r"|(?P<space>\s+)"
    r"|(?P<command>\\[A-Za-z]+|\\.)"
    r"|(?P<other>.)",
    re.S,
)
_OTHER = {"*": "\\cdot ", ".": "\\cdot ", "#": "\\equiv ", "=": "=", "&": "", "~": "\\ ", "%": "\\%", "$": ""}


def chemistry(source: str) -> str:
    r"""The TeX of what stands in `\ce{…}`."""
    return "".join(_tex(match) for match in _PART.finditer(source))


def _tex(match: re.Match[str]) -> str:
    kind, text = match.lastgroup, match[0]
    if match["arrow"]:
        return _arrow(match)
    if kind in ("raised", "charge"):
        return f"^{{{match[kind].strip('{}')}}}"
    if kind in ("lowered", "count"):
        return f"_{{{match[kind].strip('{}')}}}"
    if kind == "word":
        return f"\\mathrm{{{text}}}"
    if kind == "factor":
        return f"{text}\\,"
    if kind == "tex":
        return f"{{{match['tex']}}}"
    return {"space": " ", "other": _OTHER.get(text, text)}.get(kind or "", text)


def _arrow(match: re.Match[str]) -> str:
    command = dict(_ARROWS)[match["arrow"]]
    over, under = (f"\\text{{{(match[name] or '').strip('[]')}}}" for name in ("over", "under"))
    if match["over"]:
        command = f"\\overset{{{over}}}{{{command}}}"
    return f" \\underset{{{under}}}{{{command}}} " if match["under"] else f" {command} "
