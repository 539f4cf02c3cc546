"""export: a site's books in forms that outlive its pages: a feed, data, text, and a guide for models."""

from deckbook.export.feed import FEED, feed
from deckbook.export.guide import guide
from deckbook.export.listing import listing
from deckbook.export.model import Catalogue, Link
from deckbook.export.reading import Reading
from deckbook.export.text import Text

__all__ = ["FEED", "Catalogue", "Link", "Reading", "Text", "feed", "guide", "listing"]
