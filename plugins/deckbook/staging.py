"""What `deckbook stage` does: builds the site, and writes it as a tree of Markdown that needs no Deckbook.

The site is built as `mkdocs build` does, by all its plugins, into a temporary directory; what its pages hold then is
written as Markdown (`stage/`), its own Markdown pages as they are wherever they render to the same without plugins.
"""

from __future__ import annotations

import contextlib
import os
import posixpath
import re
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml
from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File
from mkdocs.structure.nav import Link, Section
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data
from pymdownx.snippets import SnippetMissingError  # type: ignore[import-untyped]

from deckbook import stage as plain
from deckbook.building import BuildError
from deckbook.deck.files import read_file
from deckbook.exporting import GUIDE, LISTING
from deckbook.frontend import STYLE, own
from deckbook.observing import Observed, observe
from deckbook.settings import Settings
from deckbook.site import Library
from deckbook.stage import Counts, Links, NotStaged, Render, Staged
from deckbook.stage.writing import check

_OVERRIDES = "overrides"
_TEXT = re.compile(rb"(?<=/)index\.html\.md(?=[)\"])|(?<=\.html)\.md(?=[)\"])")
"""In addresses of the texts beside pages, which the tree has not: it is Markdown itself."""
_ACTIONS = "partials/actions.html"
_FENCED = re.compile(r"^[ \t]*(?:`{3,}|~{3,})[ \t]*([\w+#.-]+)", re.M)
_HREF = re.compile(r'\shref="([^"]*)"')
_TEMPLATES = Path(__file__).parent / "theme" / "stage"


@dataclass(frozen=True, slots=True)
class Report:
    """What was staged.

    Attributes:
        pages: How many pages there are.
        kept: How many of them are their authors' own files.
        counts: What the blocks of the others became.
        left_out: The plugins that the tree does without.
        unlike: The pages that do not render to what they were made from.
        says: What else is to be known.
    """

    pages: int
    kept: int
    counts: Counts
    left_out: tuple[str, ...]
    unlike: tuple[str, ...]
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Seen:
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


def stage(settings: Settings, target: Path) -> Report:
    """Writes the site as a tree of Markdown.

    Args:
        settings: What the site has decided.
        target: The directory of the tree.

    Raises:
        NotStaged: The site cannot be built, has no deck, or the tree cannot be written; then nothing is changed.
    """
    target = Path(os.path.normpath(target.absolute()))
    inside = (settings.docs_dir, settings.decks_dir, settings.config_file.parent)
    if any(folder.is_relative_to(target) for folder in inside) or target.is_relative_to(settings.docs_dir):
        raise NotStaged(f"{target} holds the site, or is a folder of its pages; name another one.")
    check(target)
    with tempfile.TemporaryDirectory(prefix="deckbook-") as folder:
        try:
            observed = observe(settings.config_file, Path(folder, "site"))
        except BuildError as error:
            raise NotStaged(f"The site cannot be built, so nothing is staged: {error}.") from error
        if not observed.library.books:
            raise NotStaged("The site has no deck, so there is nothing to stage.")
        reports: list[Report] = []
        plain.write_tree(target, lambda root: reports.append(_Tree(root, observed).write()))
    return reports[0]


