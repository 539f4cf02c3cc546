"""The figures that hold Deckbook to the public decks: what is below FLOORS fails.

They come from the script beside the corpus, which reads sites that a real `mkdocs build` made. Where the script is
wrong about a good page (corrections.py), the corrected figure counts, and the script's own has a floor beside it.
A figure that has risen is raised here.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.conformance.corpus import Corpus
from tests.conformance.rendering import Compared
from tests.conformance.script import Answer, ask

FLOORS = {
    ("parse", "parsed as Slidev does"): 1.0,
    ("build", "built"): 1.0,
    ("residue", "clean"): 1.0,
    ("assets", "in the site"): 1.0,
    ("chapters", "precision"): 0.90,
    ("chapters", "recall"): 0.80,
    ("render", "text"): 0.982,
    ("render", "structure"): 0.964,
    ("render, corrected", "text"): 0.999,
    ("render, corrected", "structure"): 0.995,
}
"""The lowest share of slides, sites, pictures or chapters, by the script's command and the figure's name."""

Ask = Callable[[str], Answer]


@pytest.fixture
def figures(corpus: Corpus) -> Ask:
    """Asks the script."""
    return lambda command: ask(corpus.shared, command, None if command in ("parse", "chapters") else corpus.work)


@pytest.mark.parametrize("command", ["parse", "chapters", "residue", "assets", "render"])
def test_no_figure_falls(figures: Ask, command: str, record_property: Callable[[str, object], None]) -> None:
    answer = figures(command)

    wanted = {name: floor for (asked, name), floor in FLOORS.items() if asked == command}
    for name in wanted:
        record_property(f"{command}: {name}", answer.figures[name])
    assert {name: answer.figures[name] for name, floor in wanted.items() if answer.figures[name] < floor} == {}


def test_no_edge_case_is_read_wrongly(figures: Ask) -> None:
    assert figures("parse").figures["edge cases wrong"] == 0


def test_every_repository_builds(corpus: Corpus) -> None:
    failed = [name for name in corpus.decks if not (corpus.site(name) / "index.html").is_file()]
    raised = [name for name in corpus.decks if "Traceback" in (corpus.work / name / "log").read_text("utf-8")]

    assert 1 - len(failed) / len(corpus.decks) >= FLOORS["build", "built"]
    assert raised == []


def test_no_corrected_figure_falls(compared: list[Compared], record_property: Callable[[str, object], None]) -> None:
    count = Counter(slide.same for slide in compared)
    found = {
        "text": (count["structure"] + count["text"]) / len(compared),
        "structure": count["structure"] / len(compared),
    }

    wanted = {name: FLOORS["render, corrected", name] for name in found}
    for name, figure in found.items():
        record_property(f"render, corrected: {name}", figure)
    assert {name: figure for name, figure in found.items() if figure < wanted[name]} == {}


def test_every_file_that_is_not_shown_has_a_diagnostic(corpus: Corpus) -> None:
    """Slidev's pictures and videos on this machine: in the page, or named by the build."""
    silent = []
    for repository in corpus.decks:
        pages = [page.read_text("utf-8") for page in corpus.site(repository).rglob("*.html")]
        shown = unquote(html.unescape(" ".join(pages)))
        missing = corpus.missing(repository)
        for address in _addresses(corpus, repository):
            is_shown = unquote(address.split("?")[0].rsplit("/", 1)[-1]) in shown
            if not (is_shown or any(address.startswith(known.rstrip("…")) for known in missing)):
                silent.append(f"{repository}: {address}")

    assert silent == []


def test_no_file_that_exists_is_called_missing(corpus: Corpus) -> None:
    """Beside the deck or in the public/ of its project, which is where Slidev and Vite look."""
    wrong = []
    for repository in corpus.decks:
        for line in corpus.log(repository):
            if line["rule"] == "asset-missing":
                deck = Path(line["place"].rpartition(":")[0])
                folders = [deck.parent, deck.parent / "public", corpus.folder / repository / "public"]
                for address in re.findall("“([^”?]*).*”", line["message"]):  # none where the deck names no file
                    wrong += [address for folder in folders if (folder / address.lstrip("/")).is_file()]

    assert wrong == []


def _addresses(corpus: Corpus, repository: str) -> set[str]:
    """The addresses of local pictures and videos in what Slidev shows of a repository."""
    found = set()
    for deck in corpus.decks[repository]:
        for line in (corpus.folder / "expected" / repository / f"{deck}.html.jsonl").read_text("utf-8").splitlines():
            slide: dict[str, Any] = json.loads(line)
            shown = re.sub("<!--.*?-->", "", slide["html"] or "", flags=re.S)
            tags = re.findall(r"""<(?:img|video|source)\b[^>]*?\ssrc="([^"{]+)\"""", shown)
            found |= {html.unescape(address) for address in tags if not re.match(r"[a-z]+:|//", address)}
    return found
