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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config import load_config
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Section
from mkdocs.structure.pages import Page

from deckbook import stage as plain
from deckbook.building import BuildError
from deckbook.exporting import GUIDE, LISTING
from deckbook.frontend import STYLE, own
from deckbook.observing import Observed, observe
from deckbook.settings import Settings
from deckbook.stage import Counts, NotStaged, Staged
from deckbook.stage.writing import check
from deckbook.stagedpages import Pages, Seen, renderer

_OVERRIDES = "overrides"
_TEXT = re.compile(rb"(?<=/)index\.html\.md(?=[)\"])|(?<=\.html)\.md(?=[)\"])")
"""In addresses of the texts beside pages, which the tree has not: it is Markdown itself."""
_ACTIONS = "partials/actions.html"
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

    def write(self) -> Report:
        """Writes all files."""
        says = self._templates()
        self._docs.mkdir(parents=True)
        styles = self._assets()
        pages = Pages(self._observed)
        # The Markdown extensions are those of the tree's own settings, and find no file but the tree's.
        left_out = self._settings([], styles)
        with contextlib.chdir(self._root):
            staged = pages.staged(renderer(load_config(str(self._root / "mkdocs.yml"))))
        if not (indexes := self._keeps_indexes(pages.uris)):
            says.append("navigation.indexes is left out, as a part's first chapter would stand for the part.")
        self._settings(_nav(self._observed.nav, pages.uris), styles, indexes=indexes)
        counts, kept, unlike = Counts(), 0, []
        for page in pages.seen:
            made = staged[page.file.src_uri]
            if isinstance(made, Staged):
                counts += made.counts
                unlike += [] if made.is_same else [page.file.src_uri]
                text = plain.with_front_matter(self._meta(page), made.markdown)
            else:
                kept += 1
                text = made
            self._put(pages.uris[page.file.src_uri], text.encode())
        return Report(len(pages.seen), kept, counts, tuple(left_out), tuple(unlike), tuple(says))

    def _meta(self, page: Seen) -> dict[str, object]:
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

    def _keeps_indexes(self, uris: Mapping[str, str]) -> bool:
        """Whether sections whose first page stands for them are still the same: pages are called index.md now."""

        def first(section: Section, is_index: Any) -> object:
            return next((child for child in section.children if isinstance(child, Page) and is_index(child)), None)

        def is_index(page: Page) -> bool:
            return posixpath.basename(uris[page.file.src_uri]) in {"index.md", "README.md"}

        if "navigation.indexes" not in (self._config.theme.get("features") or ()):
            return True
        sections = [item for item in _items(self._observed.nav) if isinstance(item, Section)]
        return all(first(section, lambda page: page.is_index) is first(section, is_index) for section in sections)


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
