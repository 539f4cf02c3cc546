"""Makes every link and picture of a slide lead where it means to, from the page it stands on."""

from __future__ import annotations

from deckbook.markup import embeds, references
from deckbook.markup.context import SlideContext
from deckbook.markup.tree import Element, Inline, Node, Text, transform


def resolve(nodes: list[Node], context: SlideContext) -> list[Node]:
    """The tree with links resolved and pictures found; what is not found leaves its text."""

    def change(node: Inline | Element) -> list[Node] | None:
        if isinstance(node, Element):
            return _element(node, context)
        if node.kind == "image":
            return _picture(node, context)
        if node.kind == "link":
            return _linked(node, target(node.href, node.line, context, markdown=True))
        return None

    return transform(nodes, (Inline, Element), change)


def _linked(node: Inline, href: str | None) -> list[Node] | None:
    if href is None:
        return node.children
    node.auto = node.auto and href == node.href
    node.href = href
    return None


def target(href: str, line: int, context: SlideContext, *, markdown: bool) -> str | None:
    """The address a link leads to; None, and a diagnostic, where it leads nowhere."""
    if references.is_elsewhere(href) or not href:
        return href
    slide = references.find_slide(href, context.book, context.slide)
    if slide is not None:
        return context.slide_link(slide, markdown=markdown)
    path, rest = references.split(href)
    if path.endswith(".md"):
        page = context.site.page_uri((context.slide.path.parent / path).resolve())
        if page:
            return context.page_link(page, rest.lstrip("#"), markdown=markdown)
    elif references.may_be_shown(path):
        return context.asset(href, line, markdown=markdown)
    elif href in ("/", "#"):
        return context.page_link(context.book.uri, markdown=markdown)
    context.report(
        line,
        "link-unresolved",
        (f"The link “{href}” names no slide of this deck and no page, so only its text is shown; correct it."),
    )
    return None


def _picture(node: Inline, context: SlideContext) -> list[Node] | None:
    if not node.content.strip():
        _without_text(node.href, node.line, context)
    found = context.asset(node.href, node.line, markdown=not node.attributes)
    if found is None:
        return _missing(node.content)
    if references.is_elsewhere(found):
        title: dict[str, str | None] = {"title": node.title} if node.title else {}
        values = {"src": found, "alt": node.content, **title, **node.attributes, **_REMOTE}
        return [Element("img", values, line=node.line, inline=True)]
    if node.attributes:  # Markdown has no place for them
        return [Element("img", {"src": found, "alt": node.content, **node.attributes}, line=node.line, inline=True)]
    node.href = found
    return None


_REMOTE: dict[str, str | None] = {"loading": "lazy", "referrerpolicy": "no-referrer"}


def _without_text(target: str, line: int, context: SlideContext) -> None:
    context.report(
        line,
        "image-no-alt",
        (f'The picture “{target[:60]}” has no alternative text; say in `![…]` or `alt="…"` what it shows.'),
    )


def _missing(text: str) -> list[Node]:
    return [Element("em", {"class": "deckbook-missing", "data-added": None}, [Text(text)], inline=True)] if text else []


def _element(node: Element, context: SlideContext) -> list[Node] | None:
    values = node.attributes
    if node.tag == "a" and (href := values.get("href")) is not None:
        found = target(href, node.line, context, markdown=False)
        if found is None:
            return node.children
        values["href"] = found
    elif node.tag in ("img", "video", "audio", "source", "track") and (source := values.get("src")) is not None:
        found = context.asset(source, node.line, picture=node.tag == "img")
        if found is None:
            return _missing(values.get("alt") or "") if node.tag == "img" else node.children or []
        values["src"] = found
    if node.tag == "video" and (poster := values.get("poster")):
        values["poster"] = context.asset(poster, node.line)
    if node.tag == "img":
        if not (values.get("alt") or "").strip():
            _without_text(values.get("src") or "", node.line, context)
        values.setdefault("alt", "")
        if references.is_elsewhere(values.get("src") or ""):
            values |= _REMOTE
    elif node.tag == "iframe":
        return embeds.frame(node, context)
    elif node.tag in ("video", "audio"):
        values.setdefault("controls", None)
        values.pop("autoplay", None)
        if any(references.is_elsewhere(source) for source in _sources(node)):
            values["preload"] = "none"  # its host is asked when it is played
    return None


def _sources(node: Element) -> list[str]:
    found = [node, *(child for child in node.children if isinstance(child, Element))]
    return [source for element in found if (source := element.attributes.get("src"))]
