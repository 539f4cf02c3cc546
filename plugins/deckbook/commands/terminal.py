"""What all commands share: lines for a terminal, and the site that a command is called in."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from deckbook.nearest import SettingsError, find_settings
from deckbook.settings import Settings


def say(lines: Iterable[str], *, err: bool = False) -> None:
    """Prints lines, whatever the terminal can show of them."""
    encoding = (sys.stderr if err else sys.stdout).encoding or "utf-8"
    for line in lines:
        click.echo(line.encode(encoding, "backslashreplace").decode(encoding), err=err)


def site_settings() -> Settings:
    """What the site has decided that stands here."""
    try:
        settings = find_settings(Path())
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    if settings is None:
        raise click.UsageError("No mkdocs.yml here names the plugin deckbook: go to the site's folder.")
    return settings
