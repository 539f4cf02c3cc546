"""The page that lists the repositories that decks name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from deckbook.markup.listing import LOADS, Cell, Column, Filter, Row, table
from deckbook.markup.repositories import SHEET, Repository, clipped, stars, state
from deckbook.markup.site import Site
from deckbook.markup.stash import Stash
from deckbook.markup.tags import escape, open_tag
from deckbook.markup.urls import page_url, relative_url
from deckbook.markup.write import Written

_OPEN = 3
"""How many places are shown before the rest is folded."""
_POINTS = 3
"""From how many counts of stars on they are drawn."""
_WIDTH, _HEIGHT, _EDGE = 96, 22, 2


@dataclass(frozen=True, slots=True)
class Place:
    """Where a repository is named.

    Attributes:
        deck: The deck's name.
        week: What readers call the deck.
        chapter: The title of the chapter.
        heading: The title of the slide, or "".
        uri, id: The page and the slide's section.
        then: The stars that the author noted there, or "".
    """

    deck: str
    week: str
    chapter: str
    heading: str
    uri: str
    id: str
    then: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A repository in the list.

    Attributes:
        repository: What is known of it.
        tags: The words that authors gave it; else its topics.
        places: Where it is named, newest first.
        then: The stars that were noted last, or "".
        now: Those that it has now, or "".
        count: The latest of them as a number, if any is known.
        history: Its stars by day, oldest first.
    """

    repository: Repository
    tags: tuple[str, ...]
    places: tuple[Place, ...]
    then: str = ""
    now: str = ""
    count: int | None = None
    history: tuple[tuple[str, int], ...] = ()


def repository_page(
    listed: Sequence[Listed], weeks: Sequence[tuple[str, str]], asked: str, uri: str, site: Site
) -> Written:
    """The list, those with the most stars first.

    Args:
        listed: The repositories, in the order of their keys.
        weeks: The decks that name any, newest first: their names, and what readers call them.
        asked: The day on which a host was asked last, or "".
        uri: The page's Markdown path.
        site: The site.
    """
    labels = site.labels
    if not listed:
        return Written(f"# {labels['repos']}\n\n{labels['no_repos']}\n", (), (), {}, (), ())
    stash = Stash()
    facts = [labels["repo_count"].format(count=len(listed)), labels["repo_asked"].format(date=asked) if asked else ""]
    about = f'<p class="deckbook-meta">{escape(" · ".join(filter(None, facts)))}</p>'
    by_stars = any(item.count is not None for item in listed)
    if by_stars:
        listed = sorted(listed, key=lambda item: -1 if item.count is None else item.count, reverse=True)
    columns = [
        Column(labels["repo"], "name", is_sorted=not by_stars),
        Column(labels["repo_language"], "language"),
        Column(labels["repo_stars"], "stars", descends=True, is_sorted=by_stars),
        Column(labels["repo_push"], "pushed", descends=True),
        Column(labels["repo_where"]),
    ]
    here = page_url(uri, site.use_directory_urls)
    cells = [_cells(item, here, site) for item in listed]
    filled = [index for index in range(len(columns)) if any(row[index].html for row in cells)]
    rows = [
        Row(item.repository.row, [row[index] for index in filled], _values(item))
        for item, row in zip(listed, cells, strict=True)
    ]
    offered = _filters(listed, weeks, site)
    written = table([columns[index] for index in filled], rows, offered, labels, name=labels["repos"])
    markdown = f"# {labels['repos']}\n\n{stash.put(about + written, block=True)}\n"
    anchors = tuple(item.repository.row for item in listed)
    return Written(markdown, stash.pieces, anchors, {}, (), (), loads=tuple(sorted((*LOADS, SHEET))))


def _filters(listed: Iterable[Listed], weeks: Sequence[tuple[str, str]], site: Site) -> list[Filter]:
    tags = {tag.casefold(): tag for item in listed for tag in item.tags}
    languages = {item.repository.language for item in listed} - {""}
    return [
        Filter("tag", site.labels["repo_tag"], [(tag, clipped(tags[tag], 40)) for tag in sorted(tags)]),
        Filter(
            "language", site.labels["repo_language"], [(name, name) for name in sorted(languages, key=str.casefold)]
        ),
        Filter("week", site.labels["repo_week"], weeks),
    ]


