"""CSL-JSON: a file's items with their lines, and an item → `Paper`."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from deckbook.papers.bibtex import Fault
from deckbook.papers.identifiers import Identifier, bare_doi, of_arxiv, of_doi, of_url, said_arxiv
from deckbook.papers.model import Name, Paper, is_cjk
from deckbook.papers.people import csl_names

_NEXT = re.compile(r"\}\s*,\s*(?=\{)")
_SPACE = re.compile(r"[\s,]*")
_LIST = re.compile(r"\s*(?:\{\s*\"items\"\s*:\s*)?\[")
_MOST_BROKEN = 50
_TAG = re.compile(r"</?(?:i|b|sub|sup|span|sc|em|strong)\b[^<>]*>", re.I)
_YEAR = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)(?!\d)")
_EXTRA = re.compile(r"^\s*([A-Za-z][\w -]*?)\s*:\s*(\S.*?)\s*$", re.M)
_TEXTS = (
    "title", "container-title", "publisher", "publisher-place", "collection-title", "event-title", "event-place",
    "volume", "issue", "number", "page", "edition", "genre", "version", "language", "URL", "title-short", "code",
)  # fmt: skip
_LANGUAGES = {
    "english": "en", "american": "en", "british": "en", "chinese": "zh", "中文": "zh", "german": "de", "ngerman": "de",
    "french": "fr", "japanese": "ja", "korean": "ko", "spanish": "es",
}  # fmt: skip
_REPOSITORY = re.compile(r"https?://(?:www\.)?(?:github\.com|gitlab\.com|gitee\.com|codeberg\.org|huggingface\.co)/\S+")


def items(text: str) -> tuple[list[tuple[Mapping[str, Any], int]], list[Fault]]:
    """The items of a file with their 1-based lines; behind a broken one reading goes on with the next."""
    found: list[tuple[Mapping[str, Any], int]] = []
    faults: list[Fault] = []
    decoder = json.JSONDecoder()
    opening = _LIST.match(text)
    position = opening.end() if opening else 0
    line, counted = 1, 0
    while len(faults) < _MOST_BROKEN:
        position = _SPACE.match(text, position).end()  # type: ignore[union-attr]
        if position >= len(text) or text[position] == "]":
            break
        line, counted = line + text.count("\n", counted, position), position
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            place = line + text.count("\n", position, getattr(error, "pos", position))
            faults.append(Fault(place, "papers-entry-broken", _broken(error)))
            following = _NEXT.search(text, position)
            if following is None:
                break
            position = following.end()
            continue
        if isinstance(value, Mapping):
            found.append((value, line))
        else:
            message = "Here stands something that is no item of CSL-JSON, so it is left out; remove it."
            faults.append(Fault(line, "papers-entry-broken", message))
    if not found and not faults and text.strip() and opening is None:
        faults.append(Fault(1, "papers-entry-broken", "The file is no list of CSL-JSON items; export it again."))
    return found, faults


def _broken(error: Exception) -> str:
    why = error.msg if isinstance(error, json.JSONDecodeError) else "it is no JSON that can be read"
    return f"An item cannot be read ({why}), so it is left out; correct it or export it again."


def tidied(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item with plain texts, and with what Zotero writes as lines of `note`: `DOI: 10…`, `arXiv: …`."""
    found = dict(item)
    note = item.get("note")
    for name, value in _EXTRA.findall(note[:5000]) if isinstance(note, str) else ():
        known = {"doi": "DOI", "arxiv": "arxiv", "original-date": "", "citation key": "citation-key"}.get(name.lower())
        if known and known not in found:
            found[known] = value
    for name in _TEXTS:
        value = found.get(name)
        if isinstance(value, str):
            found[name] = " ".join(html.unescape(_TAG.sub("", value)).split())
        elif isinstance(value, int) and not isinstance(value, bool):
            found[name] = str(value)
        else:
            found.pop(name, None)
    found["issued"] = {"date-parts": [_date(item)]}
    found["type"] = item["type"] if isinstance(item.get("type"), str) else "document"
    if found["type"] in ("article-journal", "report", "manuscript", "webpage", "article") and _at_arxiv(found):
        found["type"] = "article"
    return found


def _at_arxiv(item: Mapping[str, Any]) -> bool:
    """Whether an item is a preprint at arXiv, and nothing more."""
    said = [str(item.get(name) or "") for name in ("publisher", "container-title", "number", "DOI", "URL", "genre")]
    journal = str(item.get("container-title") or "")
    return any("arxiv" in text.lower() for text in said) and (not journal or "arxiv" in journal.lower())


