"""UnoCSS's utilities on a page: from the class names and attributes of a deck's elements to the rules that occur."""

from deckbook.markup.utilities.model import NOTHING, PICTURES, Place, Style
from deckbook.markup.utilities.names import Utility, attributified, classes, utility
from deckbook.markup.utilities.sheet import PREFIX, Sheet, meaning

__all__ = [
    "NOTHING", "PICTURES", "PREFIX", "Place", "Sheet", "Style", "Utility", "attributified", "classes",
    "meaning", "utility",
]  # fmt: skip
