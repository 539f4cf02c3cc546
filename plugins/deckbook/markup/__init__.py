"""write: a slide's body → Markdown that MkDocs renders, structured as Slidev shows it."""

from deckbook.markup.cleaning import clean, clean_title
from deckbook.markup.codeblocks.code import Highlighter
from deckbook.markup.contents import chapter_list
from deckbook.markup.drawings import clean_drawing
from deckbook.markup.icons.sources import Icons
from deckbook.markup.labels import labels, words_at_once, words_later
from deckbook.markup.pager import pager
from deckbook.markup.presenting import presenting
from deckbook.markup.repositorypage import repository_page
from deckbook.markup.shelf import shelf
from deckbook.markup.site import Site
from deckbook.markup.stash import Stashed, restore, restore_title
from deckbook.markup.templates import Templates
from deckbook.markup.urls import page_url, relative_url
from deckbook.markup.vuefiles import VueFiles
from deckbook.markup.waymarks import PROGRESS, facts, neighbours, reading_time, way
from deckbook.markup.works.listed import paper_list
from deckbook.markup.write import Writer, Written

__all__ = [
    "PROGRESS",
    "Highlighter",
    "Icons",
    "Site",
    "Stashed",
    "Templates",
    "VueFiles",
    "Writer",
    "Written",
    "chapter_list",
    "clean",
    "clean_drawing",
    "clean_title",
    "facts",
    "labels",
    "neighbours",
    "page_url",
    "pager",
    "paper_list",
    "presenting",
    "reading_time",
    "relative_url",
    "repository_page",
    "restore",
    "restore_title",
    "shelf",
    "way",
    "words_at_once",
    "words_later",
]  # fmt: skip