class _Tree:
    """A tree that is being written."""

    def __init__(self, root: Path, observed: Observed) -> None:
        self._root, self._observed, self._config, self._library = root, observed, observed.config, observed.library
        base, docs = Path(self._config.config_file_path).parent, Path(self._config.docs_dir)
        self._folder = docs.relative_to(base).as_posix() if docs.is_relative_to(base) else docs.name
        self._docs = root / self._folder
        self._uris: dict[str, str] = {}
        """The paths of pages in the tree, by those in the site."""

    def write(self) -> Report:
        """Writes all files."""
        says = self._templates()
        self._docs.mkdir(parents=True)
        styles = self._assets()
        seen = self._seen()
        self._uris = {page.file.src_uri: _moved(page) if page.own is None else page.file.src_uri for page in seen}
        # The Markdown extensions are those of the tree's own settings, and find no file but the tree's.
        left_out = self._settings([], styles)
        with contextlib.chdir(self._root):
            render = _renderer(load_config(str(self._root / "mkdocs.yml")))
            own = self._own([page for page in seen if page.own is not None], render)
            made = {page.file.src_uri: self._staged(page, render) for page in seen if page.own is None}
        if not (indexes := self._keeps_indexes()):
            says.append("navigation.indexes is left out, as a part's first chapter would stand for the part.")
        self._settings(_nav(self._observed.nav, self._uris), styles, indexes=indexes)
        counts = Counts()
        for page in seen:
            uri = self._uris[page.file.src_uri]
            staged = own.get(page.file.src_uri) or made[page.file.src_uri]
            if isinstance(staged, Staged):
                counts += staged.counts
                text = plain.with_front_matter(self._meta(page), staged.markdown)
            else:
                text = staged
            self._put(uri, text.encode())
        both = {**made, **own}
        unlike = [uri for uri, page in both.items() if isinstance(page, Staged) and not page.is_same]
        kept = sum(isinstance(page, str) for page in own.values())
        return Report(len(seen), kept, counts, tuple(left_out), tuple(sorted(unlike)), tuple(says))

    def _seen(self) -> list[_Seen]:
        """The site's pages, in the order of their paths."""
        languages = _languages(self._library)
        pages = []
        for file in sorted(self._observed.files, key=lambda file: file.src_uri):
            page = file.page
            if page is None:
                continue
            html = self._observed.contents[file.src_uri]
            generated = self._library.pages.get(file.src_uri)
            own_text = None
            if generated:
                css = self._library.css_of(generated, trusted=True)
                html = f"{generated.way}{html}{f'<style>{css}</style>' if css else ''}"
            elif not file.generated_by:
                own_text = file.content_string
            meta = {"title": str(page.title), **page.meta} if generated else dict(page.meta)
            spoken = languages if own_text is None else _spoken([own_text])
            pages.append(_Seen(file, html, meta, page.edit_url, own_text, spoken))
        return pages

    def _links(self, page: _Seen) -> Links:
        pages = {_address(file): self._uris[file.src_uri] for file in self._observed.files if file.page}
        return Links(_address(page.file), self._uris[page.file.src_uri], pages)

    def _staged(self, page: _Seen, render: Render) -> Staged:
        generated = self._library.pages.get(page.file.src_uri)
        if generated and generated.gathers:
            return plain.as_html(page.html)
        return plain.as_markdown(page.html, self._links(page), render, page.languages)

    def _own(self, pages: list[_Seen], render: Render) -> dict[str, str | Staged]:
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
                and self._uris[page.file.src_uri] != _moved(page)
            }  # fmt: skip
            addresses = {_address(page.file) for page in pages if page.file.src_uri in moved}
            self._uris |= moved
            again = [page for page in pages if page.file.src_uri in moved or self._leads_to(page, addresses)]
        return found

    def _leads_to(self, page: _Seen, addresses: Collection[str]) -> bool:
        """Whether a page has a link to one of some addresses."""
        links = self._links(page)
        return any(links.of_page(unescape(href)).partition("#")[0] in addresses for href in _HREF.findall(page.html))

    def _own_page(self, page: _Seen, render: Render) -> str | Staged:
        uri = page.file.src_uri
        links = self._links(page)
        if self._uris[uri] == uri:
            renamed = {old: new for old, new in self._uris.items() if old != new}
            for text in dict.fromkeys((page.own or "", plain.relinked(page.own or "", uri, renamed))):
                markdown, meta = get_data(text)
                if plain.is_same(markdown, page.html, links, render):
                    return text if meta == page.meta else plain.with_front_matter(page.meta, markdown)
        return plain.as_markdown(page.html, links, render, page.languages)

    def _meta(self, page: _Seen) -> dict[str, object]:
        return {**page.meta, **({"edit_url": page.edit_url or ""} if self._config.repo_url else {})}

    def _put(self, uri: str, content: bytes) -> None:
        path = self._docs / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def _assets(self) -> list[str]:
        """Writes the files that are no pages; gives the style sheets that all pages load."""
        docs = Path(self._config.docs_dir)
        for file in self._observed.files:
            path = Path(file.abs_src_path or "")
            if file.page is None and (file.generated_by or path.is_relative_to(docs)):
                content = file.content_bytes
                self._put(file.src_uri, _TEXT.sub(b"", content) if file.src_uri in {GUIDE, LISTING} else content)
        # What other plugins have put into the site itself.
        for named in (*self._config.extra_css, *map(str, self._config.extra_javascript)):
            built = self._observed.site / named
            if "://" not in named and built.is_file() and not (self._docs / named).exists():
                self._put(named, built.read_bytes())
        sheets = (own(name) for name in sorted(self._library.loads) if name.endswith(".css"))
        return list(dict.fromkeys((*self._config.extra_css, STYLE, *sheets)))

    def _templates(self) -> list[str]:
        """Writes the site's own templates, and ours where it has none of that name; gives what is to be said."""
        says = []
        custom = self._config.theme.custom_dir
        folder = self._root / _OVERRIDES
        if custom:
            _copy(Path(custom), folder)
        ours = [_ACTIONS, *(["main.html"] if any(file.src_uri == "feed.xml" for file in self._observed.files) else [])]
        for name in ours:
            path = folder / name
            if path.exists():
                says.append(f"Your own {name} is kept, so links to edit a page do not lead to its deck.")
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes((_TEMPLATES / name).read_bytes())
        return says

    def _settings(self, nav: list[object], styles: list[str], *, indexes: bool = True) -> list[str]:
        """Writes the tree's own mkdocs.yml; gives the plugins that it leaves out."""
        wanted = plain.Wanted(
            docs_dir=self._folder,
            edit_uri=self._config.edit_uri or "",
            overrides=_OVERRIDES,
            nav=nav,
            styles=styles,
            scripts=[str(script) for script in self._config.extra_javascript],
            indexes=indexes,
        )
        text, left_out = plain.plain_settings(list(_inherited(Path(self._config.config_file_path))), wanted)
        (self._root / "mkdocs.yml").write_text(text, "utf-8")
        return left_out

    def _keeps_indexes(self) -> bool:
        """Whether sections whose first page stands for them are still the same: pages are called index.md now."""

        def first(section: Section, is_index: Any) -> object:
            return next((child for child in section.children if isinstance(child, Page) and is_index(child)), None)

        def is_index(page: Page) -> bool:
            return posixpath.basename(self._uris[page.file.src_uri]) in {"index.md", "README.md"}

        if "navigation.indexes" not in (self._config.theme.get("features") or ()):
            return True
        sections = [item for item in _items(self._observed.nav) if isinstance(item, Section)]
        return all(first(section, lambda page: page.is_index) is first(section, is_index) for section in sections)


