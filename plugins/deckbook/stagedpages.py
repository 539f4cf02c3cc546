"""The pages of a site as a staged tree has them: as their authors wrote them where that will do, else made again."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.utils.meta import get_data
from pymdownx.snippets import SnippetMissingError  # type: ignore[import-untyped]

from deckbook import stage as plain
from deckbook.deck.files import read_file
from deckbook.observing import Observed
from deckbook.site import Library
from deckbook.stage import Links, Render, Staged

_FENCED = re.compile(r"^[ \t]*(?:`{3,}|~{3,})[ \t]*([\w+#.-]+)", re.M)
_HREF = re.compile(r'\shref="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Seen:
    """A page as the site has it.

    Attributes:
        file: Its file.
        html: Its finished content, with what stands above its heading.
        meta: Its front matter.
        edit_url: Where it is edited.
        own: The Markdown of its author; None where it was made.
        languages: The languages of its code.
    """

    file: File
    html: str
    meta: Mapping[str, object]
    edit_url: str | None
    own: str | None
    languages: tuple[str, ...]


class Pages:
    """The pages of a tree.

    Attributes:
        seen: The site's pages, in the order of their paths.
        uris: The paths of pages in the tree, by those in the site; `staged` may change them.
    """

    def __init__(self, observed: Observed) -> None:
        self._observed, self._library = observed, observed.library
        self.seen = tuple(self._seen())
        self.uris = {page.file.src_uri: _moved(page) if page.own is None else page.file.src_uri for page in self.seen}

    def staged(self, render: Render) -> dict[str, str | Staged]:
        """The pages in the tree, by their paths in the site: their authors' own texts, or what they were made into."""
        own = self._own([page for page in self.seen if page.own is not None], render)
        return own | {page.file.src_uri: self._staged(page, render) for page in self.seen if page.own is None}

    def _seen(self) -> Iterator[Seen]:
        languages = _languages(self._library)
        for file in sorted(self._observed.files, key=lambda file: file.src_uri):
            page = file.page
            if page is None:
                continue
            html = self._observed.contents[file.src_uri]
            generated = self._library.pages.get(file.src_uri)
            own_text = None
            if generated:
                css = self._library.css_of(generated, trusted=True)
                html = f"{generated.way}{html}{generated.written.cards}{f'<style>{css}</style>' if css else ''}"
            elif not file.generated_by:
                own_text = file.content_string
            meta = {"title": str(page.title), **page.meta} if generated else dict(page.meta)
            spoken = languages if own_text is None else _spoken([own_text])
            yield Seen(file, html, meta, page.edit_url, own_text, spoken)

    def _links(self, page: Seen) -> Links:
        pages = {_address(file): self.uris[file.src_uri] for file in self._observed.files if file.page}
        return Links(_address(page.file), self.uris[page.file.src_uri], pages)

    def _staged(self, page: Seen, render: Render) -> Staged:
        generated = self._library.pages.get(page.file.src_uri)
        if generated and generated.gathers:
            return plain.as_html(page.html)
        return plain.as_markdown(page.html, self._links(page), render, page.languages)

    def _own(self, pages: list[Seen], render: Render) -> dict[str, str | Staged]:
        """Pages by their authors, as these wrote them wherever they then render to the same.

        Zensical reads a path in HTML as a file's, MkDocs as an address; for a file called index.md both are the same.
        """
        found: dict[str, str | Staged] = {}
        again = pages
        while again:
            found |= {page.file.src_uri: self._own_page(page, render) for page in again}
            moved = {
                page.file.src_uri: _moved(page) for page in again
                if isinstance(staged := found[page.file.src_uri], Staged) and staged.links_in_html
                and self.uris[page.file.src_uri] != _moved(page)
            }  # fmt: skip
            addresses = {_address(page.file) for page in pages if page.file.src_uri in moved}
            self.uris |= moved
            again = [page for page in pages if page.file.src_uri in moved or self._leads_to(page, addresses)]
        return found

    def _leads_to(self, page: Seen, addresses: Collection[str]) -> bool:
        """Whether a page has a link to one of some addresses."""
        links = self._links(page)
        return any(links.of_page(unescape(href)).partition("#")[0] in addresses for href in _HREF.findall(page.html))

    def _own_page(self, page: Seen, render: Render) -> str | Staged:
        uri = page.file.src_uri
        links = self._links(page)
        if self.uris[uri] == uri:
            renamed = {old: new for old, new in self.uris.items() if old != new}
            for text in dict.fromkeys((page.own or "", plain.relinked(page.own or "", uri, renamed))):
                markdown, meta = get_data(text)
                if plain.is_same(markdown, page.html, links, render):
                    return text if meta == page.meta else plain.with_front_matter(page.meta, markdown)
        return plain.as_markdown(page.html, links, render, page.languages)


def _address(file: File) -> str:
    """A page's address in the site, as people read it."""
    url = unquote(file.page.url if file.page else file.url)
    return "" if url == "./" else url


def _moved(page: Seen) -> str:
    """The path of a page's Markdown in the folder of its address, where paths in HTML are the same as on the page."""
    url = page.file.url
    stem = posixpath.splitext(posixpath.basename(page.file.src_uri))[0]
    return page.file.src_uri if stem in {"index", "README"} or not url.endswith("/") else (
        f"{posixpath.splitext(page.file.src_uri)[0]}/index.md"
    )  # fmt: skip


def _languages(library: Library) -> tuple[str, ...]:
    """The languages of the code in decks, the most frequent first."""
    paths = sorted({path for book in library.books for path in book.deck.files})
    return _spoken(read_file(path).decode("utf-8", "replace") for path in paths if path.is_file())


def _spoken(texts: Iterable[str]) -> tuple[str, ...]:
    found = Counter(name for text in texts for name in _FENCED.findall(text))
    return tuple(sorted(found, key=lambda name: (-found[name], name)))


def renderer(config: MkDocsConfig) -> Render:
    """Renders Markdown with the extensions of a site."""
    md = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)

    def render(text: str) -> str:
        md.reset()
        try:
            return md.convert(text)
        except (SnippetMissingError, ValueError, LookupError, TypeError, AttributeError, OSError):
            return ""  # an extension's own error; what was to be written is not taken then

    return render
