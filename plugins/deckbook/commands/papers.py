"""`deckbook papers`: the bibliography, and what is to be read again."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from deckbook import checking, referring
from deckbook.check import report
from deckbook.commands.terminal import say, site_settings
from deckbook.diagnostics import Severity
from deckbook.papers import NAMES, default_files
from deckbook.papers.remote import Hosts


@click.group()
def papers() -> None:
    """Papers that decks cite: add them to the bibliography, check it, and see what is to be read again."""


_BIBLIOGRAPHY = click.option(
    "--bibliography", "files", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"A file of the bibliography; by default {' and '.join(NAMES)} of the docs_dir.",
)  # fmt: skip


@papers.command("add")
@click.option("--into", type=click.Path(dir_okay=False, path_type=Path), help=f"By default {NAMES[0]} of the docs_dir.")
@click.option("--allow", "allowed", multiple=True, metavar="HOST", help="A host of a private network that is asked.")
@click.argument("named", nargs=-1, required=True, metavar="PAPERS...")
def papers_add(named: tuple[str, ...], into: Path | None, allowed: tuple[str, ...]) -> None:
    """Append an entry for each of PAPERS that the bibliography does not have.

    They are named by DOIs, numbers at arXiv, or addresses at doi.org, arXiv, OpenReview or the ACL Anthology.
    """
    settings = site_settings()
    files = [] if into else settings.bibliography or default_files(settings.docs_dir)
    named_first = next((file for file in settings.bibliography if file.suffix.lower() != ".json"), None)
    target = into or named_first or settings.docs_dir / NAMES[0]
    if target.suffix.lower() == ".json":
        raise click.UsageError("Entries are appended to BibTeX files; name one with --into.")
    failed = False
    for result in referring.add(named, target, files, Hosts.of(os.environ), allowed):
        say([result.text], err=result.is_fault)
        failed |= result.is_fault
    sys.exit(failed)


@papers.command("check")
@click.option("--format", "form", type=click.Choice(list(report.FORMATS)), default="text", show_default=True)
@click.option(
    "--level", type=click.Choice([severity.value for severity in Severity]), default="info", show_default=True,
    help="The least severe that is shown.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Warnings, too, make the exit code 1.")
@_BIBLIOGRAPHY
def papers_check(files: tuple[Path, ...], form: str, level: str, strict: bool) -> None:
    """Say what is wrong with the bibliography, and which citations of the site's decks are not in it or unclear."""
    found = referring.referred(site_settings(), files)
    checked = checking.Checked(diagnostics=set(found.diagnostics), files=set(found.bibliography.files))
    say(report.write(checked.of_level(Severity(level)), Path.cwd(), form))
    if not found.bibliography.files:
        say([f"There is no bibliography: neither {' nor '.join(NAMES)} in the docs_dir."], err=True)
    say([report.summary(checked.diagnostics, len(found.books))], err=form != "text")
    sys.exit(checked.exit_code(strict=strict))


@papers.command("todo")
@_BIBLIOGRAPHY
def papers_todo(files: tuple[Path, ...]) -> None:
    """List the papers that were read and judged worth another pass, the longest waiting first."""
    lines = list(referring.todo(referring.referred(site_settings(), files), Path.cwd()))
    say(lines or ["No paper waits for another pass."])
