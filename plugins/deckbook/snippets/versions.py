"""The versions of packages that a project declares, by the names that code imports them by.

Lock files are looked through line by line: a whole TOML reader takes seconds for the large ones of real projects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

_LOCKS = ("uv.lock", "poetry.lock", "pylock.toml")
_ENTRY = re.compile(r"^\[\[packages?\]\][^\n]*\n((?:(?!\[)[^\n]*\n?)*)", re.M)
_FIELD = re.compile(r"""^(name|version)\s*=\s*["']([^"'\n]+)["']""", re.M)
_REQUIREMENT = re.compile(r"\s*([A-Za-z\d](?:[\w.-]*[A-Za-z\d])?)\s*(?:\[[^\]]*\])?\s*\(?([^;#)\\]*)")
_LONGEST = 20_000_000

_DISTRIBUTIONS = {
    "Crypto": ("pycryptodome",),
    "OpenGL": ("pyopengl",),
    "PIL": ("pillow",),
    "attr": ("attrs",),
    "bs4": ("beautifulsoup4",),
    "cv2": ("opencv-python", "opencv-python-headless", "opencv-contrib-python", "opencv-contrib-python-headless"),
    "dateutil": ("python-dateutil",),
    "docx": ("python-docx",),
    "dotenv": ("python-dotenv",),
    "faiss": ("faiss-cpu", "faiss-gpu"),
    "fitz": ("pymupdf",),
    "git": ("gitpython",),
    "igraph": ("igraph", "python-igraph"),
    "jwt": ("pyjwt",),
    "mpl_toolkits": ("matplotlib",),
    "pptx": ("python-pptx",),
    "pylab": ("matplotlib",),
    "serial": ("pyserial",),
    "skimage": ("scikit-image",),
    "sklearn": ("scikit-learn",),
    "tensorflow": ("tensorflow", "tensorflow-cpu"),
    "umap": ("umap-learn",),
    "yaml": ("pyyaml",),
    "zmq": ("pyzmq",),
}
"""Distributions whose name is not that of the module."""


def distributions(module: str) -> tuple[str, ...]:
    """The names, in PyPI's normal form, of the distributions that may bring a top-level module."""
    return _DISTRIBUTIONS.get(module, (_normal(module),))


def declared(folder: Path) -> Mapping[str, str]:
    """What the files in a directory say of versions, by the normal name of a distribution.

    An exact version counts more than a range, and among equals what is read first: constraints, requirements, locks.
    """
    found: dict[str, str] = {}
    ranges: dict[str, str] = {}
    for path in [folder / "constraints.txt", *sorted(folder.glob("requirements*.txt"))]:
        for name, said in _requirements(_text(path)):
            exact = said.removeprefix("===").removeprefix("==")
            if exact != said and "," not in exact and "*" not in exact:
                found.setdefault(name, exact.strip())
            elif said:
                ranges.setdefault(name, said)
    for name in _LOCKS:
        locked: dict[str, set[str]] = {}
        for entry in _ENTRY.finditer(_text(folder / name)):
            fields = dict(_FIELD.findall(entry[1]))
            if "name" in fields and "version" in fields:
                locked.setdefault(_normal(fields["name"]), set()).add(fields["version"])
        for package, versions in locked.items():
            found.setdefault(package, ", ".join(sorted(versions)))
    return {**ranges, **found}


def _requirements(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        match = None if line.lstrip().startswith(("-", "#")) else _REQUIREMENT.match(line)
        if match:
            yield _normal(match[1]), "".join(match[2].split("--hash")[0].split())


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace") if path.stat().st_size <= _LONGEST else ""
    except OSError:
        return ""
