"""What every style of references needs of a paper: escaped texts, names, dates, pages and links."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from deckbook.papers.csl import web
from deckbook.papers.model import Name, Paper, is_cjk

_MONTHS = "January February March April May June July August September October November December".split()
_PART = re.compile(r"[^\s.-]+")
_ENDS = (".", "?", "!", "。", "？", "！", "…")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8}


def text(paper: Paper, variable: str) -> str:
    """A variable of CSL as escaped HTML; "" where the paper has none."""
    value = paper.item.get(variable)
    return html.escape(value) if isinstance(value, str) else ""


def title(paper: Paper) -> str:
    return html.escape(paper.title)


def stopped(shown: str) -> str:
    """A sentence with a full stop, unless it has an end of its own."""
    return shown if not shown or shown.removesuffix("</i>").endswith(_ENDS) else f"{shown}."


def italic(shown: str) -> str:
    return f"<i>{shown}</i>" if shown else ""


def initials(name: Name, dot: str, between: str) -> str:
    """The first letters of given names: `G. E.`, `F.-F.`, `G E`."""
    found = ""
    for match in _PART.finditer(name.given):
        joined = "-" if name.given[match.start() - 1 : match.start()] == "-" and dot else between
        found += (joined if found else "") + match[0][0].upper() + dot
    return html.escape(found)


def is_eastern(name: Name) -> bool:
    """Whether a name is written without initials, the family name first."""
    return is_cjk(name.family or name.literal)


def year(paper: Paper, otherwise: str = "") -> str:
    return str(paper.year) if paper.year else otherwise


def month(paper: Paper) -> str:
    """The month of publication in English; "" where it is not known."""
    parts = _date(paper.item.get("issued"))
    return _MONTHS[parts[1] - 1] if len(parts) > 1 else ""


def iso(paper: Paper, variable: str) -> str:
    """A date as `2023-03-01`, as far as it is known."""
    return "-".join(f"{part:02}" for part in _date(paper.item.get(variable)))


def spoken(paper: Paper, variable: str) -> str:
    """A date as `Apr. 1, 2023`, as far as it is known."""
    parts = _date(paper.item.get(variable))
    if not parts:
        return ""
    day = f" {parts[2]}," if len(parts) > 2 else ""
    return f"{short_month(_MONTHS[parts[1] - 1])}{day} {parts[0]}" if len(parts) > 1 else str(parts[0])


def short_month(name: str) -> str:
    return name if len(name) <= 4 else f"{name[:4] if name == 'September' else name[:3]}."


def pages(paper: Paper, dash: str = "–") -> str:
    return re.sub(r"\s*[-–—]+\s*", dash, text(paper, "page"))


def edition(paper: Paper) -> tuple[int, str]:
    """An edition's number, 0 where it has none, and what is written."""
    written = text(paper, "edition")
    match = re.match(r"\d+", written)
    return (int(match[0]) if match else _ORDINALS.get(written.lower().removesuffix(" edition"), 0)), written


def ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"


def link(url: str, shown: str = "") -> str:
    """A link; the text alone where the address is none of the web."""
    shown = html.escape(shown or url)
    return f'<a href="{html.escape(url)}">{shown}</a>' if web(url) else shown


def doi_url(paper: Paper) -> str:
    return f"https://doi.org/{paper.doi}" if paper.doi else ""


def _date(value: Any) -> list[int]:
    parts = value.get("date-parts") if isinstance(value, Mapping) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    found: list[int] = []
    for part, most in zip(first, (9999, 12, 31), strict=False):
        number = int(part) if str(part).isdecimal() else 0
        if not 1 <= number <= most:
            break
        found.append(number)
    return found
