"""GitHub's GraphQL, played by its own schema: what it answers, and what is in the lock file then."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from graphql import validate
from graphql.language import parse
from pytest_httpserver import HTTPServer
from werkzeug import Response

from deckbook.repos import Repository
from deckbook.repos.asking import Clock
from deckbook.repos.forges import forges
from deckbook.repos.refresh import Plan, Refreshed, refresh, wanted
from tests.repos.github import TOKEN, GitHub

DAY = date(2026, 11, 28)


class Waiting:
    """A clock that waits for nothing and remembers how long it should have."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    @property
    def clock(self) -> Clock:
        return Clock(now=lambda: 1_000_000.0, sleep=self.waited.append)


@pytest.fixture
def waiting() -> Waiting:
    return Waiting()


class Refresher:
    """Refreshes repositories of github.com against the played one."""

    def __init__(self, path: Path, url: str, waiting: Waiting) -> None:
        self.path = path
        self._environment = {"GITHUB_TOKEN": TOKEN, "GITHUB_API_URL": url}
        self._waiting = waiting

    def __call__(self, *names: str, day: date = DAY, timeout: float = 5) -> list[Refreshed]:
        plan = Plan(self.path, forges(self._environment), day, self._waiting.clock, timeout)
        asked = wanted([Repository("github.com", name) for name in names], plan, again=False)
        return list(refresh(asked, plan))

    @property
    def entries(self) -> dict[str, Any]:
        if not self.path.exists():
            return {}
        data: dict[str, Any] = json.loads(self.path.read_text("utf-8"))["repositories"]
        return {key.removeprefix("github.com/"): entry for key, entry in data.items()}


@pytest.fixture
def refreshed(tmp_path: Path, httpserver: HTTPServer, waiting: Waiting) -> Refresher:
    return Refresher(tmp_path / "repos.lock.json", httpserver.url_for("").rstrip("/"), waiting)


