"""What blocks have put out, kept beside the decks: one JSON file a block, and its figures.

A file a block, so that two who change two blocks never meet in a merge; sorted and without times, so that what has not
changed is the same file. A file is renamed into its place when it is whole: it is the old one or the new one, whatever
happens meanwhile.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from deckbook.walk import RECORDS

LONGEST = 16_000_000
"""Of more bytes than this no record is."""
_USUAL = 1 << 16
"""Bytes that are read at first: there has to be memory for as many as are asked for."""
REMEDY = "`pytest --update-outputs` writes it anew"

_UNFINISHED = ".unfinished-"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*\ud800-\udfff]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.I)
_CONFLICT = re.compile(rb"^(?:<{7}|>{7}|={7}|\|{7})(?: |\r?$)", re.M)
_FIGURE = re.compile(r"[^/\\]+-(?P<digest>[0-9a-f]{8})\.svg")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its file in the folder of the record, and the text that stands for it; "" where there is none."""

    file: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What a block has put out, and what it came from.

    Attributes:
        inputs: Digests of all that the output depends on, by what they are of.
        stdout: The lines that it printed.
        result: The lines of its last value.
        error: The exception that it raised, as `ValueError: why`; "" where it raised none.
        figures: What it drew.
    """

    inputs: Mapping[str, str] = field(default_factory=dict)
    stdout: tuple[str, ...] = ()
    result: tuple[str, ...] = ()
    error: str = ""
    figures: tuple[Figure, ...] = ()

    @property
    def output(self) -> tuple[object, ...]:
        """What is compared: all that was put out. What a figure is called follows from the deck, not from its code."""
        return self.stdout, self.result, self.error, tuple(figure.file for figure in self.figures)


def lines(text: str) -> tuple[str, ...]:
    """A text as a record has it: whether its last line is ended makes no difference."""
    text = text.encode("utf-8", "backslashreplace").decode()
    return tuple(text.removesuffix("\n").split("\n")) if text else ()


@cache
def folder_of(deck: Path) -> Path:
    """Where the records of a deck are."""
    return deck.with_name(f"{deck.stem}{RECORDS}")


def path_of(deck: Path, name: str) -> Path:
    """Where the record of a deck's block is, by the block's name."""
    return folder_of(deck) / f"{file_name(name)}.json"


@cache
def file_name(name: str) -> str:
    """A block's name as one that any file system takes; names that would become the same get a digest."""
    name = unicodedata.normalize("NFC", name)
    chapter, _, rest = name.partition("/")
    own = _UNSAFE.sub("-", name).replace("/", ".")
    unsure = "." in chapter or _UNSAFE.search(name) or "/" in rest
    if own.startswith(".") or own.endswith((".", " ")) or _RESERVED.match(own):
        own, unsure = f"_{own.rstrip('. ')}", True
    if len(own.encode()) > 120:
        own, unsure = own.encode()[:120].decode(errors="ignore"), True
    return f"{own}-{_digest(name)}" if unsure else own


def figure_name(path: Path, svg: str) -> str:
    """What a figure's file is called: as its record, and by what is in it."""
    return f"{path.stem}-{_digest(svg)}.svg"


def read(path: Path) -> Record | str | None:
    """A record; None where there is none, and why it cannot be used where that is so."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123  (there are many, and a path's own way takes longer)
            data = file.read(_USUAL)
            if len(data) == _USUAL:
                data += file.read(LONGEST + 1 - _USUAL)
    except FileNotFoundError:
        return None
    except OSError as error:
        return f"The record cannot be read ({error.strerror}); {REMEDY}."
    if len(data) > LONGEST:
        return f"The record is longer than {LONGEST:,} bytes, which none is; {REMEDY}."
    if _CONFLICT.search(data):
        return f"The record has the marks of a merge that was not finished; {REMEDY}."
    try:
        return _checked(_record(_decoder().decode(data.decode())), path.parent)
    except _Unusable as error:
        return f"The record {error}; {REMEDY}."
    except (ValueError, RecursionError) as error:
        line = f" in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        return f"The record is no JSON{line}, as if it was edited or merged badly; {REMEDY}."


def write(path: Path, record: Record, svgs: Mapping[str, str]) -> None:
    """Writes a record, its figures first, and removes figures that it no longer has.

    Args:
        path: The record's own place.
        record: What it says.
        svgs: The figures by their files; those that are there already may be left out.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    for name, svg in svgs.items():
        if _svg_digest(path.parent / name) != _digest(svg):
            _replace(path.parent / name, svg)
    text = as_text(record)
    try:
        same = path.read_bytes() == text.encode()
    except OSError:
        same = False
    if not same:
        _replace(path, text)
    used = {figure.file for figure in record.figures}
    for file in _figures_of(path):
        if file.name not in used:
            file.unlink(missing_ok=True)


