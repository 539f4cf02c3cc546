"""Copies of packages: all of one or nothing, whatever the host or the folder it comes from does."""

from __future__ import annotations

import hashlib
import io
import stat
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deckbook.vendor import PACKAGES, Package, PackageFile, find
from deckbook.vendor.install import check, install
from deckbook.vendor.sources import source
from tests.server import Answer, Host, serving

SCRIPT, LICENCE = b"globalThis.draw = () => {};\n" * 500, b"Anyone may use this.\n"
CONTENT = {"dist/draw.min.js": SCRIPT, "LICENSE": LICENCE}
DRAW = Package(
    "draw",
    "2.0.1",
    tuple(PackageFile(path, hashlib.sha256(body).hexdigest(), len(body)) for path, body in CONTENT.items()),
)


@pytest.fixture
def host() -> Iterator[Host]:
    """A host that serves the package."""
    with serving() as served:
        served.answers |= {f"/npm/draw@2.0.1/{path}": Answer(body) for path, body in CONTENT.items()}
        yield served


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


COPY = {"draw-2.0.1/draw.min.js": SCRIPT, "draw-2.0.1/LICENSE": LICENCE}


def test_from_a_host(host: Host, tmp_path: Path) -> None:
    done = install(DRAW, tmp_path, source(f"{host.url}/npm/"))

    assert done.faults == ()
    assert files(tmp_path) == COPY
    assert [stat.S_IMODE(path.stat().st_mode) for path in done.written] == [0o644, 0o644]


@pytest.mark.parametrize("below", ["", "draw/"])
def test_from_a_folder(tmp_path: Path, below: str) -> None:
    """That of the package, or one of packages."""
    for path, body in CONTENT.items():
        target = tmp_path / "node_modules" / f"{below}{path}"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(body)

    assert install(DRAW, tmp_path / "into", source(str(tmp_path / "node_modules"))).faults == ()
    assert files(tmp_path / "into") == COPY


def packed(path: Path, content: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, body in content.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(body)
            archive.addfile(entry, io.BytesIO(body))
    return path


def test_from_a_packed_one(tmp_path: Path) -> None:
    """As `npm pack` makes it."""
    archive = packed(tmp_path / "draw-2.0.1.tgz", CONTENT)

    assert install(DRAW, tmp_path / "into", source(str(archive))).faults == ()
    assert files(tmp_path / "into") == COPY


def test_what_is_wrong_with_a_packed_one(tmp_path: Path) -> None:
    half = packed(tmp_path / "half.tgz", {"LICENSE": LICENCE})
    (tmp_path / "cut.tgz").write_bytes(packed(tmp_path / "whole.tgz", CONTENT).read_bytes()[:200])
    (tmp_path / "none.tgz").write_bytes(b"no archive")

    for name, said in {
        "half": "half.tgz holds no dist/draw.min.js; name the npm package draw.",
        "cut": "cut.tgz cannot be read: ",
        "none": "none.tgz cannot be read: ",
        "absent": "absent.tgz cannot be read: ",
    }.items():
        faults = install(DRAW, tmp_path / "into", source(str(tmp_path / f"{name}.tgz"))).faults
        assert said in faults[0]
    assert half.exists()
    assert not (tmp_path / "into").exists()


def test_again_asks_for_nothing(host: Host, tmp_path: Path) -> None:
    install(DRAW, tmp_path, source(f"{host.url}/npm"))
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    host.asked.clear()

    done = install(DRAW, tmp_path, source(f"{host.url}/npm"))

    assert (done.written, done.faults, host.asked) == ((), (), [])
    assert times == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}


