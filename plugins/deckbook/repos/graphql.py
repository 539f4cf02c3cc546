"""Asks GitHub about many repositories at once, with GraphQL, which needs a token."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from deckbook.repos.addresses import Repository
from deckbook.repos.asking import Client, Failed, Failures, Stopped
from deckbook.repos.facts import News
from deckbook.repos.replies import Reply, Same, Unknown, count, day, license_id, line, names

BATCH = 50
"""How many are asked about at once; GitHub gives up on longer questions."""
_FACTS = (
    "fragment Facts on Repository { nameWithOwner description stargazerCount isArchived isPrivate pushedAt "
    "licenseInfo { spdxId name } primaryLanguage { name } "
    "repositoryTopics(first: 20) { nodes { topic { name } } } }"
)


def ask(client: Client, repositories: Sequence[Repository]) -> Iterator[tuple[Repository, Reply]]:
    """What GitHub says of repositories, as the answers come in.

    A question that it does not answer is halved, until it is about one repository.
    """
    waiting = deque(repositories[start : start + BATCH] for start in range(0, len(repositories), BATCH))
    failures = Failures(client.forge.host)
    while waiting:
        batch = waiting.popleft()
        try:
            yield from _answers(client, batch)
            failures.clear()
        except Failed as error:
            if len(batch) == 1:
                yield batch[0], Unknown(str(error))
                failures.add(error)
            else:
                middle = len(batch) // 2
                waiting.extendleft((batch[middle:], batch[:middle]))


def _answers(client: Client, batch: Sequence[Repository]) -> Iterator[tuple[Repository, Reply]]:
    """What it says of a batch.

    Raises:
        Failed: It says nothing of any of it.
    """
    variables = {}
    for number, repository in enumerate(batch):
        variables[f"o{number}"], _, variables[f"n{number}"] = repository.path.partition("/")
    declared = ", ".join(f"${name}: String!" for name in variables)
    asked = " ".join(
        f"r{number}: repository(owner: $o{number}, name: $n{number}, followRenames: true) {{ ...Facts }}"
        for number in range(len(batch))
    )
    body = {"query": f"query ({declared}) {{ {asked} }} {_FACTS}", "variables": variables}
    answer = client.ask(client.forge.graphql, body=body, tries=4 if len(batch) == 1 else 1)
    content = answer.data if isinstance(answer.data, dict) else {}
    errors = [error for error in _list(content.get("errors")) if isinstance(error, dict)]
    data = content.get("data")
    if any(error.get("type") in ("RATE_LIMITED", "RATE_LIMIT") for error in errors):
        raise Stopped(f"{client.forge.host} takes no more questions for now; go on in an hour.")
    if not isinstance(data, dict):
        message = errors[0].get("message") if errors else content.get("message")
        raise Failed(line(message, 200).rstrip(".") or f"it answers {answer.status}")
    for number, repository in enumerate(batch):
        alias = f"r{number}"
        about = [error for error in errors if _list(error.get("path"))[:1] == [alias]]
        yield repository, _reply(data.get(alias), about)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _reply(found: object, errors: Sequence[Mapping[str, Any]]) -> Reply:
    if not isinstance(found, dict):
        if any(error.get("type") == "NOT_FOUND" for error in errors):
            return Same.GONE
        return Unknown(line(errors[0].get("message"), 200).rstrip(".") if errors else "the answer leaves it out")
    told: dict[str, Any] = {
        "description": line(found.get("description")),
        "archived": found.get("isArchived") is True,
        "pushed": day(found.get("pushedAt")),
        "license": _license(found.get("licenseInfo")),
        "language": line(_of(found.get("primaryLanguage"), "name"), 50),
        "topics": names(
            [_of(_of(node, "topic"), "name") for node in _list(_of(found.get("repositoryTopics"), "nodes"))]
        ),
    }
    # A field that could not be answered is null as one that is empty; only the errors tell which.
    failed = {error["path"][1] for error in errors if len(_list(error.get("path"))) > 1}
    for name in failed & _FIELDS.keys():
        del told[_FIELDS[name]]
    return News(
        path=line(found.get("nameWithOwner")),
        stars=count(found.get("stargazerCount")),
        told=told,
        private=found.get("isPrivate") is True,
    )


_FIELDS = {
    "description": "description",
    "isArchived": "archived",
    "pushedAt": "pushed",
    "licenseInfo": "license",
    "primaryLanguage": "language",
    "repositoryTopics": "topics",
}


def _license(value: object) -> str:
    return license_id(_of(value, "spdxId")) or license_id(_of(value, "name"))


def _of(value: object, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None
