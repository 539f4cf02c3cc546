"""What values say to a reader where nothing tells how they are shown: texts, lists, pictures and links."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from deckbook.markup import references
from deckbook.markup.context import SlideContext
from deckbook.markup.tags import escape, open_tag
from deckbook.markup.tree import Block, Node, Raw, plain, walk

_TEXTS = frozenset(
    "affiliation answer attribution author authors body caption company conference content context credit credits date "
    "description email event eyebrow fact footer footnote header heading headline kicker label labels legend location "
    "message meta metadata name note number organization place presenter question quote role source speaker speakers "
    "subheading subtitle summary tagline text title topic venue year".split()
)
"""Names whose value is text whatever it looks like."""
_TEXT_END = re.compile(r"(?:author|caption|date|description|heading|label|quote|subtitle|text|title)\Z")
_PRESENTATION = frozenset(
    "addon addons align alignment alt animation animate aspectratio at autoplay background bg border clicks "
    "clicksstart color colors colorschema colour columns component controls defaults delay depth dir direction "
    "disabled dragpos duration easing effect enter every fade fill fit flex fonts gap grid gradient height hide "
    "hideintoc hue icon id invert is key kind lang layout leave level lines margin max min mode opacity order "
    "origin padding position preload radius ratio ref rotate rounded routealias scale seed shadow shape size slot "
    "slidesize spacing speed stroke stylesheet tag theme themeconfig tone transform transition type unmount valign "
    "variant vertical visible weight width x x1 x2 y y1 y2 z zindex zoom".split()
)
_PRESENTATION_END = re.compile(
    r"(?:class|classes|classname|style|styles|color|colour|size|width|height|icon|position|align|animation|transition|variant|"
    r"background|opacity|margin|padding|layout|theme|font|order|ratio|mode|id|type|columns|cols|gap)\Z"
)
_PICTURES = frozenset("avatar cover image img logo photo picture portrait poster src thumbnail".split())
_LINKS = frozenset("github href homepage link repo repository site twitter url website".split())
_PICTURE = re.compile(
    r"(?:\S{1,500}|\.{0,2}/[^\n]{1,500})\.(?:apng|avif|bmp|gif|ico|jpe?g|png|svg|tiff?|webp)(?:[?#]\S*)?\Z", re.I
)
_FILM = re.compile(r"\S{1,500}\.(?:mp4|m4v|mov|ogv|webm)(?:[?#]\S*)?\Z", re.I)
_NOT_WORDS = re.compile(
    r"#[0-9a-f]{3,8}\Z|[a-z0-9-]+:[a-z0-9-]+\Z|(?:rgb|hsl|oklch|var|url|calc|cubic-bezier|linear-gradient|radial-gradient)a?\(|\{|=>|"
    r"(?:[a-z][a-z0-9+.-]*:)?//|[\d.,\s%-]+(?:px|r?em|v[hw]|deg|m?s|fr|%)?\Z",
    re.I,
)
_WIDE = re.compile("[\u00c0-\u02af\u0370-\u1fff\u2e80-\uffdc\U00020000-\U0003ffff]")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_MOST = 300  # texts of one slide's or component's values


def show(
    values: Mapping[str, Any], context: SlideContext, line: int, *, inline: bool = False, already: Collection[str] = ()
) -> list[Node]:
    """What values say, each in an element of its own that is marked as added.

    Args:
        values: By name, as frontmatter or a component's attributes have them.
        context: The slide.
        line: Where they are written.
        inline: Whether they stand in a paragraph.
        already: The texts that are shown otherwise, as `compared` gives them.
    """
    out: list[Node] = []
    for name, value in values.items():
        word = name.replace("-", "").replace("_", "").lower()
        if is_presentation(word):
            continue
        if isinstance(value, str):
            out += _one(word, value.strip(), values, context, line, inline, already)
        elif isinstance(value, list | dict):
            listed = [text for text in texts(value) if compared(text) not in already]
            if listed and inline:
                out.append(added(", ".join(listed), inline=True))
            elif listed:
                out.append(Raw(f"<ul data-added>{''.join(f'<li>{escape(text)}</li>' for text in listed)}</ul>"))
        elif isinstance(value, int | float) and not isinstance(value, bool) and _is_text(word):
            out += [] if compared(str(value)) in already else [added(str(value), inline=inline)]
    return out


def _one(
    name: str,
    text: str,
    values: Mapping[str, Any],
    context: SlideContext,
    line: int,
    inline: bool,
    already: Collection[str],
) -> list[Node]:
    if not text or compared(text) in already:
        return []
    if _PICTURE.match(text) or (name in _PICTURES and references.is_elsewhere(text) and not _FILM.match(text)):
        alt = values.get("alt") or values.get("caption") or ""
        return picture(text, str(alt), context, line, inline=inline)
    if _FILM.match(text):
        url = context.asset(text, line, by_page=True, picture=False)
        opening = open_tag("video", {"src": url, "controls": None, "data-added": None}) if url else ""
        return [Raw(f"{opening}</video>", block=not inline)] if url else []
    if references.is_elsewhere(text) and not re.search(r"\s", text):
        if name not in _LINKS and not text.startswith("http"):
            return []
        link = f"{open_tag('a', {'href': text})}{escape(text)}</a>"
        card = f'<p class="deckbook-card" data-added>{link}</p>'
        return [Raw(f"<span data-added>{link}</span>" if inline else card, block=not inline)]
    return [added(text, inline=inline)] if is_words(name, text) else []


def picture(target: str, alt: str, context: SlideContext, line: int, *, inline: bool = False) -> list[Node]:
    """The figure of a picture that frontmatter or an attribute names; nothing where it is a colour or is not found."""
    url = context.asset(target, line, by_page=True)
    if not url:
        return []
    remote = {"referrerpolicy": "no-referrer"} if references.is_elsewhere(url) else {}
    values: dict[str, str | None] = {"src": url, "alt": alt, "loading": "lazy", **remote}
    if inline:
        return [Raw(open_tag("img", {**values, "data-added": None}), block=False)]
    return [Raw(f'<figure class="deckbook-figure" data-added>{open_tag("img", values)}</figure>')]


def added(text: str, *, inline: bool = False) -> Node:
    """A text that is not the slide's own."""
    tag = "span" if inline else "p"
    return Raw(f"<{tag} data-added>{escape(_TAG.sub(' ', text).strip())}</{tag}>", block=not inline)


