"""`deckbook new`: what the next deck is called, for which week it is, and what it takes from the one before."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from deckbook.deck import load
from deckbook.deck.find import is_deck
from deckbook.outlining import last_deck
from deckbook.scaffold.deck import Last, day_after, deck_after, first_deck, name_after
from deckbook.scaffold.names import Turn, chinese, next_heading, next_title, number
from deckbook.settings import DEFAULT_PATTERNS, Settings
from tests.scaffold.sites import run, tree

NAMES = yaml.load((Path(__file__).parent / "names.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes strings
WEEK = datetime.timedelta(days=7)
DECK = """\
---
theme: purplin
title: 第三周：注意力
date: 2026-11-22
info: 注意力与 CLIP
fonts:
  sans: 'Noto Sans CJK SC'
---

# 第三周

注意力怎么算

---

# 目录

<Toc minDepth="2" maxDepth="2"></Toc>

---
layout: section
class: text-center
---

## 一、论文阅读

从一个加权平均说起

---
layout: image-right
image: ./attention.png
---

<h2>一、论文阅读</h2>

### 查询、键、值

```md
## 不是标题
```

---
hide: true
---

## 草稿

---
layout: two-cols
routeAlias: clip
---

## 二、`CLIP` 与 $d_k$

::right::

右边
"""
NEXT = """\
---
theme: purplin
title: 第四周
date: 2026-11-29
week: 2026-w48
fonts:
  sans: Noto Sans CJK SC
---

# 第四周

---

# 目录

<Toc minDepth="2" maxDepth="2" />

---
layout: section
class: text-center
---

## 一、论文阅读

---

## 二、`CLIP` 与 $d_k$
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs/weeks").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: S\nplugins: [deckbook]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(site: Path, name: str, text: str) -> None:
    path = site / "docs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(("name", "day", "following"), NAMES, ids=[row[0] for row in NAMES])
def test_names_count_on(name: str, day: str, following: str) -> None:
    date = datetime.date.fromisoformat(day)
    last = Last(f"weeks/{name}.md", date - WEEK, {}, ())

    assert name_after(last, date) == f"weeks/{following}.md"


def test_a_folder_counts_where_the_deck_in_it_does_not() -> None:
    last = Last("talks/week-07/slides.md", None, {}, ())

    assert name_after(last, datetime.date(2026, 11, 28)) == "talks/week-08/slides.md"


def test_a_number_at_the_end_counts_where_others_have_it() -> None:
    last = Last("decks/seminar-12.md", None, {}, ())
    day = datetime.date(2026, 11, 28)

    assert name_after(last, day) == "decks/2026-w48.md"
    assert name_after(last, day, ["decks/seminar-11.md", "decks/seminar-12.md"]) == "decks/seminar-13.md"


@given(day=st.dates(datetime.date(1990, 1, 1), datetime.date(2199, 12, 31)))
def test_week_after_week_no_week_is_left_out_or_said_twice(day: datetime.date) -> None:
    """Over the ends of years too, of 52 weeks and of 53."""
    year, week, _ = day.isocalendar()
    last = Last(f"weeks/{year:04}-w{week:02}.md", day, {}, ())

    following = day_after(last, day)
    name = name_after(last, following)

    assert following - day == WEEK
    assert name == "weeks/{:04}-w{:02}.md".format(*following.isocalendar()[:2])
    assert name > last.name  # sorted by name they are sorted by week


@given(
    last=st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31)),
    today=st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31)),
)
def test_the_day_is_a_later_one_of_this_week_or_the_first_after_it(last: datetime.date, today: datetime.date) -> None:
    found = day_after(Last("weeks/x.md", last, {}, ()), today)

    assert found > last
    assert found.weekday() == last.weekday()
    assert found.isocalendar()[:2] >= today.isocalendar()[:2]
    assert found == last + WEEK or found.isocalendar()[:2] == today.isocalendar()[:2]


@given(st.integers(0, 999))
def test_chinese_numbers_are_read_as_they_are_written(value: int) -> None:
    assert number(chinese(value)) == value


