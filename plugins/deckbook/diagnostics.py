"""What Deckbook has to say about an author's files: the values, and the list of rules.

Library code returns diagnostics; only `plugin.py` logs them and only `cli.py` prints them. Every rule has a stable
id, by which a site (`silence:` in mkdocs.yml) or a slide (`<!-- deckbook: ignore RULE -->`) silences it.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from pathlib import Path


class Severity(enum.Enum):
    """How much a diagnostic matters; errors and warnings fail a strict build, infos do not."""

    ERROR = "error"
    """Something the author wrote is not shown, or cannot be read."""
    WARNING = "warning"
    """Probably not what the author meant."""
    INFO = "info"
    """Simplified as designed; nothing is lost."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of diagnostic: its stable id, its severity, and when it is given (one sentence)."""

    id: str
    severity: Severity
    meaning: str


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One thing to tell the author.

    Attributes:
        path: The file it is about, absolute; edges show it relative to where the user stands.
        line: The 1-based line in that file; 0 where the file as a whole is meant.
        rule: A key of `RULES`.
        message: A sentence that says what happens and what to do.
    """

    path: Path
    line: int
    rule: str
    message: str

    @property
    def severity(self) -> Severity:
        return RULES[self.rule].severity

    def shown(self, base: Path) -> str:
        """`docs/weeks/w1.md:45: warning: message [rule]`, the path relative to `base` where it lies below it."""
        path = self.path.relative_to(base) if self.path.is_relative_to(base) else self.path
        place = f"{path.as_posix()}:{self.line}" if self.line else path.as_posix()
        return f"{place}: {self.severity.value}: {self.message} [{self.rule}]"


def _rules(*rules: Rule) -> dict[str, Rule]:
    return {rule.id: rule for rule in rules}


RULES = _rules(
    # Reading
    Rule("deck-encoding", Severity.ERROR, "A deck is not UTF-8; what cannot be decoded is shown as �."),
    Rule("deck-unreadable", Severity.ERROR, "A deck cannot be read from the disk."),
    Rule("deck-byte-order-mark", Severity.WARNING, "A byte order mark keeps Slidev from seeing the headmatter."),
    Rule("frontmatter-yaml", Severity.ERROR, "Frontmatter is not valid YAML; what could be read of it is used."),
    Rule(
        "frontmatter-duplicate-key",
        Severity.WARNING,
        "A key stands twice in a frontmatter; the last one counts.",
    ),
    Rule(
        "frontmatter-not-mapping",
        Severity.ERROR,
        "The text under `---` is not `key: value`; Slidev does not show it.",
    ),
    Rule(
        "frontmatter-unclosed",
        Severity.WARNING,
        "Frontmatter is not closed, so it reaches into the slide's text.",
    ),
    Rule(
        "frontmatter-detached",
        Severity.WARNING,
        "A blank line parts YAML from the `---` above, so it is shown as text.",
    ),
    Rule(
        "frontmatter-heading",
        Severity.WARNING,
        "A formatter made frontmatter a heading, which is the slide's title.",
    ),
    Rule(
        "frontmatter-late",
        Severity.WARNING,
        "A headmatter does not begin in the first line of its file, so it does not configure the deck.",
    ),
    Rule("ignore-unknown", Severity.WARNING, "`<!-- deckbook: ignore … -->` names a rule that does not exist."),
    Rule("import-missing", Severity.ERROR, "A file that `src:` imports does not exist."),
    Rule("import-circular", Severity.ERROR, "A file imports itself, directly or through others."),
    Rule("import-outside", Severity.ERROR, "`src:` names a file outside the project."),
    Rule("import-invalid", Severity.ERROR, "`src:` is not a path."),
    Rule("deck-too-long", Severity.ERROR, "Imports multiply or nest without end; the rest is left out."),
    Rule("import-range", Severity.WARNING, "`src: file#range` names a slide that the file does not have."),
    Rule(
        "import-content",
        Severity.WARNING,
        "A slide with `src:` has text of its own, which Slidev never shows.",
    ),
    Rule(
        "import-headmatter",
        Severity.WARNING,
        "A deck that begins with `src:` is not configured by the options of the imported file.",
    ),
    Rule("fence-unclosed", Severity.WARNING, "A fence is not closed on its slide, or `---` in a `~~~` fence ends it."),
    Rule("comment-in-code", Severity.WARNING, "A `<!--` in code hides the next `---`, so that slides become one."),
    Rule(
        "note-commented-out",
        Severity.WARNING,
        "Slides or tags that are commented out at the end of a slide are taken for its note.",
    ),
    Rule("layout-image", Severity.WARNING, "Slidev has no such layout, and drops the picture of `image:`."),
    Rule("setup-preparser", Severity.WARNING, "A preparser may rewrite the deck, which is not done here."),
    Rule("layer-dropped", Severity.INFO, "A layer over every slide (`global-top.vue` and the like) is not shown."),
    # Finding decks
    Rule("decks-none", Severity.WARNING, "A pattern of `decks:` matches no deck."),
    Rule("decks-dir-missing", Severity.ERROR, "`decks_dir:` is not a directory."),
    Rule("option-invalid", Severity.ERROR, "A value in a deck's `deckbook:` mapping is not one Deckbook knows."),
    # Repositories
    Rule(
        "repos-lock-unreadable",
        Severity.ERROR,
        "A part of repos.lock.json cannot be read, so it is not used and the file is not refreshed.",
    ),
    Rule("repos-lock-merged", Severity.WARNING, "A merge left repos.lock.json as no JSON; what its lines say is used."),
    # Arranging
    Rule("outline-one-chapter", Severity.INFO, "A deck of more than 15 slides becomes one chapter."),
    Rule("address-duplicate", Severity.WARNING, "Two decks, or a deck and a page, want the same address."),
    # Papers
    Rule("papers-unreadable", Severity.ERROR, "A bibliography cannot be read from the disk."),
    Rule("papers-encoding", Severity.ERROR, "A bibliography is not UTF-8; what cannot be decoded is read as �."),
    Rule("papers-entry-broken", Severity.ERROR, "An entry is not written as its format has it; the rest is read."),
    Rule("papers-duplicate-key", Severity.WARNING, "Two entries have one key; the first one counts."),
    Rule("papers-field-twice", Severity.WARNING, "An entry has a field twice; the first one counts."),
    Rule("papers-macro-unknown", Severity.WARNING, "A value names an @string that the file does not define."),
    Rule("papers-crossref-missing", Severity.WARNING, "An entry takes fields from an entry that is not in the file."),
    Rule("papers-field-missing", Severity.INFO, "An entry has no title, author or year."),
    Rule("papers-venue-missing", Severity.INFO, "An entry has no journal, book title, school or institution."),
    Rule("papers-duplicate", Severity.WARNING, "Two entries are one work."),
    Rule("papers-published", Severity.INFO, "A preprint's published version is in the bibliography too."),
    Rule("paper-unknown", Severity.WARNING, "A slide's `paper:` is no key of the bibliography."),
    Rule("paper-pass", Severity.WARNING, "A slide's `pass:` is not 1, 2 or 3."),
    Rule("citation-unknown", Severity.WARNING, "A text cites a key (`[@smith2020]`) that the bibliography has not."),
    Rule("citation-ambiguous", Severity.WARNING, "A citation, heading or link may mean several papers."),
    Rule("citation-unlisted", Severity.INFO, "A citation or link names a paper that the bibliography does not have."),
    # Searching
    Rule("search-unknown", Severity.WARNING, "Material's search is not as Deckbook knows it, so it is left as it is."),
    Rule("search-missing", Severity.WARNING, "A heading is not in the search's index (`search_check: true`)."),
    Rule("search-not-found", Severity.WARNING, "A heading's words do not find it (`search_check: true`)."),
    # Simplifying
    Rule("drawing-text", Severity.INFO, "HTML in a drawing (`<foreignObject>`) is shown below it."),
    Rule("script-needed", Severity.WARNING, "A slide shows what its script computes, and scripts are not run."),
    Rule("script-dropped", Severity.INFO, "A slide's script is not run."),
    Rule("animation-final", Severity.INFO, "Clicks, marks and motions are shown in their final state."),
    Rule("event-dropped", Severity.INFO, "A button, a field or another element does nothing, as no script runs."),
    Rule("component-simplified", Severity.INFO, "A component of Slidev's is shown more simply, or left out."),
    Rule("html-dropped", Severity.INFO, "An HTML element has no place on a page."),
    Rule("comark-eats", Severity.WARNING, "Comark, which the deck turns on, eats brackets, braces or colons."),
    Rule("code-simplified", Severity.INFO, "Code is shown without an editor, types on hovering, or steps."),
    # Writing
    Rule("asset-missing", Severity.ERROR, "A picture or file that a deck names does not exist."),
    Rule("asset-outside", Severity.ERROR, "A picture or file that a deck names lies outside the project."),
    Rule("slide-too-long", Severity.WARNING, "A slide is longer than a page can be; its source is shown."),
    Rule("drawing-cleaned", Severity.WARNING, "An SVG by strangers (`trusted: false`) held more than a drawing."),
    Rule("embed-remote", Severity.INFO, "A frame's page is on another host, which is asked when a reader wants it."),
    Rule("asset-remote", Severity.INFO, "A picture stays on another host."),
    Rule("diagram-remote", Severity.INFO, "A page with a diagram asks another host for the script that draws it."),
    Rule("link-unresolved", Severity.WARNING, "A link to a slide names no slide of the deck."),
    Rule(
        "layout-unknown",
        Severity.INFO,
        "A layout is not known; its slots and pictures are shown one after the other.",
    ),
    Rule(
        "component-unknown",
        Severity.WARNING,
        "A component is not known; its content is kept and its tag dropped.",
    ),
    Rule(
        "component-unknown-empty",
        Severity.INFO,
        "An unknown component has no content to show and is left out.",
    ),
    Rule(
        "template-failed",
        Severity.ERROR,
        "A site's own template cannot be rendered; the content is shown without it.",
    ),
    Rule(
        "vue-file-simplified",
        Severity.INFO,
        "Parts of a layout's or component's .vue file need Vue; the rest of it and every text it is given are shown.",
    ),
    Rule("vue-file-unreadable", Severity.ERROR, "A layout's or component's .vue file cannot be read."),
    Rule("icon-unknown", Severity.INFO, "An icon is not at hand; its name stands for it, for screen readers."),
    Rule("vue-expression", Severity.INFO, "A Vue expression is not evaluated."),
    Rule(
        "html-unbalanced",
        Severity.INFO,
        "An HTML tag is not closed, or closes nothing; the page is balanced without it.",
    ),
    Rule("image-no-alt", Severity.INFO, "A picture has no alternative text."),
    Rule("figure-no-alt", Severity.WARNING, "A figure of a block has no alternative text."),
    Rule("style-invalid", Severity.WARNING, "A slide's `<style>` holds what is no CSS; the rest of it is kept."),
    Rule("style-simplified", Severity.INFO, "A slide's `<style>` asks for what a page does without."),
    Rule("shortcut-dynamic", Severity.INFO, "A shortcut of uno.config.ts is a pattern, or made by code."),
    Rule("import-code-missing", Severity.ERROR, "A file that `<<<` shows code from does not exist."),
    Rule("import-code-outside", Severity.ERROR, "`<<<` names a file outside the project."),
    Rule("import-code-above", Severity.WARNING, "`<<< @/…` is found above the deck only, where Slidev does not look."),
    Rule("record-stale", Severity.WARNING, "What a recorded output came from has changed since."),
    Rule("record-missing", Severity.WARNING, "A block has no recorded output, and others of its deck have."),
    Rule("record-none", Severity.INFO, "No block of a deck has a recorded output."),
    Rule("record-orphaned", Severity.WARNING, "Recorded outputs have no block in their deck any more."),
    Rule("record-broken", Severity.ERROR, "A record was edited or merged badly; its output is not shown."),
    Rule("run-remote", Severity.INFO, "Who runs a block fetches Python from another host."),
    Rule("test-mark", Severity.WARNING, "A comment `<!-- test: … -->` says nothing that is known of a test."),
    Rule("import-code-region", Severity.WARNING, "A file has no region of the name that `<<<` asks for."),
    Rule("comment-unclosed", Severity.ERROR, "A comment is not closed and hides the rest of its slide."),
    Rule("math-command", Severity.WARNING, "A command in a formula is not known; it is shown as it is written."),
    Rule("math-invalid", Severity.WARNING, "A formula cannot be converted; its source is shown."),
)
"""All rules, by id."""
