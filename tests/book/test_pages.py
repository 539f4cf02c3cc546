"""Where slides stand: pages of about equal length, and addresses that last."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckbook.book import Options, arrange, newest_first, words
from deckbook.book.addresses import slug
from deckbook.deck import Slide, parse
from tests.book.decks import shown, write


def slide(text: str) -> Slide:
    source = parse(text, Path("/deck.md")).slides[0]
    return Slide(1, source.frontmatter, source)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("one two three", 3),
        ("论文来源", 2),
        ("读 AlexNet 论文", 3),
        ("한국어", 2),
        ("one\n\n```py\na = 1\n\nprint(a)\n```\n\ntwo", 17),
        ("- one\n  ```\n  a\n  ```", 6),
        ('<div class="a b c">one</div> <!-- not this --> two', 2),
        ("<style>\nh1 { color: red }\n</style>\none", 1),
        ("", 0),
    ],
)
def test_words(text: str, count: int) -> None:
    assert words(slide(text)) == count


def test_a_chapter_a_little_longer_than_a_page_stays_one(tmp_path: Path) -> None:
    headmatter = {"deckbook": {"page_words": 100, "chapters": "none"}}

    assert shown(arrange(write(tmp_path, "# A …\n" * 9, headmatter), "talk.md")) == "1-9 A (deck)"
    assert shown(arrange(write(tmp_path, "# A …\n" * 10, headmatter), "talk.md")) == "1-5 | 6-10 A (deck)"


def test_pages_have_equal_shares_and_begin_with_a_title(tmp_path: Path) -> None:
    headmatter = {"deckbook": {"page_words": 100, "chapters": "none"}}
    deck = write(tmp_path, "# Talk\n" + "## A …\n## A …\n## B …\n" * 5, headmatter)

    assert shown(arrange(deck, "talk.md")) == "1-9 | 10-16 Talk (deck)"


def test_a_page_has_at_most_25_slides(tmp_path: Path) -> None:
    deck = write(tmp_path, "\n".join(f"# {i}" for i in range(60)), {"deckbook": {"chapters": "none"}})

    assert shown(arrange(deck, "talk.md")) == "1-20 | 21-40 | 41-60 0 (deck)"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("一、论文来源", "一论文来源"),
        ("What is `pip`?", "what-is-pip"),
        ("Tom & Jerry — again", "tom-jerry-again"),
        ("E\u0301te\u0301", "été"),
        ("ÀÉ", "àé"),
        ("שלום עולם", "שלום-עולם"),
        ("🎉", "chapter"),
        ("???", "chapter"),
        ("_ _", "chapter"),
        ("文" * 60, "文" * 40),
        ("👩‍👩‍👧 family", "family"),
        ("../../etc/passwd", "etcpasswd"),
    ],
)
def test_slug(title: str, expected: str) -> None:
    assert slug(title, "chapter") == expected


def test_addresses(tmp_path: Path) -> None:
    deck = write(
        tmp_path,
        """\
