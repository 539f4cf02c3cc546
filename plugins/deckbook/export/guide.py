"""llms.txt: where a language model finds what a site holds, in Markdown (https://llmstxt.org)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from deckbook.export.model import Catalogue, summary

_MARKS = re.compile(r"([\\\[\]`*_<>])")


def guide(catalogue: Catalogue, words: dict[str, str]) -> str:
    """The guide: the site, a section a deck, a link to each page's text. `words` has `papers` and `repositories`."""
    return "\n".join(_lines(catalogue, words)) + "\n"


def _lines(catalogue: Catalogue, words: dict[str, str]) -> Iterable[str]:
    yield f"# {_text(catalogue.title)}"
    if catalogue.description:
        yield f"\n> {_text(catalogue.description)}"
    for book in catalogue.books:
        dated = f" ({_text(book.date)})" if book.date else ""
        yield f"\n## {_text(book.title.plain)}{dated}\n"
        about = f": {_text(said)}" if (said := summary(book)) else ""
        yield f"- [{_text(book.title.plain)}]({catalogue.text(book.uri)}){about}"
        for chapter in book.chapters:
            for number, page in enumerate(chapter.pages, 1):
                if page.uri != book.uri:
                    title = _text(chapter.title.plain) + (f" ({number})" if number > 1 else "")
                    yield f"- [{title}]({catalogue.text(page.uri)})"
        for name, found in (("papers", catalogue.papers), ("repositories", catalogue.repositories)):
            for link in found.get(book.name, ()):
                yield f"- {_text(words[name])}: [{_text(link.title)}]({link.url})"


def _text(text: str) -> str:
    """A text as Markdown that shows it, on one line."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
