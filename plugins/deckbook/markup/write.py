"""Writes one page of a book: its slides as Markdown that MkDocs renders, and the HTML that it must not touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deckbook.book import Book, Names, Page, Title
from deckbook.diagnostics import Diagnostic
from deckbook.markup import build, contents, headings, parser
from deckbook.markup.blocks import BlockPrinter
from deckbook.markup.context import Collected, Remote, SlideContext
from deckbook.markup.inlines import literal
from deckbook.markup.site import Site
from deckbook.markup.slide import SlideWriter
from deckbook.markup.stash import Stash, Stashed
from deckbook.markup.tags import open_tag
from deckbook.markup.tree import Block, Text
from deckbook.markup.utilities import Configs
from deckbook.markup.works import names as works_names
from deckbook.markup.works import references
from deckbook.markup.works.about import Pieces
from deckbook.markup.works.hovering import Hovering
from deckbook.markup.works.model import Work


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
        cited: The keys of the papers that it refers to.
        cards: Their cards, as HTML that is no part of the content: it says nothing to those who read a page as a text.
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
    cited: tuple[str, ...] = ()
    cards: str = ""

    @property
    def css(self) -> str:
        """The page's own style sheet."""
        return self.utilities + self.styles


class Writer:
    """Writes pages of one site; it holds the Markdown parser, which is the same for all."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._configs = Configs(site.roots)
        self._hovering = Hovering(site)
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
        stash, collected = Stash(), self._collected(book)
        writer = SlideWriter(book, self._site, self._parsers, stash, collected)
        levels = headings.Levels(title.plain)
        parts = ["# " + self._inline(title, writer.printer)]
        if before:
            parts.append(stash.put(before, block=True))
        anchors: list[str] = []
        for slide in page.slides:
            context = SlideContext(slide, book, self._site, page.uri, collected)
            parts.append(writer.write(context, levels))
            anchors += [context.id, f"slide-{slide.no}"]
        if with_contents and not collected.has_contents:
            after = contents.chapter_list(book, page.uri, self._site, detailed=True) + after
        if collected.cited:
            anchors += self._references(parts, page.uri, stash, collected)
        if after:
            parts.append(stash.put(after, block=True))
        language = book.language.within(self._site.language)
        return _written(parts, stash, anchors, collected, language, self.cards(collected.cited, page.uri))

    def paper(self, work: Work) -> Written:
        """The page of a paper: what decks say of it, with their slides once more, and all that is known of it."""
        stash, collected, names = Stash(), Collected(), Names()
        about = Pieces(work, self._site)
        parts = [f"# {literal(work.title)}", stash.put(about.top(), block=True)]
        anchors: list[str] = []
        for told in work.told:
            parts += [f"## {literal(about.heading(told))}", stash.put(about.source(told), block=True)]
            collected.shortcuts = self._configs.of(told.book.deck.root)
            writer = SlideWriter(told.book, self._site, self._parsers, stash, collected)
            levels = headings.Levels(told.place.text, work.title, below=2)
            for slide in told.slides:
                place = told.book.places[slide.no]
                own = names.unique(f"{told.book.name.removesuffix('.md').rpartition('/')[2]}--{place.id}")
                context = SlideContext(slide, told.book, self._site, work.uri, collected, own_id=own)
                parts += [writer.write(context, levels), stash.put(about.back(told, slide), block=True)]
                anchors.append(own)
        collected.diagnostics.clear()  # the slides' own pages say the same
        anchors += [_rest(parts, stash, name, self._site.labels[f"paper_{name}"], html) for name, html in about.rest()]
        if collected.cited:
            anchors += self._references(parts, work.uri, stash, collected)
        language = {"lang": work.lang} if about.is_foreign else {}
        collected.loads.update((works_names.SHEET, works_names.SCRIPT))
        return _written(parts, stash, anchors, collected, language, self.cards(collected.cited, work.uri))

    def cards(self, keys: Iterable[str], uri: str) -> str:
        """The cards of papers for the page whose Markdown path is `uri`."""
        return self._hovering.cards(keys, uri)

    def _collected(self, book: Book) -> Collected:
        return Collected(shortcuts=self._configs.of(book.deck.root))

    def _references(self, parts: list[str], uri: str, stash: Stash, collected: Collected) -> list[str]:
        """Adds the references of a page; gives the ids that they bring."""
        collected.loads.add(works_names.SHEET)
        listed = references.references(collected.cited, self._site, uri)
        name = _rest(parts, stash, "references", self._site.labels["references"], listed)
        return [name, *references.anchors(collected.cited, self._site)]

    def _inline(self, title: Title, printer: BlockPrinter) -> str:
        nodes = build.tree(self._parsers[False], title.markdown.strip() or title.plain, 1, lambda *_: None)
        paragraph = nodes[0] if len(nodes) == 1 and isinstance(nodes[0], Block) else None
        if paragraph and paragraph.kind == "paragraph":
            return printer.inlines.print(paragraph.children)
        return printer.inlines.print([Text(title.plain)])


def _rest(parts: list[str], stash: Stash, name: str, label: str, html: str) -> str:
    """Adds what Deckbook itself says behind slides, under a heading; gives its id."""
    id_ = f"deckbook-{name}"
    values: dict[str, str | None] = {"class": "deckbook-rest", "id": id_, "data-added": None}
    if name != "readings":  # all else stands elsewhere as well: a search for it is to find it there
        values["data-search-exclude"] = None
    opening = open_tag("section", values)
    parts += [stash.put(opening, block=True), f"## {label}", stash.put(f"{html}</section>", block=True)]
    return id_


def _written(
    parts: list[str],
    stash: Stash,
    anchors: list[str],
    collected: Collected,
    language: Mapping[str, str | None],
    cards: str,
) -> Written:
    """The page of these parts."""
    utilities, styles = (css.replace("</", "<\\/") for css in (str(collected.sheet), "".join(collected.styles)))
    return Written(
        "\n\n".join(part for part in parts if part) + "\n",
        stash.pieces,
        tuple(anchors),
        collected.assets,
        tuple(collected.sources),
        tuple(sorted(set(collected.diagnostics))),
        language,
        utilities,
        styles,
        tuple(collected.remote),
        tuple(sorted(collected.loads)),
        tuple(collected.cited),
        cards,
    )
