"""What rebuilds say of what they have reused, and that nothing is reused of which that may be wrong."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml

from deckbook.rebuild.store import Room, Store
from deckbook.rebuild.values import Identities, Reading, UnkeyedError, Values
from tests.rebuild.builds import builds


def written(root: Path, *, extensions: list[Any] | None = None, hooks: str = "", **options: str) -> Path:
    """Writes a small site: three pages, and a picture."""
    settings = {
        "site_name": "Site",
        "theme": {"name": "material", "font": False},
        "plugins": ["search", {"deckbook": options}],
        "markdown_extensions": extensions or [],
    }
    files = {
        "mkdocs.yml": yaml.safe_dump(settings | ({"hooks": ["hooks.py"]} if hooks else {})),
        "hooks.py": hooks,
        "docs/pictures/one.png": "PNG",
        **{f"docs/{name}.md": f"# {name}\n\nText.\n" for name in ("index", "one", "two")},
    }
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    return root


def second(
    root: Path, *, extensions: list[Any] | None = None, level: int = logging.INFO, said: str = "Reused", **options: str
) -> str:
    """The lines with a word that the second build of a small site says, by default of what it has reused."""
    with builds(written(root, extensions=extensions, **options)) as building:
        building.rebuild()
        (root / "docs" / "two.md").write_text("# two\n\nOther text.\n", encoding="utf-8")
        building.rebuild(level)
        return "\n".join(line for line in building.said if said in line)


def test_a_line_says_what_was_reused_and_why_the_rest_was_not(tmp_path: Path) -> None:
    line = second(tmp_path / "site")

    assert "Reused of 3 pages: 2 × content, 2 × template, 2 × search" in line
    assert "1 × content: its Markdown changed" in line
    assert "1 × template: its content changed" in line


def test_mkdocs_serve_v_gives_the_reason_for_each_page_that_is_made_anew(tmp_path: Path) -> None:
    lines = second(tmp_path / "site", level=logging.DEBUG, said="made anew:", extensions=["pymdownx.b64"])

    reader = "the Markdown extension pymdownx.b64 may read anything"
    assert [line.removeprefix("DEBUG: deckbook: ").removeprefix("DEBUG: ") for line in lines.splitlines()] == [
        f"index.md: content made anew: {reader}",
        f"one.md: content made anew: {reader}",
        f"two.md: content made anew: {reader}",
        "two.md: template made anew: its content changed",
        "two.md: search made anew: its content, title or metadata changed",
        "two.md: file made anew: its HTML changed",
    ]


_OVERWRITES = """
from pathlib import Path

def on_post_build(config):
    Path(config.site_dir, "pictures", "one.png").write_text("smaller")
    Path(config.site_dir, "made", "by").mkdir(parents=True)
    Path(config.site_dir, "made", "by", "hook.txt").write_text("made")

def on_page_content(html, page, **_):
    if (path := Path(page.file.abs_dest_path)).exists():
        raise AssertionError(f"{path} is there before anything is written")
"""


def test_files_are_left_in_place_that_would_be_the_same(tmp_path: Path) -> None:
    root = written(tmp_path / "site", hooks=_OVERWRITES)
    site = tmp_path / "site-served"
    with builds(root) as building:
        building.rebuild()
        before = {path: path.stat() for path in site.rglob("*") if path.is_file()}
        (root / "docs" / "two.md").unlink()
        (root / "docs" / "new.md").write_text("# new\n", encoding="utf-8")
        # Somebody writes into the site: over a page, with the time that it had, and beside pages.
        page = site / "one" / "index.html"
        page.write_text(page.read_text("utf-8").replace("Text", "Else"), encoding="utf-8")
        os.utime(page, ns=(before[page].st_atime_ns, before[page].st_mtime_ns))
        (site / "one" / "stray.html").write_text("stray", encoding="utf-8")

        tree, said = building.rebuild()

        assert (tree, said) == building.clean()
        assert "Else" not in page.read_text("utf-8")
        again = site / "assets" / "images" / "favicon.png"
        assert again.stat() == before[again]
        assert not (site / "two").exists()
        assert not (site / ".deckbook").exists()

        (root / "docs" / "new.md").write_text("# new\n\nMore.\n", encoding="utf-8")
        state = page.stat()
        assert building.rebuild() == building.clean()
        assert page.stat() == state
        assert any("2 × file" in line for line in building.said)


_SEES_PAGES = """
def on_post_page(output, page, config):
    assert type(output) is str and output.startswith("\\n<!doctype html>"), output
