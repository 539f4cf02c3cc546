"""read: Slidev Markdown → `Deck` and `Slide`, with the values that Slidev's own parser gives."""

from deckbook.deck.load import Reader, load, parse
from deckbook.deck.model import Deck, Frontmatter, Slide, SourceFile, SourceSlide

__all__ = ["Deck", "Frontmatter", "Reader", "Slide", "SourceFile", "SourceSlide", "load", "parse"]
