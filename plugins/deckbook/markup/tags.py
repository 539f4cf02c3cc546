"""HTML as decks hold it, Vue's attributes included: cut into tags and text, and written again."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements without content, whose tag is not closed."""
RAW_TEXT = frozenset(("script", "style", "textarea", "title"))
"""Elements whose content is text to the closing tag, whatever it holds."""
INLINE = frozenset(
    "a abbr audio b bdi bdo big br button canvas cite code data datalist del dfn em embed font i iframe img input ins "
    "kbd label map mark meter noscript object output picture progress q rp rt ruby s samp select small span strike "
    "strong sub sup svg math time tt u var video wbr".split()
)
"""HTML's phrasing elements."""
BLOCK = frozenset(
    "address article aside blockquote caption center col colgroup dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search "
    "section source summary table tbody td template tfoot th thead tr track ul slot".split()
)
"""HTML's other elements that may stand in a page's body."""
KNOWN = INLINE | BLOCK | RAW_TEXT

_NAME = r"[A-Za-z][^\s/>]*+"
# Possessive only where a single set repeats: around groups, Pythons before 3.11.5 get it wrong.
_TAG = re.compile(rf"""<(/?)({_NAME})((?:[^>"']++|"[^"]*+"|'[^']*+')*)>""")
_ATTRIBUTE = re.compile(r"""([^\s=/>"']++)(?:\s*=\s*("[^"]*+"|'[^']*+'|[^\s"'>]++))?""")


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening tag; `closed` where it ends with `/>`. A value is None where the attribute has none."""

    name: str
    attributes: dict[str, str | None]
    closed: bool
    offset: int = 0


@dataclass(frozen=True, slots=True)
class End:
    """A closing tag."""

    name: str
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """Text between tags, as the source has it (with character references)."""

    source: str
    offset: int = 0


Piece = Tag | End | Text


def pieces(source: str) -> Iterator[Piece]:
    """Cuts HTML into tags and text; comments, declarations and processing instructions are left out.

    A `<` that begins no complete tag is text. Once a tag is not closed before the end, all that follows is text, so
    that the time is linear.
    """
    position = start = 0
    while True:
        found = source.find("<", position)
        if found < 0:
            break
        if source.startswith("<!--", found):
            end = source.find("-->", found + 4)
            stop = len(source) if end < 0 else end + 3
        elif source.startswith(("<!", "<?"), found):
            end = source.find(">", found)
            stop = len(source) if end < 0 else end + 1
        else:
            match = _TAG.match(source, found)
            if not match:
                if _unclosed(source, found):
                    break
                position = found + 1
                continue
            if found > start:
                yield Text(source[start:found], start)
            yield from _tag(match)
            position = start = match.end()
            name = _canonical(match[2])
            if name in RAW_TEXT and not match[1] and not match[3].endswith("/"):
                end = _raw_text_end(source, name, position)
                if end > position:
                    yield Text(source[position:end], position)
                position = start = end
            continue
        if found > start:
            yield Text(source[start:found], start)
        position = start = stop
    if start < len(source):
        yield Text(source[start:], start)


def _canonical(name: str) -> str:
    """HTML's elements in small letters also where an old hand wrote `<BR>`; `Link` and `Title` are components."""
    return name.lower() if name.isupper() and name.lower() in KNOWN else name


def _unclosed(source: str, start: int) -> bool:
    return start + 1 < len(source) and (source[start + 1].isalpha() or source[start + 1] == "/")


def _raw_text_end(source: str, name: str, start: int) -> int:
    match = re.compile(rf"</{name}\b", re.I).search(source, start)
    return match.start() if match else len(source)


def _tag(match: re.Match[str]) -> Iterator[Piece]:
    name = _canonical(match[2])
    if match[1]:
        yield End(name, match.start())
        return
    rest = match[3]
    closed = rest.endswith("/")
    yield Tag(name, attributes(rest[:-1] if closed else rest), closed, match.start())


def attributes(source: str) -> dict[str, str | None]:
    """The attributes of a tag, values unquoted and character references resolved; the first of a name counts."""
    found: dict[str, str | None] = {}
    for match in _ATTRIBUTE.finditer(source):
        value = match[2]
        if value is not None:
            value = html.unescape(value[1:-1] if value[0] in "\"'" else value)
        found.setdefault(match[1], value)
    return found


def open_tag(name: str, values: dict[str, str | None]) -> str:
    """An opening tag, every value escaped."""
    written = "".join(
        f' {key}="{html.escape(value)}"' if value is not None else f" {key}" for key, value in values.items()
    )
    return f"<{name}{written}>"


def escape(text: str) -> str:
    """Text as HTML's content."""
    return html.escape(text, quote=False)
