"""A page's HTML on its way from the template to its file, which nobody may want to read.

Where no plugin but Deckbook sees pages as a whole, and the file is in place, it is enough to know that the HTML is the
same as in the build before: it is neither unpacked nor compared.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable

from mkdocs.commands import build

_PASSES_ON = getattr(getattr(build, "_build_page", None), "__code__", None)
Change = Callable[[str], str]
"""What is done to a page; the same is done where two are equal."""


class Packed:
    """The HTML of a page as it was rendered in some build."""

    __slots__ = ("_data",)

    def __init__(self, text: str) -> None:
        # A tenth of the memory for a fiftieth of the time that rendering takes.
        self._data = zlib.compress(text.encode("utf-8", "surrogatepass"), 1)

    def __len__(self) -> int:
        return len(self._data)

    def text(self) -> str:
        """The HTML."""
        return zlib.decompress(self._data).decode("utf-8", "surrogatepass")


class Unread(str):
    """Stands for a page's HTML with MkDocs, which passes it on from the template to its hooks and its file.

    Attributes:
        token: An object that stands for what was rendered: the same one, the same HTML.
        changes: What is done to that.
    """

    __slots__ = ("_read", "changes", "token")
    token: object
    changes: tuple[Change, ...]
    _read: Callable[[], str]

    def __new__(cls, token: object, read: Callable[[], str], changes: tuple[Change, ...] = ()) -> Unread:
        made = super().__new__(cls, "A page that nobody has read.")
        made.token, made.changes, made._read = token, changes, read
        return made

    def then(self, change: Change) -> Unread:
        """The same with one change more."""
        return Unread(self.token, self._read, (*self.changes, change))

    def read(self) -> str:
        """The HTML, with all that is done to it."""
        text = self._read()
        for change in self.changes:
            text = change(text)
        return text


def changed(output: str, change: Change) -> str:
    """A page with a change, which waits where the page has not been read."""
    return output.then(change) if isinstance(output, Unread) else change(output)


def is_passed_on() -> bool:
    """Whether what calls this is itself called by MkDocs, which passes on what it gets: a plugin may look into it."""
    return sys._getframe(2).f_code is _PASSES_ON  # noqa: SLF001
