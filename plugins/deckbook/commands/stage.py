"""`deckbook stage`: the book as plain Markdown, which needs no Deckbook to be built."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from deckbook import staging
from deckbook.check import report
from deckbook.commands.terminal import say, site_settings
from deckbook.stage import NotStaged


@click.command()
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
def stage(target: Path) -> None:
    """Write the site into DIR as plain Markdown with a mkdocs.yml of its own.

    MkDocs with Material builds the same pages from it without Deckbook, and so does Zensical. DIR may hold nothing
    but what this command has written there before. The exit code is 1 where a page could not be written exactly.
    """
    try:
        done = staging.stage(site_settings(), target)
    except NotStaged as error:
        raise click.ClickException(str(error)) from error
    say(_lines(done, report.relative(target.absolute(), Path.cwd())))
    if done.unlike:
        say((f"{uri} is written as HTML, and may look different." for uri in done.unlike), err=True)
        raise click.exceptions.Exit(1)


def _lines(done: staging.Report, folder: str) -> Iterator[str]:
    counts = done.counts
    total = counts.markdown + counts.mixed + counts.html
    yield f"{done.pages} pages are written to {folder}, {done.kept} of them as their authors wrote them."
    if total:
        share = 100 * (counts.markdown + counts.mixed) / total
        yield f"Of the {total:,} blocks of the others {share:.0f} % are Markdown, and the rest is HTML."
    if done.left_out:
        yield f"Plugins left out, as pages hold what they write: {', '.join(done.left_out)}."
    yield from done.says
    yield f"Build it with `mkdocs build -f {folder}/mkdocs.yml` or `zensical build -f {folder}/mkdocs.yml`."
