"""Writes one page of a book: its slides as Markdown that MkDocs renders, and the HTML that it must not touch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deckbook.book import Book, Page, Title, of_slide
from deckbook.deck import Slide
from deckbook.deck.ecma import truthy
from deckbook.diagnostics import Diagnostic
from deckbook.markup import (
    appearance,
    build,
    contents,
    footnotes,
    github,
    headings,
    layouts,
    links,
    paragraphs,
    parser,
    repositorylinks,
    simplified,
    slots,
    vue,
)
from deckbook.markup.blocks import BlockPrinter
from deckbook.markup.codeblocks import codegroups, diagrams, imports, runnable
from deckbook.markup.codeblocks.code import CodeStyle
from deckbook.markup.context import Collected, Remote, SlideContext
from deckbook.markup.icons import spoken
from deckbook.markup.mathematics.macros import macros_of
from deckbook.markup.site import Site
from deckbook.markup.stash import Stash, Stashed
from deckbook.markup.tags import open_tag
from deckbook.markup.tree import Block, Node, Raw, Text
from deckbook.markup.utilities import Configs


@dataclass(frozen=True, slots=True)
class Written:
    """One written page.

    Attributes:
        markdown: Source for Python-Markdown, with placeholders.
        pieces: The HTML that they stand for; `stash.restore` puts it back.
        anchors: The ids that this HTML brings.
        assets: The files that the page shows, by their path in the site.
        remote: The pictures that it shows from other hosts, also where the site has a copy.
        sources: The files whose code it shows.
        diagnostics: What is to be told to the author.
        language: The attributes of its heading, where its language is not the site's.
        utilities: The rules of the utilities that occur; like those of `styles`, they end no <style>.
        styles: What slides' own style sheets become.
        loads: The files of Deckbook's that the page loads besides those that every page of a deck does.
    """

    markdown: str
    pieces: tuple[Stashed, ...]
    anchors: tuple[str, ...]
    assets: Mapping[str, Path]
    sources: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]
    language: Mapping[str, str | None] = field(default_factory=dict)
    utilities: str = ""
    styles: str = ""
    remote: tuple[Remote, ...] = ()
    loads: tuple[str, ...] = ()

    @property
    def css(self) -> str:
        """The page's own style sheet."""
        return self.utilities + self.styles


class Writer:
    """Writes pages of one site; it holds the Markdown parser, which is the same for all."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._configs = Configs(site.roots)
        self._parsers = {
            with_comark: parser.parser(with_comark=with_comark, extensions=site.extensions)
            for with_comark in (False, True)
        }

    def page(
        self,
        page: Page,
        book: Book,
        title: Title,
        *,
        before: str = "",
        after: str = "",
        with_contents: bool = False,
    ) -> Written:
        """One page.

        Args:
            page: Its slides.
            book: The book it belongs to.
            title: Its heading of level 1.
            before: Finished HTML under the title.
            after: Finished HTML behind the slides.
            with_contents: Whether the book's contents stand behind the slides, unless a slide shows them itself.
        """
        stash, collected, style = Stash(), Collected(shortcuts=self._configs.of(book.deck.root)), CodeStyle.of(book)

        def runnable_at(line: int, code: str) -> str:
            found = self._site.runnables.get((book.deck.path, context.slide.no, line))
            return runnable.write(code, found, self._site.labels, context.place_of) if found else code

        def is_caption(line: int) -> bool:
            found = self._site.runnables.get((book.deck.path, context.slide.no, line))
            return bool(found and any(figure.caption for figure in found.figures))

        def code(block: Block) -> str:
            collected.blocks += 1
            written = self._site.highlighter.write(
                block, collected.blocks, self._site.labels, style, runnable_at, is_caption
            )
            if diagrams.MARK in written and not collected.has_diagram:
                collected.has_diagram = True
                if self._site.asks_for_mermaid:
                    context.report(
                        block.line,
                        "diagram-remote",
                        "Readers' browsers fetch what draws this page's diagrams from unpkg.com; "
                        "`deckbook vendor mermaid` puts a copy into the site.",
                    )
            return written

        _about(collected)
        macros, read = macros_of(book.deck)
        collected.sources += read
        printer = BlockPrinter(stash, code, macros)
        levels = headings.Levels(title.plain)
        parts = ["# " + self._inline(title, printer)]
        if before:
            parts.append(stash.put(before, block=True))
        anchors: list[str] = []
        for slide in page.slides:
            context = SlideContext(slide, book, self._site, page.uri, collected)
            parts.append(self._slide(context, printer, levels))
            anchors += [book.places[slide.no].id, f"slide-{slide.no}"]
            for fault in printer.inlines.faults:
                context.report(*fault)
            printer.inlines.faults.clear()
        if with_contents and not collected.has_contents:
            after = contents.chapter_list(book, page.uri, self._site, detailed=True) + after
        if after:
            parts.append(stash.put(after, block=True))
        markdown = "\n\n".join(part for part in parts if part) + "\n"
        found = tuple(sorted(set(collected.diagnostics)))
        language = book.language.within(self._site.language)
        utilities, styles = (css.replace("</", "<\\/") for css in (str(collected.sheet), "".join(collected.styles)))
        return Written(
            markdown,
            stash.pieces,
            tuple(anchors),
            collected.assets,
            tuple(collected.sources),
            found,
            language,
            utilities,
            styles,
            tuple(collected.remote),
            tuple(sorted(collected.loads)),
        )

    def _inline(self, title: Title, printer: BlockPrinter) -> str:
        nodes = build.tree(self._parsers[False], title.markdown.strip() or title.plain, 1, lambda *_: None)
        paragraph = nodes[0] if len(nodes) == 1 and isinstance(nodes[0], Block) else None
        if paragraph and paragraph.kind == "paragraph":
            return printer.inlines.print(paragraph.children)
        return printer.inlines.print([Text(title.plain)])

    def _slide(self, context: SlideContext, printer: BlockPrinter, levels: headings.Levels) -> str:
        slide = context.slide
        nodes = self._body(slide.content, slide.source.content_line + 1, context)
        nodes = repositorylinks.resolve(nodes, context)
        nodes = appearance.of_slide(layouts.apply(nodes, context), context)
        if _holds_html(slide.content, context.book):
            nodes = paragraphs.lift(paragraphs.without_spacers(headings.unify(nodes)))
        nodes = levels.apply(nodes)
        appearance.finish(context, context.book.deck.layout(slide), levels.of_slide)
        if self._site.show_notes and slide.note:
            nodes += self._note(slide, slide.note, context)
        return printer.print([Raw(_opening(context)), *nodes, Raw("</section>")])

    def _body(self, content: str, line: int, context: SlideContext) -> list[Node]:
        """The passes that make a slide's Markdown what a page holds, in their order."""
        nodes = build.tree(self._parsers[_uses_comark(context.book)], content, line, context.report)
        simplified.report(nodes, context, with_comark=_uses_comark(context.book))
        holds_html = _holds_html(content, context.book)
        for mark, resolve in _PASSES:
            if mark in content or holds_html:
                nodes = resolve(nodes, context)
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
    values: dict[str, str | None] = {
        "class": "slide",
        "id": context.book.places[number].id,
        "data-deck": context.book.name,
        "data-slide": str(number),
        **of_slide(context.slide, context.book.language).within(context.site.language),
    }
    return f'{open_tag("section", values)}<span class="deckbook-anchor" id="slide-{number}"></span>'
