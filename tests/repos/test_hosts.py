"""The hosts that are asked about one repository after the other: their answers, and what is kept of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from deckbook.repos import Repository, load_lock
from deckbook.repos.asking import Clock
from deckbook.repos.forges import Forge, ForgeError, forges
from deckbook.repos.refresh import Plan, Refreshed, refresh, today, wanted

DAY = date(2026, 11, 28)
Answering = Callable[[Request], Response]


class Hosts:
    """All hosts on this machine, each below a path of its own: what they answer, and what they were asked."""

    def __init__(self, server: HTTPServer, path: Path) -> None:
        self.path = path
        self.url = server.url_for("").rstrip("/")
        self.answers: dict[str, Response | Answering] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.environment = {
            f"{name}_API_URL": f"{self.url}/{name.lower()}" for name in ("GITHUB", "GITLAB", "GITEE", "CODEBERG", "HF")
        }
        server.expect_request(re.compile("/.*")).respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        # As it was sent: %2F is no slash.
        path = str(request.environ["RAW_URI"]).partition("://")[2] or str(request.environ["RAW_URI"])
        self.asked.append((path, dict(request.headers)))
        answer = self.answers.get(path, Response('{"message": "Not Found"}', 404))
        return answer if isinstance(answer, Response) else answer(request)

    def refresh(self, *keys: str, day: date = DAY) -> list[Refreshed]:
        clock = Clock(now=lambda: 1_000_000.0, sleep=lambda _: None)
        plan = Plan(self.path, forges(self.environment), day, clock)
        return list(refresh(wanted(map(Repository.of_key, keys), plan, again=False), plan))

    @property
    def entries(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.path.read_text("utf-8"))["repositories"]
        return data

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@pytest.fixture
def hosts(httpserver: HTTPServer, tmp_path: Path) -> Hosts:
    return Hosts(httpserver, tmp_path / "repos.lock.json")


def answer(data: object, status: int = 200, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(json.dumps(data), status, named, content_type="application/json")


GITHUB = {
    "full_name": "x/a",
    "private": False,
    "description": "A tool",
    "stargazers_count": 5100,
    "license": {"key": "apache-2.0", "spdx_id": "Apache-2.0", "name": "Apache License 2.0"},
    "language": "Python",
    "topics": ["nlp", "audio"],
    "archived": False,
    "pushed_at": "2026-11-20T08:15:30Z",
}
KEPT: dict[str, object] = {
    "description": "A tool",
    "language": "Python",
    "license": "Apache-2.0",
    "pushed": "2026-11-20",
    "stars": {"2026-11-28": 5100},
    "topics": ["audio", "nlp"],
}
# The repository, what is asked and answered, and what is kept.
ANSWERS: dict[str, tuple[str, dict[str, object], dict[str, object]]] = {
    "GitHub": ("github.com/x/a", {"/github/repos/x/a": GITHUB}, KEPT),
    "GitLab": (
        "gitlab.com/x/y/a",
        {
            "/gitlab/projects/x%2Fy%2Fa?license=true": {
                "path_with_namespace": "x/y/a",
                "visibility": "public",
                "description": "A tool",
                "star_count": 5100,
                "license": {"key": "apache-2.0", "name": "Apache License 2.0"},
                "topics": ["nlp", "audio"],
                "archived": False,
                "last_activity_at": "2026-11-20T08:15:30.123Z",
            },
            "/gitlab/projects/x%2Fy%2Fa/languages": {"Shell": 1.5, "Python": 98.5},
        },
        KEPT,
    ),
    "Gitee": (
        "gitee.com/x/a",
        {
            "/gitee/repos/x/a": {
                "full_name": "x/a",
                "private": False,
                "description": "A tool",
                "stargazers_count": 5100,
                "license": "Apache-2.0",
                "language": "Python",
                "project_labels": [{"id": 1, "name": "nlp", "ident": "nlp"}, {"id": 2, "name": "audio"}],
                "status": "开始",
                "pushed_at": "2026-11-20T16:15:30+08:00",
            }
        },
        KEPT,
    ),
    "Codeberg": (
        "codeberg.org/x/a",
        {
            "/codeberg/repos/x/a": {
                "full_name": "x/a",
                "private": False,
                "description": "A tool",
                "stars_count": 5100,
                "licenses": ["Apache-2.0"],
                "language": "Python",
                "topics": ["nlp", "audio"],
                "archived": False,
                "updated_at": "2026-11-20T08:15:30Z",
            }
        },
        KEPT,
    ),
    "a model of Hugging Face": (
        "huggingface.co/x/a",
        {
            "/hf/models/x/a": {
                "id": "x/a",
                "private": False,
                "likes": 5100,
                "tags": ["nlp", "audio", "license:apache-2.0", "arxiv:1706.03762"],
                "cardData": {"license": "apache-2.0"},
                "lastModified": "2026-11-20T08:15:30.000Z",
            }
        },
        {name: value for name, value in KEPT.items() if name not in ("description", "language")},
    ),
    "a data set of Hugging Face": (
        "huggingface.co/datasets/x/a",
        {"/hf/datasets/x/a": {"id": "x/a", "likes": 5100, "description": "A\n\ttool", "cardData": {"license": "mit"}}},
        {"description": "A tool", "license": "MIT", "stars": {"2026-11-28": 5100}},
    ),
    "a space of Hugging Face": (
        "huggingface.co/spaces/x/a",
        {"/hf/spaces/x/a": {"id": "x/a", "likes": 3, "cardData": {"title": "A tool"}, "tags": ["gradio", "region:us"]}},
        {"description": "A tool", "stars": {"2026-11-28": 3}, "topics": ["gradio"]},
    ),
    "an answer with no more than it must have": (
        "codeberg.org/x/a",
        {"/codeberg/repos/x/a": {"full_name": "x/a", "stars_count": 0, "license": 7, "topics": None, "language": ""}},
        {"stars": {"2026-11-28": 0}},
    ),
    "an answer in which everything is something else": (
        "github.com/x/a",
        {"/github/repos/x/a": {"full_name": "x/a", "stargazers_count": "many", "license": "MIT", "topics": [1, {}],
                               "description": ["x"], "pushed_at": 5, "archived": "no", "language": {"a": 1}}},
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("key", "answers", "kept"), ANSWERS.values(), ids=ANSWERS.keys())
def test_what_is_kept(hosts: Hosts, key: str, answers: dict[str, object], kept: dict[str, object]) -> None:
    hosts.answers = {path: answer(data) for path, data in answers.items()}

    [said] = hosts.refresh(key)

    assert said == Refreshed(key)
    assert hosts.paths == list(answers)
    assert hosts.entries == {key: kept}


def test_what_has_not_changed_is_not_sent_again(hosts: Hosts) -> None:
    def unchanged(request: Request) -> Response:
        return Response("", 304) if request.headers.get("If-None-Match") == 'W/"1"' else answer(GITHUB, ETag='W/"1"')

    hosts.answers["/github/repos/x/a"] = unchanged
    hosts.refresh("github.com/x/a", day=date(2026, 11, 21))

    hosts.refresh("github.com/x/a")

    assert [headers.get("If-None-Match") for _, headers in hosts.asked] == [None, 'W/"1"']
    assert hosts.entries["github.com/x/a"] == {
        **KEPT, "etag": 'W/"1"', "stars": {"2026-11-28": 5100, "2026-11-21": 5100}
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "path", "moved", "answers"),
    [
        ("github.com/old/a", "/github/repos/old/a", "github.com/x/a", {"/github/repositories/7": GITHUB}),
        ("huggingface.co/datasets/squad", "/hf/datasets/squad", "huggingface.co/datasets/x/a",
         {"/hf/datasets/x/a": {"id": "x/a", "likes": 1}}),
        ("codeberg.org/old/a", "/codeberg/repos/old/a", "codeberg.org/x/a",
         {"/codeberg/repos/x/a": {"full_name": "x/a", "stars_count": 1}}),
    ],
)  # fmt: skip
def test_a_repository_that_has_moved(hosts: Hosts, key: str, path: str, moved: str, answers: dict[str, object]) -> None:
    hosts.answers = {new: answer(data) for new, data in answers.items()}
    [new] = answers
    hosts.answers[path] = answer({}, 301, Location=f"{hosts.url}{new}")

    [said] = hosts.refresh(key)

    assert said == Refreshed(key, f"{key} is now {moved}.")
    assert hosts.entries[key]["moved"] == moved


def test_no_other_host_is_asked(hosts: Hosts) -> None:
    hosts.environment["GITHUB_API_URL"] = hosts.url + "/github"
    for name, location in (("a", "http://127.0.0.2:9/x"), ("b", "file:///etc/passwd"), ("c", "https://example.org/")):
        hosts.answers[f"/github/repos/x/{name}"] = answer({}, 301, Location=location)

    said = hosts.refresh("github.com/x/a", "github.com/x/b", "github.com/x/c")

    assert [item.text.partition(": ")[2] for item in said] == ["it leads to another host."] * 3
    assert not hosts.path.exists()


@pytest.mark.parametrize(
    ("key", "path", "gone"),
    [
        ("github.com/x/a", "/github/repos/x/a", answer({"message": "Not Found"}, 404)),
        ("github.com/x/a", "/github/repos/x/a", answer({"message": "Repository unavailable due to DMCA"}, 451)),
        ("github.com/x/a", "/github/repos/x/a",
         answer({"message": "Repository access blocked", "block": {"reason": "tos"}}, 403)),
        ("gitlab.com/x/a", "/gitlab/projects/x%2Fa?license=true", answer({"message": "404 Project Not Found"}, 404)),
        ("gitee.com/x/a", "/gitee/repos/x/a", answer({"message": "Not Found Project"}, 404)),
        ("codeberg.org/x/a", "/codeberg/repos/x/a", answer({"errors": None, "message": "not found"}, 404)),
        ("huggingface.co/x/a", "/hf/models/x/a", answer({"error": "Repository not found"}, 401)),
    ],
)  # fmt: skip
def test_a_repository_that_is_not_there(hosts: Hosts, key: str, path: str, gone: Response) -> None:
    hosts.answers[path] = gone

    [said] = hosts.refresh(key)

    assert said == Refreshed(key, f"{key} is not there any more, or not for everybody.")
    assert hosts.entries == {key: {"gone": "2026-11-28"}}


WRONG = {
    "a page of something between": (Response("<html>Log in", 200), "its answer is no JSON, or is cut off"),
    "a page that is not found": (Response("<html>404", 404), "it answers 404"),
    "JSON of something else": (answer(["x"]), "its answer is something else"),
    "another repository's name": (answer({**GITHUB, "full_name": "../../etc"}), "its answer is about something else"),
    "no name": (answer({"stargazers_count": 1}), "its answer is about something else"),
    "cut off": (Response(json.dumps(GITHUB)[:-9]), "its answer is no JSON, or is cut off"),
    "nested without end": (Response("[" * 200_000), "its answer is no JSON, or is cut off"),
    "a refusal": (answer({"message": "Forbidden"}, 403), "it answers 403"),
    "a failure": (answer({}, 500), "it answers 500"),
    "a redirection to itself": (answer({}, 301, Location="a"), "it leads from one address to the next"),
}


@pytest.mark.parametrize(("wrong", "why"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_answer_changes_nothing(hosts: Hosts, wrong: Response, why: str) -> None:
    hosts.answers["/github/repos/x/a"] = answer(GITHUB)
    hosts.refresh("github.com/x/a", day=date(2026, 11, 21))
    before = hosts.path.read_bytes()
    hosts.answers["/github/repos/x/a"] = wrong

    [said] = hosts.refresh("github.com/x/a")

    assert said == Refreshed("github.com/x/a", f"github.com/x/a stays as it was: {why}.", is_fault=True)
    assert hosts.path.read_bytes() == before


def test_without_a_token_github_is_asked_until_its_limit_and_then_went_on_with(hosts: Hosts) -> None:
    keys = [f"github.com/x/r{number}" for number in range(6)]
    left = [3]

    def limited(request: Request) -> Response:
        if not left[0]:
            return answer({"message": "API rate limit exceeded for 127.0.0.1."}, 403, X_RateLimit_Remaining="0",
                          X_RateLimit_Reset="1003000")  # fmt: skip
        left[0] -= 1
        return answer({**GITHUB, "full_name": request.path.removeprefix("/github/repos/")})

    hosts.answers = {f"/github/repos/{key.partition('/')[2]}": limited for key in keys}

    said = hosts.refresh(*keys)

    assert said[-1].text == (
        "github.com takes no more questions for 50 min; go on then, or set GITHUB_TOKEN to ask more often. "
        "3 repositories stay as they were."
    )
    assert list(hosts.entries) == keys[:3]
    left[0] = 3
    assert not any(item.is_fault for item in hosts.refresh(*keys))
    assert list(hosts.entries) == keys


def test_one_host_that_fails_keeps_no_other_from_being_asked(hosts: Hosts) -> None:
    keys = [f"codeberg.org/x/r{number}" for number in range(9)]
    hosts.answers = {f"/codeberg/repos/x/r{number}": answer({}, 503) for number in range(9)}
    hosts.answers["/github/repos/x/a"] = answer(GITHUB)

    said = hosts.refresh(*keys, "github.com/x/a")

    assert [item.key for item in said] == [*keys[:5], "", "github.com/x/a"]
    assert "codeberg.org has failed 5 times, so it is left alone: it answers 503. 4 rep" in said[5].text
    assert list(hosts.entries) == ["github.com/x/a"]


def test_a_private_repository(hosts: Hosts) -> None:
    hosts.answers["/gitlab/projects/x%2Fa?license=true"] = answer(
        {"path_with_namespace": "x/a", "visibility": "internal", "star_count": 1, "description": "secret"}
    )

    [said] = hosts.refresh("gitlab.com/x/a")

    assert said.text == "gitlab.com/x/a is private, so nothing is written of it."
    assert "secret" not in hosts.path.read_text("utf-8")


def test_what_one_answer_does_not_say_stays_as_it_was(hosts: Hosts) -> None:
    key, answers, kept = ANSWERS["GitLab"]
    hosts.answers = {path: answer(data) for path, data in answers.items()}
    hosts.refresh(key, day=date(2026, 11, 21))
    for wrong in (answer({}, 500), answer({}, 404), answer([])):
        hosts.answers["/gitlab/projects/x%2Fy%2Fa/languages"] = wrong
        hosts.path.write_text(hosts.path.read_text("utf-8").replace("2026-11-28", "2026-11-22"), "utf-8")

        [said] = hosts.refresh(key)

        assert not said.is_fault
        assert hosts.entries[key]["language"] == kept["language"]
        assert hosts.entries[key]["stars"]["2026-11-28"] == 5100


def test_a_limit_that_does_not_say_how_long(hosts: Hosts) -> None:
    waited: list[float] = []
    limits = [answer({"message": "You have exceeded a secondary rate limit"}, 403), answer({}, 429)]
    hosts.answers["/github/repos/x/a"] = lambda _: limits.pop(0) if limits else answer(GITHUB)
    plan = Plan(hosts.path, forges(hosts.environment), DAY, Clock(now=lambda: 1_000_000.0, sleep=waited.append))

    [said] = refresh([Repository("github.com", "x/a")], plan)

    assert not said.is_fault
    assert [seconds for seconds in waited if seconds > 2] == [60, 60]
    assert hosts.entries == {"github.com/x/a": KEPT}


def test_an_answer_without_end(hosts: Hosts) -> None:
    hosts.answers["/github/repos/x/a"] = Response(b"[" + b" " * 21_000_000)

    [said] = hosts.refresh("github.com/x/a")

    assert said.text == "github.com/x/a stays as it was: its answer is far too long."


def test_a_lock_file_that_is_broken_meanwhile_is_not_written_over(hosts: Hosts) -> None:
    def broken(_: Request) -> Response:
        hosts.path.write_text("mine", "utf-8")
        return answer(GITHUB)

    hosts.answers["/github/repos/x/a"] = broken

    *_, said = hosts.refresh("github.com/x/a")

    assert said.is_fault
    assert "it is not refreshed; correct it" in said.text
    assert hosts.path.read_text("utf-8") == "mine"


SECRETS = {f"{name}_TOKEN": f"{name.lower()}-secret-0123" for name in ("GITHUB", "GITLAB", "GITEE", "CODEBERG", "HF")}


def test_each_token_goes_to_its_own_host_and_nowhere_else(
    hosts: Hosts, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    hosts.environment |= SECRETS
    keys = ["github.com/x/a", "gitlab.com/x/a", "gitee.com/x/a", "codeberg.org/x/a", "huggingface.co/x/a"]
    hosts.answers["/gitee/repos/x/a"] = answer({"message": "go away"}, 401)

    said = hosts.refresh(*keys)

    sent = {path.split("/")[1]: headers["Authorization"] for path, headers in hosts.asked}
    assert sent.pop("github") == "Bearer github-secret-0123"
    assert sent == {
        name.lower(): f"Bearer {name.lower()}-secret-0123" for name in ("GITLAB", "GITEE", "CODEBERG", "HF")
    }
    assert "gitee.com does not take the token in GITEE_TOKEN; renew or unset it." in " ".join(
        item.text for item in said
    )
    told = "".join((caplog.text, *capfd.readouterr(), repr(forges(hosts.environment)), repr(said)))
    told += hosts.path.read_text("utf-8") if hosts.path.exists() else ""
    assert [secret for secret in SECRETS.values() if secret in told] == []
    assert [secret for secret in SECRETS.values() if secret in "".join(hosts.paths)] == []


def test_a_host_of_ones_own(hosts: Hosts) -> None:
    """As GitHub's Actions set it up on an Enterprise server; the public host is asked too, without the token."""
    hosts.environment = {
        "GITHUB_SERVER_URL": "https://code.example.org",
        "GITHUB_API_URL": f"{hosts.url}/api/v3",
        "GITHUB_TOKEN": "secret",
    }

    found = forges(hosts.environment)

    assert found["code.example.org"] == Forge(
        "code.example.org", "github", f"{hosts.url}/api/v3", f"{hosts.url}/api/graphql", "GITHUB_TOKEN", "secret"
    )
    assert (found["github.com"].api, found["github.com"].token) == ("https://api.github.com", "")
    # Without GraphQL here; what is internal there may be written.
    hosts.environment.pop("GITHUB_TOKEN")
    hosts.answers["/api/v3/repos/x/a"] = answer({**GITHUB, "private": True})
    hosts.refresh("code.example.org/x/a")
    assert load_lock(hosts.path).hosts == {"code.example.org": "github"}
    assert hosts.entries == {"code.example.org/x/a": KEPT}


