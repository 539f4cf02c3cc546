"""How many of the icons in the public decks their sites show, with nothing but what is installed here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

from deckbook.markup.icons import names
from tests.conformance.corpus import Corpus

ICON = re.compile('class="deckbook-icon[" ]')
FLOOR = 0.95
"""The lowest share of uses; no deck of the corpus has its node_modules with it."""


class _Uses(HTMLParser):
    """Counts the icons of a slide, in Slidev's HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = (self.get_starttag_text() or "")[1 : len(tag) + 1]
        self.count += bool(names.of_component(written, {}) or names.of_attributes(dict(attrs)))


def test_nearly_all_icons_are_shown(corpus: Corpus, record_property: Callable[[str, object], None]) -> None:
    used = shown = 0
    for repository, decks in corpus.decks.items():
        uses = _Uses()
        for deck in decks:
            file = corpus.folder / "expected" / repository / f"{deck}.html.jsonl"
            for line in file.read_text("utf-8").splitlines():
                uses.feed(json.loads(line)["html"] or "")
        pages = "".join(page.read_text("utf-8") for page in corpus.site(repository).rglob("*.html"))
        used += uses.count
        shown += min(uses.count, len(ICON.findall(pages)))

    record_property("icons", shown / used)
    assert used > 4000
    assert shown / used >= FLOOR
