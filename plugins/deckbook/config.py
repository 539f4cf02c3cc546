"""Every option of the plugin in mkdocs.yml: its type, its default, and what it does."""

from __future__ import annotations

import difflib

from mkdocs.config import base
from mkdocs.config import config_options as option

from deckbook.diagnostics import RULES
from deckbook.site import DEFAULT_PATTERNS


class RuleIds(option.ListOfItems[str]):
    """A list of ids of rules."""

    def __init__(self) -> None:
        super().__init__(option.Type(str), default=[])

    def run_validation(self, value: object) -> list[str]:
        """Refuses an id that no rule has, and says which one may have been meant."""
        ids = super().run_validation(value)
        for rule in ids:
            if rule not in RULES:
                close = difflib.get_close_matches(rule, RULES, n=1)
                meant = f" Did you mean “{close[0]}”?" if close else ""
                raise base.ValidationError(f"There is no rule “{rule}”.{meant}")
        return ids


class DeckbookConfig(base.Config):  # type: ignore[no-untyped-call]
    """The options of the plugin `deckbook`."""

    decks = option.ListOfItems(option.Type(str), default=list(DEFAULT_PATTERNS))
    """Which Markdown files are decks: patterns as in .gitignore, relative to `decks_dir`; `!pattern` takes files back."""

    decks_dir = option.Optional(option.Type(str))
    """Where `decks` looks, relative to mkdocs.yml; by default docs_dir. `.` makes a book of the Slidev project that
    mkdocs.yml stands in."""

    decks_page = option.Type(str, default="decks.md")
    """The path of the page that lists all decks, newest first; empty for none. A page of your own there is kept."""

    layouts = option.Optional(option.Dir(exists=True))
    """A directory of Jinja templates, relative to mkdocs.yml, one for each layout: `two-cols.html`."""

    components = option.Optional(option.Dir(exists=True))
    """A directory of Jinja templates, relative to mkdocs.yml, one for each component: `Footer.html` for `<Footer />`."""

    page_words = option.Type(int, default=1000)
    """How many words a page holds before a long chapter is split; two Chinese characters or a fifth of a line of code
    count as a word."""

    notes = option.Choice(("hide", "show"), default="hide")
    """Whether the presenter's notes are shown, folded, under their slide."""

    nav = option.Type(bool, default=True)
    """Whether decks that mkdocs.yml's `nav` does not name are added to it: in the section of the page that lists all
    decks where `nav` names it, else at the end."""

    silence = RuleIds()
    """The ids of the rules that are not reported."""
