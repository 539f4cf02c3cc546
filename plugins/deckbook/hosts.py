"""Asks hosts of the web, as commands do: with time-outs, and no machine of a private network by another's wish."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Collection, Mapping
from urllib.parse import urljoin, urlsplit

import httpx

from deckbook import __version__

TIMEOUT = httpx.Timeout(30, connect=10)
HEADERS = {"User-Agent": f"deckbook/{__version__}"}
_MAX_SECONDS = 120.0
_MAX_REDIRECTS = 5


class Unavailable(Exception):
    """Something cannot be had; the text is a sentence that says why."""


def get(
    url: str, client: httpx.Client, allowed: Collection[str], most: int, headers: Mapping[str, str] | None = None
) -> bytes:
    """What is at an address, wherever it leads.

    Args:
        url: The address.
        client: What asks; it must not follow redirections by itself.
        allowed: The hosts of private networks that may be asked. What strangers write, or a redirection, could name
            others to find out what answers there.
        most: The most bytes that are taken, millions of them.
        headers: More headers.

    Raises:
        Unavailable: Nothing can be had there.
    """
    end = time.monotonic() + _MAX_SECONDS
    asked = url
    for _ in range(_MAX_REDIRECTS + 1):
        _check_host(asked, url, allowed)
        client.cookies.clear()
        try:
            with client.stream("GET", asked, headers=dict(headers or {})) as answer:
                if answer.has_redirect_location:
                    asked = urljoin(asked, answer.headers["location"])
                    continue
                if answer.status_code != httpx.codes.OK:
                    raise Unavailable(f"{url} answers {answer.status_code} {answer.reason_phrase}".rstrip() + ".")
                return _body(url, answer, end, most)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unavailable(f"{url} cannot be fetched: {said(error)}.") from error
    raise Unavailable(f"{url} cannot be fetched: it leads from one address to the next.")


def _body(url: str, answer: httpx.Response, end: float, most: int) -> bytes:
    body = bytearray()
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > most:
            raise Unavailable(f"{url} is larger than {most // 1_000_000} MB, so it is not copied.")
        if time.monotonic() > end:
            raise Unavailable(f"{url} cannot be fetched: it takes too long to answer.")
    return bytes(body)


def said(error: Exception) -> str:
    """What went wrong, in words that say something also where the error has none."""
    if isinstance(error, httpx.TimeoutException):
        return "it takes too long to answer"
    return str(error).rstrip(".") or type(error).__name__


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
