"""Where a page stands in the navigation, and what it shows of it."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from deckbook.rebuild.values import UnkeyedError, Values, digest

PRUNED = (
    *("nav.html", "nav-item.html", "path.html", "path-item.html", "tabs.html", "tabs-item.html"),
    *("toc.html", "toc-item.html"),
)
"""Material's partial templates in which items lead to others: those of the navigation, and of a page's headings."""
KNOWN = frozenset({"aa326a578642131f"})
"""What they are where it is known that a pruned page shows what `Places` keys: a short digest of each version."""


def version(folder: Path) -> str:
    """A short digest of the templates that show the navigation, in a theme's directory."""
    found = hashlib.blake2b(digest_size=8)
    for name in PRUNED:
        path = folder / "partials" / name
        found.update(path.read_bytes() if path.is_file() else b"-")
    return found.hexdigest()


class Places:
    """What the pages of a build show of the navigation.

    Where the navigation is pruned, a page shows the items at the top, and beside each section that it is in, with the
    first page of each section; else all of it.
    """

    def __init__(self, nav: Navigation, values: Values, *, pruned: bool, features: Sequence[str]) -> None:
        self._values = values
        self._of: dict[int, bytes] = {}
        self._repeated: set[int] = set()
        self._forms: dict[int, Hashable] = {}
        # With `navigation.sections` the sections of the first levels are shown open.
        depth = 1 if "navigation.sections" in features else 0
        # With `navigation.indexes` a closed section's pages are gone through, which leaves an empty line for each.
        self._counts = "navigation.indexes" in features
        self.nav, self._features = nav, features
        self._top = b""
        home = self._item(nav.homepage, 0) if nav.homepage else None, bool(nav)
        if pruned:
            self._top = digest((home, tuple(self._item(item, depth) for item in nav.items)))
            self._walk(nav.items, self._top, depth)
        self._whole = None if pruned else digest((home, tuple(self._tree(item) for item in nav.items)))
        self._all: bytes | None = None

    def of(self, page: Page) -> bytes:
        """What a page shows."""
        if self._whole is not None:
            return self._whole
        if id(page) in self._repeated:
            if self._all is None:
                self._all = digest(tuple(self._tree(item) for item in self.nav.items))
            return self._all
        return self._of.get(id(page), self._top)

    def form(self, item: StructureItem) -> Hashable:
        """The form of an item; of one in the navigation as it was at first, as `hold` tells whether it still is."""
        found = self._forms.get(id(item))
        return self._values.form(item) if found is None else found

    def _formed(self, item: StructureItem) -> Hashable:
        found = self._forms.get(id(item))
        if found is None:
            self._forms[id(item)] = found = self._values.form(item)
        return found

    def hold(self) -> bool:
        """Whether the navigation is still what it was: a hook may have changed it while pages were rendered."""
        try:
            again = Places(self.nav, self._values, pruned=self._whole is None, features=self._features)
        except UnkeyedError:
            return False
        return (again._whole, again._top, again._of) == (self._whole, self._top, self._of)

    def _walk(self, items: Sequence[Any], shown: bytes, depth: int) -> None:
        for number, item in enumerate(items):
            if item.children:
                inside = tuple(self._item(child, depth) for child in item.children)
                self._walk(item.children, digest((shown, number, inside)), depth)
            else:
                pages = [item, *(page for page in getattr(item, "pages", ()) if page is not item)]
                for page in pages:
                    if id(page) in self._of:
                        self._repeated.add(id(page))
                    self._of[id(page)] = digest((shown, number))

    def _item(self, item: StructureItem, depth: int) -> Hashable:
        """What is shown of an item, and of what it leads to while it is closed."""
        children: Sequence[Any] = item.children or ()  # type: ignore[attr-defined]
        first = self._item(children[0], 0) if children else None
        opened = tuple(self._item(child, depth - 1) for child in children) if depth else ()
        inside = tuple(bool(getattr(child, "is_index", False)) for child in children) if self._counts else ()
        return self._formed(item), min(len(children), 2), inside, first, opened

    def _tree(self, item: StructureItem) -> Hashable:
        children: Sequence[Any] = item.children or ()  # type: ignore[attr-defined]
        return self._formed(item), tuple(self._tree(child) for child in children)


def ancestors(page: Page) -> Hashable:
    """The titles of the sections that a page is in: a page that is in none of the navigation has a parent, too."""
    return tuple((type(item).__qualname__, item.title) for item in page.ancestors)


def neighbours(page: Page, places: Places) -> Hashable:
    """What a page shows of those before and after it, and of the one above it."""
    return tuple(
        [None if item is None else places.form(item) for item in (page.previous_page, page.next_page, page.parent)]
    )