def _address(file: File) -> str:
    """A page's address in the site, as people read it."""
    url = unquote(file.page.url if file.page else file.url)
    return "" if url == "./" else url


def _moved(page: _Seen) -> str:
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


def _renderer(config: MkDocsConfig) -> Render:
    """Renders Markdown with the extensions of a site."""
    md = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)

    def render(text: str) -> str:
        md.reset()
        try:
            return md.convert(text)
        except (SnippetMissingError, ValueError, LookupError, TypeError, AttributeError, OSError):
            return ""  # an extension's own error; what was to be written is not taken then

    return render


def _nav(items: Iterable[StructureItem], uris: Mapping[str, str]) -> list[object]:
    """The navigation as mkdocs.yml has it."""
    found: list[object] = []
    for item in items:
        if isinstance(item, Section):
            found.append({item.title: _nav(item.children, uris)})
        elif isinstance(item, Page):
            uri = uris[item.file.src_uri]
            found.append({str(item.title): uri} if item.title else uri)
        elif isinstance(item, Link):
            found.append({item.title: item.url} if item.title else item.url)
    return found


def _items(items: Iterable[Any]) -> Iterator[StructureItem]:
    for item in items:
        yield item
        yield from _items(item.children or ())


def _inherited(config_file: Path) -> Iterator[str]:
    """The text of a mkdocs.yml, and of those that it inherits from."""
    text = config_file.read_text("utf-8")
    yield text
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value == "INHERIT":
            yield from _inherited(config_file.parent / value.value)


def _copy(source: Path, target: Path) -> None:
    for path in sorted(source.rglob("*")):
        if path.is_file():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
