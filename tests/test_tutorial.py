"""The tutorial goes to the letter: its commands in order, in an empty folder, with the wheel of this checkout."""

from __future__ import annotations

import datetime
import json
import os
import re
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from deckbook import __version__
from tests.harness import ROOT
from tests.terminal import Command, Terminal, Written, environment, pattern, steps

PAGES = {"en": ROOT / "docs" / "guide" / "start.md", "zh": ROOT / "docs" / "zh" / "start.md"}
WRITTEN = datetime.date(2026, 11, 28)
"""The day that the pages were written on, which their weeks are called by."""
HEADINGS = {"en": ("Reading notes", "One paper", "64 words: 0.125"), "zh": ("读书笔记", "一、论文阅读", "64 个词")}


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel of this checkout, which pip takes in place of a published one."""
    folder = tmp_path_factory.mktemp("wheels")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True)  # noqa: S603 - our own
    return folder


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def of_today(page: str, today: datetime.date, ports: dict[str, int]) -> str:
    """The page as its reader sees it today: other weeks, other days, and ports that are free here."""
    for weeks in (0, 1):
        (old, new) = (day + datetime.timedelta(weeks=weeks) for day in (WRITTEN, today))
        (_, old_week, _), (year, week, _) = old.isocalendar(), new.isocalendar()
        for before, after in (
            (f"{old.year}-w{old_week:02}", f"{year}-w{week:02}\0"),
            (f"Week {old_week}", f"Week {week}\0"),
            (old.isoformat(), f"{new.isoformat()}\0"),
        ):
            page = re.sub(rf"{before}(?![\0\d])", after, page)
    for before, port in ports.items():
        page = page.replace(before, str(port))
    return page.replace("\0", "")


@pytest.mark.environments
@pytest.mark.parametrize("language", PAGES)
def test_the_tutorial_goes_as_it_says(tmp_path: Path, wheels: Path, language: str) -> None:
    constraints = tmp_path / "constraints.txt"
    constraints.write_text((ROOT / "constraints.txt").read_text("utf-8") + f"mkdocs-deckbook=={__version__}\n", "utf-8")
    ports = {"8000": free_port(), "8080": free_port()}
    own = environment(
        tmp_path / "home",
        ADDRESS=f"127.0.0.1:{ports['8000']}",
        PIP_CONSTRAINT=str(constraints),
        PIP_FIND_LINKS=f"{os.environ.get('PIP_FIND_LINKS', '')} {wheels}".strip(),
    )
    work = tmp_path / "work"
    work.mkdir()
    page = of_today(PAGES[language].read_text("utf-8"), datetime.date.today(), ports)  # noqa: DTZ011 - as init takes it
    name, heading, output = HEADINGS[language]

    with Terminal(work, own) as terminal:
        for step in steps(page):
            match step:
                case Written(path, text):
                    (work / "notes" / path).write_text(text, encoding="utf-8")
                case Command(text, shown, is_ended=True):
                    terminal.begin(text, pattern(shown))
                    [port] = [port for port in ports.values() if f":{port}/" in shown]
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as answer:
                        shown_page = answer.read().decode()
                    # The front of what is published leads to the newest edition.
                    assert name in shown_page or "latest/" in shown_page
                    terminal.end()
                case Command(text, shown):
                    code, said = terminal.type(text)
                    assert code == 0, f"$ {text}\n{said}"
                    assert pattern(shown).fullmatch(said), f"$ {text}\n{said}\nbut the page says:\n{shown}"

    published = work / "published"
    newest, older = json.loads((published / "versions.json").read_text("utf-8"))
    assert newest["aliases"] == ["latest"]
    deck = (published / "latest" / "weeks" / newest["version"]).rglob("index.html")
    chapters = "".join(chapter.read_text("utf-8") for chapter in deck)
    assert heading in chapters
    assert output in chapters
    assert not list((published / older["version"] / "weeks").glob(newest["version"]))
    papers = (published / "latest" / "papers" / "vaswaniAttentionAllYou2017" / "index.html").read_text("utf-8")
    assert all(f"weeks/{edition['version']}/" in papers for edition in (newest, older))


def test_both_languages_have_the_same_commands() -> None:
    """But for the words that are the reader's own."""

    def commands(language: str) -> list[str]:
        found = [step.text for step in steps(PAGES[language].read_text("utf-8")) if isinstance(step, Command)]
        return [re.sub(r'"[^"]*"|--language \w+', "…", text) for text in found]

    assert commands("en") == commands("zh")
    assert len(commands("en")) > 20


@pytest.mark.parametrize(
    ("shown", "said", "is_it"),
    [
        ("", "", True),
        ("", "a warning\n", False),
        ("a\n…\nz\n", "a\nb\nc\nz\n", True),
        ("a\n…\nz\n", "a\nz\n", True),
        ("a\n…\nz\n", "a\nb\n", False),
        ("… 8 passed in …\n", "===== 8 passed in 0.2s ====\n", True),
        ("… 8 passed in …\n", "===== 7 passed in 0.2s ====\n", False),
        ("a.b\n", "a+b\n", False),
    ],
)
def test_what_a_page_shows_is_what_comes(shown: str, said: str, is_it: bool) -> None:
    assert bool(pattern(shown).fullmatch(said)) is is_it


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (WRITTEN, "2026-w48.md Week 48, 2026-w49 Week 49 2026-12-05 127.0.0.1:1"),
        (datetime.date(2026, 12, 3), "2026-w49.md Week 49, 2026-w50 Week 50 2026-12-10 127.0.0.1:1"),
        (datetime.date(2026, 12, 30), "2026-w53.md Week 53, 2027-w01 Week 1 2027-01-06 127.0.0.1:1"),
        (datetime.date(2027, 2, 28), "2027-w08.md Week 8, 2027-w09 Week 9 2027-03-07 127.0.0.1:1"),
    ],
)
def test_a_page_is_of_the_day_on_which_it_is_read(today: datetime.date, shown: str) -> None:
    page = "2026-w48.md Week 48, 2026-w49 Week 49 2026-12-05 127.0.0.1:8000"

    assert of_today(page, today, {"8000": 1}) == shown
