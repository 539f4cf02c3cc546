"""Rebuilds under `mkdocs serve`: what an edit has not changed is taken from the build before, byte for byte.

MkDocs builds the whole site again at each edit, and all hooks of all plugins still run for every page. Four things are
not done again where they would give the same: Python-Markdown's conversion of a page (`contents`), Jinja's rendering of
it (`templates`), cutting it up for the search (`searching`), and writing and copying files (`outputs`). Each keeps,
beside its result, everything that the result was made from; where that cannot be told, the page is made anew. Nothing
is kept on disk but the site.
"""

from deckbook.rebuild.cache import Rebuild
from deckbook.rebuild.unread import changed

__all__ = ["Rebuild", "changed"]
