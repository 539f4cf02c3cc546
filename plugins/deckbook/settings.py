"""What a site has decided: the options of mkdocs.yml as the library takes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deckbook.book import Options
from deckbook.diagnostics import Diagnostic
from deckbook.repository import Repository

DEFAULT_PATTERNS = ("weeks/**/*.md", "decks/**/*.md")
"""Where decks are looked for; that one of these finds nothing is no mistake."""


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a site is published.

    Attributes:
        site_url: Its address, with a slash at its end; "" where mkdocs.yml does not say.
        remote: The name of the remote that is pushed to.
        branch: The branch there that holds all editions.
        prefix: The folder of it that they stand in; "" for its root.
    """

    site_url: str = ""
    remote: str = "origin"
    branch: str = "gh-pages"
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site has decided.

    Attributes:
        config_file: mkdocs.yml, which diagnostics about options name.
        config_text: Its text, for their lines.
        mistakes: What is wrong with the options: a word of mkdocs.yml, and the sentence about it.
        named: The paths that its `nav` names.
        docs_dir: MkDocs' directory of pages.
        decks_dir: The directory that deck names are relative to; `docs_dir`, or another one.
        patterns: The globs that pick decks, relative to `decks_dir`.
        decks_page: The Markdown path of the page that lists all decks; "" for none.
        repositories_page: The Markdown path of the page that lists the repositories that decks name; "" for none.
        layouts, components: The site's own directories of templates, if any.
        icons: The site's own directory of Iconify's collections, if any.
        options: How decks are arranged.
        show_notes: Whether the presenter's notes are shown.
        trusted: Whether the decks are by people who may write scripts into the site; others' pages are cleaned.
        silence: The ids of the rules that are not reported.
        language: The site's language, such as `en` or `zh`.
        direction: The direction that its theme is told, `ltr` or `rtl`; "" for that of its language.
        use_directory_urls: As in mkdocs.yml.
        highlight: The options of the site's `pymdownx.highlight`.
        extensions: The site's own Markdown extensions.
        loads_mermaid: Whether its theme fetches mermaid from another host for a page that has a diagram.
        handout: Whether each deck has a page that shows it whole.
        progress: Whether readers' browsers remember what was read.
        shortcuts: Whether there are keys to get about.
        presented: Where the decks are presented, with `{deck}` and `{slide}`; "" where they are not.
        theme_shows: What its theme shows by itself of a page's way: `path`, `neighbours`.
        run: Whether readers can run blocks of code.
        pyodide: Where Pyodide is, as mkdocs.yml says; "" for the site's own copy or its CDN.
        repository: Where its files are shown.
        publication: Where it is published; what a command reads, a build does not ask.
        has_references: Whether it has pages that document code, which `<autoref>` finds.
        exports: Whether it has files of its books besides their pages.
        bibliography: The files of the bibliography that mkdocs.yml names; () for those that `docs_dir` has.
        citation_style: The style of references; "" for what is usual in its language.
        papers_page: The Markdown path of the page that lists all papers; "" for none.
    """

    config_file: Path
    docs_dir: Path
    decks_dir: Path
    patterns: tuple[str, ...]
    config_text: str = ""
    mistakes: tuple[tuple[str, str], ...] = ()
    named: frozenset[str] = frozenset()
    decks_page: str = "decks.md"
    repositories_page: str = "repositories.md"
    layouts: Path | None = None
    components: Path | None = None
    icons: Path | None = None
    options: Options = field(default_factory=Options)
    show_notes: bool = False
    trusted: bool = True
    silence: frozenset[str] = frozenset()
    language: str = "en"
    direction: str = ""
    use_directory_urls: bool = True
    highlight: Mapping[str, object] = field(default_factory=dict)
    extensions: frozenset[str] = frozenset()
    loads_mermaid: bool = False
    handout: bool = True
    progress: bool = True
    shortcuts: bool = True
    presented: str = ""
    theme_shows: frozenset[str] = frozenset()
    run: bool = True
    pyodide: str = ""
    repository: Repository = field(default_factory=Repository)
    has_references: bool = False
    publication: Publication = field(default_factory=Publication)
    exports: bool = True
    bibliography: tuple[Path, ...] = ()
    citation_style: str = ""
    papers_page: str = "papers.md"

    def about(self, rule: str, word: str, message: str) -> Diagnostic:
        """A diagnostic about an option; its line is the first below the plugin's name that holds `word`."""
        lines = self.config_text.splitlines()
        plugin = next((index for index, line in enumerate(lines) if re.match(r"\s*-?\s*deckbook\s*:", line)), 0)
        found = (number for number, line in enumerate(lines[plugin:], plugin + 1) if word in line)
        return Diagnostic(self.config_file, next(found, 0), rule, message)

    @property
    def roots(self) -> tuple[Path, ...]:
        """The directories that a deck's files may be taken from."""
        return tuple(dict.fromkeys((self.docs_dir, self.decks_dir, self.config_file.parent)))
