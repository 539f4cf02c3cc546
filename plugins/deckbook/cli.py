"""The `deckbook` command: one thin function a subcommand."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import click

from deckbook import __version__, checking, collecting, gathering, inspection, referring
from deckbook.check import report
from deckbook.diagnostics import Severity
from deckbook.nearest import SettingsError, find_settings
from deckbook.papers import NAMES, default_files
from deckbook.papers.remote import Hosts
from deckbook.repos.export import FORMATS as LISTS
from deckbook.repos.forges import ForgeError
from deckbook.repos.refresh import refresh
from deckbook.settings import Settings
from deckbook.vendor import FOLDER, PACKAGES, PICTURES, Package, wheels
from deckbook.vendor.collect import collect, prune
from deckbook.vendor.install import Installed, install
from deckbook.vendor.install import check as check_copy
from deckbook.vendor.sources import DEFAULT_BASE, source


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


@main.command()
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
        _say(report.rules(form))
        return
    targets = decks or (Path(),)
    try:
        if flags["fix"] or flags["diff"]:
            _say(checking.mend(targets, find_settings, write=flags["fix"]), err=form != "text")
        checked = checking.check(targets, find_settings)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    found = checked.of_level(Severity(level))
    _say(report.write(found, Path.cwd(), form))
    _say(checked.notes(Path.cwd()), err=True)
    _say([report.summary(checked.diagnostics, len(checked.decks))], err=form != "text")
    sys.exit(checked.exit_code(strict=flags["strict"]))


def _say(lines: Iterable[str], *, err: bool = False) -> None:
    """Prints lines, whatever the terminal can show of them."""
    encoding = (sys.stderr if err else sys.stdout).encoding or "utf-8"
    for line in lines:
        click.echo(line.encode(encoding, "backslashreplace").decode(encoding), err=err)


@main.group()
def vendor() -> None:
    """Put copies of what pages would ask other hosts for into the site."""


def _copying(function: Callable[..., None]) -> Callable[..., None]:
    """The options of a command that copies a package."""
    options = (
        click.option(
            "--from", "place", default=DEFAULT_BASE, show_default=True,
            help="A host that serves npm packages, a packed one (.tgz), or a folder with the unpacked one.",
        ),
        click.option(
            "--into", type=click.Path(file_okay=False, path_type=Path), help=f"By default {FOLDER} of the docs_dir."
        ),
        click.option("--check", "only_check", is_flag=True, help="Fetch nothing; say whether the copy is complete."),
    )  # fmt: skip
    for option in reversed(options):
        function = option(function)
    return function


@vendor.command("mermaid")
@_copying
def vendor_mermaid(place: str, into: Path | None, only_check: bool) -> None:
    """The script that draws diagrams: pages with one load the copy then, and no other host is asked."""
    _vendor(PACKAGES["mermaid"], place, into, only_check=only_check)


@vendor.command("pyodide")
@_copying
@click.option(
    "--package", "packages", multiple=True, metavar="NAME",
    help="A Python package that code imports, with those that it needs; may be given many times.",
)
@click.option(
    "--packages-from", metavar="PLACE", default=wheels.default_base(PACKAGES["pyodide"]), show_default=True,
    help="The address of a folder with Pyodide's packages, or a folder.",
)
def vendor_pyodide(
    place: str, into: Path | None, only_check: bool, packages: tuple[str, ...], packages_from: str
) -> None:
    """What runs Python in readers' browsers: pages load the copy then, and no other host is asked."""
    pyodide = PACKAGES["pyodide"]
    into = into or _settings().docs_dir / FOLDER
    _vendor(pyodide, place, into, only_check=only_check, is_last=False)
    try:
        wanted = wheels.chosen(pyodide, into / pyodide.folder, packages, with_held=only_check)
    except wheels.Unknown as error:
        raise click.UsageError(str(error)) from error
    _report(check_copy(wanted, into) if only_check else install(wanted, into, wheels.source(packages_from)))


