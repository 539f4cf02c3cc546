"""export: a site's books in forms that outlive its pages: a feed, data, text, and a guide for models."""

from deckbook.export.feed import FEED, authors, feed
from deckbook.export.guide import guide
from deckbook.export.listing import listing
from deckbook.export.model import Catalogue, Link, summary
from deckbook.export.reading import Reading, uncoloured
from deckbook.export.text import Text

__all__ = [
    "FEED", "Catalogue", "Link", "Reading", "Text", "authors", "feed", "guide", "listing", "summary", "uncoloured"
]  # fmt: skip
