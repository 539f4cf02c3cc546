"""What else holds for every page of the public decks: browsers see the same slides, and diagnostics have a place."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from xml.etree.ElementTree import Element

import html5lib

from tests.conformance import script
from tests.conformance.corpus import Corpus
from tests.conformance.figures import libraries

XHTML = "{http://www.w3.org/1999/xhtml}"


def test_a_browser_reads_the_slides_that_are_written(corpus: Corpus) -> None:
    """The words of each slide between its tags, and those of its element in the tree that HTML's own rules make."""
    reader = script.load(corpus.shared)
    different = []
    count = 0
    for _, page in corpus.pages():
        _, _, article = page.read_text("utf-8").partition("<article")
        source = "<article" + article.rpartition("</article>")[0]
        written, read = dict(_written(source, reader)), dict(_read(source))
        count += len(written)
        different += [f"{page}: {key}" for key in written.keys() | read.keys() if written.get(key) != read.get(key)]

    assert different == []
    assert count > 5000


class _Words(HTMLParser):
    """The text between the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def _written(source: str, reader: ModuleType) -> Iterator[tuple[tuple[str, int], list[str]]]:
    for key, part in reader.Slides(source).found.items():
        words = _Words()
        words.feed(part)
        words.close()
        yield key, "".join(words.found).split()


def _read(source: str) -> Iterator[tuple[tuple[str, int], list[str]]]:
    for element in html5lib.parse(source).iter():
        if "data-slide" in element.attrib:
            yield (element.attrib["data-deck"], int(element.attrib["data-slide"])), "".join(_texts(element)).split()


def _texts(element: Element) -> Iterator[str]:
    if isinstance(element.tag, str):  # comments have none
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def test_every_diagnostic_has_a_file_and_a_line(corpus: Corpus) -> None:
    made = libraries(corpus)  # infos included, which a build's log only counts
    said = [item for library in made.values() for item in library.diagnostics]
    # About a deck, or a .vue file whose lines the message names, not about one place.
    whole = {"layer-dropped", "outline-one-chapter", "vue-file-simplified"}

    assert [item for item in said if not item.path.is_file()] == []
    assert [item for item in said if not 0 < item.line <= _lines(item.path) and item.rule not in whole] == []


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8", errors="replace").split("\n"))
