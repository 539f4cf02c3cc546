"""arrange: `Deck` → `Book`: its parts, chapters and pages, their titles, and addresses that last."""

from deckbook.book.addresses import Names
from deckbook.book.arrange import arrange
from deckbook.book.contents import Entry, contents
from deckbook.book.dates import day_of, newest_first
from deckbook.book.language import Language, of_slide, said
from deckbook.book.model import Book, Chapter, Page, Part, Place, Title
from deckbook.book.options import CHAPTERS, NAMESPACES, Options
from deckbook.book.outline import LEAD, SIGNALS
from deckbook.book.paginate import words
from deckbook.book.passages import passages, plain
from deckbook.book.titles import clean, headings, slide_title

__all__ = [
    "CHAPTERS",
    "LEAD",
    "NAMESPACES",
    "SIGNALS",
    "Book",
    "Chapter",
    "Entry",
    "Language",
    "Names",
    "Options",
    "Page",
    "Part",
    "Place",
    "Title",
    "arrange",
    "clean",
    "contents",
    "day_of",
    "headings",
    "newest_first",
    "of_slide",
    "passages",
    "plain",
    "said",
    "slide_title",
    "words",
]
