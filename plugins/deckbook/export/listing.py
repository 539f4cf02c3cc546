"""The books as data: parts, chapters, pages and slides, with their addresses and the lines they were written at."""

from __future__ import annotations

import json
from typing import Any

from deckbook.book import Book, Chapter, Page, slide_title
from deckbook.export.feed import authors
from deckbook.export.model import Catalogue, summary

VERSION = 1
"""Of the form: it grows when what a field means changes, not when one is added."""


def listing(catalogue: Catalogue) -> str:
    """`book.json`: everything of a site's books but their text."""
    value = {
        "version": VERSION,
        "generator": catalogue.generator,
        "title": catalogue.title,
        "description": catalogue.description,
        "language": catalogue.language,
        "url": catalogue.address(""),
        "books": [_book(book, catalogue) for book in catalogue.books],
    }
    # In one line: with indentation, Python's encoder takes ten times as long, at each build.
    return json.dumps(value, ensure_ascii=False) + "\n"


def _book(book: Book, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "name": book.name,
        "title": book.title.plain,
        "date": book.date,
        "authors": authors(book),
        "summary": summary(book),
        "language": book.language.lang or catalogue.language,
        "url": catalogue.page(book.uri),
        "markdown": catalogue.text(book.uri),
        "source": catalogue.source(book.deck.path),
        "slides": _slides(Page(book.uri, book.front), book, catalogue),
        "parts": [
            {
                "title": part.title.plain if part.title else None,
                "chapters": [_chapter(chapter, book, catalogue) for chapter in part.chapters],
            }
            for part in book.parts
        ],
        "papers": [{"title": link.title, "url": link.url} for link in catalogue.papers.get(book.name, ())],
        "repositories": [{"name": link.title, "url": link.url} for link in catalogue.repositories.get(book.name, ())],
    }


def _chapter(chapter: Chapter, book: Book, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "title": chapter.title.plain,
        "pages": [
            {
                "url": catalogue.page(page.uri),
                "markdown": catalogue.text(page.uri),
                "slides": _slides(page, book, catalogue),
            }
            for page in chapter.pages
        ],
    }


def _slides(page: Page, book: Book, catalogue: Catalogue) -> list[dict[str, Any]]:
    return [
        {
            "number": slide.no,
            "title": title.plain if (title := slide_title(slide)) else None,
            "url": catalogue.slide(book, slide.no),
            "source": catalogue.source(slide.path),
            "line": slide.line,
        }
        for slide in page.slides
    ]
