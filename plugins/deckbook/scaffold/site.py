"""A complete study site: what `deckbook init` writes."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from deckbook.scaffold.templates import render
from deckbook.scaffold.writing import Placed, ScaffoldError, place

WEEKS = "docs/weeks"


@dataclass(frozen=True, slots=True)
class Site:
    """What is decided of a new site.

    Attributes:
        name: Its title.
        language: One of `templates.languages()`.
        day: The day it begins, which says what week its first deck is of.
        version: The version of Deckbook that it is made with.
        site_url: Where it will be read, "" where that is not known.
        repo_url: Where its source will be, "" where that is not known.
    """

    name: str
    language: str
    day: datetime.date
    version: str
    site_url: str = ""
    repo_url: str = ""


def write_site(root: Path, site: Site) -> list[Placed]:
    """Writes those files of a site that it does not have yet.

    The first deck is one of these only where there is no other one.

    Raises:
        ScaffoldError: Something is in the way; then nothing is written.
    """
    first = f"{WEEKS}/{_week(site.day)}.md"
    try:
        decks = sorted(path.relative_to(root).as_posix() for path in (root / WEEKS).rglob("*.md"))
        files = site_files(site, decks[0] if decks else first)
        is_first = not decks or (decks == [first] and (root / first).read_bytes() == files[first])
    except OSError as error:
        raise ScaffoldError(f"Nothing is written: {error.strerror} ({error.filename}).") from error
    if not is_first:
        # What was recorded of the first deck's code, and its picture, are of no use to another one.
        files = {name: data for name, data in files.items() if not name.startswith(f"{WEEKS}/")}
    if (root / "mkdocs.yaml").exists():
        del files["mkdocs.yml"]
    return place(root, files)


def site_files(site: Site, deck: str = "") -> dict[str, bytes]:
    """All files of a new site, by path.

    Args:
        site: What is decided of it.
        deck: The path of the deck that others begin with; by default the first one's.
    """
    year, number, _ = site.day.isocalendar()
    week = _week(site.day)
    values = {
        "name": site.name,
        "slug": re.sub(r"[^a-z0-9]+", "-", site.name.lower()).strip("-") or "weeks",
        "date": site.day.isoformat(),
        "year": year,
        "week": week,
        "week_no": number,
        "deck": deck or f"{WEEKS}/{week}.md",
        "version": site.version,
        "site_url": site.site_url,
        "repo_url": site.repo_url,
    }
    return render(("site", site.language), site.language, values)


def _week(day: datetime.date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year:04}-w{number:02}"
