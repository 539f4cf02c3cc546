"""refer: links to repositories in decks → what their authors noted, and what is known of them since."""

from deckbook.repos.addresses import HOSTS, Repository, Target, target
from deckbook.repos.mentions import Mention, mentions
from deckbook.repos.notes import Note, Stars

__all__ = ["HOSTS", "Mention", "Note", "Repository", "Stars", "Target", "mentions", "target"]
