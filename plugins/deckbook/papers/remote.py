"""What other hosts know of a paper: doi.org, arXiv, OpenReview and the ACL Anthology, each asked in its own way."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import httpx

from deckbook.hosts import HEADERS, TIMEOUT, Unavailable, get
from deckbook.papers import bibtex, csl, entries
from deckbook.papers.identifiers import Identifier, of_arxiv, of_doi, of_url

_MOST = 2_000_000  # bytes of an answer
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"


@dataclass(frozen=True, slots=True)
class Hosts:
    """The addresses that are asked; those of a mirror, or of tests, come from the environment."""

    doi: str = "https://doi.org"
    arxiv: str = "https://export.arxiv.org"
    openreview: str = "https://api2.openreview.net"
    openreview_old: str = "https://api.openreview.net"
    acl: str = "https://aclanthology.org"

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Hosts:
        """The hosts that an environment names: `DECKBOOK_DOI_URL`, `DECKBOOK_ARXIV_URL` and so on."""
        said = {field.name: environment.get(f"DECKBOOK_{field.name.upper()}_URL", "") for field in fields(cls)}
        return cls(**{name: url.rstrip("/") for name, url in said.items() if url})


def meant(text: str) -> Identifier | None:
    """The paper that somebody names by a DOI, a number at arXiv, or an address; None where it is none of these."""
    text = text.strip()
    if re.match(r"https?://", text, re.I):
        return of_url(text)
    if re.match(r"(?:doi:\s*)?10\.\d{4,9}/", text, re.I):
        return of_doi(text)
    return of_arxiv(text) or of_url(text)


class Asking:
    """Asks the hosts for papers, as one client."""

    def __init__(self, hosts: Hosts, allowed: Collection[str], timeout: httpx.Timeout = TIMEOUT) -> None:
        """Asks the hosts for papers.

        Args:
            hosts: Their addresses.
            allowed: The hosts of private networks that may be asked.
            timeout: How long they may take.
        """
        self._hosts = hosts
        self._allowed = allowed
        self._client = httpx.Client(timeout=timeout, headers=HEADERS, follow_redirects=False)

    def __enter__(self) -> Asking:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def item(self, identifier: Identifier) -> dict[str, Any]:
        """What is known of a paper, as a tidied item of CSL-JSON.

        Raises:
            Unavailable: The host does not answer, or knows no such paper.
        """
        ask: Mapping[str, Callable[[str], Mapping[str, Any]]] = {
            "doi": self._doi, "arxiv": self._arxiv, "openreview": self._openreview, "acl": self._acl,
        }  # fmt: skip
        found = csl.tidied(ask[identifier.scheme](identifier.value))
        if not found.get("title"):
            raise Unavailable(f"{identifier.url} is known, but without a title, so it is not added.")
        return found

    def _get(self, url: str, accept: str) -> bytes:
        return get(url, self._client, self._allowed, _MOST, {"Accept": accept})

    def _doi(self, doi: str) -> Mapping[str, Any]:
        """What doi.org's registries say of a DOI (https://citation.doi.org)."""
        url = f"{self._hosts.doi}/{quote(doi, safe='/:;()._-')}"
        found = _json(self._get(url, "application/vnd.citationstyles.csl+json"), url)
        return {"DOI": doi, **{name: _text(value) for name, value in found.items() if name not in ("note", "abstract")}}

    def _arxiv(self, number: str) -> Mapping[str, Any]:
        """What arXiv's API says of a number (https://info.arxiv.org/help/api)."""
        url = f"{self._hosts.arxiv}/api/query?{urlencode({'id_list': number})}"
        content = self._get(url, "application/atom+xml")
        if b"<!" in content.replace(b"<![CDATA[", b""):
            raise Unavailable(f"{url} answers what is no feed of arXiv's.")
        try:
            entry = ElementTree.fromstring(content).find(f"{_ATOM}entry")  # noqa: S314 - no entities, as was looked at
        except (ElementTree.ParseError, ValueError, LookupError):
            raise Unavailable(f"{url} answers what is no feed of arXiv's.") from None
        if entry is None or "/abs/" not in (entry.findtext(f"{_ATOM}id") or ""):
            raise Unavailable(f"arXiv has no paper {number}.")
        names = [" ".join((author.findtext(f"{_ATOM}name") or "").split()) for author in entry.iter(f"{_ATOM}author")]
        return {
            "type": "article",
            "title": entry.findtext(f"{_ATOM}title") or "",
            "author": _named(names),
            "issued": {"date-parts": [(entry.findtext(f"{_ATOM}published") or "")[:10].split("-")]},
            "publisher": "arXiv",
            "arxiv": number,
            "DOI": entry.findtext(f"{_ARXIV}doi") or "",
            "URL": f"https://arxiv.org/abs/{number}",
        }

    def _openreview(self, number: str) -> Mapping[str, Any]:
        """What OpenReview says of a note, by its newer API, else by the older one that has the older notes."""
        for base in (self._hosts.openreview, self._hosts.openreview_old):
            url = f"{base}/notes?{urlencode({'id': number})}"
            try:
                notes = _json(self._get(url, "application/json"), url).get("notes")
            except Unavailable:
                if base == self._hosts.openreview_old:
                    raise
                continue
            if isinstance(notes, list) and notes and isinstance(notes[0], Mapping):
                return _note(notes[0], number)
        raise Unavailable(f"OpenReview has no paper {number}.")

    def _acl(self, number: str) -> Mapping[str, Any]:
        """The Anthology's own BibTeX of a paper."""
        url = f"{self._hosts.acl}/{number}.bib"
        found = _entry(self._get(url, "text/plain").decode(errors="replace"))
        if found is None:
            raise Unavailable(f"{url} answers what is no BibTeX.")
        return found


def _note(note: Mapping[str, Any], number: str) -> Mapping[str, Any]:
    """A note of OpenReview: its own BibTeX says most, its fields the rest."""
    content = note.get("content")
    said = {name: _value(value) for name, value in content.items()} if isinstance(content, Mapping) else {}
    found = _entry(str(said.get("_bibtex") or "")) or {"type": "article"}
    year = re.search(r"(?:19|20)\d\d", str(said.get("venue") or ""))
    authors = said.get("authors")
    rest = {
        "title": str(said.get("title") or ""),
        "author": _named([str(name) for name in authors] if isinstance(authors, list) else []),
        "publisher": str(said.get("venue") or ""),
        "issued": {"raw": year[0]} if year else {},
        "URL": f"https://openreview.net/forum?id={number}",
    }
    return {**rest, **{name: value for name, value in found.items() if value}}


def _entry(text: str) -> dict[str, Any] | None:
    """The item of the first entry of BibTeX."""
    read, _ = bibtex.read(text)
    return entries.item(read[0]) if read else None


def _named(names: list[str]) -> list[dict[str, str]]:
    """Names that are not divided: the last word is the family name, as in BibTeX."""
    return [
        dict(zip(("given", "family"), name.rsplit(" ", 1), strict=True)) if " " in name else {"literal": name}
        for name in names
        if name
    ]


def _json(content: bytes, url: str) -> Mapping[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, Mapping):
        raise Unavailable(f"{url} answers what is not what it should be.")
    return found


def _text(value: Any) -> Any:
    """A value of Crossref's, whose texts may stand in lists: `["Nature"]`."""
    return value[0] if isinstance(value, list) and value and isinstance(value[0], str) else value


def _value(value: Any) -> Any:
    """A field of a note: the newer API puts values into mappings."""
    return value.get("value") if isinstance(value, Mapping) else value
