"""Asks a site's search in a page: its own worker, with its own index, as Material's script does it."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_ASK = """async (queries) => {
  const config = JSON.parse(document.querySelector("#__config").textContent);
  const base = new URL(config.base, location.href).href;
  const loaded = performance.now();
  const worker = new Worker(new URL(config.search, location.href).href);
  const ask = (message) => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data.data);
    worker.onerror = (error) => reject(new Error(error.message));
    worker.postMessage(message);
  });
  const index = await (await fetch(new URL("search/search_index.json", base + "/"))).json();
  await ask({ type: 0, data: { ...index, options: { suggest: true } } });
  const ready = performance.now();
  const answers = [];
  for (const query of queries) {
    const { items } = await ask({ type: 2, data: query });
    const found = items.flat().filter(({ score }) => score > 0);
    answers.push(found.slice(0, 10).map(({ location, title }) => [location, title.replace(/<[^>]*>/g, "")]));
    if (answers.length === 1) var first = performance.now();
  }
  const done = performance.now();
  worker.terminate();
  return { answers, ready: ready - loaded, first: first - loaded, each: (done - ready) / queries.length };
}"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search answered.

    Attributes:
        answers: The first ten sections of each query, each with its location and its heading.
        ready, first: Milliseconds until the index was ready, and until the first result stood there.
        each: Milliseconds a query.
    """

    answers: list[list[tuple[str, str]]]
    ready: float
    first: float
    each: float


def ask(page: Page, queries: Sequence[str]) -> Asked:
    """Asks in a page of the site."""
    found = page.evaluate(_ASK, list(queries))
    answers = [[(location, title) for location, title in answer] for answer in found["answers"]]
    return Asked(answers, found["ready"], found["first"], found["each"])


def read_index(site: Path) -> dict[str, Any]:
    """What a site's search knows."""
    found: dict[str, Any] = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    return found


def headings(index: dict[str, Any]) -> dict[str, str]:
    """By its location, what finds each heading of a site: its words, with its deck's title where others have these."""
    decks = {address: title for title, addresses in index["config"].get("decks", ()) for address in addresses}
    titles = {entry["location"]: plain(entry["title"]) for entry in index["docs"]}
    often = Counter(titles.values())
    found = {}
    for location, title in titles.items():
        deck = plain(decks.get(location.partition("#")[0], ""))
        found[location] = f"{title} {deck}" if often[title] > 1 and deck != title else title
    return found


def plain(text: str) -> str:
    """A heading without its HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def found_words(asked: Asked, words: Iterable[tuple[str, set[str]]]) -> list[bool]:
    """Of each word, with the headings that hold it, whether one of these is among the answers."""
    pairs = zip(words, asked.answers, strict=True)
    return [any(plain(title) in held for _, title in answer) for (_, held), answer in pairs]


def found_headings(asked: Asked, wanted: Iterable[str]) -> list[bool]:
    """Of each heading, by its location, whether it is among the answers."""
    pairs = zip(wanted, asked.answers, strict=True)
    return [any(location == found for found, _ in answer) for location, answer in pairs]
