"""`deckbook repos`, run as a command in a site."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.repos.github import TOKEN, GitHub

DECK = """\
# Week

- https://github.com/x/a ⭐️4.6k
- https://github.com/x/b (text audio)
- https://github.com/search?q=a

---
src: more.md
---
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "docs/weeks").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: S\nplugins: [deckbook]\n", "utf-8")
    (tmp_path / "docs/weeks/w1.md").write_text(DECK, "utf-8")
    (tmp_path / "docs/weeks/more.md").write_text("# More\n\nhttps://github.com/x/c\n", "utf-8")
    (tmp_path / "docs/page.md").write_text("# A page\n\nhttps://github.com/x/page\n", "utf-8")
    return tmp_path


def environment(url: str, **more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not re.match(r"(GITHUB|GH|GITLAB|HF)_", name)}
    return {**clean, "PYTHONIOENCODING": "utf-8", "SOURCE_DATE_EPOCH": "1795824000", "GITHUB_API_URL": url, **more}


def repos(
    site: Path, *arguments: str, url: str = "http://127.0.0.1:9", **more: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deckbook.cli", "repos", *arguments]
    return subprocess.run(  # noqa: S603 - our own command
        command, cwd=site, env=environment(url, **more), capture_output=True, encoding="utf-8", check=False
    )


def entries(site: Path) -> dict[str, Any]:
    path = site / "docs/repos.lock.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))["repositories"] if path.exists() else {}
    return found


def test_refresh_asks_about_what_decks_name(site: Path, github: GitHub, httpserver: HTTPServer) -> None:
    for name in ("x/a", "x/b", "x/page"):
        github.add(name)
    url = httpserver.url_for("").rstrip("/")

    first = repos(site, "refresh", url=url, GITHUB_TOKEN=TOKEN)
    again = repos(site, "refresh", url=url, GITHUB_TOKEN=TOKEN)
    forced = repos(site, "refresh", "--force", url=url, GITHUB_TOKEN=TOKEN)

    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == (
        "github.com/x/c is not there any more, or not for everybody.\n3 of 3 repositories refreshed.\n"
    )
    assert (again.returncode, again.stdout) == (0, "No repository that decks name is left to ask about today.\n")
    assert forced.stdout == "3 of 3 repositories refreshed.\n"
    assert github.asked == [["x/a", "x/b", "x/c"]] * 2
    assert {key: entry.get("stars") for key, entry in entries(site).items()} == {
        "github.com/x/a": {"2026-11-28": 4600},
        "github.com/x/b": {"2026-11-28": 4600},
        "github.com/x/c": None,
    }
    shown = "".join((first.stdout, first.stderr, again.stdout, forced.stdout, forced.stderr))
    assert TOKEN not in shown + (site / "docs/repos.lock.json").read_text("utf-8")


def test_a_terminal_shows_how_far_it_is(site: Path, github: GitHub, httpserver: HTTPServer) -> None:
    for name in ("x/a", "x/b", "x/c"):
        github.add(name)
    command = [sys.executable, "-m", "deckbook.cli", "repos", "refresh"]
    mine, terminal = pty.openpty()
    url = httpserver.url_for("").rstrip("/")

    done = subprocess.run(  # noqa: S603 - our own command
        command, cwd=site, env=environment(url, GITHUB_TOKEN=TOKEN), stdout=subprocess.PIPE, stderr=terminal, check=True
    )

    os.close(terminal)
    shown = os.read(mine, 65_536).decode()
    os.close(mine)
    assert "Asking" in shown
    assert "3/3" in shown
    assert done.stdout.decode() == "3 of 3 repositories refreshed.\n"


def test_a_token_that_is_refused_is_not_shown(site: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/graphql").respond_with_json({"message": f"Bad {TOKEN}"}, status=401)

    done = repos(site, "refresh", url=httpserver.url_for("").rstrip("/"), GITHUB_TOKEN=TOKEN)

    assert done.returncode == 1
    assert done.stdout == "0 of 3 repositories refreshed.\n"
    assert done.stderr == (
        "github.com does not take the token in GITHUB_TOKEN; renew or unset it. 3 repositories stay as they were.\n"
    )


def test_what_cannot_be_asked_is_said(site: Path) -> None:
    wrong = repos(site, "refresh", url="here")
    nowhere = repos(site.parent, "refresh")

    assert wrong.returncode == 1
    assert wrong.stderr == "Error: GITHUB_API_URL is no address that can be asked; write it as https://host/path.\n"
    assert nowhere.returncode == 2
    assert "No mkdocs.yml here names the plugin deckbook" in nowhere.stderr


def test_a_lock_file_that_cannot_be_read_is_left_alone(site: Path) -> None:
    path = site / "docs/repos.lock.json"
    path.write_text('{"repositories": {"github.com/x/a": {"stars": 5}}}', "utf-8")

    done = repos(site, "refresh")
    listed = repos(site, "export")

    assert done.returncode == 1
    assert "docs/repos.lock.json:1: error: “stars” of “github.com/x/a” is not what it should be" in done.stderr
    assert path.read_text("utf-8") == '{"repositories": {"github.com/x/a": {"stars": 5}}}'
    assert listed.returncode == 0
    assert "[repos-lock-unreadable]" in listed.stderr
    assert "x/a" in listed.stdout


def test_export(site: Path) -> None:
    markdown = repos(site, "export")
    table = repos(site, "export", "--format", "csv")
    data = repos(site, "export", "--format", "json")

    assert markdown.stdout.splitlines()[:3] == ["# Repositories", "", "## text"]
    assert [line.partition(",")[0] for line in table.stdout.splitlines()] == [
        "repository", "github.com/x/a", "github.com/x/b", "github.com/x/c"
    ]  # fmt: skip
    assert [mention["file"] for entry in json.loads(data.stdout) for mention in entry["mentions"]] == [
        "docs/weeks/w1.md", "docs/weeks/w1.md", "docs/weeks/more.md"
    ]  # fmt: skip


class SlowHost:
    """Answers about one repository every tenth of a second."""

    def __init__(self, server: HTTPServer) -> None:
        self.asked: list[str] = []
        self.some = threading.Event()
        self.pause = 0.1
        server.expect_request(re.compile("/repos/.*")).respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        time.sleep(self.pause)
        name = request.path.removeprefix("/repos/")
        self.asked.append(name)
        if len(self.asked) == 30:
            self.some.set()
        return Response(json.dumps({"full_name": name, "stargazers_count": 1}), content_type="application/json")


@pytest.fixture
def many(site: Path) -> Path:
    deck = "# Many\n\n---\n\n" + "".join(f"- https://github.com/x/r{number:03}\n" for number in range(60))
    (site / "docs/weeks/w1.md").write_text(deck, "utf-8")
    return site


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_interrupted_it_keeps_what_it_has_and_goes_on_there(many: Path, httpserver: HTTPServer, sign: int) -> None:
    host = SlowHost(httpserver)
    url = httpserver.url_for("").rstrip("/")
    command = [sys.executable, "-m", "deckbook.cli", "repos", "refresh"]
    running = subprocess.Popen(  # noqa: S603 - our own command
        command, cwd=many, env=environment(url), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert host.some.wait(60)
    running.send_signal(sign)
    running.communicate(timeout=60)

    kept = list(entries(many))
    # Of 30 answers, killed it has lost those of the last seconds; interrupted at most the one that was under way.
    assert len(kept) >= (28 if sign == signal.SIGINT else 1)
    assert running.returncode != 0
    time.sleep(2 * host.pause)
    host.asked.clear()
    host.pause = 0

    done = repos(many, "refresh", url=url)

    assert done.returncode == 0
    assert sorted(host.asked) == [f"x/r{number:03}" for number in range(60) if f"github.com/x/r{number:03}" not in kept]
    assert len(entries(many)) == 60


def test_the_seed_deck(shared: Path, site: Path) -> None:
    """The deck that all this began with, unchanged."""
    (site / "docs/weeks/more.md").unlink()
    (site / "docs/weeks/w1.md").write_bytes((shared / "seed/week-01.md").read_bytes())

    listed = json.loads(repos(site, "export", "--format", "json").stdout)

    assert {entry["repository"].removeprefix("github.com/"): entry["stars"] for entry in listed} == {
        "mli/paper-reading": None,
        "pliang279/awesome-multimodal-ml": 4600,
        "Eurus-Holmes/Awesome-Multimodal-Research": 1200,
        "maelfabien/Multimodal-Emotion-Recognition": None,
        "Demfier/multimodal-speech-emotion-recognition": None,
        "soujanyaporia/multimodal-sentiment-analysis": None,
        "david-yoon/multimodal-speech-emotion": None,
        "dsaidgovsg/multimodal-learning-hands-on-tutorial": None,
    }
    noted = {mention["stars"]["text"] for entry in listed for mention in entry["mentions"] if mention["stars"]}
    assert noted == {"4.6k", "1.2k"}
    tags = {entry["repository"].partition("/")[2]: entry["tags"] for entry in listed}
    assert tags["maelfabien/Multimodal-Emotion-Recognition"] == ["text", "audio", "video"]
    twice = next(entry for entry in listed if entry["repository"].endswith("hands-on-tutorial"))
    assert [(item["slide"], item["chapter"]) for item in twice["mentions"]] == [
        (5, "一、论文来源"),
        (9, "三、项目学习"),
    ]
