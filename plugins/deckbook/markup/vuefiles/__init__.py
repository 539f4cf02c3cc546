"""Vue's single-file components: read for their words, slots and look-ups, and shown without running them."""

from deckbook.markup.vuefiles.folders import VueFiles
from deckbook.markup.vuefiles.source import VueFile, read

__all__ = ["VueFile", "VueFiles", "read"]
