"""What a slide's frontmatter says of papers: `paper:`, and beside it `pass:`, `verdict:` and `tldr:`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from deckbook.deck import Slide
from deckbook.diagnostics import Diagnostic
from deckbook.papers.index import Index
from deckbook.papers.model import Paper

_MOST = 50  # papers of a slide
_LONGEST = 500  # characters of a verdict or a sentence
_OFF = re.compile(
    r"(?:no|not|never|false|stop|done|skip|drop|enough|finished)\b|停|不(?!错|过|妨)|够|放弃|完成|否|无需|到此", re.I
)
_ON = re.compile(
    r"\b(?:yes|true|go(?:es)? on|continue|again|re-?read|keep|worth|next|deeper|more)\b|"
    r"继续|再读|值得|精读|重读|深入|下一遍|是",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Marked:
    """What a slide's frontmatter says of one paper.

    Attributes:
        paper: The paper.
        passed: Which pass of reading it tells of, 1 to 3; None for none.
        verdict: What was decided after it, as it is written.
        tldr: The paper in a sentence.
    """

    paper: Paper
    passed: int | None
    verdict: str
    tldr: str


def marked(slide: Slide, index: Index) -> tuple[list[Marked], list[Diagnostic]]:
    """The papers that a slide is marked with, and what is wrong about it."""
    frontmatter = slide.frontmatter
    if "paper" not in frontmatter:
        return [], []
    found: list[Diagnostic] = []

    def report(rule: str, message: str) -> None:
        if rule not in slide.source.ignored:
            found.append(Diagnostic(slide.path, slide.line, rule, message))

    passed = _pass(frontmatter, report)
    verdict, tldr = _text(frontmatter.get("verdict")), _text(frontmatter.get("tldr"))
    papers: list[Paper] = []
    said = frontmatter["paper"]
    for value in said[:_MOST] if isinstance(said, list) else [said]:
        key = str(value).strip().removeprefix("@") if isinstance(value, str | int) else ""
        paper = index.key(key)
        if paper is None:
            shown = key[:60] or str(value)[:60]
            message = f"`paper: {shown}` is no key of the bibliography, so the slide is no paper's; correct or add it."
            report("paper-unknown", message)
        elif paper not in papers:
            papers.append(paper)
    return [Marked(paper, passed, verdict, tldr) for paper in papers], found


def goes_on(verdict: str) -> bool | None:
    """Whether a verdict says to read on; None where it says neither."""
    words = verdict.strip()
    if _OFF.match(words):
        return False
    if _ON.search(words):
        return True
    return False if _OFF.search(words) else None


def _pass(frontmatter: Mapping[str, Any], report: Callable[[str, str], None]) -> int | None:
    value = frontmatter.get("pass")
    if value is None:
        return None
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if text in ("1", "2", "3"):
        return int(text)
    message = f"`pass: {str(value)[:40]}` is no pass, so it is left out; a paper is read in three: write 1, 2 or 3."
    report("paper-pass", message)
    return None


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(str(value).split())[:_LONGEST] if isinstance(value, str | int | float) else ""