"""


def test_who_sees_pages_as_a_whole_gets_them_read(tmp_path: Path) -> None:
    root = written(tmp_path / "site", hooks=_SEES_PAGES)
    with builds(root) as building:
        for text in ("One.", "Two.", "Three."):
            (root / "docs" / "two.md").write_text(f"# two\n\n{text}\n", encoding="utf-8")

            assert building.rebuild() == building.clean()
        assert any("2 × template" in line and "2 × file" in line for line in building.said)


def test_a_template_that_a_plugin_renders_for_itself_is_read(tmp_path: Path) -> None:
    plugin = """
        from mkdocs.plugins import event_priority

        @event_priority(-2000)
        def on_env(env, config, files):
            config.extra["env"] = env

        def on_page_context(context, page, config, nav):
            page.content += f"<p>{len(config.extra['env'].get_template('main.html').render(context))}</p>"
        """
    root = written(tmp_path / "site", hooks=dedent(plugin))
    with builds(root) as building:
        for _ in range(3):
            tree, _ = building.rebuild()

            assert tree == building.clean()[0]


def test_decks_are_not_written_again_for_another_name_of_the_site(tmp_path: Path) -> None:
    root = written(tmp_path / "site")
    deck = root / "docs" / "decks" / "week.md"
    deck.parent.mkdir()
    deck.write_text("# Week\n\n---\n\n# The settings\n\n<<< @/mkdocs.yml\n\n---\n\nMore.\n", encoding="utf-8")
    (root / "docs" / "decks" / "other.md").write_text("# Other\n\n---\n\n# Same\n", encoding="utf-8")
    with builds(root) as building:
        for name in ("One", "Two", "Three"):
            settings = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
            (root / "mkdocs.yml").write_text(yaml.safe_dump(settings | {"site_name": name}), encoding="utf-8")

            assert building.rebuild() == building.clean()


def test_nothing_is_reused_where_that_is_turned_off(tmp_path: Path) -> None:
    assert second(tmp_path / "site", rebuild_cache="never") == ""


def test_an_extension_that_reads_files_has_all_pages_converted(tmp_path: Path) -> None:
    line = second(tmp_path / "site", extensions=["pymdownx.b64"])

    assert "Reused of 3 pages: 0 × content, 2 × template, 2 × search" in line
    assert "3 × content: the Markdown extension pymdownx.b64 may read anything" in line


def test_a_deck_whose_values_only_look_alike_is_written_again(tmp_path: Path) -> None:
    root = written(tmp_path / "site", layouts="layouts")
    deck, layout = root / "docs" / "weeks" / "week.md", root / "layouts" / "own.html"
    for path in (deck, layout):
        path.parent.mkdir()
    layout.write_text("<b>{{ props.value }}</b>", encoding="utf-8")
    shown = []
    with builds(root) as building:
        for value in ("1", "true"):
            deck.write_text(f"# Week\n\n---\nlayout: own\nvalue: {value}\n---\n\n## One\n", encoding="utf-8")
            tree, _ = building.rebuild()
            shown.append(re.findall(rb"<b>(.*?)</b>", tree["weeks/week/index.html"]))
    assert shown == [[b"1"], [b"True"]]


def test_what_is_kept_has_a_bound_and_goes_with_its_page() -> None:
    room = Room(limit=100)
    store: Store[str] = Store(room)

    store.put("a.md", "A", 60)
    store.put("b.md", "B", 60)
    assert (store.get("a.md"), store.get("b.md"), room.taken) == ("A", None, 60)

    store.put("a.md", "longer", 80)
    store.sweep()
    assert (store.get("a.md"), room.taken) == ("longer", 80)

    store.sweep()
    store.sweep()
    assert (store.get("a.md"), room.taken) == (None, 0)


def test_values_that_look_alike_are_told_apart() -> None:
    values = Values(Reading(), Identities())
    alike: list[Any] = [1, True, 1.0, "1", b"1", None, "None", [1], (1,), {1: 1}, {1}, [], {}, [[]], [{}]]

    assert len({repr(values.form(value)) for value in alike}) == len(alike)


def test_what_cannot_be_compared_is_said() -> None:
    class Strange:
        pass

    with pytest.raises(UnkeyedError, match="Strange"):
        Values(Reading(), Identities()).form({"a": [Strange()]})
