"""Values in a form that can be compared between builds: if two look the same, readers cannot tell the values apart."""

from __future__ import annotations

import datetime
import functools
import hashlib
import re
import types
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath
from typing import Any
from weakref import WeakKeyDictionary

from mkdocs.structure import StructureItem
from mkdocs.structure.toc import AnchorLink

_ATOMS = frozenset({type(None), bool, int, float, str, bytes})
_TEXTS = (datetime.date, datetime.time, datetime.timedelta, datetime.tzinfo, PurePath)
STRUCTURE = frozenset({"active", "ancestors", "children", "next_page", "parent", "previous_page"})
"""What leads from one item of the navigation to others: `places` keys it, as following it would never end."""

_PLAIN = 4
"""How many values MkDocs gives an item of a page's headings: its title, id, level and children."""


class UnkeyedError(Exception):
    """Something that cannot be compared; the message says what."""


def digest(form: Hashable) -> bytes:
    """A short stand-in for a form."""
    return hashlib.blake2b(repr(form).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def text_digest(text: str) -> bytes:
    """A short stand-in for a long text."""
    return digest_of(text.encode("utf-8", "surrogatepass"))


def digest_of(data: bytes) -> bytes:
    """A short stand-in for what a file holds."""
    return hashlib.blake2b(data, digest_size=16).digest()


class Digests:
    """Digests of long texts, made once a build of the same text."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[str, bytes]] = {}

    def of(self, text: str) -> bytes:
        """The digest of a text."""
        found = self._known.get(id(text))
        return self.know(text, text_digest(text)) if found is None else found[1]

    def know(self, text: str, found: bytes) -> bytes:
        """Remembers the digest of a text, which is held until then, so that no other has its identity."""
        self._known[id(text)] = text, found
        return found

    def forget(self) -> None:
        """Holds no text any more."""
        self._known.clear()


class Identities:
    """Numbers for objects that are compared by identity, such as functions; a number is never given twice."""

    def __init__(self) -> None:
        self._numbers: WeakKeyDictionary[Any, int] = WeakKeyDictionary()
        self._next = 0

    def __call__(self, value: object) -> tuple[str, int]:
        """The object's name and number."""
        try:
            number = self._numbers.get(value)
            if number is None:
                self._next += 1
                self._numbers[value] = number = self._next
        except TypeError:
            raise UnkeyedError(f"an object of {_name(type(value))}") from None
        return _name(value) if isinstance(value, type) else getattr(value, "__qualname__", ""), number


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of the code that reads the values.

    Attributes:
        names: The attributes that it can ask objects for; None where it asks for others, too, or is not known.
        allows: Tells of a function whether it depends on its arguments alone; by default of none.
    """

    names: frozenset[str] | None = None
    allows: Callable[[object], bool] | None = None


class Values:
    """Turns values into forms."""

    def __init__(self, reading: Reading, identities: Identities) -> None:
        self._reading = reading
        self._identities = identities
        self._open: list[int] = []
        self._found: dict[tuple[type, frozenset[str], tuple[str, ...]], tuple[str, ...]] = {}

    def form(self, value: Any) -> Hashable:
        """The form of a value.

        Raises:
            UnkeyedError: It has none.
        """
        kind = type(value)
        if kind in _ATOMS:
            return value  # type: ignore[no-any-return]  # `repr` tells their types apart
        if isinstance(value, str):
            return "str", self._identities(kind), str(value)
        if isinstance(value, _TEXTS):
            return kind.__qualname__, repr(value)
        if isinstance(value, Enum):
            return kind.__qualname__, value.name
        if isinstance(value, re.Pattern):
            return "pattern", value.pattern, value.flags
        if id(value) in self._open:
            return "again", len(self._open) - self._open.index(id(value))
        self._open.append(id(value))
        try:
            return self._nested(value, kind)
        finally:
            self._open.pop()

    def _nested(self, value: Any, kind: type) -> Hashable:
        if kind is dict:
            return "dict", "", tuple([(self.form(key), self.form(item)) for key, item in value.items()])
        if kind is list or kind is tuple:
            return kind.__qualname__, tuple([self.form(item) for item in value])
        if isinstance(value, functools.partial):
            return "partial", self.form(value.func), self.form(value.args), self.form(value.keywords)
        if isinstance(value, (types.FunctionType, types.BuiltinFunctionType, type)):
            if self._reading.allows is None or not self._reading.allows(value):
                raise UnkeyedError(f"the function {_name(value)}")
            return self._identities(value)
        if isinstance(value, types.MethodType):
            return "method", self.form(value.__func__), self.form(value.__self__)
        if isinstance(value, Mapping):
            items = tuple((self.form(key), self.form(item)) for key, item in value.items())
            return kind.__qualname__, self._identities(kind), items
        if isinstance(value, Set):
            return "set", tuple(sorted(repr(self.form(item)) for item in value))
        return self._object(value, kind)

    def headings(self, items: Iterable[AnchorLink]) -> Hashable:
        """The form of a table of contents, of all that its items hold, as that is read in many ways.

        Such forms can be compared as they are: what is equal in them looks the same.
        """
        return tuple([self._heading(vars(item)) for item in items])

    def _heading(self, held: Mapping[str, Any]) -> Hashable:
        if len(held) == _PLAIN and type(held.get("title")) is type(held.get("id")) is str:
            # As MkDocs makes them; of the others each value is named.
            level, children = held["level"], held["children"]
            shown = level if type(level) is int else repr(self.form(level))
            return held["title"], held["id"], shown, self.headings(children) if children else ()
        return repr(
            [(name, self.headings(value) if name == "children" else self.form(value)) for name, value in held.items()]
        )

    def _object(self, value: Any, kind: type) -> Hashable:
        names = self._reading.names
        if names is None:
            raise UnkeyedError(f"an object of {_name(kind)}")
        # What a template can do with an object beside reading attributes: text of it, and going through it.
        is_shown = not isinstance(value, StructureItem) and {"__str__", "__repr__"} & _defined(kind)
        text = str(value) if is_shown else ""
        within: Hashable = ()
        if hasattr(kind, "__iter__"):
            within = tuple(self.form(item) for item in value)
        elif hasattr(kind, "__getitem__") and not isinstance(value, Sequence):
            raise UnkeyedError(f"an object of {_name(kind)}")
        return self._identities(kind), text, within, self.attributes(value, names)

    def attributes(self, value: Any, names: frozenset[str]) -> Hashable:
        """The forms of an object's attributes of these names, as their values are."""
        own = getattr(value, "__dict__", {}).keys()
        asked = type(value), names, tuple(own)
        if (found := self._found.get(asked)) is None:
            left_out = STRUCTURE if isinstance(value, StructureItem) else frozenset()
            self._found[asked] = found = tuple(sorted((names & (set(dir(type(value))) | own)) - left_out))
        return tuple([(name, self._attribute(value, name, own)) for name in found])

    def _attribute(self, value: Any, name: str, own: Set[str]) -> Hashable:
        if name not in own and isinstance(getattr(type(value), name), types.FunctionType):
            # A method of MkDocs' own classes depends on attributes; others' may depend on anything.
            if type(value).__module__.startswith("mkdocs.structure") or hasattr(StructureItem, name):
                return "method"
            if isinstance(value, StructureItem) and name in ("render", "read_source"):
                return "method"
            raise UnkeyedError(f"the method {name} of {_name(type(value))}")
        try:
            read = getattr(value, name)
        except AttributeError:
            return "missing"
        except Exception as error:  # a plugin's property may raise anything, and may never be asked for
            raise UnkeyedError(f"{name} of {_name(type(value))} cannot be read") from error
        return self.form(read)


@functools.cache
def _defined(kind: type) -> frozenset[str]:
    """The names that a class defines, and those that it inherits but from `object`."""
    return frozenset(name for parent in kind.__mro__ if parent is not object for name in vars(parent))


def _name(value: Any) -> str:
    return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', type(value).__qualname__)}"