def _cells(item: Listed, here: str, site: Site) -> list[Cell]:
    known = item.repository
    return [
        Cell(_about(item, site), known.name.casefold()),
        Cell(escape(clipped(known.language, 40))),
        Cell(_stars(item, site), "" if item.count is None else str(item.count)),
        Cell(escape(known.pushed)),
        Cell(_places(item.places, here, site)),
    ]


def _values(item: Listed) -> dict[str, list[str]]:
    language = item.repository.language
    return {
        "tag": [tag.casefold() for tag in item.tags],
        "language": [language] if language else [],
        "week": list(dict.fromkeys(place.deck for place in item.places)),
    }


def _about(item: Listed, site: Site) -> str:
    known = item.repository
    owner, _, name = known.name.rpartition("/")
    shown = f"{escape(owner)}/<wbr><b>{escape(name)}</b>" if owner else f"<b>{escape(name)}</b>"
    where = "" if known.host == "github.com" else f' <span class="deckbook-repo__host">{escape(known.host)}</span>'
    parts = [f"{open_tag('a', {'href': known.url})}{shown}</a>{where}"]
    if known.description:
        parts.append(f'<bdi class="deckbook-repo__about">{escape(clipped(known.description))}</bdi>')
    parts.append(state(known, site.labels))
    words = " ".join(f'<span class="deckbook-repo__topic">{escape(clipped(tag, 40))}</span>' for tag in item.tags[:8])
    if known.license or words:
        parts.append(f'<span class="deckbook-repo__topics">{escape(known.license)} {words}</span>')
    return " ".join(filter(None, parts))


def _stars(item: Listed, site: Site) -> str:
    said = stars(item.then, item.now, site.labels)
    return f"{said} {plot(item.history, site)}" if len(item.history) >= _POINTS else said


def plot(history: Sequence[tuple[str, int]], site: Site) -> str:
    """Stars over time as a line, with the first, the last and how many counts in words."""
    days = [date.fromisoformat(day).toordinal() for day, _ in history]
    counts = [count for _, count in history]
    length, height = max(days[-1] - days[0], 1), max(counts) - min(counts)
    points = [
        (
            _EDGE + (_WIDTH - 2 * _EDGE) * (day - days[0]) / length,
            _HEIGHT / 2 if not height else _HEIGHT - _EDGE - (_HEIGHT - 2 * _EDGE) * (count - min(counts)) / height,
        )
        for day, count in zip(days, counts, strict=True)
    ]
    (first, before), (last, after) = history[0], history[-1]
    words = site.labels["repo_plot"].format(first=first, before=before, last=last, after=after, count=len(history))
    opening = open_tag(
        "svg",
        {"class": "deckbook-repo__plot", "role": "img", "aria-label": words, "viewBox": f"0 0 {_WIDTH} {_HEIGHT}"},
    )
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return f'{opening}<polyline points="{line}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="{_EDGE}"/></svg>'


def _places(places: Sequence[Place], here: str, site: Site) -> str:
    differ = len({place.then for place in places} - {""}) > 1
    counted = Counter((place.deck, place.chapter) for place in places)
    items = []
    for place in places:
        is_clear = place.chapter != place.week and counted[place.deck, place.chapter] == 1
        items.append(_place(place, place.chapter if is_clear else place.heading, here, site, with_stars=differ))
    if len(items) <= _OPEN + 1:
        return f"<ul>{''.join(items)}</ul>"
    more = escape(site.labels["repo_more"].format(count=len(items) - _OPEN))
    folded = f"<details><summary>{more}</summary><ul>{''.join(items[_OPEN:])}</ul></details>"
    return f"<ul>{''.join(items[:_OPEN])}</ul>{folded}"


def _place(place: Place, part: str, here: str, site: Site, *, with_stars: bool) -> str:
    url = f"{relative_url(page_url(place.uri, site.use_directory_urls), here)}#{place.id}"
    text = place.week if part in (place.week, "") else f"{place.week} · {part}"
    noted = f" {stars('', place.then, site.labels)}" if place.then and with_stars else ""
    return f"<li>{open_tag('a', {'href': url})}{escape(text)}</a>{noted}</li>"