@pytest.mark.parametrize(
    ("title", "following"),
    [
        ("第三周", "第四周"),
        ("第三周：注意力与 CLIP", "第四周"),
        ("Week 47", "Week 48"),
        ("Week 47: attention", "Week 48"),
        ("Week 3 of the seminar", "Week 4 of the seminar"),
        ("2026-w47 周报", "2026-w48 周报"),
        ("周报 2026-11-22", "周报 2026-11-28"),
        ("GPT-4", "GPT-4"),
        ("3. In code", "3. In code"),
        ("Top 10 papers", "Top 10 papers"),
    ],
)
def test_titles_count_on(title: str, following: str) -> None:
    assert next_title(title, Turn(datetime.date(2026, 11, 28), datetime.date(2026, 11, 21))) == following


@pytest.mark.parametrize(
    ("heading", "following"),
    [
        ("第三周", "第四周"),
        ("第三周小结", "第四周小结"),
        ("Week 3 in short", "Week 4 in short"),
        ("Notes of 2026-w47", "Notes of 2026-w48"),
        ("Week 47", "Week 48"),
        # What has a number of its own keeps it.
        ("第一周回顾", "第一周回顾"),
        ("第三章 注意力", "第三章 注意力"),
        ("Part 3", "Part 3"),
        ("3. In code", "3. In code"),
        ("Due 2026-12-24", "Due 2026-12-24"),
        ("Since 2026-w40", "Since 2026-w40"),
    ],
)
def test_headings_count_on_where_they_say_the_decks_week(heading: str, following: str) -> None:
    turn = Turn(datetime.date(2026, 11, 28), datetime.date(2026, 11, 21))

    assert next_heading(heading, "第三周：注意力", turn) == following


def test_a_title_with_the_weeks_number_begins_anew_with_a_year() -> None:
    assert next_title("Week 53", Turn(datetime.date(2027, 1, 5), datetime.date(2026, 12, 29))) == "Week 1"
    assert next_title("Week 12", Turn(datetime.date(2027, 1, 5), datetime.date(2026, 12, 29))) == "Week 13"


def test_the_next_deck_has_the_outline_of_the_last_one(site: Path) -> None:
    write(site, "weeks/2026-w46.md", "---\ndate: 2026-11-15\n---\n\n# Other\n\n---\n\n## Things\n")
    write(site, "weeks/2026-w47.md", DECK)

    done = run("new", "--date", "2026-11-29")

    assert done.output == "docs/weeks/2026-w48.md is written, with the outline of weeks/2026-w47.md.\n"
    assert (site / "docs/weeks/2026-w48.md").read_text("utf-8") == NEXT
    checked = run("check", "--strict", "--level", "warning", "docs/weeks/2026-w48.md")
    assert checked.exit_code == 0, checked.output


def test_deeper_headings_are_taken_over_where_that_is_said(site: Path) -> None:
    write(site, "weeks/2026-w47.md", DECK)

    run("new", "--date", "2026-11-29", "--depth", "3")

    deck = load(site / "docs/weeks/2026-w48.md")
    assert [slide.title for slide in deck.slides] == [
        "第四周", "目录", "一、论文阅读", "查询、键、值", "二、`CLIP` 与 $d_k$",
    ]  # fmt: skip


def test_a_deck_is_never_overwritten(site: Path) -> None:
    write(site, "weeks/2026-w47.md", DECK)
    write(site, "weeks/2026-w48.md", "A page of mine\n")
    before = tree(site)

    done = run("new", "--date", "2026-11-26")

    assert done.exit_code == 1
    assert done.output == (
        "Error: docs/weeks/2026-w48.md exists already and stays as it is; name another day with --date.\n"
    )
    assert tree(site) == before


