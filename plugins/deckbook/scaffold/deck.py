"""Next week's deck: where it stands, for which day it is, and what is in it of the deck before."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import yaml

from deckbook.scaffold.names import Turn, next_heading, next_name, next_title
from deckbook.scaffold.templates import render

_WEEK = datetime.timedelta(days=7)
_OF_ONE_WEEK = frozenset((
    "title", "date", "week", "info", "description", "keywords", "tags", "src", "routeAlias", "image", "alt",
))  # fmt: skip
"""Settings of a deck that are about its own week, so that the next one does not take them over."""
_OF_A_SLIDE = "layout", "class", "level", "hideInToc"
"""Settings of a slide that say how it is shown, and not what is on it."""
_NEEDS_CONTENT = frozenset((
    "image", "image-left", "image-right", "iframe", "iframe-left", "iframe-right", "two-cols", "two-cols-header",
    "none", "quote", "fact", "statement", "full",
))  # fmt: skip
"""Layouts of slides that hold more than a heading."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A slide of an outline.

    Attributes:
        level: How deep it stands, from 1.
        markdown: Its title.
        frontmatter: Its slide's settings.
        contents: The tag of a table of contents on it, such as `<Toc />`; "" where there is none.
    """

    level: int
    markdown: str
    frontmatter: Mapping[str, Any]
    contents: str = ""


@dataclass(frozen=True, slots=True)
class Last:
    """The deck before.

    Attributes:
        name: Its path below the directory of decks, such as `weeks/2026-w47.md`.
        day: A day of its week, where that is known.
        headmatter: Its settings.
        outline: Its headings, in order.
    """

    name: str
    day: datetime.date | None
    headmatter: Mapping[str, Any]
    outline: tuple[Heading, ...]


def day_after(last: Last | None, today: datetime.date) -> datetime.date:
    """The day that the next deck is for: the same day of the week after, or of this week if that has passed."""
    if last is None or last.day is None:
        return today
    monday = today - datetime.timedelta(days=today.weekday())
    weeks = max(1, -((last.day - monday) // _WEEK))
    return last.day + weeks * _WEEK


def name_after(last: Last | None, day: datetime.date, names: Iterable[str] = ()) -> str:
    """The path of the next deck, in the manner of the others: its own name, or its folder's, counts on.

    Args:
        last: The deck before.
        day: The day that the next one is for.
        names: The paths of all decks.
    """
    year, week, _ = day.isocalendar()
    plain = f"{year:04}-w{week:02}"
    if last is None:
        return f"weeks/{plain}.md"
    path = PurePosixPath(last.name)
    turn = Turn(day, last.day)
    others = [PurePosixPath(name) for name in names]
    if following := next_name(path.stem, turn, [other.stem for other in others]):
        return path.with_name(f"{following}.md").as_posix()
    folder = path.parent
    if following := next_name(folder.name, turn, [other.parent.name for other in others]):
        return (folder.with_name(following) / path.name).as_posix()
    return path.with_name(f"{plain}.md").as_posix()


def deck_after(last: Last, day: datetime.date, depth: int | None = None) -> str:
    """The text of the next deck: the settings and the outline of the one before, for another day.

    Args:
        last: The deck before.
        day: The day that this one is for.
        depth: Down to which level headings are taken over; by default the two highest that there are.
    """
    turn = Turn(day, last.day)
    levels = sorted({heading.level for heading in last.outline})[:2]
    deepest = depth if depth is not None else max(levels, default=1)
    kept = [heading for heading in last.outline if heading.level <= deepest or heading.contents]
    slides = [_slide(heading, _title(last), turn) for heading in kept] or [({}, f"# {next_title(_title(last), turn)}")]
    if len(slides) == 1:
        slides.append(({}, ""))  # a deck is told from a page by its separators
    head = _headmatter(last, turn) | slides[0][0]
    texts = [_block(head) + slides[0][1] + "\n"]
    texts += [(_block(frontmatter) if frontmatter else "---\n\n") + body + "\n" for frontmatter, body in slides[1:]]
    return "\n".join(texts)


def first_deck(language: str, day: datetime.date) -> str:
    """The text of a deck where there is none before: the outline of a weekly note."""
    year, week, _ = day.isocalendar()
    values = {"date": day.isoformat(), "week": f"{year:04}-w{week:02}", "week_no": week}
    return render((f"new/{language}",), language, values)["deck.md"].decode()


def _title(last: Last) -> str:
    title = last.headmatter.get("title")
    return title if isinstance(title, str) and title.strip() else PurePosixPath(last.name).stem


def _headmatter(last: Last, turn: Turn) -> dict[str, Any]:
    head = {key: _plain(value) for key, value in last.headmatter.items() if key not in _OF_ONE_WEEK}
    if head.get("layout") in _NEEDS_CONTENT:
        del head["layout"]
    if isinstance(own := head.get("deckbook"), Mapping):
        head["deckbook"] = {key: value for key, value in own.items() if key not in ("title", "date")}
    if not head.get("deckbook", True):
        del head["deckbook"]
    year, week, _ = turn.day.isocalendar()
    first = {"theme": head.pop("theme")} if "theme" in head else {}
    said = {"title": next_title(_title(last), turn), "date": turn.day, "week": f"{year:04}-w{week:02}"}
    return first | said | head


def _slide(heading: Heading, of_deck: str, turn: Turn) -> tuple[dict[str, Any], str]:
    """The settings and the text of a slide with a heading and nothing else."""
    frontmatter = {key: _plain(heading.frontmatter[key]) for key in _OF_A_SLIDE if key in heading.frontmatter}
    if frontmatter.get("layout") in _NEEDS_CONTENT:
        del frontmatter["layout"]
    if heading.frontmatter.get("chapter"):
        frontmatter["chapter"] = _plain(heading.frontmatter["chapter"])
    title = next_heading(heading.markdown, of_deck, turn)
    text = f"{'#' * min(heading.level, 6)} {title}"
    return frontmatter, f"{text}\n\n{heading.contents}" if heading.contents else text


def _plain(value: Any) -> Any:
    """A value of YAML as `yaml.safe_dump` takes it."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, bool):
        return value
    return next((kind(value) for kind in (int, float, str) if isinstance(value, kind)), str(value))


def _block(values: Mapping[str, Any]) -> str:
    text = yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{text}---\n\n"
