"""`deckbook pdf`: a deck on paper."""

from __future__ import annotations

import os
from pathlib import Path

import click

from deckbook import binding
from deckbook.check import report
from deckbook.commands.terminal import say, site_settings
from deckbook.export.paper import NotPrinted


@click.command()
@click.option(
    "--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help="By default the deck's name and .pdf."
)
@click.argument("deck", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def pdf(deck: Path | None, out: Path | None) -> None:
    """Print DECK, by default the newest one, with the Chromium that is installed.

    The PDF is the deck's handout: all chapters, contents with the numbers of sheets, bookmarks, and links that lead
    there. DECKBOOK_CHROMIUM names a Chromium that is not on PATH.
    """
    try:
        written = binding.pdf(site_settings(), deck, out, os.environ)
    except NotPrinted as error:
        raise click.ClickException(str(error)) from error
    say([f"{report.relative(written.absolute(), Path.cwd())} is written."])