def remove(path: Path) -> None:
    """Removes a record: the JSON first, so that none is without its figures."""
    path.unlink(missing_ok=True)
    for file in _figures_of(path):
        file.unlink(missing_ok=True)


def orphans(deck: Path, names: Iterable[str]) -> list[Path]:
    """The records of a deck whose blocks are no more."""
    known = {f"{file_name(name)}.json" for name in names}
    return sorted(path for path in folder_of(deck).glob("*.json") if path.name not in known)


def unfinished(deck: Path) -> list[Path]:
    """What is left of writing records that was cut off."""
    return sorted(folder_of(deck).glob(f"{_UNFINISHED}*"))


def as_text(record: Record) -> str:
    """A record as its file has it."""
    figures = [{"alt": figure.alt, "file": figure.file} for figure in record.figures]
    value = {
        "inputs": dict(record.inputs), "stdout": record.stdout, "result": record.result,
        "error": record.error, "figures": figures,
    }  # fmt: skip
    kept = {key: part for key, part in value.items() if part}
    return json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


class _Unusable(Exception):
    """What is wrong with a record, as the end of the sentence “The record …”."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON; where a merge has kept both sides, a key stands in it twice."""
    value = dict(pairs)
    if len(value) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        message = f"says “{twice}” twice, as if it was merged badly"
        raise _Unusable(message)
    return value


@cache
def _decoder() -> json.JSONDecoder:
    return json.JSONDecoder(object_pairs_hook=_once)


def _record(value: object) -> Record:
    if not isinstance(value, dict):
        message = "is no mapping"
        raise _Unusable(message)

    def texts(key: str) -> tuple[str, ...]:
        found = value.get(key, [])
        if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
            message = f"has “{key}” that is no list of texts"
            raise _Unusable(message)
        return tuple(found)

    inputs, error, figures = value.get("inputs", {}), value.get("error", ""), value.get("figures", [])
    if not isinstance(inputs, dict) or not all(isinstance(text, str) for text in inputs.values()):
        message = "has “inputs” that are no texts"
        raise _Unusable(message)
    if not isinstance(error, str):
        message = "has an “error” that is no text"
        raise _Unusable(message)
    if not isinstance(figures, list):
        message = "has “figures” that are no list"
        raise _Unusable(message)
    stdout, result = texts("stdout"), texts("result")
    return Record(inputs, stdout, result, error, tuple(map(_figure, figures)))


def _figure(value: object) -> Figure:
    if isinstance(value, dict):
        file, alt = value.get("file"), value.get("alt", "")
        if isinstance(file, str) and isinstance(alt, str) and _FIGURE.fullmatch(file) and not _UNSAFE.search(file):
            return Figure(file, alt)
    message = "has a figure that names no file of it"
    raise _Unusable(message)


def _checked(record: Record, folder: Path) -> Record:
    """A record whose figures are there, and are what was drawn."""
    for figure in record.figures:
        match = _FIGURE.fullmatch(figure.file)
        digest = _svg_digest(folder / figure.file)
        if not digest:
            message = f"has a figure whose file is missing, “{figure.file}”"
            raise _Unusable(message)
        if match is None or match["digest"] != digest:
            message = f"has a figure whose file was edited, “{figure.file}”"
            raise _Unusable(message)
    return record


def _figures_of(path: Path) -> list[Path]:
    """The figures in the folder that are called as a record's."""
    found = (file for file in path.parent.iterdir() if file.name.startswith(f"{path.stem}-"))
    return [file for file in found if re.fullmatch(r"-[0-9a-f]{8}\.svg", file.name[len(path.stem) :])]


def _svg_digest(path: Path) -> str:
    """What a figure's file holds; "" where there is none. Git may have given it other ends of lines."""
    try:
        return _digest(path.read_bytes().replace(b"\r\n", b"\n").decode())
    except (OSError, ValueError):
        return ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _replace(path: Path, text: str) -> None:
    """Writes a file as a whole or not at all."""
    own = path.with_name(f"{_UNFINISHED}{secrets.token_hex(8)}")
    try:
        with own.open("xb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        own.replace(path)
    except BaseException:
        own.unlink(missing_ok=True)
        raise
