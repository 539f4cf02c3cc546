"""What writing a page needs to know of the site it is written for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deckbook.book import Language
from deckbook.markup.codeblocks.code import Highlighter
from deckbook.markup.codeblocks.runnable import Runnable
from deckbook.markup.icons.sources import Icons
from deckbook.markup.repositories import Named
from deckbook.markup.templates import Templates
from deckbook.markup.vuefiles import VueFiles
from deckbook.markup.works.model import Works


@dataclass(frozen=True, slots=True)
class Site:
    """The site, as far as it matters to a page.

    Attributes:
        roots: The directories that a deck's files may be taken from.
        asset_uri: A file's path in the site, for a file in one of the roots.
        page_uri: The Markdown path of the page that a Markdown file becomes, or None.
        use_directory_urls: Whether a page's URL is a directory.
        templates: The templates of layouts and components.
        vue: The decks' own layouts and components.
        highlighter: Writes code.
        icons: Finds icons.
        labels: The words that Deckbook itself writes, by key.
        language: The language and direction of its pages.
        copy_of: The path in the site, and the file, of the copy that it has of a picture on another host, or None.
        asks_for_mermaid: Whether pages with a diagram ask another host for mermaid.
        show_notes: Whether the presenter's notes are shown.
        extensions: The site's own Markdown extensions, as mkdocs.yml names them.
        has_handouts: Whether each deck has a page that shows it whole, to be printed.
        has_progress: Whether readers' browsers remember what was read.
        shown_at: Where a file of the project is shown in its repository, at a line; "" where that is not known.
        presented: Where its decks are presented, with `{deck}` and `{slide}`: an address, or a path in the site; or "".
        shelf: The path of the page that lists all decks; "" where there is none.
        theme_shows: What the theme itself shows of the way: `path`, `neighbours`.
        runnables: What is known of code that runs, by its deck, its slide's number and its line.
        repositories: What is known of the repositories that a slide links to, by its deck and its number.
        repository_of: The key of the repository that an address leads to, or "".
        repositories_page: The Markdown path of the page that lists all, or "".
        works: What is known of the papers that decks name.
    """

    roots: tuple[Path, ...]
    asset_uri: Callable[[Path], str]
    page_uri: Callable[[Path], str | None]
    use_directory_urls: bool
    templates: Templates
    vue: VueFiles
    highlighter: Highlighter
    icons: Icons
    labels: Mapping[str, str]
    show_notes: bool = False
    extensions: frozenset[str] = frozenset()
    language: Language = field(default_factory=Language)
    copy_of: Callable[[str], tuple[str, Path] | None] = lambda target: None
    asks_for_mermaid: bool = False
    has_handouts: bool = True
    has_progress: bool = True
    shown_at: Callable[[Path, int], str] = lambda file, line: ""
    presented: str = ""
    shelf: str = ""
    theme_shows: frozenset[str] = frozenset()
    runnables: Mapping[tuple[Path, int, int], Runnable] = field(default_factory=dict)
    repositories: Mapping[tuple[Path, int], tuple[Named, ...]] = field(default_factory=dict)
    repository_of: Callable[[str], str] = lambda address: ""
    repositories_page: str = ""
    works: Works = field(default_factory=Works)
