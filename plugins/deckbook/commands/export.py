"""`deckbook pdf` and `deckbook epub`: a deck as a file of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import click

from deckbook import ebook, paperback
from deckbook.check import report
from deckbook.commands.terminal import say, site_settings
from deckbook.export.model import NotBound

_DECK = click.argument("deck", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))


def _out(suffix: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    kind = click.Path(dir_okay=False, path_type=Path)
    return click.option("--out", "-o", type=kind, help=f"By default the deck's name and {suffix}.")


@click.command()
@_out(".pdf")
@_DECK
def pdf(deck: Path | None, out: Path | None) -> None:
    """Print DECK, by default the newest one, with the Chromium that is installed.

    The PDF is the deck's handout: all chapters, contents with the numbers of sheets, bookmarks, and links that lead
    there. DECKBOOK_CHROMIUM names a Chromium that is not on PATH.
    """
    _write(lambda: paperback.pdf(site_settings(), deck, out, os.environ))


@click.command()
@_out(".epub")
@_DECK
def epub(deck: Path | None, out: Path | None) -> None:
    """Write DECK, by default the newest one, as an EPUB for e-readers.

    It has all chapters, contents, pictures, formulas, code and what was recorded of it; nothing in it runs. Pictures on
    other hosts are links to them.
    """
    _write(lambda: ebook.write(site_settings(), deck, out))


def _write(make: Callable[[], Path]) -> None:
    try:
        written = make()
    except NotBound as error:
        raise click.ClickException(str(error)) from error
    say([f"{report.relative(written.absolute(), Path.cwd())} is written."])
