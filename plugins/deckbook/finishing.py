"""What readers get of decks' pages: finished HTML, sizes of pictures, notes for paper, and words for scripts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from mkdocs.structure.pages import Page

from deckbook.book import Book
from deckbook.markup import labels
from deckbook.pages import (
    Finished,
    finished_as_before,
    head,
    with_cards,
    with_other_forms,
    with_script,
    with_way,
    with_words,
)
from deckbook.printing import gathered, with_notes
from deckbook.remembering import Results
from deckbook.settings import Settings
from deckbook.site import Library
from deckbook.sitepages import SitePage
from deckbook.sizes import Sizes


@dataclass(frozen=True, slots=True)
class Additions:
    """What a page gets as a whole.

    Attributes:
        url: Its address in the site.
        is_linked: Whether the site loads Deckbook's style sheet on all pages.
        loads: The style sheets and scripts that it loads.
        css: Its own style sheet.
        way: The way to it.
        feed: The title of the site's feed, "" where it has none.
        text: The name of the page's text beside it, "" where it has none.
        cited: What is to be said of the paper that it is about.
        cards: What is shown at its citations.
    """

    url: str
    is_linked: bool
    loads: tuple[str, ...] = ()
    css: str = ""
    way: str = ""
    feed: str = ""
    text: str = ""
    cited: tuple[tuple[str, str], ...] = ()
    cards: str = ""

    def __call__(self, output: str) -> str:
        """A whole page with them."""
        output = with_cards(with_way(output, self.way), self.cards)
        output = with_other_forms(output, self.url, self.feed, self.text, self.cited)
        return head(output, self.url, self.css, self.loads, is_linked=self.is_linked)


class Finishing:
    """Finishes the pages of a build; it is kept for the next one, in which most of them are the same."""

    _library: Library
    _settings: Settings
    _sizes: Sizes
    _contents: dict[str, str]
    """The finished HTML of decks' pages, for those that show a deck whole."""

    def __init__(self) -> None:
        self._made: Results[str] = Results()
        self._finished: Results[Finished] = Results()

    def begin(self, library: Library, settings: Settings) -> None:
        """A build begins."""
        self._library, self._settings = library, settings
        self._sizes, self._contents = Sizes(), {}
        self._made.begin()
        self._finished.begin()

    def content(self, html: str, page: Page, generated: SitePage) -> str:
        """A page's content, of what Python-Markdown has made of it."""
        if generated.gathers:
            return self._handout(generated.gathers, page, generated)
        return self._page(html, page, generated)

    def _handout(self, deck: Book, page: Page, generated: SitePage) -> str:
        """A deck whole, of the content of its pages, which are finished by then."""
        label, directories, listed = self._label, self._settings.use_directory_urls, generated.listed
        contents = {part.uri: self._contents[part.uri] for part in deck.pages() if part.uri in self._contents}
        html = self._made.of(
            generated.uri,
            generated,
            (contents, label, directories),
            partial(gathered, deck, generated.uri, contents, label, listed, use_directory_urls=directories),
        )
        html = with_words(html, page, self._settings.language, {}, ())
        return with_script(html, page, self._library.loaded_by(generated))

    def _page(self, html: str, page: Page, generated: SitePage) -> str:
        settings, written, label = self._settings, generated.written, self._label
        html = finished_as_before(self._finished, html, page, generated, trusted=settings.trusted)
        html = self._sizes.on(html, page.url, written.assets)
        if generated.place and settings.handout:
            self._contents[generated.uri] = html
        if not (written.anchors or written.loads) and self._library.books:  # the list of decks
            html = with_script(html, page)
        html = self._made.of(f"notes {generated.uri}", None, (html, label), partial(with_notes, html, label))
        features = [name for name in ("progress", "shortcuts") if getattr(settings, name)]
        return with_words(html, page, settings.language, generated.place, features) + generated.presented

    @property
    def _label(self) -> str:
        """What notes of links are called."""
        return labels(self._settings.language)["links"]

    def additions(self, page: Page, generated: SitePage, *, feed: str, text: str, is_linked: bool) -> Additions:
        """What a page gets as a whole: its way, and what its head needs.

        Args:
            page: MkDocs' page.
            generated: Ours.
            feed: The title of the site's feed, "" where it has none.
            text: The name of the page's text beside it, "" where it has none.
            is_linked: Whether the site loads Deckbook's style sheet on all pages.
        """
        return Additions(
            page.url,
            is_linked=is_linked,
            loads=tuple(self._library.loaded_by(generated)),
            css=self._library.css_of(generated, trusted=self._settings.trusted),
            way=generated.way,
            feed=feed,
            text=text,
            cited=tuple(generated.cited),
            cards=generated.written.cards,
        )
