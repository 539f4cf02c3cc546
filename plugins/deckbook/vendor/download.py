"""Fetches a picture that a deck names from its host."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Collection
from urllib.parse import urljoin, urlsplit

import httpx

from deckbook.vendor.kinds import kind, runs
from deckbook.vendor.sources import HEADERS, TIMEOUT, Unavailable, said

MAX_BYTES = 10_000_000
_MAX_SECONDS = 120.0
_MAX_REDIRECTS = 5
_ACCEPT = {"Accept": "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8"}


class NoPicture(Unavailable):
    """What a host answered is no picture."""


def picture(url: str, client: httpx.Client, allowed: Collection[str]) -> tuple[bytes, str]:
    """A picture's content and the ending of its name.

    Args:
        url: Its address.
        client: What asks.
        allowed: The hosts of private networks that may be asked. A deck by a stranger could name others to find out
            what answers there.

    Raises:
        Unavailable: It cannot be had, or is nothing that a site should hold.
    """
    content = _content(url, client, allowed)
    ending = kind(content)
    if ending is None:
        raise NoPicture(f"{url} is no picture.")
    if ending == "svg" and runs(content):
        raise Unavailable(f"{url} is a drawing that holds a script, so it is not copied.")
    return content, ending


def new_client() -> httpx.Client:
    """What asks hosts for pictures: it follows no redirect by itself, and sends no cookie."""
    return httpx.Client(timeout=TIMEOUT, headers=HEADERS | _ACCEPT, follow_redirects=False)


def _content(url: str, client: httpx.Client, allowed: Collection[str]) -> bytes:
    end = time.monotonic() + _MAX_SECONDS
    asked = url
    for _ in range(_MAX_REDIRECTS + 1):
        _check_host(asked, url, allowed)
        client.cookies.clear()
        try:
            with client.stream("GET", asked) as answer:
                if answer.has_redirect_location:
                    asked = urljoin(asked, answer.headers["location"])
                    continue
                if answer.status_code != httpx.codes.OK:
                    raise Unavailable(f"{url} answers {answer.status_code} {answer.reason_phrase}".rstrip() + ".")
                return _body(url, answer, end)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unavailable(f"{url} cannot be fetched: {said(error)}.") from error
    raise Unavailable(f"{url} cannot be fetched: it leads from one address to the next.")


def _body(url: str, answer: httpx.Response, end: float) -> bytes:
    body = bytearray()
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > MAX_BYTES:
            raise Unavailable(f"{url} is larger than {MAX_BYTES // 1_000_000} MB, so it is not copied.")
        if time.monotonic() > end:
            raise Unavailable(f"{url} cannot be fetched: it takes too long to answer.")
    return bytes(body)


def _check_host(asked: str, url: str, allowed: Collection[str]) -> None:
    try:
        parts = urlsplit(asked)
        host = parts.hostname or ""
    except ValueError:
        raise Unavailable(f"{url} cannot be fetched: it leads to “{asked[:80]}”.") from None
    if parts.scheme not in ("http", "https") or not host:
        raise Unavailable(f"{url} cannot be fetched: it leads to “{asked[:80]}”.")
    if host not in allowed and not all(address.is_global for address in _addresses(host)):
        raise Unavailable(
            f"{url} is on a machine of a private network, {host}; if that is meant, allow it: --allow {host}."
        )


def _addresses(host: str) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """The addresses of a host; none where its name is not known here, but may be to a proxy."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [ipaddress.ip_address(str(item[4][0]).partition("%")[0]) for item in found]
