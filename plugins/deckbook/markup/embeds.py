"""Pages and videos of other hosts inside a slide: a link and a button, and nothing is asked of the host before.

A page of the deck's own stays a frame, which browsers load when it comes near.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

from deckbook.markup import references
from deckbook.markup.context import SlideContext
from deckbook.markup.tags import escape, open_tag
from deckbook.markup.tree import Element, Node, Raw

_YOUTUBE = frozenset(("youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com", "youtu.be"))
_SIZE = re.compile(r"(\d{2,4})(?:px)?\Z")


def frame(node: Element, context: SlideContext) -> list[Node] | None:
    """What stands for an <iframe>: itself where its page is the deck's own, else a place for it to come to."""
    values = node.attributes
    source = (values.get("src") or "").strip()
    if not source:
        return None
    if not references.is_elsewhere(source):
        found = context.asset(source, node.line)
        if found is None:
            values.pop("src")
            return [Element("div", {"class": "deckbook-embed"}, [node], node.line)]
        values |= {"src": found, "loading": "lazy", "title": values.get("title") or source.rpartition("/")[2]}
        return None
    source = f"https:{source}" if source.startswith("//") else source
    host = urlsplit(source).hostname if source.lower().startswith(("http://", "https://")) else None
    if not host:
        return None
    context.report(node.line, "embed-remote", f"“{host}” is asked for this frame's page only when the reader wants it.")
    address, link, video = _youtube(source) or (source, source, "")
    labels = context.site.labels
    name = values.get("title") or (labels["youtube"].format(id=video) if video else host)
    kept = {key: value for key, value in values.items() if key in ("allow", "allowfullscreen", "width", "height")}
    opening: dict[str, str | None] = {"class": "deckbook-embed", "data-source": address}
    if ratio := _ratio(values):
        opening["style"] = ratio
    inside = Element("iframe", {**kept, "title": name}, line=node.line, inline=node.inline)
    offer = labels["embed"].format(host=urlsplit(address).hostname)
    words = (
        f'<p class="deckbook-embed__offer" data-added>{open_tag("a", {"href": link})}{escape(name)}</a>'
        f'<button class="deckbook-embed__load" type="button" hidden>{escape(offer)}</button></p>'
    )
    return [Element("div", opening, [inside, Raw(words)], node.line)]


def _youtube(source: str) -> tuple[str, str, str] | None:
    """A video's frame without cookies, its own page and its name; None for any other address."""
    parts = urlsplit(source)
    if parts.hostname not in _YOUTUBE:
        return None
    path = [part for part in parts.path.split("/") if part]
    query = parse_qs(parts.query)
    if path[:1] in (["embed"], ["shorts"], ["live"]) and len(path) > 1:
        video = path[1]
    elif path == ["watch"]:
        video = query.get("v", [""])[0]
    else:
        video = path[0] if parts.hostname == "youtu.be" and path else ""
    if not video or video == "videoseries":
        return None
    start = query.get("start", query.get("t", [""]))[0].rstrip("s")
    start = start if start.isascii() and start.isdigit() else ""
    address = f"https://www.youtube-nocookie.com/embed/{quote(video)}" + (f"?start={start}" if start else "")
    return address, f"https://www.youtube.com/watch?v={quote(video)}" + (f"&t={start}" if start else ""), video


def _ratio(values: dict[str, str | None]) -> str:
    """The frame's proportions where it tells both sides in pixels."""
    sides = [_SIZE.match((values.get(name) or "").strip()) for name in ("width", "height")]
    return f"--deckbook-ratio: {sides[0][1]} / {sides[1][1]}" if sides[0] and sides[1] else ""
