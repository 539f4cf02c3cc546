"""The hosts that are asked, with what the environment says of them: where their API is, and who asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from deckbook.repos.addresses import HOSTS

_APIS = {
    "github": ("https://api.github.com", "/api/v3"),
    "gitlab": ("https://gitlab.com/api/v4", "/api/v4"),
    "gitee": ("https://gitee.com/api/v5", "/api/v5"),
    "gitea": ("https://codeberg.org/api/v1", "/api/v1"),
    "huggingface": ("https://huggingface.co/api", "/api"),
}
"""Where the API of a kind's public host is, and what is added to the address of another one."""
_NAMES = {
    "github.com": "GITHUB",
    "gitlab.com": "GITLAB",
    "gitee.com": "GITEE",
    "codeberg.org": "CODEBERG",
    "huggingface.co": "HF",
}
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class ForgeError(Exception):
    """The environment names what cannot be asked; the text is a sentence that says what, without any secret."""


@dataclass(frozen=True, slots=True)
class Forge:
    """A host of repositories that can be asked.

    Attributes:
        host: As links to its repositories name it.
        kind: Which API it has.
        api: The address of that API, without a slash at its end.
        graphql: That of GitHub's other API.
        token_name: The environment variable that its token is in; "" where the environment names none.
        token: Who asks; never shown.
    """

    host: str
    kind: str
    api: str
    graphql: str = ""
    token_name: str = ""
    token: str = field(default="", repr=False)

    @property
    def is_public(self) -> bool:
        """Whether everybody can see what is on it: what only some may see there is not written into a site."""
        return self.host in HOSTS


def forges(environment: Mapping[str, str]) -> dict[str, Forge]:
    """The hosts that can be asked, by name.

    For each public host, `GITHUB` for one: `GITHUB_TOKEN` is sent to it, `GITHUB_API_URL` is its API's address.
    Where `GITHUB_SERVER_URL` names another host, both are that host's, and the public one is asked without a token.

    Raises:
        ForgeError: One of these is no address, or no token.
    """
    found: dict[str, Forge] = {}
    for host, name in _NAMES.items():
        kind = HOSTS[host]
        public, suffix = _APIS[kind]
        server = _url(environment, f"{name}_SERVER_URL") or f"https://{host}"
        own = urlsplit(server).netloc.lower()
        found[host] = Forge(host, kind, public, _graphql(kind, public))
        if own in ("", host, f"www.{host}"):
            own, default = host, public
        else:
            default = f"{server}{suffix}"
        endpoint = _url(environment, "HF_ENDPOINT") if name == "HF" else ""
        api = _url(environment, f"{name}_API_URL") or (f"{endpoint}/api" if endpoint else default)
        token_name, token = _token(environment, name, api)
        graphql = _url(environment, f"{name}_GRAPHQL_URL") if kind == "github" else ""
        found[own] = Forge(own, kind, api, graphql or _graphql(kind, api), token_name, token)
    return found


def _graphql(kind: str, api: str) -> str:
    return f"{api.removesuffix('/v3')}/graphql" if kind == "github" else ""


def _url(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "").strip().rstrip("/")
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        is_good = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query
    except ValueError:
        is_good = False
    if not is_good:
        raise ForgeError(f"{name} is no address that can be asked; write it as https://host/path.")
    return value


def _token(environment: Mapping[str, str], name: str, api: str) -> tuple[str, str]:
    names = (f"{name}_TOKEN", "GH_TOKEN") if name == "GITHUB" else (f"{name}_TOKEN",)
    used = next((used for used in names if environment.get(used, "").strip()), "")
    if not used:
        return "", ""
    token = environment[used].strip()
    if not token.isascii() or not token.isprintable() or " " in token:
        raise ForgeError(f"{used} is no token: it holds what no token does.")
    parts = urlsplit(api)
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise ForgeError(f"{used} is not sent to {parts.hostname}, as its address begins with http://; write https://.")
    return used, token
