"""What readers get of decks' pages: finished HTML, sizes of pictures, notes for paper, and words for scripts."""

from __future__ import annotations

from functools import partial

from mkdocs.structure.pages import Page

from deckbook.book import Book
from deckbook.markup import labels
from deckbook.pages import Finished, finished_as_before, head, with_other_forms, with_script, with_way, with_words
from deckbook.printing import gathered, with_notes
from deckbook.remembering import Results
from deckbook.settings import Settings
from deckbook.site import Library
from deckbook.sitepages import SitePage
from deckbook.sizes import Sizes


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

    def output(self, output: str, page: Page, generated: SitePage, *, feed: str, text: str, is_linked: bool) -> str:
        """A whole page, with its way and what its head needs.

        Args:
            output: The page as its template has made it.
            page: MkDocs' page.
            generated: Ours.
            feed: The title of the site's feed, "" where it has none.
            text: The name of the page's text beside it, "" where it has none.
            is_linked: Whether the site loads Deckbook's style sheet on all pages.
        """
        css = self._library.css_of(generated, trusted=self._settings.trusted)
        output = with_other_forms(with_way(output, generated.way), page.url, feed, text, generated.cited)
        return head(output, page.url, css, self._library.loaded_by(generated), is_linked=is_linked)
