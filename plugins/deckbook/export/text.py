"""A page as plain Markdown, to be read where no browser is: by people, by other tools, by language models.

It is CommonMark with tables, `$…$` for formulas and `[^1]` for footnotes, and without any HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

from deckbook.export import markdown as md
from deckbook.export.reading import classes, contents, words

_BLOCKS = frozenset(
    "address article aside audio blockquote dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header "
    "hgroup hr iframe li main nav ol p pre section summary table tbody td tfoot th thead tr ul video".split()
)
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*", "del": "~~", "s": "~~", "sub": "~", "sup": "^"}
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_BLANK = " \t\r\n\f"
_WEB = re.compile(r"https?://[^\s<>]+$")
_LANGUAGE = re.compile(r"language-([\w+#.-]+)")
_RECORDS = {"deckbook-run__stdout": "output", "deckbook-run__result": "output", "deckbook-run__error": "error"}


class Text:
    """Writes a page's tree as Markdown; `address` gives an address as it is to be written, "" where none is."""

    def __init__(self, address: Callable[[str], str]) -> None:
        self._address = address

    def page(self, tree: Element) -> str:
        """The whole page."""
        return "\n\n".join(self._blocks(tree)) + "\n"

    def _blocks(self, element: Element) -> list[str]:
        """What an element holds, a text a block."""
        found: list[str] = []
        run: list[str | Element] = []

        def flush() -> None:
            if run and (text := self._paragraph(run)):
                found.append(text)
            run.clear()

        for part in contents(element):
            if isinstance(part, Element) and _is_block(part):
                flush()
                found += [block for block in self._block(part) if block]
            elif run or isinstance(part, Element) or part.strip(_BLANK):
                run.append(part)
        flush()
        return found

    def _paragraph(self, parts: Iterable[str | Element]) -> str:
        return md.paragraph(self._line(parts))

    def _line(self, parts: Iterable[str | Element]) -> str:
        return md.line("".join([self._inline(part) for part in parts]))

    def _block(self, element: Element) -> list[str]:
        tag, kinds = element.tag, classes(element)
        if tag == "pre":
            return [self._code(element, "")]
        if "highlight" in kinds and (code := element.find(".//pre")) is not None:
            return [self._code(code, _info(element))]
        if tag in _HEADINGS:
            text = self._line(contents(element)).replace("\\\n", " ")
            return [f"{'#' * int(tag[1])} {text}"] if text else []
        if tag in ("ul", "ol"):
            return self._list(element)
        if tag == "table" and not element.findall(".//table"):
            return [*map(self._bold, element.findall("caption")), "\n".join(self._table(element))]
        if tag == "blockquote" or "admonition" in kinds:
            return [md.prefixed("> ", "\n\n".join(self._blocks(element)))]
        if tag in ("summary", "dt") or kinds & {"admonition-title", "deckbook-step"}:
            return [self._bold(element)]
        if any(kind.endswith("__facts") for kind in kinds):
            return [" · ".join(filter(None, (self._line([part]) for part in contents(element))))]
        if "deckbook-meta" in kinds:
            return [self._paragraph(contents(element)).removesuffix(" ·")]
        if tag == "hr":
            return ["---"]
        if tag in ("iframe", "video", "audio"):
            return [self._played(element), *self._blocks(element)]
        if "footnote" in kinds:
            return self._footnotes(element)
        if "tabbed-set" in kinds:
            return self._tabs(element)
        return self._blocks(element)

    def _bold(self, element: Element) -> str:
        text = self._line(contents(element)).replace("**", "")
        return f"**{text}**" if text else ""

    def _code(self, element: Element, about: str) -> str:
        """Code, or what was recorded of it."""
        kinds = classes(element)
        about = about or next((name for kind, name in _RECORDS.items() if kind in kinds), "")
        about = "mermaid" if "mermaid" in kinds else about
        return md.fence(words(element).strip("\n"), about)

    def _list(self, element: Element) -> list[str]:
        """A list, and what stands in it besides its items."""
        start = element.get("start", "1")
        number = int(start) if start.isdigit() else 1
        found: list[str] = []
        items: list[str] = []
        run: list[str | Element] = []

        def flush() -> None:
            found.extend(["\n".join(items)] if items else [])
            found.extend(text for text in [self._paragraph(run)] if text)
            items.clear()
            run.clear()

        for part in contents(element):
            if isinstance(part, str) and not part.strip():
                continue
            if isinstance(part, Element) and part.tag == "li":
                if run:
                    flush()
                items.append(self._item(part, f"{number}." if element.tag == "ol" else "-"))
                number += 1
            elif isinstance(part, Element) and _is_block(part):
                flush()
                found += [block for block in self._block(part) if block]
            else:
                if items:
                    flush()
                run.append(part)
        flush()
        return found

    def _item(self, element: Element, mark: str) -> str:
        blocks = self._blocks(element) or [""]
        is_tight = all(_is_list(block) for block in blocks[1:])
        text = ("\n" if is_tight else "\n\n").join(blocks)
        return md.behind(f"{mark} ", text).rstrip()

    def _table(self, element: Element) -> Iterable[str]:
        rows = [[*self._cells(row)] for row in element.iter("tr")]
        width = max((len(row) for row in rows), default=0)
        first = element.find(".//tr")
        if not width or first is None:
            return
        if any(cell.tag == "td" for cell in first):
            rows.insert(0, [])
        for number, row in enumerate(rows):
            yield f"| {' | '.join([*row, *[''] * (width - len(row))])} |"
            if number == 0:
                ways = [_way(cell) for cell in first] if rows[0] else []
                yield f"| {' | '.join([*ways, *['---'] * (width - len(ways))][:width])} |"

    def _cells(self, row: Element) -> Iterable[str]:
        for cell in row:
            text = " ".join(" ".join(self._flat(cell)).replace("\\\n", " ").split())
            yield text.replace("|", r"\|")
            span = cell.get("colspan", "1")
            yield from [""] * (min(int(span), 50) - 1 if span.isdigit() else 0)

    def _flat(self, cell: Element) -> Iterable[str]:
        """A cell's blocks, each on one line."""
        run: list[str | Element] = []
        for part in contents(cell):
            if isinstance(part, Element) and _is_block(part):
                yield self._line(run)
                run = []
                yield from [md.code(words(part))] if part.tag == "pre" else self._flat(part)
            else:
                run.append(part)
        yield self._line(run)

    def _played(self, element: Element) -> str:
        """A link to what would play, or be shown in a frame."""
        found = [part.get("src", "") for part in (element, *element.findall("source")) if part.get("src")]
        return self._link(md.escaped(element.get("title") or found[0]), found[0]) if found else ""

    def _footnotes(self, element: Element) -> list[str]:
        found = []
        for item in element.iter("li"):
            text = "\n\n".join(self._blocks(item))
            found.append(md.behind(f"[^{_note(item.get('id', ''))}]: ", text, indent=4))
        return found

    def _tabs(self, element: Element) -> list[str]:
        labels = element.findall("./div[@class='tabbed-labels']/label")
        blocks = [found for found in element.iter("div") if "tabbed-block" in classes(found)]
        own = [block for block in blocks if not any(block in other.iter() for other in blocks if other is not block)]
        return [
            text for label, block in zip(labels, own, strict=False)
            for text in (self._bold(label), *self._blocks(block)) if text
        ]  # fmt: skip

    def _inline(self, part: str | Element) -> str:
        if isinstance(part, str):
            return md.flowing(part)
        tag, kinds = part.tag, classes(part)
        if tag == "math":
            return _formula(part)
        if tag in ("code", "samp", "kbd"):
            return md.code(words(part))
        if tag == "br":
            return md.BREAK
        if tag == "img":
            return self._picture(part)
        if tag == "input":
            return ("[x] " if "checked" in part.attrib else "[ ] ") if part.get("type") == "checkbox" else ""
        if tag == "svg":
            return " ".join(md.escaped(" ".join(words(text).split())) for text in part.iter("text"))
        if "deckbook-tex" in kinds:
            return md.escaped(words(part))
        text = "".join(self._inline(child) for child in contents(part))
        if tag == "a":
            note = _note(part.get("href", "").removeprefix("#")) if "footnote-ref" in kinds else ""
            return f"[^{note}]" if note else self._anchor(part, text)
        if tag == "sup" and part.find("a[@class='footnote-ref']") is not None:
            return text
        return md.marked(text, _MARKS.get(tag, ""))

    def _anchor(self, element: Element, text: str) -> str:
        target = element.get("href", "")
        if "deckbook-zoom" in classes(element) or not target:
            return text
        return self._link(text, target)

    def _link(self, text: str, target: str) -> str:
        address = self._address(target)
        if not address:
            return text
        inner = text.strip()
        if not inner:
            return ""
        if inner.replace("\\", "") == target and _WEB.match(address):
            return text.replace(inner, f"<{address}>")
        return text.replace(inner, f"[{inner}]({md.destination(address)})", 1)

    def _picture(self, element: Element) -> str:
        alt, source = " ".join(element.get("alt", "").split()), element.get("src", "")
        if "twemoji" in classes(element):
            return md.escaped(alt)
        address = "" if source.startswith("data:") else self._address(source)
        return f"![{md.escaped(alt)}]({md.destination(address)})" if address else md.marked(md.escaped(alt), "*")


