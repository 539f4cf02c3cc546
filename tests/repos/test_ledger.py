"""The ledger: decks on the left, the repositories that they name on the right, and lists made of them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import brs_kb
import html5lib
import pytest
from markdown import Markdown
from markdown_it import MarkdownIt

from deckbook.book import Book
from deckbook.repos import Entry, Facts, Lock, by_tag, ledger, parse_lock, then_and_now
from deckbook.repos.export import FORMATS
from tests.repos.decks import book_of

FIRST = """\
---
title: Week one
date: 2026-11-21
---

# Week one

- https://github.com/X/A ⭐️4.6k

---

## Sources

- https://github.com/x/b (text audio)
- https://gitlab.com/x/y/c
"""
SECOND = """\
# Week two

---

## 1. Found

See [the tool](https://github.com/x/a/tree/main) and https://github.com/x/new.

---

### Inside

Text.

---

## 2. Listed

- https://github.com/x/b (Audio video)

---

### Inside that

Text.
"""
LOCK = Lock(
    {
        "github.com/x/a": Facts(
            description="A tool", stars={"2026-11-21": 4600, "2026-11-28": 5100}, license="MIT", language="Python",
            topics=("nlp",), pushed="2026-11-20",
        ),
        "github.com/x/b": Facts(archived=True, gone="2026-11-28"),
        "gitlab.com/x/y/c": Facts(topics=("text",), stars={"2026-11-28": 12}),
    }
)  # fmt: skip


@pytest.fixture
def books(tmp_path: Path) -> list[Book]:
    return [book_of(tmp_path, FIRST, "weeks/w1.md"), book_of(tmp_path, SECOND, "weeks/w2.md")]


def test_every_repository_knows_where_it_is_named(books: list[Book]) -> None:
    entries = ledger(books, LOCK)

    assert [(entry.repository.path, entry.facts is not None) for entry in entries] == [
        ("X/A", True), ("x/b", True), ("x/new", False), ("x/y/c", True)
    ]  # fmt: skip
    assert [
        (item.book, item.title.plain, item.date, item.chapter.plain, item.uri, item.mention.line, item.mention.slide)
        for item in entries[0].references
    ] == [
        ("weeks/w1.md", "Week one", "2026-11-21", "Week one", "weeks/w1.md", 8, 1),
        ("weeks/w2.md", "Week two", None, "1. Found", "weeks/w2/1-found.md", 7, 2),
    ]
    for entry in entries:
        for item in entry.references:
            book = next(book for book in books if book.name == item.book)
            assert book.places[item.mention.slide].id == item.id


def test_then_and_now(books: list[Book]) -> None:
    first, second = ledger(books, LOCK)[0].references

    assert then_and_now(first.mention, LOCK.facts["github.com/x/a"]) == ("4.6k", "5.1k")
    assert then_and_now(first.mention, Facts(stars={"2026-11-28": 4612})) == ("4.6k", "")
    assert then_and_now(first.mention, None) == ("4.6k", "")
    assert then_and_now(second.mention, Facts(stars={"2026-11-28": 4612})) == ("", "4.6k")


def test_descriptions_tags_and_stars(books: list[Book]) -> None:
    a, b, new, c = ledger(books, LOCK)

    assert (a.description, a.tags, a.star_count) == ("A tool", (), 5100)
    assert (b.description, b.tags, b.star_count) == ("text audio", ("text", "audio", "video"), None)
    assert (new.description, new.star_count) == ("", None)
    assert c.star_count == 12
    assert ledger(books, Lock())[0].star_count == 4600


def test_one_that_has_moved_is_the_one_at_its_new_place(books: list[Book]) -> None:
    facts = {"github.com/x/a": Facts(moved="github.com/x/NEW"), "github.com/x/b": Facts(moved="github.com/x/else")}

    entries = ledger(books, Lock(facts))

    assert [entry.key for entry in entries] == ["github.com/x/b", "github.com/x/new", "gitlab.com/x/y/c"]
    assert len(entries[1].references) == 3
    # Two that name each other do no harm.
    round_about = {"github.com/x/a": Facts(moved="github.com/x/b"), "github.com/x/b": Facts(moved="github.com/x/a")}
    assert sum(len(entry.references) for entry in ledger(books, Lock(round_about))) == 6


def test_a_host_that_the_lock_file_names_is_known(tmp_path: Path) -> None:
    book = book_of(tmp_path, "# A\n\nhttps://git.example.org/x/a\n")

    assert ledger([book], Lock()) == ()
    assert [entry.key for entry in ledger([book], Lock(hosts={"git.example.org": "gitea"}))] == ["git.example.org/x/a"]
    # A kind that is not known is no host.
    assert ledger([book], parse_lock('{"hosts": {"git.example.org": "other"}}', Path("/x"))) == ()


def test_groups(books: list[Book]) -> None:
    entries = ledger(books, LOCK)

    found = [(tag, [entry.key.partition("/")[2] for entry in group]) for tag, group in by_tag(entries)]
    assert found == [
        ("nlp", ["x/a"]),
        # Of its three tags the one that another has.
        ("text", ["x/b", "x/y/c"]),
        ("", ["x/new"]),
    ]


def test_markdown(books: list[Book], tmp_path: Path) -> None:
    assert (
        FORMATS["markdown"](ledger(books, LOCK), tmp_path)
        == """\
# Repositories

## nlp

- [X/A](https://github.com/X/A) ⭐ 5.1k \\(4.6k when noted\\) – A tool (Python · MIT) – *Week one, Week two*

## text

- [x/y/c](https://gitlab.com/x/y/c) ⭐ 12 – *Week one*
- [x/b](https://github.com/x/b) – text audio (archived · gone since 2026-11-28) – *Week one, Week two*

## Other

- [x/new](https://github.com/x/new) – *Week two*
"""
    )


def test_csv(books: list[Book], tmp_path: Path) -> None:
    header, a, b, *_ = csv.reader(io.StringIO(FORMATS["csv"](ledger(books, LOCK), tmp_path)))

    assert dict(zip(header, a, strict=True)) == {
        "repository": "github.com/X/A",
        "url": "https://github.com/X/A",
        "stars": "5100",
        "stars noted": "4.6k",
        "description": "A tool",
        "tags": "",
        "language": "Python",
        "license": "MIT",
        "topics": "nlp",
        "last push": "2026-11-20",
        "state": "",
        "named in": "weeks/w1.md:8, weeks/w2.md:7",
    }
    assert b[header.index("tags")] == "text, audio, video"


def test_json(books: list[Book], tmp_path: Path) -> None:
    a, *_ = json.loads(FORMATS["json"](ledger(books, LOCK), tmp_path))

    first, second = a.pop("mentions")
    assert a == {
        "repository": "github.com/X/A",
        "url": "https://github.com/X/A",
        "description": "A tool",
        "tags": [],
        "stars": 5100,
        "history": {"2026-11-21": 4600, "2026-11-28": 5100},
        "language": "Python",
        "license": "MIT",
        "topics": ["nlp"],
        "archived": False,
        "pushed": "2026-11-20",
        "moved": None,
        "gone": None,
    }
    assert first["stars"] == {"text": "4.6k", "count": 4600}
    assert (second["file"], second["line"], second["page"], second["text"], second["part"]) == (
        "weeks/w2.md", 7, "weeks/w2/1-found.md", "the tool", "tree/main"
    )  # fmt: skip


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "\n=1", "＝1", "|calc", "%0A=1", '=cmd|"/c calc"!A1']


@pytest.mark.parametrize("formula", FORMULAS)
def test_csv_computes_nothing(books: list[Book], tmp_path: Path, formula: str) -> None:
    facts = Facts(description=formula, license=formula, language=formula, topics=(formula,))

    rows = list(csv.reader(io.StringIO(FORMATS["csv"](ledger(books, Lock({"github.com/x/a": facts})), tmp_path))))

    assert len(rows) == 5
    for cell in rows[1]:
        assert cell.strip()[:1] not in tuple("=+-@＝|%") or not cell.strip()


def strangers() -> list[str]:
    """Strings that try to become markup, and scripts."""
    found = sorted({str(item["payload"]) for item in brs_kb.get_all_payloads().values()})[::24]
    marks = """**b** _i_ `c` ~~s~~ [a](javascript:alert(1)) ![a](x) <img/src/onerror=alert(1)> |a| $x$ {{7*7}} {%raw%}
        ==m== ^s^ &lt;b&gt; <!--c--> \\ \\[a](b) [^1] [x]:y {:onclick=x} --8<-- * ( ) ] ``` ```x *[x]:y""".split()
    marks += ["# h", "1. a", "- a", "a\n\n# h", "| a |\n|---|\n| b |", "+++", "    code", "{{ 7*7 }}", "<b>x</b>"]
    return found + marks


def test_markdown_shows_strangers_texts_as_they_are(books: list[Book], tmp_path: Path) -> None:
    hostile = strangers()
    assert len(hostile) >= 200
    extensions = ["tables", "attr_list", "footnotes", "def_list", "pymdownx.tilde", "pymdownx.mark", "pymdownx.caret",
                  "pymdownx.superfences", "md_in_html"]  # fmt: skip
    site, commonmark = Markdown(extensions=extensions), MarkdownIt("commonmark")

    for text in hostile:
        facts = Facts(description=text, license=text, language=text, topics=(text,))
        [entry, *_] = ledger(books, Lock({"github.com/x/a": facts}))
        written = FORMATS["markdown"]([entry], tmp_path)
        # A topic is a heading, the others stand in an item.
        for html in (commonmark.render(written), site.reset().convert(written)):
            page = html5lib.parse(html, namespaceHTMLElements=False)
            tags = [element.tag for element in page.iter() if element.tag not in ("html", "head", "body")]
            assert tags.count("a") == 1, (text, html)
            assert set(tags) <= {"h1", "h2", "ul", "li", "a", "em", "p"}, (text, html)
            assert "{{" not in written
            assert "{%" not in written
            shown = " ".join("".join(page.itertext()).split())
            assert " ".join(text.split()) in shown or not text.isprintable(), (text, html)


def test_an_entry_is_named_once(books: list[Book]) -> None:
    entries: tuple[Entry, ...] = ledger([*books, *books], LOCK)

    assert len(entries) == 4
    assert len(entries[0].references) == 4
