"""Shows a component's file: its template with what look-ups give and slots hold; nothing in it is run.

What the file brings stands in elements that are marked as added. What is not understood is left out or, where it only
decides whether something is shown, shown once; every slot and every text given to the component is shown in any case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deckbook.markup import appearance, attributes, build, foreign, links, references, tags, words
from deckbook.markup.context import SlideContext
from deckbook.markup.literals import Unknown
from deckbook.markup.slots import DEFAULT, slot_name
from deckbook.markup.tree import Element, Node, Raw, Text, walk
from deckbook.markup.vuefiles import script
from deckbook.markup.vuefiles.made import (
    LEAVES,
    Made,
    as_attributes,
    as_text,
    has_slot,
    is_block,
    is_positioned,
    marked,
    says_something,
)
from deckbook.markup.vuefiles.scope import PAGE_NUMBER, Scope
from deckbook.markup.vuefiles.source import VueFile

Expand = Callable[[Element, dict[str, Any]], list[Node]]
"""Shows a component that stands in a template, from its element and the values it is given."""

_MUSTACHE = re.compile(r"\{\{(.*?)(?:\}\}|\Z)", re.S)
_SPACE = re.compile(r"\s+")
_BOUND = re.compile(r"(?::|v-bind:)([\w-]+)\Z")
_FOR = re.compile(
    r"\s*\(?\s*(\{[^{}]{0,500}\}|[\w$]+)\s*(?:,\s*([\w$]+)\s*)?(?:,\s*[\w$]+\s*)?\)?\s+(?:in|of)\s+(.+)\Z", re.S
)
_DROPPED = frozenset(
    ("script", "style", "link", "meta", "base", "head", "title", "canvas", "input", "select", "textarea")
)
_PLAIN = frozenset(("template", "component", "font", "center", "html", "body", "transition", "form"))
_MEDIA = frozenset(("img", "video", "audio", "source", "track"))
_FACES = {
    "em": "font-style: italic", "i": "font-style: italic", "b": "font-weight: bold", "strong": "font-weight: bold"
}  # fmt: skip
_MOST_ITEMS = 200
_COST = 600  # characters of the page's budget that an element takes: 5,000 elements a page


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a component or layout.

    Attributes:
        file, path: The component, and where it was read.
        content: What its slots are given, finished.
        line: The slide's line that uses it.
        inline: Whether it stands in a paragraph.
    """

    file: VueFile
    path: Path
    content: dict[str, list[Node]]
    line: int
    inline: bool = False


def show(use: Use, scope: Scope, context: SlideContext, expand: Expand) -> tuple[list[Node], set[str], list[str]]:
    """What stands on the page, the texts of properties among it (compared), and what was not understood."""
    renderer = _Renderer(use, scope, context, expand)
    nodes = renderer.template()
    rest = [node for name, content in use.content.items() if name not in renderer.filled for node in content]
    return nodes + rest, renderer.shown, renderer.missed