def _is_block(element: Element) -> bool:
    return element.tag in _BLOCKS or (
        element.tag not in ("math", "svg", "code") and any(_is_block(child) for child in element)
    )


def _way(cell: Element) -> str:
    """How a column stands, as a table's second line says it."""
    found = re.search(r"text-align:\s*(right|center)", cell.get("style", ""))
    way = found[1] if found else cell.get("align", "")
    return {"right": "---:", "center": ":---:"}.get(way, "---")


def _is_list(block: str) -> bool:
    return bool(re.match(r"(?:-|\d+\.) ", block))


def _formula(element: Element) -> str:
    tex = " ".join(element.get("alttext", "").split())
    if not tex:
        return md.escaped(" ".join(words(element).split()))
    return md.formula(tex, is_block=element.get("display") == "block")


def _info(block: Element) -> str:
    """What a fence says: the language, and the title."""
    language = _LANGUAGE.search(block.get("class", ""))
    title = block.find(".//span[@class='filename']")
    said = language[1] if language and language[1] != "text" else ""
    if title is None:
        return said
    name = " ".join(words(title).split()).replace('"', "'").replace("`", "'")
    return f'{said or "text"} title="{name}"'


def _note(anchor: str) -> str:
    """The name of a footnote, from the id of its text: `fn:1`."""
    return re.sub(r"[\s\]]", "-", re.sub(r"\A(?:user-)?fn[:-]", "", anchor))