def paper(item: Mapping[str, Any], *, bibtex: str, path: Path, line: int, aliases: tuple[str, ...] = ()) -> Paper:
    """The paper that a tidied item describes; its id is its key."""
    authors = csl_names(item.get("author")) or csl_names(item.get("editor"))
    kind = str(item["type"])
    known = identifiers(item)
    arxiv = next((one.value for one in known if one.scheme == "arxiv"), "")
    urls = tuple(dict.fromkeys(url for url in (web(item.get("URL")), *(one.url for one in known)) if url))
    title = str(item.get("title") or "")
    return Paper(
        key=str(item["id"]),
        kind=kind,
        title=title or str(item["id"]),
        authors=authors,
        more_authors=bool(item.get("more-authors")),
        year=next(iter(_date(item)), None),
        venue=_venue(item, kind, arxiv),
        doi=_doi(item),
        arxiv=arxiv,
        urls=urls,
        pdf=_pdf(urls, known),
        code=web(item.get("code")) or next((url for url in urls if _REPOSITORY.fullmatch(url)), ""),
        language=_language(str(item.get("language") or ""), title),
        item=item,
        bibtex=bibtex,
        path=path,
        line=line,
        aliases=aliases,
    )


def csl_names_of(paper: Paper, role: str) -> tuple[Name, ...]:
    """The people of another role than the authors', such as `editor`."""
    return csl_names(paper.item.get(role))


def identifiers(item: Mapping[str, Any]) -> tuple[Identifier, ...]:
    """All that a paper is known by: its DOI, its number at arXiv, and what its addresses mean."""
    found: list[Identifier | None] = []
    if isinstance(doi := item.get("DOI"), str):
        found.append(of_doi(doi))
    if isinstance(number := item.get("arxiv"), str):
        found.append(of_arxiv(number))
    if isinstance(number := item.get("number"), str):
        found.append(said_arxiv(number))
    if isinstance(url := item.get("URL"), str):
        found.append(of_url(url))
    return tuple(dict.fromkeys(one for one in found if one))


def _date(item: Mapping[str, Any]) -> list[int]:
    """The year, month and day that an item says it was published on, as far as it does."""
    issued = item.get("issued")
    said = issued if isinstance(issued, Mapping) else {"raw": issued}
    parts = said.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    written = [str(part).strip() for part in first[:3]]
    if not written or not _YEAR.fullmatch(written[0]):
        texts = (said.get("raw"), said.get("literal"))
        match = next((year for text in texts if isinstance(text, str) and (year := _YEAR.search(text))), None)
        return [int(match[1])] if match else []
    found = [int(written[0])]
    for part, most in zip(written[1:], (12, 31), strict=False):
        if not re.fullmatch(r"\d{1,2}", part, re.A) or not 1 <= int(part) <= most:
            break
        found.append(int(part))
    return found


def web(url: Any) -> str:
    """An address that a page may link to; "" for another."""
    text = url.strip() if isinstance(url, str) else ""
    is_web = text.lower().startswith(("http://", "https://")) and text.isprintable() and len(text) <= 2000
    return text.replace(" ", "%20") if is_web else ""


def _doi(item: Mapping[str, Any]) -> str:
    """An item's DOI; arXiv's are no more than its number there."""
    said = item.get("DOI")
    doi = bare_doi(said) if isinstance(said, str) else ""
    return "" if doi.startswith("10.48550/") else doi


def _venue(item: Mapping[str, Any], kind: str, arxiv: str) -> str:
    if kind == "article":
        return str(item.get("container-title") or item.get("publisher") or ("arXiv" if arxiv else ""))
    return str(item.get("container-title") or item.get("event-title") or item.get("publisher") or "")


def _pdf(urls: tuple[str, ...], known: tuple[Identifier, ...]) -> str:
    for url in urls:
        if url.lower().partition("?")[0].endswith(".pdf"):
            return url
    for one in known:
        if one.scheme == "arxiv":
            return f"https://arxiv.org/pdf/{one.value}"
        if one.scheme == "openreview":
            return f"https://openreview.net/pdf?id={one.value}"
        if one.scheme == "acl":
            return f"https://aclanthology.org/{one.value}.pdf"
    return ""


def _language(said: str, title: str) -> str:
    """The language's code: as the entry says, else by the letters of its title."""
    said = said.strip().lower()
    if said in _LANGUAGES:
        return _LANGUAGES[said]
    match = re.match(r"([a-z]{2,3})(?:[-_]|\Z)", said)
    if match:
        return match[1]
    if not is_cjk(title):
        return "en"
    if re.search("[\u3040-\u30ff]", title):
        return "ja"
    return "ko" if re.search("[\uac00-\ud7af]", title) else "zh"

