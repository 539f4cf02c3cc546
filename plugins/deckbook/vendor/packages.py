"""The scripts that a site can hold a copy of: one version each, known by the hashes of its files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = "assets/vendor"
"""Where a site holds its copies, in its docs_dir."""


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One file of a package.

    Attributes:
        path: Its path in the npm package.
        sha256: The hash of its content, in hexadecimal digits.
        size: Its size in bytes; no more is read of an answer. None where it is not known, but by the hash.
    """

    path: str
    sha256: str
    size: int | None

    @property
    def name(self) -> str:
        """Its name in the site."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Package:
    """One version of a package: the files that pages need, the first of them the script, and the licence."""

    name: str
    version: str
    files: tuple[PackageFile, ...]

    @property
    def folder(self) -> str:
        """The name of the folder that holds a copy; with the version, so that no reader's browser has an older one."""
        return f"{self.name}-{self.version}"


# Of the npm packages as they are published. mermaid: the newest of the major version that Material itself asks for;
# pyodide: the runtime alone, Python's packages are in `wheels`.
# KaTeX is not among them: formulas are MathML, which needs no script.
PACKAGES: Mapping[str, Package] = {
    package.name: package
    for package in (
        # Its licence (MPL 2.0) and its source are named in package.json; the npm package has no other text of them.
        Package(
            "pyodide",
            "314.0.7",
            (
                PackageFile(
                    "pyodide.mjs", "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109", 17_931
                ),
                PackageFile(
                    "pyodide.asm.mjs", "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635", 1_250_344
                ),
                PackageFile(
                    "pyodide.asm.wasm", "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6", 9_598_218
                ),
                PackageFile(
                    "python_stdlib.zip", "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a", 2_545_637
                ),
                PackageFile(
                    "pyodide-lock.json", "5dc2fc119108bc148c7457dc86e7675b5c87e1cafd420b9c34c1eaef7b36c010", 119_077
                ),
                PackageFile("package.json", "40ca48e43ce4ddc68412d5b7a7ca9e2477cd4f0e672277ae468ac2245717079b", 2_999),
            ),
        ),
        Package(
            "mermaid",
            "11.17.2",
            (
                PackageFile(
                    "dist/mermaid.min.js",
                    "581ed7d74bd9048d0e3a91363927d72ef22942d7722546b27f7cc29e35390eb8",
                    3_572_661,
                ),
                PackageFile("LICENSE", "ec9fb67dcb25eccc416ed56e1aab819222c805a2a4bfe4cb19e7556bf2ffde80", 1_089),
            ),
        ),
    )
}


def find(docs_dir: Path, package: Package) -> Path | None:
    """The script of a site's copy: of the pinned version, else of the newest that is there."""
    name = package.files[0].name
    own = docs_dir / FOLDER / package.folder / name
    if own.is_file():
        return own
    found = [path for path in (docs_dir / FOLDER).glob(f"{package.name}-*/{name}") if path.is_file()]
    return max(found, key=lambda path: [int(part) for part in re.findall(r"\d{1,9}", path.parent.name)], default=None)
