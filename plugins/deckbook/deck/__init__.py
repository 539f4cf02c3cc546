"""read: Slidev Markdown → `Deck` and `Slide`, with the values that Slidev's own parser gives."""

from deckbook.deck.files import Reader
from deckbook.deck.load import load
from deckbook.deck.model import Deck, Frontmatter, Slide, SourceFile, SourceSlide
from deckbook.deck.parse import parse

__all__ = ["Deck", "Frontmatter", "Reader", "Slide", "SourceFile", "SourceSlide", "load", "parse"]
