"""`deckbook repos`: what hosts say of the repositories that decks name."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path

import click

from deckbook import gathering
from deckbook.commands.terminal import say, site_settings
from deckbook.repos.export import FORMATS as LISTS
from deckbook.repos.forges import ForgeError
from deckbook.repos.refresh import refresh


@click.group()
def repos() -> None:
    """The repositories that the decks of the site name."""


@repos.command("refresh")
@click.option("--force", is_flag=True, help="Ask again about those that were asked about today.")
def repos_refresh(force: bool) -> None:
    """Ask their hosts about them, and keep the answers in repos.lock.json of the docs_dir, which is to be committed.

    GITHUB_TOKEN (also GITLAB_TOKEN, GITEE_TOKEN, CODEBERG_TOKEN, HF_TOKEN) in the environment is sent to that host
    alone. The exit code is 1 where something could not be asked; called again, this goes on there.
    """
    try:
        asked, plan = gathering.to_refresh(site_settings(), os.environ, again=force)
    except ForgeError as error:
        raise click.ClickException(str(error)) from error
    hidden = not sys.stderr.isatty()
    bar = click.progressbar(length=len(asked), label="Asking", file=sys.stderr, hidden=hidden, show_pos=True)
    results = []
    try:
        with closing(refresh(asked, plan)) as refreshing, bar:
            for result in refreshing:
                results.append(result)
                bar.update(bool(result.key))
    finally:
        for result in results:
            say([result.text] if result.text else [], err=result.is_fault)
    known = sum(bool(result.key) and not result.is_fault for result in results)
    nothing = "No repository that decks name is left to ask about today."
    say([f"{known} of {len(asked)} repositories refreshed." if asked else nothing])
    sys.exit(any(result.is_fault for result in results))


@repos.command("export")
@click.option(
    "--format", "form", type=click.Choice(list(LISTS)), default="markdown", show_default=True,
    help="A list by tags, a table for spreadsheets, or all there is as JSON.",
)  # fmt: skip
def repos_export(form: str) -> None:
    """Write a list of them, with where each is named, to the standard output."""
    entries, lock = gathering.gathered(site_settings())
    say((item.shown(Path.cwd()) for item in lock.diagnostics), err=True)
    sys.stdout.buffer.write(LISTS[form](entries, Path.cwd()).encode("utf-8", "replace"))
