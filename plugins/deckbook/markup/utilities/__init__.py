"""UnoCSS's utilities on a page: from the class names and attributes of a deck's elements to the rules that occur."""

from deckbook.markup.utilities.model import NOTHING, PICTURES, Place, Style
from deckbook.markup.utilities.names import Utility, attributified, classes, utility
from deckbook.markup.utilities.sheet import PREFIX, Sheet, meaning
from deckbook.markup.utilities.shortcuts import Configs, Shortcuts

__all__ = [
    "NOTHING", "PICTURES", "PREFIX", "Configs", "Place", "Sheet", "Shortcuts", "Style", "Utility", "attributified",
    "classes", "meaning", "utility",
]  # fmt: skip
