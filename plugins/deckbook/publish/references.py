"""Finds in pages, their texts, style sheets and JSON what names a file, and lets it name the file's new place."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote, unquote, urlsplit

_PAGES = (".html", ".htm")
TAG = re.compile(r"""</?[a-zA-Z][^\s/>]*(?:"[^"]*"|'[^']*'|[^"'>])*>""")
"""A tag of HTML, with whatever its attributes hold."""
_PART = re.compile(
    r"(?P<script><script\b[^>]*>)(?P<code>.*?)(?=</script)|(?P<style><style\b[^>]*>)(?P<css>.*?)(?=</style)"
    r"|<!--.*?-->|(?P<tag>" + TAG.pattern + ")",
    re.S | re.I,
)
_ATTRIBUTE = re.compile(r"""(?<=\s)([a-zA-Z][\w:.-]*)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""")
_NAMING = re.compile(r"href|src|poster|data|content|xlink:href|data-.*", re.I)
_SETS = ("srcset", "imagesrcset")
_URL = re.compile(r"""(url\(\s*)(["']?)([^"'()]*)\2(\s*\))""", re.I)
_DESTINATION = re.compile(r"(?<=\]\()(?:<([^<>\n]*)>|([^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*))(?=\))")
"""Where a link or picture of Markdown leads."""
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"|' + r"'((?:[^'\\\n]|\\.)*)'")
_BETWEEN = re.compile(r"""[\s"'()<>/\\=?#,;:&|`{}\[\]]+""")


class Rewriter:
    """Lets texts name files at their new places.

    Args:
        places: The new places, relative to the folder above the edition, by old path in the edition; folders, too.
        address: The address that pages know for the edition, with a slash at its end; "" where they know none.
    """

    def __init__(self, places: Mapping[str, str], address: str = "") -> None:
        self._places = places
        self._address = address
        self._path = urlsplit(address).path if address else ""

    def rewrite(self, path: str, text: str) -> str:
        """The text of a file of the edition, rewritten."""
        place = _Place(self, posixpath.dirname(path))
        suffix = posixpath.splitext(path)[1].lower()
        if suffix in _PAGES:
            return _PART.sub(place.part, text)
        if suffix == ".md":
            return _DESTINATION.sub(place.in_markdown, text)
        if suffix == ".css":
            return _URL.sub(place.in_css, text)
        if suffix in (".json", ".webmanifest"):
            return _STRING.sub(place.in_string, text)
        return text

    def new(self, reference: str, folder: str) -> str | None:
        """What a reference becomes that stands in a file of a folder; None where nothing it means has moved."""
        bare, mark, rest = _parted(reference)
        if not bare:
            return None
        before = f"{'../' * (folder.count('/') + 1 if folder else 0)}../"
        if self._address and bare.startswith(self._address):
            bare, before = bare.removeprefix(self._address), posixpath.join(self._address, "../")
        elif self._path and bare.startswith(self._path):
            bare, before = bare.removeprefix(self._path), posixpath.join(self._path, "../")
        elif bare.startswith("/") or re.match(r"[a-zA-Z][\w+.-]*:", bare):
            return None
        else:
            bare = posixpath.join(folder, bare)
        wanted = unquote(bare)
        found = self._places.get(posixpath.normpath(wanted))
        if found is None:
            return None
        if before.startswith(("/", "http")):
            before = re.sub(r"[^/]+/\.\./\Z", "", before)
        return f"{before}{quote(found)}{'/' if wanted.endswith('/') else ''}{mark}{rest}"


class _Place:
    """Rewrites what stands in files of one folder."""

    def __init__(self, rewriter: Rewriter, folder: str) -> None:
        self._new: Callable[[str], str | None] = lambda reference: rewriter.new(reference, folder)

    def part(self, match: re.Match[str]) -> str:
        if match["script"]:
            return self._tag(match["script"]) + _STRING.sub(self.in_string, match["code"])
        if match["style"]:
            return match["style"] + _URL.sub(self.in_css, match["css"])
        return self._tag(match["tag"]) if match["tag"] else match[0]

    def _tag(self, tag: str) -> str:
        return _ATTRIBUTE.sub(self._attribute, tag)

    def _attribute(self, match: re.Match[str]) -> str:
        name, between, written = match.groups()
        mark = written[0] if written[0] in "\"'" else ""
        value = html.unescape(written[1:-1] if mark else written)
        if name.lower() in _SETS:
            new = ", ".join(self._of_set(item.strip()) for item in re.split(r",(?=\s)", value))
        elif name.lower() == "style":
            new = _URL.sub(self.in_css, value)
        elif _NAMING.fullmatch(name):
            new = self._new(value.strip()) or value
        else:
            return match[0]
        return match[0] if new == value else f"{name}{between}{mark}{html.escape(new)}{mark}"

    def _of_set(self, item: str) -> str:
        reference, space, size = item.partition(" ")
        return f"{self._new(reference) or reference}{space}{size}"

    def in_css(self, match: re.Match[str]) -> str:
        before, mark, reference, after = match.groups()
        return f"{before}{mark}{self._new(reference.strip()) or reference}{mark}{after}"

    def in_markdown(self, match: re.Match[str]) -> str:
        new = self._new(match[1] or match[2] or "")
        return match[0] if new is None else f"<{new}>" if match[1] else new

    def in_string(self, match: re.Match[str]) -> str:
        value = match[1] if match[1] is not None else match[2]
        mark = match[0][0]
        return f"{mark}{self._new(value) or value}{mark}" if value and "\\" not in value else match[0]


def names_in(path: str, text: str) -> set[str]:
    """Every word of a text that may be the last part of a file's path; of a page what its readers see is left out.

    Of a page's text only links count, too, as nothing there puts addresses together.
    """
    if path.endswith(".md"):
        text = " ".join(match[0] for match in _DESTINATION.finditer(text))
    if path.endswith(_PAGES):
        text = " ".join(match[0] for match in _PART.finditer(text) if not match[0].startswith("<!--"))
        text = html.unescape(text)
    words = {word for word in _BETWEEN.split(text) if "." in word}
    return words | {unquote(word) for word in words if "%" in word}


def references_in(text: str) -> Iterator[str]:
    """What the attributes `href` and `src` of a drawing, and its styles, refer to."""
    for name, _, written in _ATTRIBUTE.findall(text):
        if name.lower() in ("href", "src", "xlink:href"):
            yield written.strip("\"'")
    for _, _, reference, _ in _URL.findall(text):
        yield reference.strip()


def _parted(reference: str) -> tuple[str, str, str]:
    """A reference without its query and anchor, and these."""
    end = next((index for index, sign in enumerate(reference) if sign in "?#"), len(reference))
    return reference[:end], reference[end : end + 1], reference[end + 1 :]
