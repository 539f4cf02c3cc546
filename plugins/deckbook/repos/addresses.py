"""Which repository an address leads to, if any."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

HOSTS: Mapping[str, str] = MappingProxyType(
    {
        "github.com": "github",
        "gitlab.com": "gitlab",
        "gitee.com": "gitee",
        "codeberg.org": "gitea",
        "huggingface.co": "huggingface",
    }
)
"""The hosts that are known, and the kind of each: what its addresses look like and which API it has."""

_ALIASES = {"hf.co": "huggingface.co"}


@dataclass(frozen=True, slots=True, order=True)
class Repository:
    """A repository, by its address.

    Attributes:
        host: Such as `github.com`.
        path: Its path there, as it is written: `owner/name`, `group/subgroup/name`, `datasets/owner/name`.
    """

    host: str
    path: str

    @property
    def key(self) -> str:
        """What is the same for all spellings of its address; hosts do not tell capitals apart."""
        return f"{self.host}/{self.path}".lower()

    @property
    def url(self) -> str:
        return f"https://{self.host}/{self.path}"

    @property
    def name(self) -> str:
        """Its path without its owner."""
        return self.path.rpartition("/")[2]

    @classmethod
    def of_key(cls, key: str) -> Repository:
        """The repository of a `host/path`."""
        host, _, path = key.partition("/")
        return cls(host, path)


@dataclass(frozen=True, slots=True)
class Target:
    """What an address leads to: a repository, and `part`, what of it (`tree/main/src`, `issues/5`); "" for all."""

    repository: Repository
    part: str = ""


def target(address: str, hosts: Mapping[str, str] = HOSTS) -> Target | None:
    """The repository that an address leads to.

    Args:
        address: A URL (http, https, ssh, git), with or without its scheme, or `git@host:path`.
        hosts: The hosts whose repositories are meant, with their kinds.
    """
    parts = _split(address)
    if parts is None:
        return None
    host, path = parts
    host = _ALIASES.get(host, host)
    kind = hosts.get(host)
    if kind is None:
        return None
    segments = _segments(path)
    found = _READERS[kind](segments) if segments else None
    if found is None:
        return None
    length, part = found
    names = [*segments[: length - 1], _without_git(segments[length - 1])]
    owners, name = names[:-1], names[-1]
    if not _is_name(name) or not all(map(_is_owner, owners)):
        return None
    return Target(Repository(host, "/".join(names)), "/".join(part))


_SCP = re.compile(r"(?:ssh://)?git@(?P<host>[\w.-]{1,100})(?::22/|[:/])(?P<path>[^/\s].*)", re.S)
_BARE = re.compile(r"(?:www\.)?[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}/", re.A)
_SCHEMES = {"http": (None, 80), "https": (None, 443), "ssh": (None, 22), "git": (None, 9418)}


def _split(address: str) -> tuple[str, str] | None:
    """Host and path of an address."""
    address = address.strip().removeprefix("git+")
    if scp := _SCP.match(address):
        return scp["host"].lower(), scp["path"]
    if address.startswith("//"):
        address = f"https:{address}"
    elif "://" not in address and _BARE.match(address):
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return None
    if port not in _SCHEMES.get(parts.scheme.lower(), ()):
        return None
    return host.removeprefix("www.").removesuffix("."), parts.path


# What may stand in a name; the first other character ends the address, as in `…/name，有用`.
_WORD = re.compile(r"[A-Za-z0-9._-]{1,100}")


def _segments(path: str) -> list[str]:
    segments = []
    for segment in unquote(path).strip("/").split("/")[:40]:
        match = _WORD.match(segment)
        if match:
            segments.append(match[0])
        if not match or match.end() != len(segment):
            break
    return segments


def is_path(text: str) -> bool:
    """Whether a host may call a repository so."""
    return all(_WORD.fullmatch(name) and _is_name(name) for name in text.split("/"))


def _without_git(name: str) -> str:
    return name[:-4] if name.lower().endswith(".git") else name


def _is_name(name: str) -> bool:
    return bool(name) and not re.fullmatch(r"[.-]+", name)


def _is_owner(name: str) -> bool:
    return name[0] not in ".-" and name[-1] != "."


_Read = tuple[int, Sequence[str]] | None
"""How many segments name the repository, and those behind it."""

_GITHUB_PAGES = frozenset(
    "about account advisories apps blog business codespaces collections contact contributing copilot customer-stories "
    "dashboard discussions edu education enterprise enterprises events explore features git-guides github-copilot "
    "home i integrations issues join login logout marketplace mobile models new nonprofit notifications open-source "
    "organizations orgs partners password_reset premium-support pricing pulls readme repos resources search security "
    "sessions settings signup site solutions sponsors stars success-stories team teams topics trending users "
    "watching why-github".split()
)
_GITLAB_PAGES = frozenset(
    "- admin api assets dashboard explore groups health_check help import invites jwt login oauth profile projects "
    "public search snippets unsubscribes uploads users v2".split()
)
# No project of GitLab's may have these names.
_GITLAB_PARTS = frozenset(
    "- badges blame blob builds commit commits compare create create_dir edit environments files find_file "
    "forks graphs issues jobs merge_requests milestones network new pipelines preview raw refs releases snippets "
    "tags tree update wikis".split()
)
_GITEE_PAGES = frozenset(
    "about_us all-about-git api appclient apps blog codes dashboard education enterprises events explore features "
    "gists gitee-go gitee_blog go help issues links login logout notifications oauth opensource organizations pages "
    "price profile pulls release_logs search session sessions settings signup stars topics user users".split()
)
_GITEE_USER_PAGES = frozenset(
    "codes collections contributions_view events followers following gists groups members projects repos stars "
    "watches widgets".split()
)
_GITEA_PAGES = frozenset(
    "- admin api assets attachments avatars captcha devtest explore ghost issues login metrics milestones "
    "notifications org pulls repo repo-avatars search stars swagger user users".split()
)
_HUGGINGFACE_PAGES = frozenset(
    "about account api blog brand changelog chat collections contact content-guidelines datasets docs enterprise "
    "events inference inference-api inference-endpoints jobs join kernels landing languages learn login logout mcp "
    "metrics models new new-dataset new-model new-space oauth organizations papers playground posts pricing privacy "
    "search security settings shop spaces storage support tasks terms-of-service training-cluster welcome".split()
)
_HUGGINGFACE_PARTS = frozenset("blame blob commit commits discussions edit raw resolve settings tree viewer".split())


def _github(segments: Sequence[str]) -> _Read:
    if len(segments) < 2 or segments[0].lower() in _GITHUB_PAGES:
        return None
    return 2, segments[2:]


def _gitlab(segments: Sequence[str]) -> _Read:
    if segments[0].lower() in _GITLAB_PAGES:
        return None
    end = next((i for i, name in enumerate(segments) if i >= 2 and name.lower() in _GITLAB_PARTS), len(segments))
    if end < 2 or segments[1] == "-":
        return None
    return end, segments[end + 1 if end < len(segments) and segments[end] == "-" else end :]


def _gitee(segments: Sequence[str]) -> _Read:
    if len(segments) < 2 or segments[0].lower() in _GITEE_PAGES or segments[1].lower() in _GITEE_USER_PAGES:
        return None
    return 2, segments[2:]


def _gitea(segments: Sequence[str]) -> _Read:
    if len(segments) < 2 or segments[0].lower() in _GITEA_PAGES or segments[1] == "-":
        return None
    return 2, segments[2:]


def _huggingface(segments: Sequence[str]) -> _Read:
    """`owner/name` is a model; datasets and spaces have that word before it; old models and datasets have no owner."""
    first, rest = segments[0].lower(), segments[1:]
    if first in ("datasets", "spaces"):
        if len(rest) > 1 and rest[1].lower() not in _HUGGINGFACE_PARTS:
            return 3, segments[3:]
        return (2, segments[2:]) if first == "datasets" and rest else None
    if first in _HUGGINGFACE_PAGES or not rest:
        return None
    if rest[0].lower() in _HUGGINGFACE_PARTS - {"settings"}:
        return (1, rest) if len(rest) > 1 or rest[0] == "discussions" else None
    return 2, segments[2:]


_READERS = {
    "github": _github,
    "gitlab": _gitlab,
    "gitee": _gitee,
    "gitea": _gitea,
    "huggingface": _huggingface,
}
KINDS = tuple(_READERS)
"""The kinds of hosts that there are."""
