"""After any edits, a rebuild gives the files and says the words of a clean build in a process of its own."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from tests.rebuild.builds import builds
from tests.rebuild.edits import EDITS, Writer
from tests.rebuild.sites import ADDED, MORE, SITES, files


def write(root: Path, name: str) -> None:
    """Writes one of the sites of `sites`."""
    settings = yaml.safe_dump(MORE[name](), sort_keys=False)
    for path, content in {**files(), **ADDED[name], "mkdocs.yml": settings}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content.encode() if isinstance(content, str) else content)


def edited(root: Path, name: str, seed: int, *, steps: int, at_once: int) -> None:
    """Writes a site, and edits it in `steps` of up to `at_once` edits, with a look at the builds after each."""
    write(root, name)
    writer = Writer(random.Random(seed), root)  # noqa: S311 - a mere sample
    done: list[str] = ["as written"]
    # Each kind once before any comes again.
    waiting: list[str] = []
    with builds(root) as building:
        for _ in range(steps):
            rebuilt, said = building.rebuild()
            clean, clean_said = building.clean()
            different = sorted(path for path in rebuilt.keys() | clean.keys() if rebuilt.get(path) != clean.get(path))
            assert said == clean_said, f"seed {seed}: {done}"
            assert different == [], f"{different}, seed {seed}: {done}; {building.said}"
            done.append("|")
            for _ in range(writer.chance.randint(1, at_once)):
                waiting = waiting or writer.chance.sample(sorted(EDITS), len(EDITS))
                kind = waiting.pop()
                if (what := EDITS[kind](writer)) is not None:
                    done.append(f"{kind}: {what}")


def test_there_are_many_kinds_of_edits() -> None:
    assert len(EDITS) >= 30


@pytest.mark.parametrize("name", SITES)
def test_a_rebuild_is_a_clean_build(tmp_path: Path, name: str) -> None:
    edited(tmp_path / name, name, seed=len(name), steps=3, at_once=5)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", MORE)
def test_rebuilds_are_clean_builds(tmp_path: Path, name: str, seed: int) -> None:
    edited(tmp_path / name, name, seed, steps=60, at_once=2)
