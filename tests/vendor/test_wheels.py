"""Python's packages for the copy of Pyodide: those that are named, and those that they need, by Pyodide's own list."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from deckbook.vendor import Package
from deckbook.vendor.install import check, install
from deckbook.vendor.wheels import Unknown, held, source, wheels
from tests.server import Answer, serving

PYODIDE = Package("pyodide", "1.0.0", ())
WHEELS = {name: f"the wheel of {name}".encode() for name in ("arrays", "plots", "fonts", "scikit-learn")}


def entry(name: str, imports: list[str], depends: list[str]) -> dict[str, object]:
    digest = hashlib.sha256(WHEELS[name]).hexdigest()
    return {"file_name": f"{name}-1.whl", "sha256": digest, "imports": imports, "depends": depends}


LIST = json.dumps({
    "packages": {
        "arrays": entry("arrays", ["arrays"], []),
        "plots": entry("plots", ["plots", "pylab"], ["fonts", "Arrays"]),
        "fonts": entry("fonts", ["fontTools"], ["plots"]),
        "scikit-learn": entry("scikit-learn", ["sklearn"], ["arrays"]),
    }
}).encode()  # fmt: skip


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        ([], []),
        (["arrays"], ["arrays"]),
        (["plots", "arrays"], ["arrays", "fonts", "plots"]),
        (["sklearn"], ["arrays", "scikit-learn"]),
        (["Scikit_Learn", "fontTools"], ["arrays", "fonts", "plots", "scikit-learn"]),
    ],
)
def test_names_and_what_they_need(names: list[str], wanted: list[str]) -> None:
    assert [file.path for file in wheels(PYODIDE, LIST, names).files] == [f"{name}-1.whl" for name in wanted]


def test_a_name_that_is_none() -> None:
    with pytest.raises(Unknown, match=r"^pyodide 1\.0\.0 has no package array; arrays is meant\?$"):
        wheels(PYODIDE, LIST, ["array"])
    with pytest.raises(Unknown, match=r"^pyodide 1\.0\.0 has no package torch\.$"):
        wheels(PYODIDE, LIST, ["torch"])


def test_they_are_fetched_and_compared_with_the_list(tmp_path: Path) -> None:
    wanted = wheels(PYODIDE, LIST, ["plots"])
    with serving() as host:
        host.answers |= {f"/full/{name}-1.whl": Answer(body) for name, body in WHEELS.items()}
        host.answers["/full/fonts-1.whl"] = Answer(b"another one")
        failed = install(wanted, tmp_path, source(f"{host.url}/full/"))
        assert not list(tmp_path.iterdir())
        host.answers["/full/fonts-1.whl"] = Answer(WHEELS["fonts"])
        done = install(wanted, tmp_path, source(f"{host.url}/full"))

    assert failed.faults == (
        "fonts-1.whl is not that of pyodide 1.0.0: its hash is another; take it from another source.",
    )
    assert [path.name for path in done.written] == ["arrays-1.whl", "fonts-1.whl", "plots-1.whl"]
    assert check(wanted, tmp_path).faults == ()


def test_those_that_are_there_are_checked(tmp_path: Path) -> None:
    folder = tmp_path / PYODIDE.folder
    folder.mkdir()
    assert held(PYODIDE, LIST, folder).files == ()
    (folder / "arrays-1.whl").write_bytes(b"changed")

    [fault] = check(held(PYODIDE, LIST, folder), tmp_path).faults

    assert fault.endswith("arrays-1.whl is not what was published.")