def error(status: int, body: object = None, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(json.dumps(body), status, named, content_type="application/json")


def test_what_is_kept(github: GitHub, refreshed: Refresher) -> None:
    github.add("Foo/Bar", 5100, description="Über <b>alles</b>\n\tund mehr\x00")
    github.add("x/plain", 0, licenseInfo=None, primaryLanguage=None, description=None, pushedAt=None,
               repositoryTopics={"nodes": []})  # fmt: skip
    github.add("x/old", isArchived=True, licenseInfo={"spdxId": "NOASSERTION", "name": "Other"})

    said = refreshed("foo/bar", "x/plain", "x/old")

    assert [item for item in said if item.text] == []
    assert refreshed.entries["foo/bar"] == {
        "description": "Über <b>alles</b> und mehr",
        "language": "Python",
        "license": "MIT",
        "pushed": "2026-11-20",
        "stars": {"2026-11-28": 5100},
        "topics": ["audio", "nlp"],
    }
    assert refreshed.entries["x/plain"] == {"stars": {"2026-11-28": 0}}
    assert refreshed.entries["x/old"]["archived"] is True
    assert "license" not in refreshed.entries["x/old"]


def test_the_question_is_one_that_the_schema_knows(github: GitHub, refreshed: Refresher) -> None:
    github.add("x/a")

    refreshed("x/a")

    [question] = github.questions
    assert validate(github.schema, parse(question)) == []
    assert validate(github.schema, parse(question.replace("stargazerCount", "starCount"))) != []


def test_many_are_asked_in_batches(github: GitHub, refreshed: Refresher) -> None:
    names = [f"x/r{number:03}" for number in range(120)]
    for name in names:
        github.add(name)

    refreshed(*names)

    assert [len(asked) for asked in github.asked] == [50, 50, 20]
    assert sorted(refreshed.entries) == names
    assert set(github.tokens) == {f"Bearer {TOKEN}"}


def test_a_day_adds_one_count_and_asks_once(github: GitHub, refreshed: Refresher) -> None:
    github.add("x/a", 4600)
    refreshed("x/a", day=date(2026, 11, 21))
    github.add("x/a", 5100)
    refreshed("x/a")
    github.asked.clear()

    said = refreshed("x/a")

    assert said == []
    assert github.asked == []
    assert refreshed.entries["x/a"]["stars"] == {"2026-11-28": 5100, "2026-11-21": 4600}
    assert list(refreshed.entries["x/a"]["stars"]) == ["2026-11-28", "2026-11-21"]


def test_a_repository_that_has_moved(github: GitHub, refreshed: Refresher) -> None:
    github.add("new/name")
    github.moved["old/name"] = "new/name"

    [moved] = refreshed("Old/Name")
    [again] = refreshed("Old/Name", day=date(2026, 11, 29))

    assert moved.text == "github.com/old/name is now github.com/new/name."
    assert again.text == ""
    assert refreshed.entries["old/name"]["moved"] == "github.com/new/name"
    assert refreshed.entries["old/name"]["stars"] == {"2026-11-29": 4600, "2026-11-28": 4600}


def test_a_repository_that_is_gone_keeps_what_was_known(github: GitHub, refreshed: Refresher) -> None:
    github.add("x/a")
    github.add("x/b")
    refreshed("x/a", "x/b", day=date(2026, 11, 21))
    before = refreshed.entries["x/a"]
    del github.repositories["x/a"]

    said = refreshed("x/a", "x/b")
    later = refreshed("x/a", day=date(2026, 12, 5))

    assert [item.text for item in said if item.text] == ["github.com/x/a is not there any more, or not for everybody."]
    assert not any(item.is_fault or item.text for item in later)
    assert refreshed.entries["x/a"] == {**before, "gone": "2026-11-28"}
    assert refreshed.entries["x/b"]["stars"] == {"2026-11-28": 4600, "2026-11-21": 4600}
    # It is back.
    github.add("x/a", 7)
    refreshed("x/a", day=date(2026, 12, 6))
    assert "gone" not in refreshed.entries["x/a"]
    assert refreshed.entries["x/a"]["stars"] == {"2026-12-06": 7, "2026-11-21": 4600}


def test_nothing_is_written_of_a_private_repository(github: GitHub, refreshed: Refresher) -> None:
    github.add("x/a", isPrivate=True, description="our secret plan")

    [said] = refreshed("x/a")

    assert said.text == "github.com/x/a is private, so nothing is written of it."
    assert refreshed.entries == {"x/a": {"gone": "2026-11-28"}}


def test_a_part_of_an_answer(github: GitHub, refreshed: Refresher) -> None:
    """One may not be seen, one has a field that fails, the others are as they are."""

    def fail(_info: object) -> None:
        raise ValueError("timedout")

    github.add("x/a", description="What was known")
    refreshed("x/a", day=date(2026, 11, 21))
    github.add("x/a", 5100, description=fail)
    github.add("x/c", stargazerCount=fail)
    github.add("x/d")
    github.errors["x/b"] = ("FORBIDDEN", "Resource protected by organization SAML enforcement.")

    said = refreshed("x/a", "x/b", "x/c", "x/d")

    assert {item.key: item.text for item in said if item.is_fault} == {
        "github.com/x/b": "github.com/x/b stays as it was: Resource protected by organization SAML enforcement.",
        "github.com/x/c": "github.com/x/c stays as it was: timedout.",
    }
    assert refreshed.entries["x/a"]["description"] == "What was known"
    assert refreshed.entries["x/a"]["stars"] == {"2026-11-28": 5100, "2026-11-21": 4600}
    assert sorted(refreshed.entries) == ["x/a", "x/d"]


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_batch_that_is_too_much_is_halved(github: GitHub, refreshed: Refresher, status: int) -> None:
    names = [f"x/r{number:02}" for number in range(50)]
    for name in names:
        github.add(name)
    github.script = [Response("<html>", status), Response("<html>", status)]

    said = refreshed(*names)

    assert not any(item.is_fault for item in said)
    assert [len(asked) for asked in github.asked] == [50, 25, 12, 13, 25]
    assert sorted(refreshed.entries) == names


def cut(answer: Response) -> Response:
    return Response(answer.get_data()[:-40], content_type="application/json")


def cut_off(answer: Response) -> Response:
    """An answer whose connection breaks off."""
    response = Response(answer.get_data(), content_type="application/json")
    response.headers["Content-Length"] = str(len(answer.get_data()) + 100)
    response.headers["Connection"] = "close"
    return response


@pytest.mark.parametrize("wrong", [
    cut, cut_off, Response("[]", content_type="application/json"), Response("<html>captive portal</html>"),
    error(200, {"data": None, "errors": [{"message": "Something went wrong while executing your query."}]}),
])  # fmt: skip
def test_an_answer_that_is_none_is_asked_for_again(github: GitHub, refreshed: Refresher, wrong: Any) -> None:
    github.add("x/a")
    github.add("x/b")
    github.script = [wrong]

    said = refreshed("x/a", "x/b")

    assert not any(item.is_fault for item in said)
    assert github.asked == [["x/a", "x/b"], ["x/a"], ["x/b"]]
    assert sorted(refreshed.entries) == ["x/a", "x/b"]


def test_a_host_that_only_fails_is_left_alone_and_nothing_is_lost(
    github: GitHub, refreshed: Refresher, waiting: Waiting
) -> None:
    names = [f"x/r{number}" for number in range(20)]
    for name in names:
        github.add(name)
    refreshed(*names, day=date(2026, 11, 21))
    before = refreshed.path.read_bytes()
    github.script = [Response("", 502)] * 100

    said = refreshed(*names)

    assert len([item for item in said if item.key]) == 5
    assert said[0].text == "github.com/x/r0 stays as it was: it answers 502."
    assert said[-1].text == (
        "github.com has failed 5 times, so it is left alone: it answers 502. 15 repositories stay as they were."
    )
    assert refreshed.path.read_bytes() == before
    # What is asked alone is asked four times, with a longer pause each time.
    assert waiting.waited == [1.0, 2.0, 4.0] * 5


def test_a_limit_that_passes_soon_is_waited_for(github: GitHub, refreshed: Refresher, waiting: Waiting) -> None:
    github.add("x/a")
    github.script = [
        error(429, {}, Retry_After="7"),
        error(403, {"message": "You have exceeded a secondary rate limit."}, Retry_After="11"),
        error(403, {}, X_RateLimit_Remaining="0", X_RateLimit_Reset="1000030"),
    ]

    said = refreshed("x/a")

    assert not any(item.is_fault for item in said)
    assert [seconds for seconds in waiting.waited if seconds not in (1, 2, 4)] == [7, 11, 30]
    assert sorted(refreshed.entries) == ["x/a"]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (error(403, {}, X_RateLimit_Remaining="0", X_RateLimit_Reset="1002520"),
         "github.com takes no more questions for 42 min; go on then."),
        (error(429, {}, Retry_After="3600"), "github.com takes no more questions for 60 min; go on then."),
        (error(200, {"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}),
         "github.com takes no more questions for now; go on in an hour."),
        (error(401, {"message": "Bad credentials"}),
         "github.com does not take the token in GITHUB_TOKEN; renew or unset it."),
    ],
)  # fmt: skip
def test_what_was_fetched_before_the_end_is_kept(
    github: GitHub, refreshed: Refresher, answer: Response, sentence: str
) -> None:
    names = [f"x/r{number:02}" for number in range(75)]
    for name in names:
        github.add(name)
    github.script = [None, answer]

    said = refreshed(*names)

    assert said[-1] == Refreshed("", f"{sentence} 25 repositories stay as they were.", is_fault=True)
    assert sorted(refreshed.entries) == names[:50]
    # The next time goes on with the rest.
    github.asked.clear()
    refreshed(*names)
    assert github.asked == [names[50:]]


def test_a_host_that_is_slow(github: GitHub, refreshed: Refresher) -> None:
    def slow(right: Response) -> Response:
        time.sleep(0.3)
        return right

    github.add("x/a")
    github.script = [slow] * 4

    [said] = refreshed("x/a", timeout=0.1)

    assert said.text == "github.com/x/a stays as it was: it takes too long to answer."
    assert refreshed.entries == {}
    while len(github.asked) < 4:  # what the server still has to answer is none of the next test's
        time.sleep(0.05)


def test_a_host_that_is_not_there(tmp_path: Path, waiting: Waiting) -> None:
    refreshed = Refresher(tmp_path / "repos.lock.json", "http://127.0.0.1:9", waiting)

    [said] = refreshed("x/a", "x/b")

    assert said == Refreshed("", "github.com cannot be reached. 2 repositories stay as they were.", is_fault=True)
    assert not refreshed.path.exists()


def test_names_are_no_part_of_the_question(github: GitHub, refreshed: Refresher) -> None:
    github.add("x/a")

    said = refreshed('x/a") { id } evil: repository(owner: "x', "x/a")

    assert len([item for item in said if item.text]) == 1
    assert "evil" not in github.questions[0]
    assert "evil" in github.asked[0][1], (github.asked, said)
    assert refreshed.entries["x/a"]["stars"] == {"2026-11-28": 4600}
