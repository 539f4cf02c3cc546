"""Shows a component's file: its template with what look-ups give and slots hold; nothing in it is run.

What the file brings stands in elements that are marked as added. What is not understood is left out or, where it only
decides whether something is shown, shown once; every slot and every text given to the component is shown in any case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from deckbook.markup import appearance, attributes, build, foreign, tags, words
from deckbook.markup.context import SlideContext
from deckbook.markup.literals import Unknown
from deckbook.markup.slots import DEFAULT, slot_name
from deckbook.markup.tree import Element, Node, Raw, Text, walk
from deckbook.markup.vuefiles import branches, loops, media, script
from deckbook.markup.vuefiles.made import (
    LEAVES,
    Made,
    Use,
    as_attributes,
    as_text,
    dressed,
    is_block,
    is_positioned,
    marked,
    says_something,
)
from deckbook.markup.vuefiles.scope import PAGE_NUMBER, Scope

Expand = Callable[[Element, dict[str, Any]], list[Node]]
"""Shows a component that stands in a template, from its element and the values it is given."""

_SPACE = re.compile(r"\s+")
_DROPPED = frozenset(
    ("script", "style", "link", "meta", "base", "head", "title", "canvas", "input", "select", "textarea")
)
_PLAIN = frozenset(("template", "component", "font", "center", "html", "body", "transition", "form"))
_MEDIA = frozenset(("img", "video", "audio", "source", "track"))
_FACES = {
    "em": "font-style: italic", "i": "font-style: italic", "b": "font-weight: bold", "strong": "font-weight: bold"
}  # fmt: skip
_COST = 600  # characters of the page's budget that an element takes: 5,000 elements a page


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
        without = branches.without_slots(nodes)
        for node in nodes:
            if isinstance(node, Text):
                out += self._text(node)
            elif isinstance(node, Element) and self._context.collected.vue_budget > 0:
                self._context.collected.vue_budget -= _COST
                before = chain
                is_shown, chain = branches.decided(node, chain, self._condition)
                is_doubtful = chain is None or (before is None and "v-else" in node.attributes)
                if is_shown and not (is_doubtful and id(node) in without):
                    out += self._repeated(node)
        return out

    def _condition(self, expression: str | None, line: int) -> bool | None:
        holds = self._scope.condition(expression)
        if holds is None:
            self._miss(expression or "", line)
        return holds

    def _repeated(self, node: Element) -> list[Made]:
        """An element as often as its `v-for` says; once where that is not known."""
        loop = node.attributes.get("v-for")
        if loop is None:
            return self._element(node)
        turns, is_known = loops.turns(loop, self._scope)
        if not is_known:
            self._miss(loop, node.line)
        out: list[Made] = []
        for names in turns:
            if self._context.collected.vue_budget <= 0:
                break
            self._context.collected.vue_budget -= _COST
            self._scope.inside(names)
            out += self._element(node)
            self._scope.leave()
        return out

    def _text(self, node: Text) -> list[Made]:
        if not node.content.strip():
            return [] if "\n" in node.content else [Made(Text(" "))]
        self._context.collected.vue_budget -= len(node.content)
        parts = attributes.EXPRESSION.split(node.content) if self._has_code else [node.content]
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
            return media.film_or_picture(
                node, values, self._use, self._context, self.shown, lambda: self._nodes(node.children)
            )
        if tag == "iframe":
            return media.frame(values, self._use, self.shown)
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
            return media.link(values, content, holds, use, self._context, self.shown)
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
        made.attributes = dressed(made, values, self._context)
        made.inline = use.inline or tag in tags.INLINE
        return [Made(made, holds)]

    def _attributes(self, node: Element) -> tuple[dict[str, str | None], list[Node]]:
        """An element's attributes with what is looked up, and the pictures that its style shows."""
        values: dict[str, str | None] = {}
        pictures: list[Node] = []
        for name, text in node.attributes.items():
            bound = attributes.bound_name(name)
            if not bound:
                if not attributes.is_directive(name) and name not in ("id", "name", "for", "ref", "key"):
                    values[name] = f"{text} {values[name]}" if name == "class" and values.get(name) else text
                continue
            if bound == "style":
                pictures += self._styled(text or "", node)
                continue
            value = self._scope.value(text)
            if isinstance(value, Unknown):
                if bound in ("src", "href", "alt"):
                    self._miss(text or "", node.line)
            elif bound == "class":
                added = value if isinstance(value, str) else ""
                values["class"] = " ".join(filter(None, (values.get("class"), added)))
            elif value is not None and value is not False and bound not in ("id", "key", "ref"):
                values[bound] = None if value is True else as_text(value)
        return values, pictures

    def _styled(self, code: str, node: Element) -> list[Node]:
        expression = self._use.file.script.pictures.get(code.strip()) or script.picture(code)
        target = self._scope.value(expression) if expression else None
        return media.picture(target, self._use, self._context, self.shown) if isinstance(target, str) else []

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
        written = foreign.drawing(self._looked_up(node), self._context)
        if any(isinstance(inner, Text) and inner.content.strip() for inner in walk([node])):
            tag = "div" if block else "span"
            written = f"<{tag} data-added>{written}</{tag}>"
        return [Made(Raw(written, block=block)), *self._nodes(foreign.html_in(node))]

    def _looked_up(self, node: Element) -> Element:
        """A drawing's element as its own copy, with what is looked up in it."""
        self._context.collected.vue_budget -= _COST
        values = {name: text for name, text in node.attributes.items() if not attributes.is_directive(name)}
        for name, text in node.attributes.items():
            bound = attributes.bound_name(name)
            value = self._scope.value(text) if bound else None
            if bound and isinstance(value, str | int | float) and not isinstance(value, bool):
                values[bound] = str(value)
        inner: list[Node] = [
            self._looked_up(child) if isinstance(child, Element) else self._said(child) for child in node.children
        ]
        return Element(node.tag, values, inner, node.line)

    def _said(self, node: Node) -> Text:
        self._context.collected.vue_budget -= _COST
        made = self._text(node) if isinstance(node, Text) else []
        return Text("".join(str(item.node.content) for item in made if isinstance(item.node, Text)))

    def _component(self, node: Element) -> list[Made]:
        """Another component in the template."""
        name = node.tag.replace("-", "").lower()
        if name in ("slidecurrentno", "slidestotal"):
            return []
        values: dict[str, Any] = {}
        for attribute, text in node.attributes.items():
            bound = attributes.bound_name(attribute)
            if bound or attribute == "v-bind":
                value = self._scope.value(text)
                values |= {bound: value} if bound else value if isinstance(value, dict) else {}
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
