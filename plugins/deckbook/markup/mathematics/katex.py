"""What KaTeX knows of TeX and the converter does not, said in words that it knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_CONTENT = (1, "{#1}")
_SECOND = (2, "{#2}")
_NOTHING = (0, "")

MACROS: Mapping[str, tuple[int, str]] = {
    "substack": (1, r"\begin{subarray}{c}#1\end{subarray}"),
    "pmb": (1, r"\boldsymbol{#1}"),
    "mathnormal": _CONTENT,
    "textnormal": (1, r"\text{#1}"),
    "textup": (1, r"\text{#1}"),
    "emph": (1, r"\textit{#1}"),
    "mathds": (1, r"\mathbb{#1}"),
    "mathbbm": (1, r"\mathbb{#1}"),
    "symbf": (1, r"\mathbf{#1}"),
    "C": (0, r"\mathbb{C}"),
    "Q": (0, r"\mathbb{Q}"),
    "overlinesegment": (1, r"\overline{#1}"),
    "underlinesegment": (1, r"\underline{#1}"),
    **dict.fromkeys(("mathclap", "mathllap", "mathrlap", "llap", "rlap", "clap", "smash", "url"), _CONTENT),
    **dict.fromkeys(("class", "cssId", "href", "htmlClass", "htmlData", "htmlId", "htmlStyle", "style"), _SECOND),
    **dict.fromkeys(("colorbox", "enclose", "raisebox"), _SECOND),
    "fcolorbox": (3, r"\boxed{#3}"),
    "sout": (1, r"\text{\sout{#1}}"),
    "pu": (1, r"\mathrm{#1}"),
    "eqref": (1, r"\text{(#1)}"),
    "ref": (1, r"\text{#1}"),
    "label": (1, ""),
    "vspace": (1, ""),
    "rule": (2, r"\enspace "),
    **dict.fromkeys(
        "large Large LARGE huge Huge small tiny normalsize footnotesize scriptsize strut allowbreak nobreak relax "
        "hfill unskip".split(),
        _NOTHING,
    ),
    "TeX": (0, r"\text{TeX}"),
    "LaTeX": (0, r"\text{LaTeX}"),
    "KaTeX": (0, r"\text{KaTeX}"),
    "enskip": (0, r"\enspace "),
    "nobreakspace": (0, r"\ "),
    "varinjlim": (0, r"\mathop{\underrightarrow{\mathrm{lim}}}"),
    "varprojlim": (0, r"\mathop{\underleftarrow{\mathrm{lim}}}"),
    "varliminf": (0, r"\mathop{\underline{\mathrm{lim}}}"),
    "varlimsup": (0, r"\mathop{\overline{\mathrm{lim}}}"),
    "dotsc": (0, r"\ldots "),
    "dotso": (0, r"\ldots "),
    "mathellipsis": (0, r"\ldots "),
    "dotsb": (0, r"\cdots "),
    "dotsm": (0, r"\cdots "),
    "dotsi": (0, r"\cdots "),
    "intop": (0, r"\int "),
    "centerdot": (0, r"\cdot "),
    "varpropto": (0, r"\propto "),
    "smallsetminus": (0, r"\setminus "),
    "thicksim": (0, r"\sim "),
    "thickapprox": (0, r"\approx "),
    "shortmid": (0, r"\mid "),
    "shortparallel": (0, r"\parallel "),
    "daleph": (0, r"\daleth "),
    "ang": (0, r"\angle "),
    "O": (0, "Ø"),
}
"""Commands by name: how many arguments they take, and what they stand for."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The converter's name for an environment, its columns, and which arguments of the old one are left out."""

    name: str
    columns: str = ""
    braces: bool = False
    brackets: bool = False


ENVIRONMENTS: Mapping[str, Environment] = {
    "split": Environment("aligned"),
    "aligned": Environment("aligned", brackets=True),
    "gathered": Environment("gathered", brackets=True),
    "alignat": Environment("align", braces=True),
    "alignat*": Environment("align*", braces=True),
    "alignedat": Environment("aligned", braces=True),
    "eqnarray": Environment("array", "rcl"),
    "eqnarray*": Environment("array", "rcl"),
    "smallmatrix": Environment("matrix"),
    "displaymath": Environment("equation*"),
    **{f"{kind}matrix*": Environment(f"{kind}matrix", brackets=True) for kind in ("", "p", "b", "B", "v", "V")},
}
COLOURS: Mapping[str, str] = {
    "aqua": "00ffff", "blue": "0000ff", "brown": "a52a2a", "coral": "ff7f50", "crimson": "dc143c",
    "cyan": "00ffff", "darkblue": "00008b", "darkgreen": "006400", "darkorange": "ff8c00", "darkred": "8b0000",
    "dodgerblue": "1e90ff", "firebrick": "b22222", "forestgreen": "228b22", "fuchsia": "ff00ff", "gold": "ffd700",
    "gray": "808080", "green": "008000", "grey": "808080", "hotpink": "ff69b4", "indigo": "4b0082", "lime": "00ff00",
    "magenta": "ff00ff", "maroon": "800000", "navy": "000080", "olive": "808000", "orange": "ffa500",
    "orchid": "da70d6", "pink": "ffc0cb", "purple": "800080", "red": "ff0000", "royalblue": "4169e1",
    "salmon": "fa8072", "seagreen": "2e8b57", "silver": "c0c0c0", "skyblue": "87ceeb", "slateblue": "6a5acd",
    "steelblue": "4682b4", "teal": "008080", "tomato": "ff6347", "turquoise": "40e0d0", "violet": "ee82ee",
    "yellow": "ffff00",
}  # fmt: skip
"""CSS's names of colours that formulas use."""
