"""Runs blocks in a reader's page, inside Pyodide: this file is copied beside the page's scripts, as cell.py is.

It imports nothing but the standard library and cell.py, which stands beside it in a package of another name there.
"""

from __future__ import annotations

import ast
import codecs
import importlib
import io
import json
import os
import random
import re
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from time import monotonic
from typing import Any

from . import cell

LINES, CHARACTERS = 1000, 100_000
"""How much is shown of a long text: so much of its beginning, and as much of its end."""
_PIECE = 1 << 20
_SECONDS = 0.2  # between two sights of the end of a text that still grows

Send = Callable[[str], None]
"""Tells the page something, as JSON."""


class Output:
    """What a block prints. The page gets the beginning as it comes, and of the rest the end, now and then."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._lines, self._characters = LINES, CHARACTERS
        self._end: deque[tuple[str, str]] = deque()
        self._end_lines = self._end_characters = 0
        self._lost_lines = self._lost_characters = 0
        self._sent = 0.0

    def write(self, stream: str, text: str) -> None:
        """Takes a text that was written to `stdout` or `stderr`."""
        if self._lines and self._characters:
            at = _after_lines(text, self._lines)
            part = text[: min(at, self._characters)]
            self._lines -= part.count("\n")
            self._characters -= len(part)
            self._send(json.dumps({"type": "output", "stream": stream, "text": part}))
            text = text[len(part) :]
        if not text:
            return
        self._end.append((stream, text))
        self._end_lines += text.count("\n")
        self._end_characters += len(text)
        if self._end_lines > 2 * LINES or self._end_characters > 2 * CHARACTERS:
            self._shorten()
        if monotonic() - self._sent > _SECONDS:
            self.flush()

    def show(self) -> None:
        """Shows the end of what was written until now, unless that was just done: a block may flush at every word."""
        if monotonic() - self._sent > _SECONDS / 10:
            self.flush()

    def flush(self) -> None:
        """Shows the end of what was written until now."""
        if self._end:
            self._shorten()
            self._sent = monotonic()
            lost = {"lines": self._lost_lines, "characters": self._lost_characters}
            self._send(json.dumps({"type": "end", "texts": list(self._end), "lost": lost}))

    def _shorten(self) -> None:
        """Drops what stands before the last lines and characters."""
        lines, characters = self._end_lines - LINES, self._end_characters - CHARACTERS
        while self._end and (lines > 0 or characters > 0):
            stream, text = self._end.popleft()
            cut = min(len(text), max(_after_lines(text, lines) if lines > 0 else 0, characters))
            lost = text[:cut].count("\n")
            self._lost_lines += lost
            self._lost_characters += cut
            self._end_lines -= lost
            self._end_characters -= cut
            if cut < len(text):
                self._end.appendleft((stream, text[cut:]))
            lines, characters = self._end_lines - LINES, self._end_characters - CHARACTERS


def shortened(text: str) -> dict[str, Any]:
    """A text as the page shows it: its beginning, and where it is long, how much is left out and its end."""
    found: dict[str, Any] = {"text": ""}

    def keep(message: str) -> None:
        said = json.loads(message)
        if said["type"] == "output":
            found["text"] = said["text"]
        else:
            found.update(end=said["texts"], lost=said["lost"])

    output = Output(keep)
    output.write("", text)
    output.flush()
    return found


def _after_lines(text: str, count: int) -> int:
    """Where a text goes on after so many lines; its length where it has no more."""
    at = 0
    for _ in range(count):
        at = text.find("\n", at) + 1
        if not at:
            return len(text)
    return at


class _Sink(io.BufferedIOBase):
    """What a standard stream writes to. It outlives a block, as the handlers of `logging` keep their stream."""

    def __init__(self, stream: str) -> None:
        self.output: Output | None = None
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        view = memoryview(content).cast("B")
        for start in range(0, len(view), _PIECE):
            text = self._decoder.decode(bytes(view[start : start + _PIECE]))
            if text and self.output:
                self.output.write(self._stream, text)
        return len(view)

    def flush(self) -> None:
        if self.output:
            self.output.show()


class _Keyboard(io.TextIOBase):
    """Nobody can be asked while code runs in a page."""

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> str:
        raise RuntimeError("input() gets no answer here: code in a page cannot ask. Write the value into the code.")

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        return self.read(size)


class Runner:
    """The namespaces of a page, and the files that its blocks need.

    Args:
        folder: Where those files are put, which is also the current directory and the first that modules come from.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: Mapping[str, str] = {}
        self._namespaces: dict[str, dict[str, Any]] = {}
        self._sinks = (_Sink("stdout"), _Sink("stderr"))
        self._streams = [
            io.TextIOWrapper(sink, "utf-8", "backslashreplace", newline="\n", write_through=True)  # type: ignore[type-var]
            for sink in self._sinks
        ]

    def prepare(self, files: str) -> None:
        """Puts the files of a JSON object, texts by path, into place."""
        self._files = json.loads(files)
        for name, text in self._files.items():
            path = self._folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        self._folder.mkdir(parents=True, exist_ok=True)
        os.chdir(self._folder)
        sys.path[:] = [str(self._folder), *(path for path in sys.path if path)]
        importlib.invalidate_caches()
        random.seed()  # where memory comes from a picture of it, so does the state

    def imports(self, steps: str) -> str:
        """The modules that blocks import, themselves or by the project's modules, as lines of `import`."""
        found: set[str] = set()
        waiting = [(step["code"], "") for step in json.loads(steps)]
        waiting += [(f"import {step['module']}", "") for step in json.loads(steps) if step.get("module")]
        seen: set[str] = set()
        while waiting:
            for name in _imported(*waiting.pop()):
                own = [path for path in _module_files(name) if path in self._files]
                if not own:
                    found.add(name.partition(".")[0])
                waiting += [(self._files[path], _package(path)) for path in own if path not in seen]
                seen.update(own)
        roots = {path.partition("/")[0].removesuffix(".py") for path in self._files}
        return "\n".join(f"import {name}" for name in sorted(found - roots))

    def run(self, steps: str, send: Send) -> str:
        """Runs blocks one after the other; the page is shown what the last of them does.

        Args:
            steps: A JSON list of blocks, each with `namespace`, `name`, `line`, `code`, `module` and `title`.
            send: Takes what the last block prints.

        Returns:
            JSON: `result`, `error`, `kind` (of the error), `figures` and their `titles` as of `cell.Outcome`, and
            `earlier`: of each block that failed before, its title and the last line of its error.
        """
        *before, last = json.loads(steps)
        earlier: list[tuple[str, str]] = []
        with warnings.catch_warnings(record=True):
            for step in before:
                outcome = self._run(step, None)
                if outcome.error:
                    earlier.append((step["title"], outcome.error.strip().rpartition("\n")[2]))
        output = Output(send)
        outcome = self._run(last, output)
        output.flush()
        return json.dumps({
            "result": shortened(outcome.result), "error": shortened(self._tidied(outcome.error)),
            "kind": outcome.error_type, "figures": outcome.figures, "titles": outcome.titles, "earlier": earlier,
        })  # fmt: skip

    def _run(self, step: Mapping[str, Any], output: Output | None) -> cell.Outcome:
        namespace = self._namespaces.setdefault(step["namespace"], {})
        namespace.pop("__warningregistry__", None)  # else a warning is given in the first run only
        for sink in self._sinks:
            sink.output = output
        sys.stdin, (sys.stdout, sys.stderr) = _Keyboard(), self._streams
        return cell.run(
            step["code"], namespace, filename=step["name"], line=step["line"],
            module=step.get("module", ""), name=step["title"],
        )  # fmt: skip

    def _tidied(self, error: str) -> str:
        """A traceback without this file, and with the project's files by their paths in it."""
        own = re.compile(rf'^  File "{re.escape(__file__)}".*\n(?:    .*\n)*', re.M)
        return own.sub("", error).replace(f"{self._folder}/", "")


def _imported(code: str, package: str) -> Iterator[str]:
    """The modules that code names in its imports, and those that `from … import name` may mean."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nodes = list(ast.walk(ast.parse(code)))
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")
            start = parents[: len(parents) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            if base:
                yield base
                yield from (f"{base}.{alias.name}" for alias in node.names)


def _module_files(name: str) -> Iterable[str]:
    """The files that importing a module of the project may run: its own, and its packages'."""
    parts = name.split(".")
    for count in range(1, len(parts) + 1):
        path = "/".join(parts[:count])
        yield f"{path}/__init__.py"
        yield f"{path}.py"


def _package(path: str) -> str:
    return path.rpartition("/")[0].replace("/", ".")