def test_where_hosts_are_by_default() -> None:
    assert {host: (forge.api, forge.graphql) for host, forge in forges({}).items()} == {
        "github.com": ("https://api.github.com", "https://api.github.com/graphql"),
        "gitlab.com": ("https://gitlab.com/api/v4", ""),
        "gitee.com": ("https://gitee.com/api/v5", ""),
        "codeberg.org": ("https://codeberg.org/api/v1", ""),
        "huggingface.co": ("https://huggingface.co/api", ""),
    }
    own = forges({"GITLAB_SERVER_URL": "https://git.example.org/", "HF_ENDPOINT": "https://hub.example.org"})
    assert own["git.example.org"].api == "https://git.example.org/api/v4"
    assert own["huggingface.co"].api == "https://hub.example.org/api"
    assert forges({"GH_TOKEN": " x "})["github.com"].token_name == "GH_TOKEN"  # noqa: S105 - its name


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"GITHUB_API_URL": "api.github.com"}, "GITHUB_API_URL is no address that can be asked"),
        ({"GITHUB_API_URL": "file:///etc"}, "GITHUB_API_URL is no address that can be asked"),
        ({"GITLAB_SERVER_URL": "https://["}, "GITLAB_SERVER_URL is no address that can be asked"),
        ({"GITHUB_TOKEN": "geheim\nniß"}, "GITHUB_TOKEN is no token"),
        ({"GITHUB_API_URL": "http://code.example.org", "GITHUB_TOKEN": "secret"},
         "GITHUB_TOKEN is not sent to code.example.org"),
    ],
)  # fmt: skip
def test_an_environment_that_cannot_be_meant(environment: dict[str, str], sentence: str) -> None:
    with pytest.raises(ForgeError, match=sentence) as caught:
        forges(environment)

    assert "secret" not in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_the_day() -> None:
    assert today({"SOURCE_DATE_EPOCH": "1795824000"}) == date(2026, 11, 28)
    for wrong in ("", "soon", "9" * 30):
        assert today({"SOURCE_DATE_EPOCH": wrong}) == today({})
