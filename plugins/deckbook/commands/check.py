"""`deckbook inspect` and `deckbook check`: what was read of decks, and what is to be said of them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from deckbook import checking, inspection
from deckbook.check import report
from deckbook.commands.terminal import say
from deckbook.diagnostics import Severity
from deckbook.nearest import SettingsError, find_settings


@click.command()
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


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(list(report.FORMATS)),
    default="text",
    show_default=True,
    help="Lines for people, a JSON array, or the commands that mark lines on GitHub.",
)
@click.option(
    "--level",
    type=click.Choice([severity.value for severity in Severity]),
    default="info",
    show_default=True,
    help="The least severe that is shown.",
)
@click.option("--strict", is_flag=True, help="Warnings, too, make the exit code 1.")
@click.option("--fix", is_flag=True, help="First repair what a formatter broke in frontmatter, and show the changes.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--rules", "list_rules", is_flag=True, help="List all rules instead: id, severity, meaning.")
@click.argument("decks", nargs=-1, type=click.Path(exists=True, path_type=Path))
def check(decks: tuple[Path, ...], form: str, level: str, **flags: bool) -> None:
    """Say what Slidev or Deckbook cannot show of each DECK as it is written.

    A directory stands for the decks in it, and none for the current directory. The exit code is 1 where there is an
    error, 2 where there is nothing to check.
    """
    if flags["list_rules"]:
        say(report.rules(form))
        return
    targets = decks or (Path(),)
    try:
        if flags["fix"] or flags["diff"]:
            say(checking.mend(targets, find_settings, write=flags["fix"]), err=form != "text")
        checked = checking.check(targets, find_settings)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    found = checked.of_level(Severity(level))
    say(report.write(found, Path.cwd(), form))
    say(checked.notes(Path.cwd()), err=True)
    say([report.summary(checked.diagnostics, len(checked.decks))], err=form != "text")
    sys.exit(checked.exit_code(strict=flags["strict"]))
