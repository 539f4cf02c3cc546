"""`deckbook publish` and `deckbook editions`: the site as it is committed, at an address of its own each week."""

from __future__ import annotations

from collections.abc import Iterator

import click

from deckbook import publishing
from deckbook.commands.terminal import say, site_settings
from deckbook.publish.git import GitError, Refused


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would change, in files and bytes, and change nothing.")
@click.option("--version", metavar="NAME", default="", help="What it is called; by default as the newest deck.")
@click.option("--title", default="", help="Its title in the list of editions; by default that deck's.")
def publish(dry_run: bool, version: str, title: str) -> None:
    """Publish this week's edition of the site to the branch gh-pages.

    The edition is made of the commit that stands here, beside those that are published; the site's `latest` is the
    highest one. To publish the same commit again does nothing. The exit code is 1 where nothing could be published.
    """
    _run(publishing.publish(site_settings(), dry_run=dry_run, version=version, title=title))


@click.command()
@click.option("--prune", "prunes", is_flag=True, help="Thin old editions: their pages lead to the newest one then.")
@click.option("--keep-weekly", "weekly", type=click.IntRange(1), default=8, show_default=True,
              help="With --prune: how many of the newest stay.")  # fmt: skip
@click.option("--keep-monthly", "monthly", type=click.IntRange(0), default=12, show_default=True,
              help="With --prune: of how many months before these the newest edition stays.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="With --prune: say what would change, and change nothing.")
def editions(prunes: bool, weekly: int, monthly: int, dry_run: bool) -> None:
    """List what is published: version, title, day of its commit, files and bytes; --prune thins old editions."""
    if prunes:
        _run(publishing.prune(site_settings(), weekly=weekly, monthly=monthly, dry_run=dry_run))
    else:
        _run(publishing.editions(site_settings()))


def _run(lines: Iterator[str]) -> None:
    try:
        for line in lines:
            say([line])
    except Refused as error:
        raise click.ClickException(str(error)) from error
    except GitError as error:
        raise click.ClickException(f"Nothing is changed, as git says: {error}.") from error
