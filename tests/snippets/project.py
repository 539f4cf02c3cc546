"""A project with decks in a test, in which pytest is really run."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

import pytest

# Runs in this process forget the modules that they import; these it has before them, which takes half of their time.
import deckbook.snippets.items
import deckbook.snippets.summary  # noqa: F401

with suppress(ImportError):  # and numpy can be imported only once in a process
    import matplotlib.pyplot  # noqa: F401

MKDOCS_YML = "site_name: Site\nplugins: [deckbook]\n"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run: `passed` or `failed` by id, in the order of the decks, and all that pytest printed."""

    by_id: dict[str, str]
    output: str
    status: int


class Project:
    """Files in, pytest's answers out."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self.pytester = pytester

    def write(self, files: Mapping[str, str | bytes]) -> Project:
        """Writes files, and a mkdocs.yml that names Deckbook where none is among them."""
        for name, content in {"mkdocs.yml": MKDOCS_YML, **files}.items():
            path = self.pytester.path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def ids(self, *arguments: str) -> list[str]:
        """The ids that pytest collects, in its order."""
        result = self._pytest("--collect-only", "-q", *arguments)
        return [line for line in result.outlines if "::" in line and not line.startswith("ERROR")]

    def run(self, *arguments: str) -> Outcome:
        result = self._pytest("-rA", *arguments)
        found = (re.match(r"(PASSED|FAILED|ERROR) (.+?)(?: - .*)?$", line) for line in result.outlines)
        by_id = {match[2]: match[1].lower() for match in found if match}
        by_id = {own: by_id[own] for own in sorted(by_id, key=_by_line)}
        return Outcome(by_id, "\n".join(result.outlines), int(result.ret))

    def _pytest(self, *arguments: str) -> pytest.RunResult:
        options = ("-p", "no:playwright", "-p", "no:hypothesispytest", *arguments)
        with pytest.MonkeyPatch.context() as patch:
            for name in [name for name in sys.modules if name.partition(".")[0] == "snippets"]:
                patch.delitem(sys.modules, name)  # ours, which other tests import, would be taken for the project's
            return self.pytester.runpytest_inprocess(*options, no_reraise_ctrlc=True)


def _by_line(own: str) -> list[tuple[int, str]]:
    """The summary has what passed first; ids in the order of their numbers are in that of the decks."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", own)]
