"""What papers are known by outside a bibliography: DOIs, and ids at arXiv, OpenReview and the ACL Anthology."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

_ARXIV = r"(?:\d{4}\.\d{4,5}|[a-z][a-z-]*(?:\.[A-Z]{2})?/\d{7})"
_ARXIV_ID = re.compile(rf"({_ARXIV})(?:v\d+)?", re.I)
_ARXIV_SAID = re.compile(rf"\barxiv(?:[:\s]+|\.org/abs/)({_ARXIV})(?:v\d+)?", re.I)
_ARXIV_PATH = re.compile(rf"/(?:abs|pdf|html|ps|format|papers)/({_ARXIV})(?:v\d+)?(?:\.pdf)?/?", re.I)
_ARXIV_HOSTS = frozenset(
    "arxiv.org www.arxiv.org export.arxiv.org ar5iv.labs.arxiv.org ar5iv.org alphaxiv.org www.alphaxiv.org".split()
)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>{}|\\^`]+")
_DOI_PATH = re.compile(r"/doi/(?:abs/|pdf/|epdf/|full/|book/)?(10\.\d{4,9}/.+)")
_DOI_HOSTS = frozenset("doi.org www.doi.org dx.doi.org".split())
_ACL_ID = r"(?:[A-Z]\d{2}-\d{4,5}|\d{4}\.[a-z][\w-]*\.\d+)"
_ACL_PATH = re.compile(rf"/(?:anthology/)?({_ACL_ID})(?:v\d+)?(?:\.pdf|\.bib)?/?", re.I)
_ACL_HOSTS = frozenset("aclanthology.org www.aclanthology.org aclweb.org www.aclweb.org aclanthology.info".split())
_ACL_DOI = re.compile(rf"10\.18653/v1/({_ACL_ID})", re.I)
_ARXIV_DOI = re.compile(rf"10\.48550/arxiv\.({_ARXIV})(?:v\d+)?", re.I)


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """What a paper is known by at some place.

    Attributes:
        scheme: `doi`, `arxiv`, `openreview` or `acl`.
        value: The id there, in lower case where case means nothing.
    """

    scheme: str
    value: str

    @property
    def url(self) -> str:
        """The page about it."""
        return {
            "doi": "https://doi.org/", "arxiv": "https://arxiv.org/abs/", "acl": "https://aclanthology.org/",
            "openreview": "https://openreview.net/forum?id=",
        }[self.scheme] + self.value  # fmt: skip


def of_doi(text: str) -> Identifier | None:
    """A DOI, bare or with `doi:` or an address before it; those of arXiv and the ACL Anthology mean theirs."""
    doi = bare_doi(text)
    if not doi:
        return None
    if arxiv := _ARXIV_DOI.fullmatch(doi):
        return Identifier("arxiv", arxiv[1])
    if acl := _ACL_DOI.fullmatch(doi):
        return _acl(acl[1])
    return Identifier("doi", doi)


def bare_doi(text: str) -> str:
    """A DOI without what stands around it, in lower case; "" where there is none."""
    match = _DOI.search(unquote(text.strip()))
    doi = _trimmed(match[0]) if match else ""
    return doi.lower() if _DOI.fullmatch(doi) else ""


def of_arxiv(text: str) -> Identifier | None:
    """A number at arXiv without its version: `1706.03762v7`, `arXiv:cs/0112017`."""
    text = text.strip()
    match = _ARXIV_ID.fullmatch(re.sub(r"(?i)\Aarxiv\s*:\s*", "", text))
    return Identifier("arxiv", match[1].lower()) if match else None


def said_arxiv(text: str) -> Identifier | None:
    """A number at arXiv that a text names: `arXiv preprint arXiv:1706.03762`."""
    match = _ARXIV_SAID.search(text[:500])
    return Identifier("arxiv", match[1].lower()) if match else None


def of_url(url: str) -> Identifier | None:
    """What an address on the web means; None where it is no paper's."""
    text = url.strip()
    if not text.isprintable() or len(text) > 2000:
        return None
    try:
        parts = urlsplit(text if "//" in text[:8] else f"https://{text}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https"):
        return None
    path = unquote(parts.path)
    if host in _DOI_HOSTS:
        return of_doi(path)
    if host in _ARXIV_HOSTS or (host == "huggingface.co" and path.startswith("/papers/")):
        match = _ARXIV_PATH.fullmatch(path)
        return Identifier("arxiv", match[1].lower()) if match else None
    if host in ("openreview.net", "www.openreview.net"):
        found = parse_qs(parts.query).get("id", [""])[0]
        is_paper = path in ("/forum", "/pdf", "/attachment") and re.fullmatch(r"[\w-]{5,30}", found)
        return Identifier("openreview", found) if is_paper else None
    if host in _ACL_HOSTS:
        match = _ACL_PATH.fullmatch(path)
        return _acl(match[1]) if match else None
    match = _DOI_PATH.fullmatch(path)
    return of_doi(match[1]) if match else None


def _acl(text: str) -> Identifier:
    return Identifier("acl", text.upper() if "-" in text and not text[:4].isdigit() else text.lower())


def _trimmed(doi: str) -> str:
    """A DOI without what closes the sentence around it."""
    end, unopened = len(doi), doi.count(")") - doi.count("(")
    while end and (doi[end - 1] in ".,;:!?'\"" or (doi[end - 1] == ")" and unopened > 0)):
        unopened -= doi[end - 1] == ")"
        end -= 1
    return doi[:end]
