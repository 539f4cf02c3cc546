"""What templates read, as it is found in their sources, against what Jinja reads while it renders pages with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jinja2
import pytest
import yaml
from material.plugins.blog.plugin import BlogPlugin  # type: ignore[import-untyped]
from material.plugins.search.plugin import SearchIndex, SearchPlugin  # type: ignore[import-untyped]
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.plugins import BasePlugin
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from deckbook.rebuild import filters
from deckbook.rebuild.places import KNOWN, version
from deckbook.rebuild.searchtext import SearchText, chunk, is_known
from deckbook.rebuild.sources import reads
from deckbook.rebuild.surroundings import material

_STRUCTURE = {"active", "ancestors", "children", "homepage", "items", "next_page", "pages", "parent", "previous_page"}
_FEATURES = [
    *("navigation.footer", "navigation.indexes", "navigation.path", "navigation.tabs", "navigation.top"),
    *("content.action.edit", "search.share", "toc.follow"),
]


class Reader(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Notes what is read of pages and the navigation: whether of the page itself, and by which name."""

    def __init__(self) -> None:
        self.seen: set[tuple[bool, str]] = set()
        self.env: jinja2.Environment | None = None
        self.page: Page | None = None

    def on_env(self, env: jinja2.Environment, /, *, config: Any, files: Any) -> jinja2.Environment:
        self.env = env
        getattr_, getitem = env.getattr, env.getitem

        def note(obj: object, name: object) -> None:
            if isinstance(obj, (StructureItem, Navigation)) and self.page is not None:
                self.seen.add((obj is self.page, str(name)))

        def read(obj: Any, attribute: str) -> Any:
            note(obj, attribute)
            return getattr_(obj, attribute)

        def read_item(obj: Any, argument: Any) -> Any:
            note(obj, argument)
            return getitem(obj, argument)

        env.getattr, env.getitem = read, read_item  # type: ignore[method-assign]
        return env

    def on_page_context(self, context: Any, /, *, page: Page, config: Any, nav: Any) -> None:
        self.page = page

    def on_post_page(self, output: str, /, *, page: Page, config: Any) -> None:
        self.page = None


def rendered(root: Path, theme: dict[str, object]) -> Reader:
    """Builds a site of three levels in this theme."""
    reader = Reader()
    settings = {
        "site_name": "Site",
        "repo_url": "https://example.org/site",
        "edit_uri": "edit/",
        "theme": theme,
        "plugins": [],
    }
    files = {
        "mkdocs.yml": yaml.safe_dump(settings),
        "docs/index.md": "---\nicon: material/home\nstatus: new\ndescription: D\n---\n\n# Home\n\n## Two\n\n### 3\n",
        "docs/one/index.md": "---\nicon: material/star\nsubtitle: S\nhide: [footer]\n---\n\n# One\n",
        "docs/one/page.md": "# Page\n\n## Two\n",
        "docs/one/deep/page.md": "# Deep\n",
        "docs/two/page.md": "# Other\n",
    }
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    config = load_config(str(root / "mkdocs.yml"))
    config.plugins["tests/reader"] = reader
    build(config)
    return reader


@pytest.mark.parametrize(
    "theme",
    [
        {"name": "material", "font": False, "features": _FEATURES},
        {"name": "material", "font": False, "features": ["navigation.prune", "navigation.sections", "toc.integrate"]},
        {"name": "mkdocs"},
        {"name": "readthedocs"},
    ],
    ids=lambda theme: str(theme["name"]),
)
def test_all_that_is_read_is_found_in_the_sources(tmp_path: Path, theme: dict[str, object]) -> None:
    reader = rendered(tmp_path, theme)

    assert reader.env is not None
    listed = [name for name in reader.env.list_templates() if not name.startswith(".icons/")]
    found = reads(reader.env, "main.html", listed, material(), {})
    assert reader.seen
    assert {name for is_own, name in reader.seen if is_own} - found.names <= _STRUCTURE
    assert {name for is_own, name in reader.seen if not is_own} - found.attributes <= _STRUCTURE
    # Whoever reads other pages' content has to be rendered whenever one of these changes.
    assert not found.attributes & {"content", "markdown"}


def test_the_navigation_of_this_material_is_known() -> None:
    """Where this fails, Material's templates of the navigation have changed: see what `Places` says of pruned pages."""
    folder = material()
    assert folder is not None
    assert version(folder) in KNOWN


def test_the_filter_of_this_materials_blog_is_known() -> None:
    """Where this fails, the blog does something else to links: see whether that matters to pages that are no views."""
    made = BlogPlugin.on_env.__code__.co_consts
    codes = [item for item in made if getattr(item, "co_name", "") == "url_filter_with_pagination"]

    assert [filters.version(code) in filters.KNOWN for code in codes] == [True]


def test_the_search_of_this_material_is_known() -> None:
    """Where this fails, Material's plugin has changed: see whether `SearchText` still writes what it writes."""
    assert is_known(SearchPlugin(), SearchIndex())


@pytest.mark.parametrize(
    ("change", "is_read"),
    [
        (lambda entries: None, True),
        (lambda entries: entries[0].update(title="other"), False),
        (lambda entries: entries.reverse(), False),
        (lambda entries: entries.append({"location": "more/"}), False),
    ],
    ids=["none", "title", "order", "one more"],
)
def test_the_search_index_is_written_as_material_writes_it(change: Any, is_read: bool) -> None:
    config = {"lang": ["en"], "separator": "[\\s]+", "pipeline": [], "fields": {"title": {"boost": 1e3}}}
    pages: list[list[dict[str, Any]]] = [
        [{"location": "a/", "title": "A & “B”", "text": "小结"}, {"location": "a/#b", "title": "", "text": "\u2028"}],
        [{"location": "b/", "title": "B", "text": "", "tags": ["x"], "boost": 2}],
        [],
    ]
    index, own = SearchIndex(**config), SearchIndex(**config)
    text = SearchText(index)
    for page in pages:
        text.add(len(index.entries), page, chunk(page))
        index.entries.extend(dict(entry) for entry in page)
    change(index.entries)
    own.entries = index.entries

    written = index.generate_search_index(None)

    assert written == own.generate_search_index(None)
    found = text.read(written)
    assert (found is not None) == is_read
    if found:
        assert {"config": found[0], "docs": json.loads(found[1])} == json.loads(written)
