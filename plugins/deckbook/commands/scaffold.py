"""`deckbook init` and `deckbook new`: begin a site, and next week's deck."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from deckbook import __version__, outlining
from deckbook.check.report import relative
from deckbook.commands.terminal import say, site_settings
from deckbook.nearest import SettingsError, find_settings
from deckbook.scaffold.deck import day_after, deck_after, first_deck, name_after
from deckbook.scaffold.site import Site, write_site
from deckbook.scaffold.slidev import write_around
from deckbook.scaffold.templates import languages
from deckbook.scaffold.writing import Placed, ScaffoldError, place
from deckbook.settings import Settings

_GITHUB = re.compile(r"(?:https://|ssh://git@|git@)github\.com[/:]([\w.-]+)/([\w.-]+?)(?:\.git)?/?")


@click.command()
@click.option("--slidev", "around", is_flag=True, help="DIR is a Slidev project: only a site around it is written.")
@click.option("--name", default="", help="The title of the site; by default the directory's name.")
@click.option(
    "--language", type=click.Choice(languages()),
    help="The language of the site and its first deck; by default that of the locale.",
)  # fmt: skip
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
def init(folder: Path, name: str, language: str | None, *, around: bool) -> None:
    """Begin a study site in DIR: settings, a first deck, code with a test, a bibliography, workflows.

    What is there already stays as it is: called again, this adds what is missing. At a terminal it asks for what the
    options do not say.
    """
    try:
        there = _site_in(folder)
        asks = sys.stdin.isatty() and there is None
        if around:
            placed = _init_around(folder, there, name, language)
        else:
            language = language or _language(there, asks=asks)
            placed = _init(folder, there, name or _name(folder, asks=asks), language)
    except ScaffoldError as error:
        raise click.ClickException(str(error)) from error
    _report(folder, placed)
    where = "" if folder.absolute() == Path.cwd() else f"cd {relative(folder, Path.cwd())}, then "
    show = "make serve" if (folder / "Makefile").is_file() and not around else "mkdocs serve"
    if any(item.is_new for item in placed):
        say([f"Next: {where}{show}."])


@click.command()
@click.option(
    "--date", "day", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]),
    help="The day that the deck is for; by default the day of the newest deck a week later, or in this week.",
)  # fmt: skip
@click.option("--depth", type=click.IntRange(1, 6), help="Down to which level headings are taken over.")
def new(day: datetime.datetime | None, depth: int | None) -> None:
    """Begin next week's deck, named and outlined as the newest one.

    It gets that deck's settings and its headings, by default those of the two highest levels that there are.
    """
    settings = site_settings()
    last, names = outlining.last_deck(settings)
    date = day.date() if day else day_after(last, datetime.date.today())  # noqa: DTZ011 - the author's own day
    name = name_after(last, date, names)
    if last is None:
        known = languages()
        text = first_deck(settings.language if settings.language in known else "en", date)
    else:
        text = deck_after(last, date, depth)
    path = settings.decks_dir / name
    shown = relative(path, Path.cwd())
    try:
        [placed] = place(settings.decks_dir, {name: text.encode()})
    except ScaffoldError as error:
        raise click.ClickException(str(error)) from error
    if not placed.is_new:
        raise click.ClickException(f"{shown} exists already and stays as it is; name another day with --date.")
    say([f"{shown} is written" + (f", with the outline of {last.name}." if last else ".")])
    if not outlining.picks(settings, name):
        say([f"No pattern of `decks:` in mkdocs.yml picks {name}; add one."], err=True)


def _site_in(folder: Path) -> Settings | None:
    """What the site has decided that a directory is of, if it is of one.

    Raises:
        ScaffoldError: It is no directory, or of a site without Deckbook.
    """
    if os.path.lexists(folder) and not folder.is_dir():
        raise ScaffoldError(f"{folder} is a file; name a directory.")
    config = next((folder / name for name in ("mkdocs.yml", "mkdocs.yaml") if (folder / name).is_file()), None)
    if config is None:
        return None
    try:
        settings = find_settings(folder)
    except SettingsError as error:
        raise ScaffoldError(str(error)) from error
    if settings is None or not settings.config_file.samefile(config):
        raise ScaffoldError(
            f"{config} is of a site without Deckbook, so nothing is written; add `deckbook` to its `plugins:`, or "
            "name another directory."
        )
    return settings


def _init(folder: Path, there: Settings | None, name: str, language: str) -> list[Placed]:
    if there and {there.docs_dir, there.decks_dir} != {there.config_file.parent / "docs"}:
        raise ScaffoldError(f"{there.config_file} keeps pages or decks elsewhere than in docs/, so nothing is written.")
    owner, repository = _github(folder)
    site = Site(
        name=name,
        language=language,
        day=datetime.date.today(),  # noqa: DTZ011 - the author's own day
        version=__version__,
        site_url=_pages(owner, repository) if owner else "",
        repo_url=f"https://github.com/{owner}/{repository}" if owner else "",
    )
    return write_site(folder, site)


def _init_around(folder: Path, there: Settings | None, name: str, language: str | None) -> list[Placed]:
    if not folder.is_dir():
        raise ScaffoldError(f"{folder} does not exist; name the directory of a Slidev project.")
    slides = outlining.slides_in(folder)
    if slides is None:
        raise ScaffoldError(f"No Markdown file in {folder} has a slide separator, so nothing is written.")
    known = slides.language if slides.language in languages() else _of_locale()
    docs = relative(there.docs_dir, folder) if there else ""
    return write_around(folder, slides, name=name, language=language or known, docs=docs)


def _language(there: Settings | None, *, asks: bool) -> str:
    if there and there.language in languages():
        return there.language
    found = _of_locale()
    return str(click.prompt("Language", type=click.Choice(languages()), default=found)) if asks else found


def _of_locale() -> str:
    """The language that the environment asks for, if there are templates in it."""
    said = next((os.environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(key)), "")
    language = re.split(r"[_.@-]", said.lower())[0]
    return language if language in languages() else "en"


def _name(folder: Path, *, asks: bool) -> str:
    words = re.sub(r"[-_\s]+", " ", folder.absolute().resolve().name).strip() or "Notes"
    found = words[0].upper() + words[1:]
    return str(click.prompt("Title of the site", default=found)) if asks else found


def _github(folder: Path) -> tuple[str, str]:
    """The owner and the name of the repository on GitHub that a directory is a clone of, "" where it is none."""
    if not (folder / ".git").exists():
        return "", ""
    command = ["git", "-C", str(folder), "remote", "get-url", "origin"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)  # noqa: S603 - no shell
    except (OSError, subprocess.TimeoutExpired):
        return "", ""
    match = _GITHUB.fullmatch(done.stdout.strip())
    return (match[1], match[2]) if match else ("", "")


def _pages(owner: str, repository: str) -> str:
    """Where GitHub Pages shows a repository."""
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if repository.lower() == host else f"https://{host}/{repository}/"


def _report(folder: Path, placed: Iterable[Placed]) -> None:
    for item in placed:
        what = "is written." if item.is_new else "is there already and stays as it is."
        say([f"{relative(folder / item.name, Path.cwd())} {what}"])
