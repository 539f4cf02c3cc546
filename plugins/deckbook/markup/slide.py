"""Writes slides of one book onto a page: the passes that make a slide's Markdown what a page holds."""

from __future__ import annotations

from collections.abc import Mapping

from markdown_it import MarkdownIt

from deckbook.book import Book, of_slide
from deckbook.deck import Slide
from deckbook.deck.ecma import truthy
from deckbook.diagnostics import Diagnostic
from deckbook.markup import (
    appearance,
    build,
    footnotes,
    github,
    headings,
    layouts,
    links,
    paragraphs,
    repositorylinks,
    simplified,
    slots,
    vue,
    waymarks,
)
from deckbook.markup.blocks import BlockPrinter
from deckbook.markup.codeblocks import codegroups, diagrams, imports, runnable
from deckbook.markup.codeblocks.code import CodeStyle
from deckbook.markup.codeblocks.runnable import Runnable
from deckbook.markup.context import Collected, SlideContext
from deckbook.markup.icons import spoken
from deckbook.markup.mathematics.macros import macros_of
from deckbook.markup.site import Site
from deckbook.markup.stash import Stash
from deckbook.markup.tags import open_tag
from deckbook.markup.tree import Block, Node, Raw
from deckbook.markup.works import cards, cites


class SlideWriter:
    """Writes slides of one book onto one page."""

    def __init__(
        self, book: Book, site: Site, parsers: Mapping[bool, MarkdownIt], stash: Stash, collected: Collected
    ) -> None:
        self._book = book
        self._site = site
        self._parser = parsers[_uses_comark(book)]
        self._collected = collected
        self._style = CodeStyle.of(book)
        self._context: SlideContext | None = None
        _about(collected)
        macros, read = macros_of(book.deck)
        collected.sources += read
        self.printer = BlockPrinter(stash, self._code, macros)

    def write(self, context: SlideContext, levels: headings.Levels) -> str:
        """A slide's Markdown."""
        self._context = context
        slide = context.slide
        shown = () if context.own_id else self._site.works.cards.get((self._book.deck.path, slide.no), ())
        # A card stands before the text below it, so the way back leads to it.
        first = {key for _, key in shown if self._collected.refer(key)}
        nodes = self._body(slide.content, slide.source.content_line + 1, context)
        if shown:
            nodes = cards.put(nodes, shown, self._site, context.uri, first)
        nodes = repositorylinks.resolve(nodes, context)
        nodes = appearance.of_slide(layouts.apply(nodes, context), context)
        if _holds_html(slide.content, self._book):
            nodes = paragraphs.lift(paragraphs.without_spacers(headings.unify(nodes)))
        nodes = levels.apply(nodes)
        appearance.finish(context, self._book.deck.layout(slide), levels.of_slide)
        if self._site.show_notes and slide.note:
            nodes += self._note(slide, slide.note, context)
        written = self.printer.print([Raw(_opening(context)), *nodes, Raw("</section>")])
        for fault in self.printer.inlines.faults:
            context.report(*fault)
        self.printer.inlines.faults.clear()
        return written

    def _runnable(self, line: int) -> Runnable | None:
        context = self._context
        return self._site.runnables.get((self._book.deck.path, context.slide.no, line)) if context else None

    def _code(self, block: Block) -> str:
        """The HTML of a block of code on the slide that is being written."""
        context, collected, site = self._context, self._collected, self._site
        if context is None:
            return ""
        place_of = context.place_of

        def runnable_at(line: int, code: str) -> str:
            found = self._runnable(line)
            return runnable.write(code, found, site.labels, place_of) if found else code

        def is_caption(line: int) -> bool:
            found = self._runnable(line)
            return bool(found and any(figure.caption for figure in found.figures))

        collected.blocks += 1
        written = site.highlighter.write(block, collected.blocks, site.labels, self._style, runnable_at, is_caption)
        if diagrams.MARK in written and not collected.has_diagram:
            collected.has_diagram = True
            if site.asks_for_mermaid:
                context.report(
                    block.line,
                    "diagram-remote",
                    "Readers' browsers fetch what draws this page's diagrams from unpkg.com; "
                    "`deckbook vendor mermaid` puts a copy into the site.",
                )
        return written

    def _body(self, content: str, line: int, context: SlideContext) -> list[Node]:
        """The passes that make a slide's Markdown what a page holds, in their order."""
        nodes = build.tree(self._parser, content, line, context.report)
        simplified.report(nodes, context, with_comark=_uses_comark(self._book))
        holds_html = _holds_html(content, self._book)
        for mark, resolve in _PASSES:
            if mark in content or holds_html:
                nodes = resolve(nodes, context)
        if (self._book.deck.path, context.slide.no) in self._site.works.cites:
            nodes = cites.resolve(nodes, context)
        return nodes

    def _note(self, slide: Slide, note: str, context: SlideContext) -> list[Node]:
        label = self._site.labels["notes"]
        found = slots.split(self._body(note, slide.source.end, context))
        body = paragraphs.lift([node for content in found.values() for node in content])
        return [
            Raw(f'<details class="deckbook-note" data-added><summary>{label}</summary>'),
            *body,
            Raw("</details>"),
        ]


# What makes a slide's tree that of a page: each pass in its turn, where the mark that it looks for stands in the text,
# or HTML, which may bring any of them.
_PASSES = (
    ("<<<", imports.resolve),
    ("<CodeGroup", codegroups.resolve),
    ("{{", vue.resolve),
    ("[", github.resolve),
    ("[", footnotes.resolve),
    ("[", links.resolve),  # behind what brings links: components
    ("<", spoken.resolve),
)


def _about(collected: Collected) -> None:
    """What the deck's configuration of UnoCSS has to do with the page."""
    shortcuts = collected.shortcuts
    if shortcuts.path is None:
        return
    collected.sources.append(shortcuts.path)
    if shortcuts.unread:
        message = (
            f"{shortcuts.unread} of these shortcuts are patterns or made by code, which does not run here, so their "
            "looks are left out; name the others one by one as texts."
        )
        found = Diagnostic(shortcuts.path, shortcuts.line, "shortcut-dynamic", message)
        collected.diagnostics.append(found)


def _holds_html(content: str, book: Book) -> bool:
    """Whether a text may hold elements: of its own, or Comark's."""
    return "<" in content or _uses_comark(book)


def _uses_comark(book: Book) -> bool:
    return any(truthy(book.deck.headmatter.get(key)) for key in ("comark", "mdc"))


def _opening(context: SlideContext) -> str:
    number = context.slide.no
    is_copy = bool(context.own_id)
    values: dict[str, str | None] = {
        "class": "slide",
        "id": context.id,
        "data-deck": context.book.name,
        "data-slide": str(number),
        **({"data-search-exclude": None} if is_copy else {}),
        **of_slide(context.slide, context.book.language).within(context.site.language),
    }
    anchor = f'<span class="deckbook-anchor" id="slide-{number}"></span>{waymarks.mark(context)}'
    return f"{open_tag('section', values)}{'' if is_copy else anchor}\n"
