"""refer: papers. Bibliographies, what decks say of their papers, and how papers are cited.

The way of the data: `read_bibliography` gives a `Bibliography`, `Index` finds its papers, `cite` gives a text in pieces
for those who write pages, `ledger` gathers what all books say, and `References` formats a list of works.
"""

from deckbook.papers.bibliography import NAMES, default_files, read_bibliography
from deckbook.papers.citation import Citation, Cited, Doubt
from deckbook.papers.citing import cite, cited
from deckbook.papers.identifiers import Identifier
from deckbook.papers.index import Index
from deckbook.papers.ledger import Ledger, Named, PaperRecord, Reading, Summary, SummaryPart, ledger
from deckbook.papers.mentions import KINDS, Mention, Mentions
from deckbook.papers.model import Bibliography, Name, Paper
from deckbook.papers.references import STYLES, NoStyle, Reference, References
from deckbook.papers.sharing import as_bibtex, as_csl_json, item

__all__ = [
    "KINDS",
    "NAMES",
    "STYLES",
    "Bibliography",
    "Citation",
    "Cited",
    "Doubt",
    "Identifier",
    "Index",
    "Ledger",
    "Mention",
    "Mentions",
    "Name",
    "Named",
    "NoStyle",
    "Paper",
    "PaperRecord",
    "Reading",
    "Reference",
    "References",
    "Summary",
    "SummaryPart",
    "as_bibtex",
    "as_csl_json",
    "cite",
    "cited",
    "default_files",
    "item",
    "ledger",
    "read_bibliography",
]  # fmt: skip