def is_presentation(name: str) -> bool:
    """Whether a value of that name says how something looks or moves, never what there is to read."""
    word = name.replace("-", "").replace("_", "").lower()
    return (
        word in _PRESENTATION or "background" in word or (word not in _TEXTS and bool(_PRESENTATION_END.search(word)))
    )


def _is_text(name: str) -> bool:
    return name in _TEXTS or bool(_TEXT_END.search(name))


def is_words(name: str, text: str) -> bool:
    """Whether a text is for reading: no address, colour, class or name of an icon."""
    if not text or (name == "name" and re.fullmatch(r"[a-z0-9:_-]+", text)):
        return False
    if _NOT_WORDS.match(text):
        return _is_text(name) and not references.is_elsewhere(text)
    if _is_text(name) or _WIDE.search(text):
        return True
    tokens = text[:2000].split()
    return len(tokens) > 1 and not all(re.search(r"[-:/\[_]|^[a-z]*\d", token) for token in tokens)


def texts(value: Any) -> list[str]:
    """The texts for reading in a list or a mapping; an item that is a mapping or a list gives one text."""
    found: list[str] = []
    for item in list(value.values() if isinstance(value, dict) else value)[:_MOST]:
        if isinstance(item, str):
            found += [item.strip()] if _reads("", item) else []
        elif parts := _flat(item):
            found.append(" · ".join(parts))
    return found


def _flat(value: Any) -> list[str]:
    """The texts for reading anywhere in a value, in order; of a value without end, the first ones."""
    found: list[str] = []
    waiting: list[tuple[str, Any]] = [("text", value)]
    for _ in range(_MOST):
        if not waiting:
            break
        name, item = waiting.pop()
        if isinstance(item, dict):
            waiting += [(key, held) for key, held in item.items() if not is_presentation(str(key))][:_MOST][::-1]
        elif isinstance(item, list):
            waiting += [(name, held) for held in item[:_MOST]][::-1]
        elif isinstance(item, str) and _reads(str(name), item):
            found.append(item.strip())
        elif isinstance(item, int | float) and not isinstance(item, bool):
            found.append(str(item))
    return found


def _reads(name: str, text: str) -> bool:
    """Whether a text in a list or a mapping is one for reading, where single words are more often words than not."""
    text = text.strip()
    if not text or _PICTURE.match(text) or references.is_elsewhere(text):
        return False
    return is_words(name, text) or bool(re.fullmatch(r"[\w.'’&+#!?%-]*[^\W_][\w.'’&+#!?%-]*", text[:200]) and
                                        not re.match(r"#[0-9a-fA-F]{3,8}\Z|i?-?[a-z0-9]+:|i-", text))  # fmt: skip


def compared(text: str) -> str:
    """A text as it is told whether another one says the same."""
    return "".join(_TAG.sub("", text).split()).casefold()


def shown_in(nodes: list[Node]) -> set[str]:
    """What the headings and paragraphs among nodes say, as `compared` gives it."""
    return {
        compared(plain(node.children)) for node in walk(nodes)
        if isinstance(node, Block) and node.kind in ("heading", "paragraph")
    }  # fmt: skip
