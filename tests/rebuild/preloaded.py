"""What the process imports that others are forked from."""

import markdown.extensions.toc
import material.plugins.blog.plugin
import material.plugins.search.plugin
import material.plugins.tags.plugin
import mkdocs.contrib.search
import mkdocs_autorefs
import mkdocstrings
import mkdocstrings_handlers.python
import pymdownx.emoji
import pymdownx.highlight
import pymdownx.snippets
import pymdownx.superfences

import deckbook.plugin
