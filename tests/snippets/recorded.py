"""Decks whose blocks put something out, and what is recorded of that."""

from __future__ import annotations

import json
from textwrap import dedent

from tests.snippets.project import Project

FOLDER = "docs/weeks/w1.outputs"


def deck(*blocks: str, head: str = "# Deck") -> str:
    """A deck with a chapter that is called A, whose slides are called by the first words of their blocks."""
    slides = [f"{head}\n\n---\nchapter: A\n---\n"]
    for block in blocks:
        title, _, code = dedent(block).strip().partition("\n")
        slides.append(f"### {title}\n\n```py {{monaco-run}}\n{code}\n```\n")
    return slides[0] + "\n---\n\n".join(slides[1:])


def record(project: Project, name: str) -> dict[str, object]:
    """A record as it is on the disk, without its inputs."""
    text = (project.pytester.path / FOLDER / f"{name}.json").read_text(encoding="utf-8")
    return {key: value for key, value in json.loads(text).items() if key != "inputs"}


def names(project: Project) -> list[str]:
    """The files in the folder of records."""
    return sorted(path.name for path in (project.pytester.path / FOLDER).iterdir())
