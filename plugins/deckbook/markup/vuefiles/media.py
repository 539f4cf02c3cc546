"""Pictures, films, frames and links of a component's file, found by Slidev's rules."""

from __future__ import annotations

from collections.abc import Callable

from deckbook.markup import links, references, tags, words
from deckbook.markup.context import SlideContext
from deckbook.markup.tree import Element, Node, Raw
from deckbook.markup.vuefiles.made import Made, Use, dressed


def picture(target: str, use: Use, context: SlideContext, shown: set[str]) -> list[Node]:
    """The picture that a value names; it is shown once."""
    if words.compared(target) in shown:
        return []
    shown.add(words.compared(target))
    return words.picture(target, "", context, use.line, inline=use.inline)


def film_or_picture(
    node: Element,
    values: dict[str, str | None],
    use: Use,
    context: SlideContext,
    shown: set[str],
    inside: Callable[[], list[Made]],
) -> list[Made]:
    """An <img>, <video>, <audio>, <source> or <track>; `inside` makes what it holds."""
    source = values.get("src") or ""
    kept = dressed(
        Element(node.tag, {}), {name: value for name, value in values.items() if name != "autoplay"}, context
    )
    if source and "src" in node.attributes:  # written in the file, so relative to it
        url = _own(source, node.line, use, context)
    else:
        shown.add(words.compared(source))
        url = context.asset(source, use.line, by_page=True) if source else None
    if source and not url:
        return []
    if not source and node.tag != "video":
        return []
    kept |= {"src": url} if url else {}
    kept.pop("poster", None)
    if node.tag == "img":
        kept = {"alt": "", **kept, "loading": "lazy", "data-added": None}
        if references.is_elsewhere(url or ""):
            kept["referrerpolicy"] = "no-referrer"
        return [Made(Raw(tags.open_tag("img", kept), block=False), holds=False)]
    if node.tag in ("source", "track"):
        return [Made(Raw(tags.open_tag(node.tag, kept), block=False))]
    inner = "".join(item.node.html for item in inside() if isinstance(item.node, Raw))
    kept |= {"controls": None, "data-added": None}
    return [Made(Raw(f"{tags.open_tag(node.tag, kept)}{inner}</{node.tag}>", block=not use.inline))]


def _own(target: str, line: int, use: Use, context: SlideContext) -> str | None:
    """The address of a file that the component's file itself names."""
    for start in ("@/", "~/"):
        if target.startswith(start):
            target = target[1:]
    return context.asset(target, line, source=use.path)


def frame(values: dict[str, str | None], use: Use, shown: set[str]) -> list[Made]:
    """A link to the page that an <iframe> would show."""
    source = values.get("src") or ""
    if not references.is_elsewhere(source):
        return []
    shown.add(words.compared(source))
    link = f"{tags.open_tag('a', {'href': source})}{tags.escape(values.get('title') or source)}</a>"
    tag = "span" if use.inline else "p"
    card = f'<{tag} class="deckbook-card" data-added>{link}</{tag}>'
    return [Made(Raw(card, block=not use.inline))]


def link(
    values: dict[str, str | None],
    content: list[Node],
    holds: bool,
    use: Use,
    context: SlideContext,
    shown: set[str],
) -> list[Made]:
    """An <a> around its content, or that content where it leads nowhere."""
    href = values.get("href")
    shown.add(words.compared(href or ""))
    target = links.target(href, use.line, context, markdown=False) if href else None
    if target is None:
        return [Made(node, holds) for node in content]
    attributes = {"href": target} if holds else {"href": target, "data-added": None}
    opening = Raw(tags.open_tag("a", dict(attributes)), block=False)
    return [Made(node, holds) for node in (opening, *content, Raw("</a>", block=False))]
