"""Copies of the pictures that decks show from other hosts: a real host, the real command, and the site that follows."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from deckbook.vendor import download
from deckbook.vendor.collect import Wanted, collect
from deckbook.vendor.pictures import address, read_index
from tests.decks import PNG
from tests.documents import Document
from tests.harness import BuildSite, Site, build_site
from tests.server import Answer, Host, serving

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>\n'
GIF = b"GIF89a" + bytes(20)

DECK = """\
# Pictures

![a](HOST/a.png "A title")

---

## More

<img src="HOST/drawing.svg" alt="b" width="90"> ![again](HOST/a.png#part)

---
layout: image-right
image: HOST/c.gif
---

## Beside

---

<video poster="HOST/poster" src="HOST/film.mp4"></video>
"""


@pytest.fixture
def host() -> Iterator[Host]:
    with serving() as served:
        served.answers |= {
            "/a.png": Answer(PNG),
            "/drawing.svg": Answer(SVG, headers={"Content-Type": "text/plain"}),
            "/c.gif": Answer(b"", 301, {"Location": "/moved/c"}),
            "/moved/c": Answer(GIF),
            "/poster": Answer(b"\xff\xd8\xff" + bytes(9)),
            "/film.mp4": Answer(b"film"),
        }
        yield served


def project(root: Path, host: Host, deck: str = DECK) -> Path:
    (root / "docs/decks").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: S\nplugins: [deckbook]\n", encoding="utf-8")
    (root / "docs/decks/talk.md").write_text(deck.replace("HOST", host.url), encoding="utf-8")
    return root


def vendor(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "deckbook.cli", "vendor", "pictures", *arguments]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"}
    return subprocess.run(  # noqa: S603 - our own command
        command, cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def name(content: bytes, ending: str) -> str:
    return f"{hashlib.sha256(content).hexdigest()[:16]}.{ending}"


def built(root: Path, target: Path, *, use_directory_urls: bool = True) -> Site:
    """The site of a project as it is now."""
    files = {
        path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "docs").rglob("*") if path.is_file()
    }
    return build_site(target, files, plugins=["deckbook"], use_directory_urls=use_directory_urls)


@pytest.mark.parametrize("directory_urls", [True, False])
def test_pages_show_the_copies(tmp_path: Path, host: Host, directory_urls: bool) -> None:
    root = project(tmp_path / "project", host)

    done = vendor(root, "--allow", "127.0.0.1")

    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 4
    assert (root / "docs/decks/talk.md").read_text("utf-8") == DECK.replace("HOST", host.url)
    site = built(root, tmp_path / "site", use_directory_urls=directory_urls)
    assert site.problems == []
    # The film stays where it is.
    assert "1 × asset-remote" in "".join(site.log)
    page = Document.of(site, "decks/talk/index.html" if directory_urls else "decks/talk.html")
    folder = "assets/pictures"
    copies = [
        name(PNG, "png"), name(SVG, "svg"), name(PNG, "png"), name(GIF, "gif"), name(b"\xff\xd8\xff" + bytes(9), "jpg")
    ]  # fmt: skip
    assert page.pictures == [f"{folder}/{copy}" for copy in copies[:4]]
    poster = next(page.article.iter("video")).get("poster")
    assert poster is not None
    assert page.target(poster) == f"{folder}/{copies[4]}"
    assert {path for path in site.files if path.startswith(folder)} == {f"{folder}/{copy}" for copy in copies}
    first, second, *_ = page.article.iter("img")
    assert first.get("title") == "A title"
    assert second.get("width") == "90"
    assert "loading" not in first.attrib


def test_again_asks_for_nothing_and_changes_nothing(tmp_path: Path, host: Host) -> None:
    root = project(tmp_path / "project", host)
    vendor(root, "--allow", "127.0.0.1")
    folder = root / "docs/assets/pictures"
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    host.asked.clear()

    done = vendor(root, "--allow", "127.0.0.1", "docs/decks/talk.md")

    assert (done.returncode, done.stdout, host.asked) == (0, "", [])
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    # One that is missing or changed is fetched again.
    (folder / name(GIF, "gif")).unlink()
    (folder / name(SVG, "svg")).write_bytes(b"changed")
    assert vendor(root, "--allow", "127.0.0.1").returncode == 0
    assert sorted(host.asked) == ["/c.gif", "/drawing.svg", "/moved/c"]
    assert before.keys() == set(folder.iterdir())


def test_the_index_is_a_line_for_each_address_in_their_order(tmp_path: Path, host: Host) -> None:
    root = project(tmp_path / "project", host)
    vendor(root, "--allow", "127.0.0.1")

    header, *lines = (root / "docs/assets/pictures/index.tsv").read_text("utf-8").splitlines()

    assert header.startswith("# ")
    assert [line.split("\t")[0].removeprefix(host.url) for line in lines] == [
        "/a.png", "/c.gif", "/drawing.svg", "/poster"
    ]  # fmt: skip
    assert lines[0].split("\t")[1:] == [name(PNG, "png"), hashlib.sha256(PNG).hexdigest()]


def test_prune_removes_what_no_deck_shows(tmp_path: Path, host: Host) -> None:
    root = project(tmp_path / "project", host)
    vendor(root, "--allow", "127.0.0.1")
    (root / "docs/decks/talk.md").write_text(f"# Pictures\n\n---\n\n![a]({host.url}/a.png)\n", encoding="utf-8")
    folder = root / "docs/assets/pictures"

    refused = vendor(root, "--prune", "docs/decks/talk.md")
    kept = sorted(path.name for path in folder.iterdir())
    done = vendor(root, "--prune")

    assert refused.returncode == 2
    assert len(kept) == 5
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 3
    assert sorted(path.name for path in folder.iterdir()) == sorted([name(PNG, "png"), "index.tsv"])


def test_what_cannot_be_had_is_said_with_its_place_and_the_rest_goes_on(tmp_path: Path, host: Host) -> None:
    big = b"\x89PNG\r\n\x1a\n" + bytes(10_000_001)
    host.answers |= {
        "/page": Answer(b"<!doctype html><title>No picture</title><svg>", headers={"Content-Type": "image/png"}),
        "/big": Answer(big),
        "/cut": Answer(PNG[:20], length=5000),
        "/round": Answer(b"", 302, {"Location": "/round"}),
        "/file": Answer(b"", 302, {"Location": "file:///etc/passwd"}),
        "/script.svg": Answer(SVG.replace(b"<circle", b"<script>1</script><circle")),
    }
    paths = ["missing", "page", "big", "cut", "round", "file", "script.svg", "a.png"]
    deck = "# Pictures\n\n---\n\n" + "".join(f"![x](HOST/{path})\n" for path in paths)
    root = project(tmp_path / "project", host, deck)

    done = vendor(root, "--allow", "127.0.0.1")

    assert done.returncode == 1
    assert done.stdout == f"{host.url}/a.png is copied to {name(PNG, 'png')}.\n"
    said = dict(line.split(f": {host.url}/", 1)[::-1] for line in done.stderr.splitlines())
    assert {text.split(" ")[0]: text.partition(" ")[2] for text in said} == {
        "missing": "answers 404 Not Found.",
        "page": "is no picture.",
        "big": "is larger than 10 MB, so it is not copied.",
        "cut": next(text for text in said if text.startswith("cut")).partition(" ")[2],
        "round": "cannot be fetched: it leads from one address to the next.",
        "file": "cannot be fetched: it leads to “file:///etc/passwd”.",
        "script.svg": "is a drawing that holds a script, so it is not copied.",
    }
    assert "cut cannot be fetched: peer closed connection" in done.stderr
    assert {text.split(" ")[0]: place for text, place in said.items()} == {
        path: f"docs/decks/talk.md:{line}" for line, path in enumerate(paths[:-1], 5)
    }
    assert len(list((root / "docs/assets/pictures").iterdir())) == 2


def test_machines_of_a_private_network_are_not_asked(tmp_path: Path, host: Host) -> None:
    host.answers["/out"] = Answer(b"", 302, {"Location": f"http://127.0.0.2:{host.url.rpartition(':')[2]}/a.png"})
    root = project(tmp_path / "project", host, "# A\n\n---\n\n![a](HOST/a.png)\n![b](HOST/out)\n")

    refused = vendor(root)
    asked = list(host.asked)
    redirected = vendor(root, "--allow", "127.0.0.1")

    assert refused.returncode == 1
    assert asked == []
    assert "is on a machine of a private network, 127.0.0.1; if that is meant, allow it: --allow 127.0.0.1." in (
        refused.stderr
    )
    assert "127.0.0.2" in redirected.stderr
    assert "a.png is copied" in redirected.stdout


def test_a_host_that_is_slow(tmp_path: Path, host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "TIMEOUT", httpx.Timeout(0.1))
    host.answers["/slow"] = Answer(PNG, delay=0.5)

    [result] = collect([Wanted(f"{host.url}/slow", "a.md:1")], tmp_path, {"127.0.0.1"})

    assert result.is_fault
    assert result.text == f"a.md:1: {host.url}/slow cannot be fetched: it takes too long to answer."
    assert list(tmp_path.iterdir()) == []


def test_what_a_template_asks_for_may_be_no_picture(tmp_path: Path, host: Host) -> None:
    host.answers["/page"] = Answer(b"<!doctype html><title>A page</title>")
    deck = "# A\n\n---\nlayout: iframe\nurl: HOST/page\n---\n\n## B\n"
    root = project(tmp_path / "project", host, deck)

    done = vendor(root, "--allow", "127.0.0.1")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_file_that_is_no_deck(tmp_path: Path, host: Host) -> None:
    root = project(tmp_path / "project", host)
    (root / "docs/page.md").write_text("# Page\n", encoding="utf-8")

    done = vendor(root, "docs/page.md")

    assert done.returncode == 2
    assert "docs/page.md is no deck of this site." in done.stderr


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("https://a.org/b.png", "https://a.org/b.png"),
        ("//a.org/b.png?x=1#y", "https://a.org/b.png?x=1"),
        ("http://a.org/b c.png", "http://a.org/b%20c.png"),
        ("HTTPS://a.org/b.png", "HTTPS://a.org/b.png"),
        ("ftp://a.org/b.png", None),
        ("mailto:a@b.org", None),
        ("https://[/b.png", None),
        ("https:///b.png", None),
        ("https://a.org/b\tc.png", None),
    ],
)
def test_addresses(written: str, known: str | None) -> None:
    assert address(written) == known


def test_an_index_that_was_left_unmerged_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    digest = "0" * 64
    (tmp_path / "index.tsv").write_text(
        f"# x\n<<<<<<< ours\nhttps://a.org/a\t{'0' * 16}.png\t{digest}\n=======\n"
        f"https://a.org/b\t../../secret.png\t{digest}\nhttps://a.org/c\n>>>>>>> theirs\n",
        encoding="utf-8",
    )

    assert list(read_index(tmp_path)) == ["https://a.org/a"]


def test_remote_pictures_are_fetched_late_and_without_a_referrer(build: BuildSite) -> None:
    deck = (
        "# A\n\n---\nlayout: image-right\nimage: https://x.org/a.png\n---\n\n## B\n\n"
        '![b](https://x.org/b.png) <img alt="c" src="//x.org/c.png"> <Card picture="https://x.org/d.png" />\n\n'
        "`<img src=\"https://x.org/code.png\">`\n\n<Own/>\n"
    )  # fmt: skip
    own = '<img alt="1 > 0" src="https://x.org/own.png">'
    site = build(
        {"docs/decks/a.md": deck, "templates/Own.html": own}, plugins=[{"deckbook": {"components": "templates"}}]
    )

    images = list(Document.of(site, "decks/a/index.html").article.iter("img"))
    assert len(images) == 5
    for image in images:
        assert (image.get("loading"), image.get("referrerpolicy")) == ("lazy", "no-referrer"), image.attrib
    assert '&lt;img src="https://x.org/code.png"&gt;' in site.article("decks/a/index.html").replace("&quot;", '"')