@vendor.command("pictures")
@click.option("--allow", "allowed", multiple=True, metavar="HOST", help="A host of a private network that is asked.")
@click.option("--prune", "prunes", is_flag=True, help="Also remove the copies that no deck of the site shows any more.")
@click.argument("decks", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def vendor_pictures(decks: tuple[Path, ...], allowed: tuple[str, ...], prunes: bool) -> None:
    """The pictures that DECKs (by default all of the site) show from other hosts: pages show the copies then."""
    if prunes and decks:
        raise click.UsageError("--prune looks at all decks of the site, so none can be named with it.")
    settings = _settings()
    found = collecting.shown(settings, decks, Path.cwd())
    for path in found.strangers:
        raise click.UsageError(f"{report.relative(path, Path.cwd())} is no deck of this site.")
    folder = settings.docs_dir / PICTURES
    failed = False
    for result in collect(found.pictures, folder, allowed):
        _say([result.text], err=result.is_fault)
        failed |= result.is_fault
    if prunes:
        _say(result.text for result in prune({picture.url for picture in found.pictures}, folder))
    sys.exit(failed)


@main.group()
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
        asked, plan = gathering.to_refresh(_settings(), os.environ, again=force)
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
            _say([result.text] if result.text else [], err=result.is_fault)
    known = sum(bool(result.key) and not result.is_fault for result in results)
    nothing = "No repository that decks name is left to ask about today."
    _say([f"{known} of {len(asked)} repositories refreshed." if asked else nothing])
    sys.exit(any(result.is_fault for result in results))


@repos.command("export")
@click.option(
    "--format", "form", type=click.Choice(list(LISTS)), default="markdown", show_default=True,
    help="A list by tags, a table for spreadsheets, or all there is as JSON.",
)  # fmt: skip
def repos_export(form: str) -> None:
    """Write a list of them, with where each is named, to the standard output."""
    entries, lock = gathering.gathered(_settings())
    _say((item.shown(Path.cwd()) for item in lock.diagnostics), err=True)
    sys.stdout.buffer.write(LISTS[form](entries, Path.cwd()).encode("utf-8", "replace"))


def _vendor(package: Package, place: str, into: Path | None, *, only_check: bool, is_last: bool = True) -> None:
    into = into or _settings().docs_dir / FOLDER
    _report(check_copy(package, into) if only_check else install(package, into, source(place)), is_last=is_last)


def _report(done: Installed, *, is_last: bool = True) -> None:
    """Says what came of a copy; one that is not complete ends the command."""
    _say(f"{report.relative(path, Path.cwd())} is written." for path in done.written)
    _say(done.faults, err=True)
    if done.faults:
        sys.exit(1)
    if is_last and not done.written:
        _say([f"{report.relative(done.folder, Path.cwd())} is complete."])


@main.group()
def papers() -> None:
    """Papers that decks cite: add them to the bibliography, check it, and see what is to be read again."""


_BIBLIOGRAPHY = click.option(
    "--bibliography", "files", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"A file of the bibliography; by default {' and '.join(NAMES)} of the docs_dir.",
)  # fmt: skip


@papers.command("add")
@click.option(
    "--into", type=click.Path(dir_okay=False, path_type=Path), help=f"By default {NAMES[0]} of the docs_dir."
)
@click.option("--allow", "allowed", multiple=True, metavar="HOST", help="A host of a private network that is asked.")
@click.argument("named", nargs=-1, required=True, metavar="PAPERS...")
def papers_add(named: tuple[str, ...], into: Path | None, allowed: tuple[str, ...]) -> None:
    """Append an entry for each of PAPERS that the bibliography does not have.

    They are named by DOIs, numbers at arXiv, or addresses at doi.org, arXiv, OpenReview or the ACL Anthology.
    """
    files = [] if into else default_files(_settings().docs_dir)
    target = into or _settings().docs_dir / NAMES[0]
    if target.suffix.lower() == ".json":
        raise click.UsageError("Entries are appended to BibTeX files; name one with --into.")
    failed = False
    for result in referring.add(named, target, files, Hosts.of(os.environ), allowed):
        _say([result.text], err=result.is_fault)
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
    found = referring.referred(_settings(), files)
    checked = checking.Checked(diagnostics=set(found.diagnostics), files=set(found.bibliography.files))
    _say(report.write(checked.of_level(Severity(level)), Path.cwd(), form))
    if not found.bibliography.files:
        _say([f"There is no bibliography: neither {' nor '.join(NAMES)} in the docs_dir."], err=True)
    _say([report.summary(checked.diagnostics, len(found.books))], err=form != "text")
    sys.exit(checked.exit_code(strict=strict))


@papers.command("todo")
@_BIBLIOGRAPHY
def papers_todo(files: tuple[Path, ...]) -> None:
    """List the papers that were read and judged worth another pass, the longest waiting first."""
    lines = list(referring.todo(referring.referred(_settings(), files), Path.cwd()))
    _say(lines or ["No paper waits for another pass."])


def _settings() -> Settings:
    """What the site has decided that stands here."""
    try:
        settings = find_settings(Path())
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    if settings is None:
        raise click.UsageError("No mkdocs.yml here names the plugin deckbook: go to the site's folder.")
    return settings


if __name__ == "__main__":
    main()
