"""Fetches a picture that a deck names from its host."""

from __future__ import annotations

from collections.abc import Collection

import httpx

from deckbook.hosts import HEADERS, TIMEOUT, Unavailable, get
from deckbook.vendor.kinds import kind, runs

MAX_BYTES = 10_000_000
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
    content = get(url, client, allowed, MAX_BYTES)
    ending = kind(content)
    if ending is None:
        raise NoPicture(f"{url} is no picture.")
    if ending == "svg" and runs(content):
        raise Unavailable(f"{url} is a drawing that holds a script, so it is not copied.")
    return content, ending


def new_client() -> httpx.Client:
    """What asks hosts for pictures: it follows no redirect by itself, and sends no cookie."""
    return httpx.Client(timeout=TIMEOUT, headers=HEADERS | _ACCEPT, follow_redirects=False)
