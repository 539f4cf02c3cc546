"""What a test looks at in a built page: ids, headings, slides, links and pictures."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import html5lib

from tests.harness import Site


@dataclass(frozen=True, slots=True)
class Document:
    """One page of a site: `Document.of(site, "weeks/w1/index.html")`."""

    path: str
    root: ET.Element

    @classmethod
    def of(cls, site: Site, path: str) -> Document:
        """The page, as a browser reads it."""
        return cls(path, html5lib.parse(site.read(path), namespaceHTMLElements=False))

    @property
    def article(self) -> ET.Element:
        """What Material shows as the page's content."""
        found = self.root.find(".//article")
        assert found is not None
        return found

    @property
    def ids(self) -> list[str]:
        """All ids, in order."""
        return [element.attrib["id"] for element in self.root.iter() if "id" in element.attrib]

    @property
    def headings(self) -> list[tuple[int, str]]:
        """The content's headings: level and text."""
        found = [element for element in self.article.iter() if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
        return [(int(element.tag[1]), text(element)) for element in found]

    @property
    def slides(self) -> dict[int, ET.Element]:
        """The sections of slides, by Slidev's number."""
        return {int(item.attrib["data-slide"]): item for item in self.root.iter() if "data-slide" in item.attrib}

    def link(self, label: str) -> str | None:
        """The address of the content's first link with that text."""
        return next((item.get("href") for item in self.article.iter("a") if text(item) == label), None)

    @property
    def pictures(self) -> list[str]:
        """The paths, in the site, of the content's pictures on this site."""
        return [self.target(item.attrib["src"]) for item in self.article.iter("img")]

    def target(self, address: str) -> str:
        """The path in the site that an address on this page leads to."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.path), unquote(urlsplit(address).path)))


def text(element: ET.Element) -> str:
    """The text in an element, without the marks that permalinks show."""
    return " ".join("".join(element.itertext()).replace("¶", "").split())
