"""A site in a test: files in, a real `mkdocs build`, and what it made to look at.

    site = build({"docs/index.md": "# Home", "docs/weeks/w1.md": deck}, plugins=["search", "deckbook"])
    assert site.problems == []
    assert site.nav == "- Home: index.md"
    assert "<h1" in site.article("weeks/w1/index.html")

`build` is a fixture; `build_site` is the function behind it. tests/test_harness.py shows each part.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import yaml
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parent.parent
"""The checkout."""
SHARED = ROOT.parent / "shared" if (ROOT.parent / "shared" / "oracle").is_dir() else None
"""The data beside the checkout, or None. For collecting from it; tests have the fixture `shared`."""


class BuildSite(Protocol):
    """The fixture `build`; see `build_site`."""

    def __call__(self, files: Mapping[str, str | bytes], *, strict: bool = False, **config: object) -> Site: ...


@dataclass(frozen=True, slots=True)
class Site:
    """A site that was built, or that refused to be.

    Attributes:
        root: Where mkdocs.yml stands.
        log: What MkDocs and its plugins logged, from INFO up, each as `LEVEL: message`.
        aborted: Why there is no site (a strict build with warnings, an error in mkdocs.yml), else None.
        nav: The navigation as in mkdocs.yml, in YAML: titles, and pages by their path in docs_dir.
    """

    root: Path
    log: tuple[str, ...]
    aborted: str | None
    nav: str

    @property
    def problems(self) -> list[str]:
        """The warnings and errors of `log`."""
        return [line for line in self.log if not line.startswith("INFO: ")]

    @property
    def files(self) -> list[str]:
        """Every file of the site, sorted, such as `weeks/index.html`."""
        paths = (self.root / "site").rglob("*")
        return sorted(path.relative_to(self.root / "site").as_posix() for path in paths if path.is_file())

    @property
    def pages(self) -> list[str]:
        """The pages among `files`, without 404.html and those that show a deck whole to be printed."""
        others = ("404.html", "handout/index.html", "handout.html")
        return [path for path in self.files if path.endswith(".html") and not path.endswith(others)]

    def read(self, path: str) -> str:
        """The text of a file of the site."""
        return (self.root / "site" / path).read_text(encoding="utf-8")

    def article(self, path: str) -> str:
        """The HTML that Material shows as a page's content."""
        _, _, content = self.read(path).partition('<article class="md-content__inner md-typeset">')
        return content.rpartition("</article>")[0].strip()

    def find(self, text: str) -> list[str]:
        """The files of the site that hold a text: how to look for what must not be published."""
        needle = text.encode()
        return [path for path in self.files if needle in (self.root / "site" / path).read_bytes()]

    @property
    def search(self) -> dict[str, dict[str, Any]]:
        """What the search knows, by location: `weeks/w1/#reading` → `{"title": …, "text": …}`."""
        entries = json.loads(self.read("search/search_index.json"))["docs"]
        return {entry["location"]: entry for entry in entries}


def build_site(root: Path, files: Mapping[str, str | bytes], *, strict: bool = False, **config: object) -> Site:
    """Write `files` below `root`, run a real build there, and return what came of it.

    Args:
        root: A directory that does not exist yet.
        files: Contents by path, such as `docs/index.md`; bytes for what is not text. A `mkdocs.yml` among
            them is used as it is.
        strict: As `mkdocs build --strict`.
        config: Settings of mkdocs.yml, beside a site_name, Material without remote fonts, and no plugins.
    """
    defaults = {"site_name": "Site", "theme": {"name": "material", "font": False}, "plugins": []}
    mkdocs_yml = yaml.safe_dump(defaults | config, allow_unicode=True, sort_keys=False)
    (root / "docs").mkdir(parents=True)
    for path, content in {"mkdocs.yml": mkdocs_yml, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content.encode() if isinstance(content, str) else content)

    observer = _Observer()
    aborted = None
    with _logged() as log:
        try:
            settings = load_config(str(root / "mkdocs.yml"), strict=strict)
            settings.plugins["tests/observer"] = observer
            settings.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build(settings)
            finally:
                settings.plugins.on_shutdown()
        except Abort as error:
            aborted = str(error)
    return Site(root, tuple(log), aborted, observer.nav)


class _Observer(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Sees the navigation as it is when all plugins have had their say."""

    def __init__(self) -> None:
        self._items: list[StructureItem] = []

    @event_priority(-1000)
    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> None:
        self._items = nav.items

    @property
    def nav(self) -> str:
        # Titles of pages are known only after the build, so this is not done in `on_nav`.
        if not self._items:
            return ""
        items = [_nav_item(item) for item in self._items]
        return yaml.safe_dump(items, allow_unicode=True, width=1000).strip()


def _nav_item(item: StructureItem) -> dict[str, object]:
    match item:
        case Section():
            return {item.title: [_nav_item(child) for child in item.children]}
        case Page():
            return {str(item.title): item.file.src_uri}
        case Link():
            return {item.title: item.url}
    raise TypeError(item)


class _Lines(logging.Handler):
    """Keeps what is logged as `LEVEL: message`."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname}: {record.getMessage()}")


@contextmanager
def _logged() -> Iterator[list[str]]:
    """The lines that are logged below `mkdocs` meanwhile."""
    handler = _Lines(logging.INFO)
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield handler.lines
    finally:
        logger.setLevel(level)
        logger.removeHandler(handler)
