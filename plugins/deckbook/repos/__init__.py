"""refer: links to repositories in decks → what their authors noted, and what is known of them since."""

from deckbook.repos.addresses import HOSTS, Repository, Target, target
from deckbook.repos.facts import Facts, short
from deckbook.repos.ledger import Entry, Reference, by_tag, ledger, references, then_and_now
from deckbook.repos.lock import NAME, Lock, load_lock, parse_lock, written_lock
from deckbook.repos.mentions import Mention, mentions
from deckbook.repos.notes import Note, Stars

__all__ = [
    "HOSTS",
    "NAME",
    "Entry",
    "Facts",
    "Lock",
    "Mention",
    "Note",
    "Reference",
    "Repository",
    "Stars",
    "Target",
    "by_tag",
    "ledger",
    "load_lock",
    "mentions",
    "parse_lock",
    "references",
    "short",
    "target",
    "then_and_now",
    "written_lock",
]