# Talk
# Index {chapter: true}
## Why {routeAlias: why}
## Why
## slide-3
No title
# Why {chapter: true}
# Why {chapter: true}
🎉 {chapter: 🎉}
""",
    )
    book = arrange(deck, "weeks/2026-w47.md")

    assert [page.uri for page in book.pages()] == [
        "weeks/2026-w47.md",
        "weeks/2026-w47/index-2.md",
        "weeks/2026-w47/why.md",
        "weeks/2026-w47/why-2.md",
        "weeks/2026-w47/chapter.md",
    ]
    assert [book.places[no].id for no in sorted(book.places)] == [
        "talk", "index", "why", "why-2", "slide-3-", "index-2-5", "why-3", "why-4", "chapter-1",
    ]  # fmt: skip
    assert book.routes == {"why": 3}
    assert book.places[5].uri == "weeks/2026-w47/index-2.md"


def test_a_deck_of_one_chapter_shares_its_page(tmp_path: Path) -> None:
    deck = write(tmp_path, "# Talk …\n# More …", {"deckbook": {"page_words": 100}})
    book = arrange(deck, "slides.md")

    assert [(page.uri, len(page.slides)) for page in book.pages()] == [("slides.md", 2)]
    assert book.front == ()


def test_more_pages_of_a_deck_and_of_a_chapter(tmp_path: Path) -> None:
    headmatter = {"deckbook": {"page_words": 100, "chapters": "none"}}
    whole = arrange(write(tmp_path, "# Talk\n" + "## A …\n" * 20, headmatter), "talk.md")
    chapter = arrange(write(tmp_path, "# Talk\n# All {chapter: true}\n" + "## A …\n" * 20, headmatter), "talk.md")

    assert [page.uri for page in whole.pages()] == ["talk.md", "talk/2.md", "talk/3.md"]
    assert [page.uri for page in chapter.pages()] == [
        "talk.md",
        "talk/all.md",
        "talk/all/2.md",
        "talk/all/3.md",
    ]


def test_addresses_outlast_what_is_appended_and_edited_elsewhere(tmp_path: Path) -> None:
    before = "# Talk\n# A {chapter: true}\n## x …\nText …\n# B {chapter: true}\n## y …\n"
    after = before.replace("## x …\n", "## x …\n## inserted …\n") + "## x …\n# A {chapter: true}\n## z …\n"
    old = arrange(write(tmp_path, before), "talk.md")
    new = arrange(write(tmp_path, after), "talk.md")
    places = {place.id: place.uri for place in new.places.values()}

    assert {name: places.get(name) for name in ("talk", "a", "x", "b", "y")} == {
        place.id: place.uri for place in old.places.values() if place.id != "a-3"
    }


@pytest.mark.parametrize(
    ("headmatter", "name", "date"),
    [
        ({}, "weeks/2026-w47.md", "2026-w47"),
        ({}, "weeks/2026-11-16.md", "2026-11-16"),
        ({}, "talks/20261116-git.md", "20261116"),
        ({}, "talks/2024-02-29/slides.md", "2024-02-29"),
        ({}, "talks/2026-13-45.md", None),
        ({}, "weeks/第三周.md", None),
        ({"date": "2026-11-17"}, "weeks/2026-w47.md", "2026-11-17"),
        ({"week": "2026-w46"}, "weeks/2026-w47.md", "2026-w46"),
        ({"date": "autumn", "deckbook": {"date": "2026-10-01"}}, "a.md", "2026-10-01"),
    ],
)
def test_dates(headmatter: dict[str, object], name: str, date: str | None, tmp_path: Path) -> None:
    assert arrange(write(tmp_path, "# Talk\n", headmatter), name).date == date


def test_newest_first(tmp_path: Path) -> None:
    deck = write(tmp_path, "# Talk\n")
    names = ["第2周.md", "2026-w47.md", "a.md", "2026-11-15.md", "第10周.md", "2026-11-17.md", "2025-w01.md"]

    assert [book.name for book in newest_first(arrange(deck, name) for name in names)] == [
        "2026-11-17.md", "2026-w47.md", "2026-11-15.md", "2025-w01.md", "第10周.md", "第2周.md", "a.md",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("deckbook", "says"),
    [
        ({"titel": "Said"}, "`deckbook:` has no option `titel`, so it is left out; did you mean `title`?"),
        ({"xyz": 1}, "`deckbook:` has no option `xyz`, so it is left out; the options are `title`"),
        (
            {"chapters": "divider"},
            "`chapters: divider` is no value of this option, so it is left out; did you mean `d",
        ),
        (
            {"page_words": 7},
            "`page_words: 7` is no value of this option, so it is left out; write a number of w",
        ),
        ({"title": False}, "`title: False` is no value of this option, so it is left out; write a text."),
        ("yes", "`deckbook: yes` is left out: write options below `deckbook:`."),
    ],
)
def test_a_wrong_option_is_reported(deckbook: object, says: str, tmp_path: Path) -> None:
    [found] = arrange(write(tmp_path, "# Talk\n", {"deckbook": deckbook}), "talk.md").diagnostics

    assert found.message.startswith(says)
    assert (found.rule, found.line) == ("option-invalid", 1)


def test_right_options_are_not(tmp_path: Path) -> None:
    options = {"title": "Said", "date": "2026-w47", "chapters": "none", "page_words": 500}

    assert arrange(write(tmp_path, "# Talk\n", {"deckbook": options}), "talk.md").diagnostics == ()


def test_a_decks_own_title_wins(tmp_path: Path) -> None:
    def title(headmatter: dict[str, object], slides: str = "# Slide\n") -> str:
        return arrange(write(tmp_path, slides, headmatter), "talks/git.md", options=Options()).title.plain

    assert title({"title": "Head", "deckbook": {"title": "*Book*"}}) == "Book"
    assert title({"title": "Head"}) == "Head"
    assert title({}) == "Slide"
    assert title({}, "text\n") == "git"
