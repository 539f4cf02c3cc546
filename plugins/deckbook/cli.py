"""The `deckbook` command, put together of its subcommands."""

from __future__ import annotations

import click

from deckbook import __version__
from deckbook.commands.check import check, inspect
from deckbook.commands.export import epub, pdf
from deckbook.commands.papers import papers
from deckbook.commands.publish import editions, publish
from deckbook.commands.repos import repos
from deckbook.commands.scaffold import init, new
from deckbook.commands.stage import stage
from deckbook.commands.vendor import vendor


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Slide decks in Slidev's Markdown, read as a book."""


for _command in (init, new, inspect, check, vendor, papers, repos, publish, editions, pdf, epub, stage):
    main.add_command(_command)


if __name__ == "__main__":
    main()
