"""What is shown of a repository beside a link to it: all that is known in a card, or the most important in a badge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deckbook.markup.tags import escape, open_tag

SHEET = "repositories.css"
"""The style sheet of cards, badges and the list of repositories."""
_TOPICS = 6
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class Repository:
    """What is shown of a repository. The texts are by strangers.

    Attributes:
        key: What its address says it is.
        row: Its id on the page that lists all, where one that has moved may stand under its new name.
        url: Its address.
        name: Its path on its host.
        host: Its host.
        description, language, license: As its host says, or "".
        topics: As its host says.
        pushed: The day of its last push, or "".
        archived: Whether it is read-only now.
        moved: Where it is now, without its scheme, or "".
        gone: The day since which it is not there for everybody, or "".
        was_there: Whether its host has ever said anything of it.
        count: On how many slides it is named.
    """

    key: str
    row: str
    url: str
    name: str
    host: str
    description: str = ""
    language: str = ""
    license: str = ""
    topics: tuple[str, ...] = ()
    pushed: str = ""
    archived: bool = False
    moved: str = ""
    gone: str = ""
    was_there: bool = True
    count: int = 1


@dataclass(frozen=True, slots=True)
class Named:
    """A link of a slide to a repository that something is known of.

    Attributes:
        repository: What it leads to.
        is_subject: Whether its list's item is about that.
        then: The stars that the author noted, or "".
        now: Those that it has now, or "".
    """

    repository: Repository
    is_subject: bool = False
    then: str = ""
    now: str = ""


def card(item: Named, link: str, labels: Mapping[str, str]) -> str:
    """All that is known, in phrases: it stands in an item's text."""
    known = item.repository
    parts = [
        f'<bdi class="deckbook-repo__about">{escape(clipped(known.description))}</bdi>' if known.description else ""
    ]
    parts.append(state(known, labels))
    facts = [stars(item.then, item.now, labels), escape(known.language), escape(known.license)]
    if known.pushed:
        facts.append(escape(labels["repo_pushed"].format(date=known.pushed)))
    if link:
        words = escape(labels["repo_named"].format(count=known.count))
        facts.append(f"{open_tag('a', {'class': 'deckbook-repo__all', 'href': link})}{words}</a>")
    parts.append(f'<span class="deckbook-repo__facts">{" · ".join(filter(None, facts))}</span>')
    parts.append(topics(known))
    return f'<span class="deckbook-repo" data-added>{" ".join(filter(None, parts))}</span>'


def badge(item: Named, link: str, labels: Mapping[str, str]) -> str:
    """The most important of what is known, in a few words; "" where that is nothing."""
    known = item.repository
    words = [stars(item.then, item.now, labels), state(known, labels, is_short=True)]
    text = " · ".join(filter(None, words)) or escape(known.language)
    if not text:
        return ""
    values: dict[str, str | None] = {"class": "deckbook-repo-badge", "data-added": None}
    if known.description:
        values["title"] = clipped(known.description)
    if not link:
        return f"{open_tag('span', values)}{text}</span>"
    return f"{open_tag('a', {'href': link, **values})}{text}</a>"


def stars(then: str, now: str, labels: Mapping[str, str]) -> str:
    """Stars as they were noted and as they are, or one of them."""
    if not then and not now:
        return ""
    key = "repo_same" if then == now else "repo_then_now" if then and now else "repo_then" if then else ""
    said = escape(labels[key].format(then=then, now=now) if key else now)
    return f'<span class="deckbook-repo__star" role="img" aria-label="{escape(labels["repo_stars"])}">★</span> {said}'


def topics(known: Repository) -> str:
    """The first of its topics."""
    shown = " ".join(
        f'<span class="deckbook-repo__topic">{escape(clipped(topic, 40))}</span>' for topic in known.topics[:_TOPICS]
    )
    return f'<span class="deckbook-repo__topics">{shown}</span>' if shown else ""


def state(known: Repository, labels: Mapping[str, str], *, is_short: bool = False) -> str:
    """In words, what a reader has to know before following a link."""
    said = []
    if known.gone:
        said.append(escape(labels["repo_gone" if known.was_there else "repo_never"].format(date=known.gone)))
    if known.moved:
        place = escape(known.moved)
        link = place if is_short else f"{open_tag('a', {'href': f'https://{known.moved}'})}{place}</a>"
        said.append(escape(labels["repo_moved"]).format(place=link))
    if known.archived and not known.gone:
        said.append(escape(labels["repo_archived"]))
    if is_short or not said:
        return " · ".join(said)
    return f'<span class="deckbook-repo__state">{" · ".join(said)}</span>'


def clipped(text: str, longest: int = _LONGEST) -> str:
    """A stranger's text in one line of a length that a page can take."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
