"""What Deckbook's pages load: its style sheets and scripts, each a file a subject, and where they are in a site."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from deckbook.markup import words_later

THEME = Path(__file__).parent / "theme"
"""The folder of all that Deckbook brings for pages."""
STATIC = THEME / "static"
"""The style sheet and script of Deckbook's pages, below the paths they have in a site."""
SCRIPTS = THEME / "scripts"
"""Scripts that stand in pages."""
STYLE, SCRIPT = "assets/deckbook/deckbook.css", "assets/deckbook/deckbook.js"

_STYLES = STATIC / STYLE, *(THEME / "styles" / f"{name}.css" for name in ("reading", "progress", "print"))
_SCRIPTS = *(SCRIPTS / f"{name}.js" for name in ("pictures", "progress", "keys", "presenting")), STATIC / SCRIPT
"""The one that begins the others comes last."""
STYLE_OF_BOOKS = THEME / "styles" / "epub.css"
"""The style sheet of decks that are files of their own."""
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_REMARK = re.compile(r"\s//\s.*")
_SPACE = re.compile(r"\s*([{};]|\s)\s*")


def style_sheet() -> str:
    """Deckbook's style sheet: a file a subject, joined, as each would be a request of its own, without comments."""
    return _short_css(*_STYLES)


def script() -> str:
    """Deckbook's script for pages, likewise."""
    return _short_js(*_SCRIPTS)


def shortened(file: Path) -> str:
    """Any other file of Deckbook's as pages load it."""
    return {".css": _short_css, ".js": _short_js}.get(file.suffix, _whole)(file)


def _short_css(*files: Path) -> str:
    return _SPACE.sub(r"\1", _COMMENT.sub("", " ".join(map(_whole, files))))


def _short_js(*files: Path) -> str:
    """Without comments and indentation; in these scripts no text goes over lines or has ` // ` in it."""
    lines = (line.strip() for file in files for line in _whole(file).splitlines())
    return "\n".join(_REMARK.sub("", line) for line in lines if line and not line.startswith(("//", "/** ")))


def _whole(file: Path) -> str:
    return file.read_text("utf-8")


def own(name: str) -> str:
    """The path in a site of a file of Deckbook's that only some pages load."""
    return f"{posixpath.dirname(STYLE)}/{name}"


ON_SOME_PAGES = {
    own("contents.css"): ('class="deckbook-contents', 'class="deckbook-deck"'),
    own("directions.css"): (' dir="rtl"', ' dir="auto"'),
    own("embeds.css"): ('class="deckbook-embed',),
    own("paper.css"): ('class="deckbook-work__back"', 'class="deckbook-readings"', 'class="deckbook-bibtex"'),
    own("strips.css"): ('class="deckbook-tabs',),
    own("strokes.css"): ("<menclose",),
}
"""Parts of the style sheet that few pages need, and what is in the HTML of those."""

LATER = own("later.js")
ON_DEMAND = tuple(
    map(own, ("later.css", "papers.js", "present.css", "present.js", "present-clicks.js", "present-pages.js"))
)
"""What pages load when a reader wants it: larger pictures, a paper's card at its citation, presenting the deck."""


def later(language: str) -> str:
    """The first of these, with the words of all."""
    return f"window.deckbookLater={{words:{words_later(language)}}};\n{shortened(STATIC / LATER)}"


def runners() -> list[Path]:
    """What runs blocks of code in a page: scripts, and the Python that these load."""
    own = Path(__file__).parent / "snippets"
    python = (file for name in ("cell.py", "page.py") if (file := own / name).is_file())
    return [*sorted((STATIC / SCRIPT).parent.glob("runner*.js")), *python]