class _Renderer:
    def __init__(self, use: Use, scope: Scope, context: SlideContext, expand: Expand) -> None:
        self._use = use
        self._scope = scope
        self._context = context
        self._expand = expand
        self.filled: set[str] = set()
        self.shown: set[str] = set()
        self.missed: list[str] = []
        self._has_code = True
        self._line = 1

    def template(self) -> list[Node]:
        template = self._use.file.template or ()
        made = self._nodes(template)
        roots = [item for item in made if isinstance(item.node, Element)]
        if len(roots) == 1 == sum(isinstance(node, Element) for node in template):
            self._fall_through(roots[0].node)
        return marked(made)

    def _fall_through(self, root: Node) -> None:
        """Attributes that the component does not know go to its outermost element."""
        given = self._scope.others.get("class")
        if not isinstance(root, Element) or not isinstance(given, str):
            return
        for name, added in appearance.dress(root, {"class": given}, self._context).items():
            root.attributes[name] = (" " if name == "class" else ";").join(
                filter(None, (root.attributes.get(name), added))
            )

    def _miss(self, code: str, line: int) -> None:
        self.missed.append(f"`{_SPACE.sub(' ', code.strip())[:60]}` (line {line})")

    def _nodes(self, nodes: Iterable[Node]) -> list[Made]:
        out: list[Made] = []
        chain: bool | None = False
        nodes = list(nodes)
        without = self._without_slots(nodes)
        for node in nodes:
            if isinstance(node, Text):
                out += self._text(node)
            elif isinstance(node, Element) and self._context.collected.vue_budget > 0:
                self._context.collected.vue_budget -= _COST
                before = chain
                is_shown, chain = self._decided(node, chain)
                is_doubtful = chain is None or (before is None and "v-else" in node.attributes)
                if is_shown and not (is_doubtful and id(node) in without):
                    out += self._repeated(node)
        return out

    def _decided(self, node: Element, chain: bool | None) -> tuple[bool, bool | None]:
        """Whether an element is shown, and whether one of its `v-if` … `v-else` was (None: who knows)."""
        values = node.attributes
        if "v-show" in values and self._condition(values["v-show"], node) is False:
            return False, chain
        if "v-else" in values:
            return chain is not True, False
        if "v-else-if" in values:
            if chain is True:
                return False, True
            holds = self._condition(values["v-else-if"], node)
            return holds is not False, True if holds else None if holds is None else chain
        if "v-if" in values:
            holds = self._condition(values["v-if"], node)
            return holds is not False, holds
        return True, False

    def _without_slots(self, nodes: list[Node]) -> set[int]:
        """The branches of `v-if` … `v-else` that hold no slot while another one does, such as notices."""
        found: set[int] = set()
        chain: list[Element] = []
        for node in [*(node for node in nodes if isinstance(node, Element)), None]:
            if node is not None and ("v-else" in node.attributes or "v-else-if" in node.attributes):
                chain.append(node)
                continue
            if len(chain) > 1:
                lacking = [branch for branch in chain if not has_slot(branch)]
                found |= {id(branch) for branch in lacking} if len(lacking) < len(chain) else set()
            chain = [node] if node is not None and "v-if" in node.attributes else []
        return found

    def _condition(self, expression: str | None, node: Element) -> bool | None:
        holds = self._scope.condition(expression)
        if holds is None:
            self._miss(expression or "", node.line)
        return holds

    def _repeated(self, node: Element) -> list[Made]:
        """An element as often as its `v-for` says; once where that is not known."""
        loop = node.attributes.get("v-for")
        if loop is None:
            return self._element(node)
        match = _FOR.match(loop[:2000])
        items = self._scope.value(match[3]) if match else Unknown(loop)
        names = match[1] if match else ""
        if isinstance(items, int) and not isinstance(items, bool):
            items = list(range(1, min(items, _MOST_ITEMS) + 1))
        if isinstance(items, Unknown):
            self._miss(loop, node.line)
            rows: list[tuple[Any, Any]] = [(Unknown(), Unknown())]
        elif isinstance(items, dict):
            rows = [(value, name) for name, value in items.items()]
        else:
            rows = [(value, index) for index, value in enumerate(items if isinstance(items, list) else [])]
        out: list[Made] = []
        for value, index in rows[:_MOST_ITEMS]:
            if self._context.collected.vue_budget <= 0:
                break
            self._context.collected.vue_budget -= _COST
            self._scope.inside({**_destructured(names, value), **({match[2]: index} if match and match[2] else {})})
            out += self._element(node)
            self._scope.leave()
        return out

    def _text(self, node: Text) -> list[Made]:
        if not node.content.strip():
            return [] if "\n" in node.content else [Made(Text(" "))]
        self._context.collected.vue_budget -= len(node.content)
        parts = _MUSTACHE.split(node.content) if self._has_code else [node.content]
        parts[1::2] = [self._interpolated(code) for code in parts[1::2]]
        text = _SPACE.sub(" ", "".join(parts))
        return [Made(Text(text))] if text.strip() else []

    def _interpolated(self, code: str) -> str:
        value = self._scope.value(code)
        if isinstance(value, Unknown):
            if value is not PAGE_NUMBER:
                self._miss(code, self._line)
            return ""
        text = as_text(value)
        for said in words.texts(value) if isinstance(value, list | dict) else [text]:
            self.shown.add(words.compared(said))
        self._context.collected.vue_budget -= len(text)
        return text

    def _element(self, node: Element) -> list[Made]:
        tag, self._line = node.tag, node.line
        if tag in _DROPPED:
            return []
        if tag == "slot":
            return self._slot(node)
        if tag in ("svg", "math"):
            return self._drawing(node)
        if tag == "template" or tag in _PLAIN:
            return self._nodes(node.children)
        if tag not in tags.KNOWN:
            return self._component(node)
        values, pictures = self._attributes(node)
        if tag in _MEDIA:
            return self._media(node, values)
        if tag == "iframe":
            return self._frame(node)
        if tag in LEAVES:
            return [Made(Element(tag, {}, line=self._use.line, inline=True))]
        before = self._scope.looked_up
        children = self._content(node)
        if is_positioned(node) and self._scope.looked_up == before and not any(item.holds for item in children):
            place = (str(self._use.path), node.line)
            if place in self._context.collected.furniture:
                return []
            self._context.collected.furniture.add(place)
        made = self._made(node, values, children)
        return made + [Made(item) for item in pictures]

    def _content(self, node: Element) -> list[Made]:
        for name in ("v-html", "v-text"):
            if name in node.attributes:
                value = self._scope.value(node.attributes[name])
                if isinstance(value, Unknown):
                    self._miss(node.attributes[name] or "", node.line)
                    return []
                text = as_text(value)
                self.shown.add(words.compared(text))
                self._context.collected.vue_budget -= len(text)
                return self._written(text) if name == "v-html" else [Made(Text(text))]
        return self._nodes(node.children)

    def _written(self, text: str) -> list[Made]:
        """HTML that a value holds, in which braces are no look-ups."""
        self._has_code, before = False, self._has_code
        made = self._nodes(build.elements(text))
        self._has_code = before
        return made

    def _made(self, node: Element, values: dict[str, str | None], children: list[Made]) -> list[Made]:
        """An HTML element around its content; nothing where it would only have been a decoration."""
        tag, holds = node.tag, any(item.holds for item in children)
        if not holds and not says_something([item.node for item in children]):
            return []
        content = marked(children) if holds else [item.node for item in children]
        use = self._use
        if tag == "a":
            return self._link(values, content, holds)
        if tag.isalnum() and len(tag) == 2 and tag[0] == "h" and not holds and not use.inline:
            heading = Element(tag, {}, content, use.line)
            return [Made(Element("div", {"data-added": None}, [heading], use.line))]
        if use.inline and tag in ("div", "p", "section", "aside", "article", "header", "footer"):
            tag = "span"
        elif (tag == "p" or (tag in tags.INLINE and tag != "button")) and any(map(is_block, content)):
            tag = "div"
        if holds and tag in _FACES:  # the look of a theorem or a card, no stress on a word
            values = {**values, "style": f"{_FACES[tag]}; {values.get('style') or ''}"}
            tag = "span" if tag in tags.INLINE and not any(map(is_block, content)) else "div"
        made = Element({"strike": "s", "big": "span", "button": "span"}.get(tag, tag), {}, content, use.line)
        made.attributes = self._dressed(made, values)
        made.inline = use.inline or tag in tags.INLINE
        return [Made(made, holds)]

    def _dressed(self, element: Element, values: dict[str, str | None]) -> dict[str, str | None]:
        kept = attributes.for_html(element.tag, values)
        return {**kept, **appearance.dress(element, values, self._context)}

    def _attributes(self, node: Element) -> tuple[dict[str, str | None], list[Node]]:
        """An element's attributes with what is looked up, and the pictures that its style shows."""
        values: dict[str, str | None] = {}
        pictures: list[Node] = []
        for name, text in node.attributes.items():
            bound = _BOUND.match(name)
            if not bound:
                if not attributes.is_directive(name) and name not in ("id", "name", "for", "ref", "key"):
                    values[name] = f"{text} {values[name]}" if name == "class" and values.get(name) else text
                continue
            if bound[1] == "style":
                pictures += self._styled(text or "", node)
                continue
            value = self._scope.value(text)
            if isinstance(value, Unknown):
                if bound[1] in ("src", "href", "alt"):
                    self._miss(text or "", node.line)
            elif bound[1] == "class":
                added = value if isinstance(value, str) else ""
                values["class"] = " ".join(filter(None, (values.get("class"), added)))
            elif value is not None and value is not False and bound[1] not in ("id", "key", "ref"):
                values[bound[1]] = None if value is True else as_text(value)
        return values, pictures

    def _styled(self, code: str, node: Element) -> list[Node]:
        expression = self._use.file.pictures.get(code.strip()) or script.picture(code)
        target = self._scope.value(expression) if expression else None
        return self._picture(target, "") if isinstance(target, str) else []

    def _picture(self, target: str, alt: str) -> list[Node]:
        """The picture that a value names; it is shown once."""
        if words.compared(target) in self.shown:
            return []
        self.shown.add(words.compared(target))
        return words.picture(target, alt, self._context, self._use.line, inline=self._use.inline)

    def _media(self, node: Element, values: dict[str, str | None]) -> list[Made]:
        source = values.get("src") or ""
        kept = self._dressed(
            Element(node.tag, {}), {name: value for name, value in values.items() if name != "autoplay"}
        )
        if source and "src" in node.attributes:  # written in the file, so relative to it
            url = self._own(source, node.line)
        else:
            self.shown.add(words.compared(source))
            url = self._context.asset(source, self._use.line, by_page=True) if source else None
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
        inner = "".join(item.node.html for item in self._nodes(node.children) if isinstance(item.node, Raw))
        kept |= {"controls": None, "data-added": None}
        return [Made(Raw(f"{tags.open_tag(node.tag, kept)}{inner}</{node.tag}>", block=not self._use.inline))]

    def _own(self, target: str, line: int) -> str | None:
        """The address of a file that the component's file itself names."""
        for start in ("@/", "~/"):
            if target.startswith(start):
                target = target[1:]
        return self._context.asset(target, line, source=self._use.path)

    def _frame(self, node: Element) -> list[Made]:
        values, _ = self._attributes(node)
        source = values.get("src") or ""
        if not references.is_elsewhere(source):
            return []
        self.shown.add(words.compared(source))
        link = f"{tags.open_tag('a', {'href': source})}{tags.escape(values.get('title') or source)}</a>"
        tag = "span" if self._use.inline else "p"
        card = f'<{tag} class="deckbook-card" data-added>{link}</{tag}>'
        return [Made(Raw(card, block=not self._use.inline))]

    def _link(self, values: dict[str, str | None], content: list[Node], holds: bool) -> list[Made]:
        href = values.get("href")
        self.shown.add(words.compared(href or ""))
        target = links.target(href, self._use.line, self._context, markdown=False) if href else None
        if target is None:
            return [Made(node, holds) for node in content]
        values = {"href": target} if holds else {"href": target, "data-added": None}
        opening = Raw(tags.open_tag("a", dict(values)), block=False)
        return [Made(node, holds) for node in (opening, *content, Raw("</a>", block=False))]

    def _slot(self, node: Element) -> list[Made]:
        values, _ = self._attributes(node)
        name = self._slot_name(node, values)
        content = self._use.content.get(name) if name not in self.filled else None
        if content:
            self.filled.add(name)
            return [Made(item, holds=True) for item in content]
        return [] if name in self.filled else self._nodes(node.children)

    def _slot_name(self, node: Element, values: dict[str, str | None]) -> str:
        written = node.attributes.get("name")
        return written or values.get("name") or DEFAULT

    def _drawing(self, node: Element) -> list[Made]:
        block = not self._use.inline and not node.inline
        written = foreign.html(self._looked_up(node), self._context)
        if any(isinstance(inner, Text) and inner.content.strip() for inner in walk([node])):
            tag = "div" if block else "span"
            return [Made(Raw(f"<{tag} data-added>{written}</{tag}>", block=block))]
        return [Made(Raw(written, block=block))]

    def _looked_up(self, node: Node) -> Node:
        """A drawing's element as its own copy, with what is looked up in it."""
        self._context.collected.vue_budget -= _COST
        if isinstance(node, Text):
            return Text("".join(str(made.node.content) for made in self._text(node) if isinstance(made.node, Text)))
        if not isinstance(node, Element):
            return Text("")
        values = {name: text for name, text in node.attributes.items() if not attributes.is_directive(name)}
        for name, text in node.attributes.items():
            bound = _BOUND.match(name)
            value = self._scope.value(text) if bound else None
            if bound and isinstance(value, str | int | float) and not isinstance(value, bool):
                values[bound[1]] = str(value)
        return Element(node.tag, values, [self._looked_up(child) for child in node.children], node.line)

    def _component(self, node: Element) -> list[Made]:
        """Another component in the template."""
        name = node.tag.replace("-", "").lower()
        if name in ("slidecurrentno", "slidestotal"):
            return []
        values: dict[str, Any] = {}
        for attribute, text in node.attributes.items():
            bound = _BOUND.match(attribute)
            if bound or attribute == "v-bind":
                value = self._scope.value(text)
                values |= {bound[1]: value} if bound else value if isinstance(value, dict) else {}
            elif not attributes.is_directive(attribute):
                values[attribute] = text
        for value in values.values():
            for said in (
                [value] if isinstance(value, str) else words.texts(value) if isinstance(value, list | dict) else ()
            ):
                self.shown.add(words.compared(said))
        children: list[Node] = []
        default: list[Node] = []
        holds = False
        for child in node.children:
            filled = slot_name(child) if isinstance(child, Element) else None
            if isinstance(child, Element) and filled is not None:
                inside = self._nodes(child.children)
                holds = holds or any(item.holds for item in inside)
                children.append(Element("template", {f"#{filled}": None}, marked(inside), self._use.line))
            else:
                default.append(child)
        made = self._nodes(default)
        holds = holds or any(item.holds for item in made)
        children = marked(made) + children
        inline = self._use.inline or node.inline
        element = Element(node.tag, as_attributes(values), children, self._use.line, inline)
        return [Made(item, holds) for item in self._expand(element, values)]


def _destructured(names: str, value: Any) -> dict[str, Any]:
    if not names.startswith("{"):
        return {names: value} if names else {}
    found = {}
    for part in names[1:-1].split(","):
        name, _, alias = part.partition("=")[0].partition(":")
        held = value.get(name.strip()) if isinstance(value, dict) else Unknown()
        found[(alias or name).strip()] = held
    return found
