"""The `deckbook` command: one thin function a subcommand."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from deckbook import __version__, inspection


@click.group()
@click.version_option(__version__)
def main() -> None:
    """Slide decks in Slidev's Markdown, read as a book."""


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a deck, one deck a line.")
@click.argument("decks", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def inspect(decks: tuple[Path, ...], as_json: bool) -> None:
    """Show what was read of each DECK, and which chapters it has and why."""
    for path in decks:
        seen = inspection.inspect(path)
        if as_json:
            sys.stdout.write(json.dumps(seen.data, ensure_ascii=False) + "\n")
        else:
            click.echo(seen.text)


if __name__ == "__main__":
    main()
