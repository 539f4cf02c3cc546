"""An EPUB 3 file: its package, its contents, and a zip of them that is the same for the same book."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from deckbook.export.pictures import KINDS
from deckbook.export.xhtml import page

STYLE = "style.css"
NAVIGATION = "contents.xhtml"
FIRST = "title.xhtml"
_PACKAGE = "http://www.idpf.org/2007/opf"
_TERMS = "http://purl.org/dc/elements/1.1/"
_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip, so that the same book has the same bytes."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter, or another page of a book.

    Attributes:
        file: The file it stands in.
        title: Its title.
        body: What it holds.
        part: The part that it belongs to; "" for none.
        headings: Its headings that the contents name, with their ids.
    """

    file: str
    title: str
    body: Element
    part: str = ""
    headings: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Volume:
    """A book.

    Attributes:
        identifier: What tells it from every other book: an address, or a URN.
        title, authors, description: What it says of itself.
        date: The day it is of, `2026-11-16`; "" where it says none.
        source: Its address on the web; "" for none.
        language: What it is written in, as BCP 47 names it.
        direction: `ltr` or `rtl`.
        chapters: In reading order; at least one.
        files: Pictures by their names, which end as their kinds say.
        style: The style sheet.
        contents: What the contents are called.
    """

    identifier: str
    title: str
    language: str
    chapters: Sequence[Chapter]
    authors: Sequence[str] = ()
    description: str = ""
    date: str = ""
    source: str = ""
    direction: str = "ltr"
    files: Mapping[str, bytes] = field(default_factory=dict)
    style: str = ""
    contents: str = "Contents"


def epub(volume: Volume) -> bytes:
    """The file's bytes."""
    language = {"lang": volume.language, "xml:lang": volume.language, "dir": volume.direction}
    files: dict[str, bytes] = {
        "META-INF/container.xml": _CONTAINER.encode(),
        "EPUB/package.opf": _package(volume),
        f"EPUB/{STYLE}": volume.style.encode(),
        f"EPUB/{FIRST}": page(volume.title, _title(volume), language, STYLE, "titlepage"),
        f"EPUB/{NAVIGATION}": page(volume.contents, _contents(volume), language, STYLE),
    }
    files |= {f"EPUB/{one.file}": page(one.title, one.body, language, STYLE) for one in volume.chapters}
    files |= {f"EPUB/{name}": content for name, content in volume.files.items()}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as zipped:
        # Readers know the file by its first bytes.
        zipped.writestr(_entry("mimetype", zipfile.ZIP_STORED), "application/epub+zip")
        for name, content in files.items():
            zipped.writestr(_entry(name, zipfile.ZIP_DEFLATED), content)
    return written.getvalue()


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _BEGINNING)
    entry.compress_type = compression
    entry.external_attr = 0o644 << 16
    return entry


def _title(volume: Volume) -> Element:
    body = Element("body")
    SubElement(body, "h1", {"class": "deckbook-title"}).text = volume.title
    said = [", ".join(volume.authors), volume.date, volume.description]
    for text in filter(None, said):
        SubElement(body, "p", {"class": "deckbook-title__line"}).text = text
    if volume.source:
        line = SubElement(body, "p", {"class": "deckbook-title__line"})
        SubElement(line, "a", href=volume.source).text = volume.source
    return body


def _contents(volume: Volume) -> Element:
    body = Element("body")
    nav = SubElement(body, "nav", {"epub:type": "toc", "id": "toc", "role": "doc-toc"})
    SubElement(nav, "h1").text = volume.contents
    whole = SubElement(nav, "ol")
    inside, part = whole, ""
    for chapter in volume.chapters:
        if chapter.part != part:
            part, inside = chapter.part, whole
            if part:
                entry = _line(whole, part, chapter.file)
                inside = SubElement(entry, "ol")
        entry = _line(inside, chapter.title, chapter.file)
        if chapter.headings:
            below = SubElement(entry, "ol")
            for text, name in chapter.headings:
                _line(below, text, f"{chapter.file}#{name}")
    marks = SubElement(body, "nav", {"epub:type": "landmarks", "hidden": "hidden"})
    listed = SubElement(marks, "ol")
    for kind, text, target in (
        ("titlepage", volume.title, FIRST),
        ("toc", volume.contents, NAVIGATION),
        ("bodymatter", volume.chapters[0].title, volume.chapters[0].file),
    ):
        _line(listed, text, target)[0].set("epub:type", kind)
    return body


def _line(parent: Element, text: str, target: str) -> Element:
    entry = SubElement(parent, "li")
    SubElement(entry, "a", href=target).text = text.strip() or "…"
    return entry


def _package(volume: Volume) -> bytes:
    root = Element("package", {
        "xmlns": _PACKAGE, "version": "3.0", "unique-identifier": "id", "xml:lang": volume.language,
    })  # fmt: skip
    _metadata(SubElement(root, "metadata", {"xmlns:dc": _TERMS}), volume)
    manifest = SubElement(root, "manifest")
    SubElement(manifest, "item", {"id": "style", "href": STYLE, "media-type": "text/css"})
    _item(manifest, "first", FIRST)
    _item(manifest, "contents", NAVIGATION, ["nav"])
    for number, chapter in enumerate(volume.chapters, 1):
        holds = {element.tag for element in chapter.body.iter()}
        properties = [name for name, tag in (("mathml", "math"), ("svg", "svg")) if tag in holds]
        _item(manifest, f"chapter-{number}", chapter.file, properties)
    for number, name in enumerate(volume.files, 1):
        kind = KINDS[f".{name.rpartition('.')[2]}"]
        SubElement(manifest, "item", {"id": f"picture-{number}", "href": name, "media-type": kind})
    spine = SubElement(root, "spine", {"page-progression-direction": volume.direction})
    named = ["first", "contents", *(f"chapter-{number}" for number, _ in enumerate(volume.chapters, 1))]
    for name in named:
        SubElement(spine, "itemref", idref=name)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return written


def _item(manifest: Element, name: str, file: str, properties: Iterable[str] = ()) -> None:
    values = {"id": name, "href": file, "media-type": "application/xhtml+xml"}
    said = " ".join(properties)
    SubElement(manifest, "item", {**values, **({"properties": said} if said else {})})


def _metadata(parent: Element, volume: Volume) -> None:
    SubElement(parent, "dc:identifier", id="id").text = volume.identifier
    SubElement(parent, "dc:title").text = volume.title
    SubElement(parent, "dc:language").text = volume.language
    said = [("creator", name) for name in volume.authors]
    said += [("date", volume.date), ("description", volume.description), ("source", volume.source)]
    for name, text in said:
        if text:
            SubElement(parent, f"dc:{name}").text = text
    about = [
        ("dcterms:modified", f"{volume.date or '1970-01-01'}T00:00:00Z"),
        ("schema:accessMode", "textual"), ("schema:accessMode", "visual"),
        ("schema:accessibilityFeature", "structuralNavigation"), ("schema:accessibilityFeature", "tableOfContents"),
        ("schema:accessibilityFeature", "MathML"), ("schema:accessibilityHazard", "none"),
    ]  # fmt: skip
    for name, text in about:
        SubElement(parent, "meta", property=name).text = text
