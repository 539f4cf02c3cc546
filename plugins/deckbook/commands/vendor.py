"""`deckbook vendor`: copies of what pages would ask other hosts for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from deckbook import collecting
from deckbook.check import report
from deckbook.commands.terminal import say, site_settings
from deckbook.vendor import FOLDER, PACKAGES, PICTURES, Package, wheels
from deckbook.vendor.collect import collect, prune
from deckbook.vendor.install import Installed, install
from deckbook.vendor.install import check as check_copy
from deckbook.vendor.sources import DEFAULT_BASE, source


@click.group()
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
    into = into or site_settings().docs_dir / FOLDER
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
    settings = site_settings()
    found = collecting.shown(settings, decks, Path.cwd())
    for path in found.strangers:
        raise click.UsageError(f"{report.relative(path, Path.cwd())} is no deck of this site.")
    folder = settings.docs_dir / PICTURES
    failed = False
    for result in collect(found.pictures, folder, allowed):
        say([result.text], err=result.is_fault)
        failed |= result.is_fault
    if prunes:
        say(result.text for result in prune({picture.url for picture in found.pictures}, folder))
    sys.exit(failed)


def _vendor(package: Package, place: str, into: Path | None, *, only_check: bool, is_last: bool = True) -> None:
    into = into or site_settings().docs_dir / FOLDER
    _report(check_copy(package, into) if only_check else install(package, into, source(place)), is_last=is_last)


def _report(done: Installed, *, is_last: bool = True) -> None:
    """Says what came of a copy; one that is not complete ends the command."""
    say(f"{report.relative(path, Path.cwd())} is written." for path in done.written)
    say(done.faults, err=True)
    if done.faults:
        sys.exit(1)
    if is_last and not done.written:
        say([f"{report.relative(done.folder, Path.cwd())} is complete."])