def test_only_what_is_missing_or_changed_is_fetched(host: Host, tmp_path: Path) -> None:
    install(DRAW, tmp_path, source(f"{host.url}/npm"))
    (tmp_path / "draw-2.0.1/draw.min.js").write_bytes(b"changed")
    host.asked.clear()

    done = install(DRAW, tmp_path, source(f"{host.url}/npm"))

    assert [path.name for path in done.written] == ["draw.min.js"]
    assert host.asked == ["/npm/draw@2.0.1/dist/draw.min.js"]
    assert files(tmp_path) == COPY


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(b"no", 404), "answers 404 Not Found."),
        (Answer(b"", 500), "answers 500 Internal Server Error."),
        (Answer(SCRIPT[:-1] + b"!"), "dist/draw.min.js is not that of draw 2.0.1: its hash is another"),
        (Answer(SCRIPT[:-9]), f"it has {len(SCRIPT) - 9} bytes of {len(SCRIPT)}"),
        (Answer(SCRIPT + b"!" * 100_000), f"it has more than {len(SCRIPT)} bytes"),
        (Answer(SCRIPT[:100], length=len(SCRIPT)), "cannot be fetched: peer closed connection"),
        (Answer(b"", 302, {"Location": "/npm/draw@2.0.1/dist/draw.min.js"}), "cannot be fetched: Exceeded maximum"),
        (Answer(b"", 302, {"Location": "ftp://127.0.0.1/draw.min.js"}), "cannot be fetched: "),
        (Answer(b"", 304), "answers 304 Not Modified."),
    ],
    ids=["missing", "fails", "changed", "short", "long", "cut off", "round and round", "elsewhere", "not at all"],
)
def test_what_goes_wrong_is_said_and_nothing_is_written(host: Host, tmp_path: Path, answer: Answer, said: str) -> None:
    host.answers["/npm/draw@2.0.1/dist/draw.min.js"] = answer

    done = install(DRAW, tmp_path, source(f"{host.url}/npm"))

    [fault] = done.faults
    assert said in fault
    assert fault.endswith(".")
    assert list(tmp_path.iterdir()) == []


def test_a_redirect_is_followed(host: Host, tmp_path: Path) -> None:
    host.answers["/npm/draw@2.0.1/dist/draw.min.js"] = Answer(b"", 302, {"Location": "/files/1"})
    host.answers["/files/1"] = Answer(SCRIPT)

    assert install(DRAW, tmp_path, source(f"{host.url}/npm")).faults == ()
    assert files(tmp_path) == COPY


@pytest.mark.parametrize("place", ["http://127.0.0.1:9", "http://[", "no-such-folder", "https://no-such.invalid"])
def test_no_source(tmp_path: Path, place: str) -> None:
    done = install(DRAW, tmp_path / "into", source(place))

    assert len(done.faults) == 2
    assert not (tmp_path / "into").exists()


def test_check_says_what_is_missing_or_changed(host: Host, tmp_path: Path) -> None:
    assert [fault.rpartition(" is ")[2] for fault in check(DRAW, tmp_path).faults] == ["missing."] * 2
    install(DRAW, tmp_path, source(f"{host.url}/npm"))
    assert check(DRAW, tmp_path).faults == ()
    (tmp_path / "draw-2.0.1/LICENSE").write_bytes(b"No one may.")
    assert [fault.rpartition("/")[2] for fault in check(DRAW, tmp_path).faults] == [
        "LICENSE is not what was published."
    ]


def test_the_newest_copy_is_used_where_the_pinned_one_is_not_there(tmp_path: Path) -> None:
    def copy(version: str) -> Path:
        path = tmp_path / "assets/vendor" / f"draw-{version}" / "draw.min.js"
        path.parent.mkdir(parents=True)
        path.write_bytes(b"")
        return path

    assert find(tmp_path, DRAW) is None
    copy("1.9.0")
    newer = copy("1.10.0")
    assert find(tmp_path, DRAW) == newer
    own = copy("2.0.1")
    copy("3.0.0")
    assert find(tmp_path, DRAW) == own


def test_the_table_is_complete() -> None:
    for package in PACKAGES.values():
        assert package.files[0].name.endswith((".js", ".mjs"))
        # Pyodide's licence is named in its package.json.
        assert any(file.name.startswith(("LICEN", "package.json")) for file in package.files)
        assert len({file.name for file in package.files}) == len(package.files)
        assert all(len(file.sha256) == 64 and file.size for file in package.files)
