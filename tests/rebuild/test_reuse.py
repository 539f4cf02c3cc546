"""What rebuilds say of what they have reused, and that nothing is reused of which that may be wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from deckbook.rebuild.store import Room, Store
from deckbook.rebuild.values import Identities, Reading, UnkeyedError, Values
from tests.rebuild.builds import builds


def second(root: Path, *, extensions: list[Any] | None = None, **options: str) -> str:
    """The line about what the second build of a small site has reused; "" for none."""
    settings = {
        "site_name": "Site",
        "theme": {"name": "material", "font": False},
        "plugins": ["search", {"deckbook": options}],
        "markdown_extensions": extensions or [],
    }
    root.mkdir()
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    for name in ("index", "one", "two"):
        (root / "docs" / f"{name}.md").write_text(f"# {name}\n\nText.\n", encoding="utf-8")
    with builds(root) as building:
        building.rebuild()
        (root / "docs" / "two.md").write_text("# two\n\nOther text.\n", encoding="utf-8")
        building.rebuild()
        return next((line for line in building.said if "Reused" in line), "")


def test_a_line_says_what_was_reused_and_why_the_rest_was_not(tmp_path: Path) -> None:
    line = second(tmp_path / "site")

    assert "Reused of 3 pages: 2 × content, 2 × template, 2 × search" in line
    assert "1 × content: its Markdown changed" in line
    assert "1 × template: its content changed" in line


def test_nothing_is_reused_where_that_is_turned_off(tmp_path: Path) -> None:
    assert second(tmp_path / "site", rebuild_cache="never") == ""


def test_an_extension_that_reads_files_has_all_pages_converted(tmp_path: Path) -> None:
    line = second(tmp_path / "site", extensions=["pymdownx.b64"])

    assert "Reused of 3 pages: 0 × content, 2 × template, 2 × search" in line
    assert "3 × content: the Markdown extension pymdownx.b64 may read anything" in line


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
