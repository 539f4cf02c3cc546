"""Deckbook: slide decks in Slidev's Markdown, read as a book."""

__version__ = "0.1.0"
