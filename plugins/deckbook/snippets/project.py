"""The project that code in decks belongs to: its modules, its data files, and the versions that it declares."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from deckbook.snippets import reading
from deckbook.snippets.reading import Code, Import
from deckbook.snippets.remembered import Remembered

_LARGE = 16 << 20
"""Bytes of a file that is not read as a whole to tell it from another one."""


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file of the project.

    Attributes:
        file: The file.
        code: What it says.
        files: The modules of the project that it imports itself, with the packages that they are in.
        data: The files of the project that it names.
    """

    file: Path
    code: Code
    files: tuple[Path, ...]
    data: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """What importing modules comes to.

    Attributes:
        modules: The modules of the project that are imported, directly or through others.
        data: The files of the project that they name.
        packages: The top-level modules that they import, be they the project's or not.
        certain: Those of them that they import for certain.
    """

    modules: frozenset[Path] = frozenset()
    data: frozenset[Path] = frozenset()
    packages: frozenset[str] = frozenset()
    certain: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Project:
    """A site's project, as far as it matters to code. It reads a file once: it is for one build, or one run of tests.

    Attributes:
        root: The directory of mkdocs.yml: first on `sys.path` and the current one while code runs.
        roots: The directories that a deck's files may be taken from.
        remembered: What earlier runs have made of code.
    """

    root: Path
    roots: tuple[Path, ...]
    remembered: Remembered = field(default_factory=Remembered, repr=False, compare=False)
    _modules: dict[Path, Module] = field(default_factory=dict, repr=False, compare=False)
    _reached: dict[Path, Reach] = field(default_factory=dict, repr=False, compare=False)
    _named: dict[str, Path | None] = field(default_factory=dict, repr=False, compare=False)
    _files: dict[Path, bool] = field(default_factory=dict, repr=False, compare=False)
    _texts: dict[str, Path | None] = field(default_factory=dict, repr=False, compare=False)
    _shown: dict[Path, str] = field(default_factory=dict, repr=False, compare=False)
    _hashes: dict[Path, str] = field(default_factory=dict, repr=False, compare=False)
    _codes: dict[str, Code] = field(default_factory=dict, repr=False, compare=False)
    _declared: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def name_of(self, file: Path) -> str:
        """The dotted name by which a file can be imported; "" where it has none."""
        name = self._below(file)
        if not name.endswith(".py"):
            return ""
        parts = name.removesuffix(".py").split("/")
        if parts[-1] == "__init__":
            parts = parts[:-1]
        return ".".join(parts) if all(part.isidentifier() for part in parts) else ""

    def _below(self, file: Path) -> str:
        """A file's path from the root, with slashes; "" where it is not below it. Paths' own ways take long."""
        name, root = str(file), f"{self.root}{os.sep}".replace(os.sep * 2, os.sep)
        return name[len(root) :].replace(os.sep, "/") if name.startswith(root) else ""

    def read(self, code: str) -> Code:
        """What a block's code says."""
        if code not in self._codes:
            self._codes[code] = self.remembered.code(code)
        return self._codes[code]

    def module(self, file: Path) -> Module:
        """What a Python file says."""
        if file not in self._modules:
            try:
                code = reading.read(file.read_text("utf-8-sig"), with_names=False)
            except (OSError, ValueError):
                code = Code()
            package = self.name_of(file) if file.name == "__init__.py" else self.name_of(file).rpartition(".")[0]
            files = tuple(dict.fromkeys(self.imported(code.imports, package)))
            self._modules[file] = Module(file, code, files, tuple(self.data(code.texts, file.parent)))
        return self._modules[file]

    def reach(self, file: Path) -> Reach:
        """What importing a module comes to."""
        if file not in self._reached:
            found = {file}
            waiting = [file]
            while waiting:
                new = {path for path in self.module(waiting.pop()).files if path not in found}
                found |= new
                waiting += new
            modules = [self.module(path) for path in found]
            self._reached[file] = Reach(
                modules=frozenset(found),
                data=frozenset(path for module in modules for path in module.data),
                packages=frozenset().union(*(module.code.packages() for module in modules)),
                certain=frozenset().union(*(module.code.packages(certain=True) for module in modules)),
            )
        return self._reached[file]

    def imported(self, imports: Iterable[Import], package: str = "") -> Iterator[Path]:
        """The files of the project that imports mean where they stand in a package."""
        for one in imports:
            if one.level:
                outer = package.split(".") if package else []
                if one.level > len(outer):
                    continue
                base = ".".join((*outer[: len(outer) - one.level + 1], *filter(None, [one.module])))
            else:
                base = one.module
            yield from self.files_of(base)
            for name in one.names:
                found = self._file(f"{base}.{name}") if name != "*" else None
                if found:
                    yield found

    def files_of(self, module: str) -> Iterator[Path]:
        """The files that importing a module runs: those of its packages, and its own."""
        parts = module.split(".")
        for count in range(1, len(parts) + 1):
            if file := self._file(".".join(parts[:count])):
                yield file

    def _file(self, module: str) -> Path | None:
        if module not in self._named:
            path = self.root.joinpath(*module.split("."))
            files = (path / "__init__.py", path.with_suffix(".py"))
            self._named[module] = next((file for file in files if self._has(file)), None)
        return self._named[module]

    def is_own(self, module: str) -> bool:
        """Whether a top-level module is a file or a package of the project."""
        return self._file(module) is not None

    def data(self, texts: Iterable[str], beside: Path | None = None) -> Iterator[Path]:
        """The files of the project that texts name, from its root or from the directory of a module."""
        for text in texts:
            for folder in filter(None, (self.root, beside)):
                name = os.path.normpath(f"{folder}/{text}") if not text.startswith("/") else text
                if name not in self._texts:
                    path = Path(name)
                    self._texts[name] = path if path.is_relative_to(self.root) and self._has(path) else None
                if found := self._texts[name]:
                    yield found

    def _has(self, path: Path) -> bool:
        """Whether there is such a file, and no link leads out of the project."""
        if path not in self._files:
            try:
                real = os.path.realpath(path) if os.path.isfile(path) else ""  # noqa: PTH113  (as in `_below`)
                self._files[path] = bool(real) and (
                    real == str(path) or Path(real).is_relative_to(os.path.realpath(self.root))
                )
            except (OSError, ValueError, RuntimeError):  # a name longer than any file's, or links in a circle
                self._files[path] = False
        return self._files[path]

    def shown(self, file: Path) -> str:
        """A file's path from the root, with slashes."""
        if file not in self._shown:
            self._shown[file] = self._below(file) or file.relative_to(self.root).as_posix()
        return self._shown[file]

    def hash_of(self, file: Path) -> str:
        """A hash of what a file holds, whatever its line ends; "" where it cannot be read."""
        if file not in self._hashes:
            try:
                self._hashes[file] = _hash_of(file)
            except OSError:
                self._hashes[file] = ""
        return self._hashes[file]

    def version(self, module: str) -> tuple[str, str] | None:
        """The distribution that brings a top-level module, and its version, where the project declares that."""
        from deckbook.snippets import versions  # noqa: PLC0415  (only code with packages from elsewhere needs it)

        if not self._declared:
            self._declared.update({"": "", **versions.declared(self.root)})
        names = versions.distributions(module)
        return next(((name, self._declared[name]) for name in names if name in self._declared), None)


def digest(data: bytes) -> str:
    """The hash that records hold."""
    return hashlib.sha256(data).hexdigest()[:16]


def _hash_of(file: Path) -> str:
    size = file.stat().st_size
    if size <= _LARGE:
        return digest(file.read_bytes().replace(b"\r\n", b"\n"))
    with file.open("rb") as source:
        first = source.read(_LARGE // 2)
        source.seek(-_LARGE // 2, 2)
        return digest(b"%d " % size + first + source.read())
