"""Asks about one repository after the other: one small adapter for each kind of host."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from deckbook.repos.addresses import Repository
from deckbook.repos.asking import Answer, Client, Failed, Failures
from deckbook.repos.facts import Facts, News
from deckbook.repos.replies import Reply, Same, Unknown, count, day, license_id, line, names

_GONE = (404, 410, 451)


@dataclass(frozen=True, slots=True)
class Adapter:
    """How a kind of host is asked.

    Attributes:
        address: The path of a repository's answer below the API's address.
        read: Makes news of that answer.
        language: The path of the answer that says in which languages it is, where that is another one.
        headers: What is sent besides.
    """

    address: Callable[[Repository], str]
    read: Callable[[Mapping[str, Any], Repository], News]
    language: Callable[[Repository], str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def ask(
    client: Client, repositories: Sequence[Repository], known: Mapping[str, Facts]
) -> Iterator[tuple[Repository, Reply]]:
    """What a host says of repositories, one after the other."""
    adapter = ADAPTERS[client.forge.kind]
    failures = Failures(client.forge.host)
    for repository in repositories:
        try:
            reply = _ask(client, adapter, repository, known.get(repository.key, Facts()))
        except Failed as error:
            yield repository, Unknown(str(error))
            failures.add(error)
        else:
            yield repository, reply
            failures.clear()


def _ask(client: Client, adapter: Adapter, repository: Repository, old: Facts) -> Reply:
    headers = dict(adapter.headers)
    if old.etag and not old.gone:
        headers["If-None-Match"] = old.etag
    answer = client.ask(f"{client.forge.api}/{adapter.address(repository)}", headers=headers)
    if answer.status == 304:
        return Same.UNCHANGED
    if _is_gone(answer, client):
        return Same.GONE
    if answer.status != 200:
        return Unknown(f"it answers {answer.status}")
    if not isinstance(answer.data, dict):
        raise Failed("its answer is something else")
    news = adapter.read(answer.data, repository)
    told = dict(news.told)
    if etag := line(answer.headers.get("etag"), 200):
        told["etag"] = etag
    if adapter.language:
        told |= _languages(client, adapter.language(repository))
    return replace(news, told=told)


def _is_gone(answer: Answer, client: Client) -> bool:
    """Whether the host itself says that there is no such repository, and not something between."""
    if not isinstance(answer.data, dict):
        return False
    if answer.status in _GONE or (answer.status == 403 and "block" in answer.data):
        return True
    # Hugging Face tells nobody whether a repository is not there or is private.
    return answer.status == 401 and client.forge.kind == "huggingface"


def _languages(client: Client, address: str) -> dict[str, str]:
    """The language that most of it is in; nothing where the host does not say."""
    try:
        answer = client.ask(f"{client.forge.api}/{address}")
    except Failed:
        return {}
    if answer.status != 200 or not isinstance(answer.data, dict):
        return {}
    shares = {name: share for name, share in answer.data.items() if isinstance(share, (int, float))}
    return {"language": line(max(shares, key=lambda name: shares[name]), 50) if shares else ""}


def _github(data: Mapping[str, Any], repository: Repository) -> News:
    return News(
        path=line(data.get("full_name")),
        stars=count(data.get("stargazers_count")),
        told={
            "description": line(data.get("description")),
            "license": _license(data.get("license"), "spdx_id", "name"),
            "language": line(data.get("language"), 50),
            "topics": names(data.get("topics")),
            "archived": data.get("archived") is True,
            "pushed": day(data.get("pushed_at")),
        },
        private=data.get("private") is True,
    )


def _gitlab(data: Mapping[str, Any], repository: Repository) -> News:
    return News(
        path=line(data.get("path_with_namespace")),
        stars=count(data.get("star_count")),
        told={
            "description": line(data.get("description")),
            "license": _license(data.get("license"), "key", "name"),
            "topics": names(data.get("topics")),
            "archived": data.get("archived") is True,
            "pushed": day(data.get("last_activity_at")),
        },
        private=data.get("visibility", "public") != "public",
    )


def _gitee(data: Mapping[str, Any], repository: Repository) -> News:
    labels = data.get("project_labels")
    return News(
        path=line(data.get("full_name")),
        stars=count(data.get("stargazers_count")),
        told={
            "description": line(data.get("description")),
            "license": license_id(data.get("license")),
            "language": line(data.get("language"), 50),
            "topics": names([item.get("name") for item in labels if isinstance(item, dict)] if labels else ()),
            "archived": line(data.get("status")) in ("关闭", "closed"),
            "pushed": day(data.get("pushed_at")),
        },
        private=data.get("private") is True,
    )


def _gitea(data: Mapping[str, Any], repository: Repository) -> News:
    licenses = names(data.get("licenses"))
    return News(
        path=line(data.get("full_name")),
        stars=count(data.get("stars_count")),
        told={
            "description": line(data.get("description")),
            "license": " OR ".join(map(license_id, licenses)),
            "language": line(data.get("language"), 50),
            "topics": names(data.get("topics")),
            "archived": data.get("archived") is True,
            "pushed": day(data.get("updated_at")),
        },
        private=data.get("private") is True,
    )


def _huggingface(data: Mapping[str, Any], repository: Repository) -> News:
    """Its likes are its stars; its tags are topics but those that say something else, such as `license:mit`."""
    collection = repository.path.partition("/")[0]
    prefix = f"{collection}/" if collection in ("datasets", "spaces") and repository.path.count("/") else ""
    card = data.get("cardData")
    card = card if isinstance(card, dict) else {}
    tags = [tag for tag in data.get("tags") or () if isinstance(tag, str)]
    said = next((tag.partition(":")[2] for tag in tags if tag.startswith("license:")), card.get("license"))
    description = data.get("description") or card.get("short_description") or card.get("title")
    told = {
        "license": license_id(said if isinstance(said, str) else ""),
        "topics": names([tag for tag in tags if ":" not in tag]),
        "archived": data.get("disabled") is True,
        "pushed": day(data.get("lastModified")),
    }
    return News(
        path=f"{prefix}{line(data.get('id'))}",
        stars=count(data.get("likes")),
        told={**told, "description": line(description)},
        private=data.get("private") is True,
    )


def _license(value: object, *keys: str) -> str:
    found = (license_id(value.get(key)) for key in keys) if isinstance(value, dict) else ()
    return next((name for name in found if name), "")


def _huggingface_address(repository: Repository) -> str:
    collection, _, rest = repository.path.partition("/")
    return f"{collection}/{quote(rest)}" if collection in ("datasets", "spaces") else f"models/{quote(repository.path)}"


ADAPTERS: Mapping[str, Adapter] = {
    "github": Adapter(
        address=lambda repository: f"repos/{quote(repository.path)}",
        read=_github,
        headers={"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"},
    ),
    "gitlab": Adapter(
        address=lambda repository: f"projects/{quote(repository.path, safe='')}?license=true",
        read=_gitlab,
        language=lambda repository: f"projects/{quote(repository.path, safe='')}/languages",
    ),
    "gitee": Adapter(address=lambda repository: f"repos/{quote(repository.path)}", read=_gitee),
    "gitea": Adapter(address=lambda repository: f"repos/{quote(repository.path)}", read=_gitea),
    "huggingface": Adapter(address=_huggingface_address, read=_huggingface),
}