@pytest.mark.parametrize("language", ["en", "zh", "fr"])
def test_without_a_deck_it_is_an_outline_in_the_sites_language(site: Path, language: str) -> None:
    (site / "mkdocs.yml").write_text(
        f"site_name: S\ntheme: {{name: material, language: {language}}}\nplugins: [deckbook]\n", encoding="utf-8"
    )

    done = run("new", "--date", "2026-01-01")

    assert done.output == "docs/weeks/2026-w01.md is written.\n"
    text = (site / "docs/weeks/2026-w01.md").read_text("utf-8")
    assert text == first_deck("zh" if language == "zh" else "en", datetime.date(2026, 1, 1))
    assert ("论文阅读" in text) is (language == "zh")
    assert run("check", "--strict", "docs").exit_code == 0


def test_the_last_of_chinese_numbers_is_the_highest(site: Path) -> None:
    for name in ("第二周", "第十周", "第九周"):
        write(site, f"weeks/{name}.md", f"# {name}\n\n---\n\n## 论文\n")

    run("new", "--date", "2026-11-28")

    assert (
        (site / "docs/weeks/第十一周.md")
        .read_text("utf-8")
        .startswith("---\ntitle: 第十一周\ndate: 2026-11-28\nweek: 2026-w48\n---\n\n# 第十一周\n")
    )


def test_its_name_counts_where_its_date_says_another_week(site: Path) -> None:
    """Presented on the Monday after: the next deck is of the next week by name."""
    write(site, "weeks/2026-w45.md", "---\ndate: 2026-11-09\n---\n\n# A\n\n---\n\n## B\n")

    run("new", "--date", "2026-11-10")

    assert (site / "docs/weeks/2026-w46.md").is_file()


def test_week_after_week_each_is_of_the_site(site: Path) -> None:
    write(site, "weeks/2026-w52.md", "---\ndate: 2026-12-25\n---\n\n# Week 52\n\n---\n\n## Papers\n")

    for day in ("2026-12-28", "2027-01-04", "2027-01-11"):
        assert run("new", "--date", day).exit_code == 0

    decks = {path.stem: load(path).headmatter["title"] for path in (site / "docs/weeks").glob("*.md")}
    assert decks == {"2026-w52": "Week 52", "2026-w53": "Week 53", "2027-w01": "Week 1", "2027-w02": "Week 2"}


def test_what_no_pattern_picks_is_said(site: Path) -> None:
    (site / "mkdocs.yml").write_text("plugins:\n  - deckbook:\n      decks: [weeks/week-1.md]\n", encoding="utf-8")
    write(site, "weeks/week-1.md", "# Week 1\n\n---\n\n## Papers\n")

    done = run("new")

    assert "docs/weeks/week-2.md is written" in done.output
    assert "No pattern of `decks:` in mkdocs.yml picks weeks/week-2.md; add one." in done.output


def test_without_a_site_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    done = run("new")

    assert done.exit_code == 2
    assert "No mkdocs.yml here names the plugin deckbook" in done.output


ODD = st.text(st.characters(exclude_characters="\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", exclude_categories=["Cs"]))


@given(titles=st.lists(ODD, min_size=2, max_size=5))
def test_a_deck_of_any_titles_has_a_next_one(tmp_path_factory: pytest.TempPathFactory, titles: list[str]) -> None:
    folder = tmp_path_factory.mktemp("odd")
    (folder / "docs/weeks").mkdir(parents=True)
    head = yaml.safe_dump({"title": titles[0], "author": titles[-1]}, allow_unicode=True)
    text = f"---\n{head}---\n\n" + "\n\n---\n\n".join(f"## {title}" for title in titles)
    write(folder, "weeks/2026-w47.md", text)

    last, _ = last_deck(Settings(folder / "mkdocs.yml", folder / "docs", folder / "docs", DEFAULT_PATTERNS))
    assert last is not None
    write(folder, "weeks/2026-w48.md", deck_after(last, datetime.date(2026, 11, 28)))

    deck = load(folder / "docs/weeks/2026-w48.md")
    assert is_deck(deck)
    assert deck.diagnostics == ()
    assert deck.headmatter.get("author") == (titles[-1] or "")
    assert deck.headmatter["date"] == "2026-11-28"
    assert deck.headmatter["week"] == "2026-w48"
