"""The templates of files that a new site is made of: folders of them, in which Jinja fills the gaps."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

import jinja2

_FOLDER = Path(__file__).parent / "templates"
_RENDERED = ".jinja"
_HIDDEN = "dot-"
"""Begins the name of what is hidden in a site: tools would take `.gitignore` here for this project's own."""
_WORDS = "words.json"

# Workflows and TeX are full of braces.
_JINJA = jinja2.Environment(
    variable_start_string="[[", variable_end_string="]]",
    block_start_string="[%", block_end_string="%]",
    comment_start_string="[#", comment_end_string="#]",
    trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    undefined=jinja2.StrictUndefined,
    autoescape=False,  # noqa: S701 - none of them is HTML
)  # fmt: skip
# Every JSON text is YAML, too.
_JINJA.filters["relative"] = lambda path: quote(path.removeprefix("docs/"))
_JINJA.filters["json"] = lambda value: json.dumps(value, ensure_ascii=False)


def languages() -> tuple[str, ...]:
    """The languages that there are templates in."""
    return tuple(sorted(file.parent.name for file in _FOLDER.glob(f"*/{_WORDS}")))


def render(folders: tuple[str, ...], language: str, values: Mapping[str, Any]) -> dict[str, bytes]:
    """The files of a site by path.

    Args:
        folders: Which folders of templates, such as `site` and `en`.
        language: The language of their words.
        values: What fills their gaps; `WEEK` in a path is the value `week`.
    """
    words = json.loads((_FOLDER / language / _WORDS).read_text("utf-8"))
    filled = {**values, "language": language, "words": words}
    files = {}
    for folder in folders:
        for template in _templates(_FOLDER / folder):
            name, data = _file(template, _FOLDER / folder, filled)
            files[name] = data
    return dict(sorted(files.items()))


def _templates(folder: Path) -> Iterator[Path]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    yield from (path for path in found if path != folder / _WORDS)


def _file(template: Path, folder: Path, values: Mapping[str, Any]) -> tuple[str, bytes]:
    parts = template.relative_to(folder).parts
    shown = [f".{part.removeprefix(_HIDDEN)}" if part.startswith(_HIDDEN) else part for part in parts]
    name = PurePosixPath(*shown).as_posix().replace("WEEK", str(values.get("week", "")))
    data = template.read_bytes()
    if name.endswith(_RENDERED):
        return name.removesuffix(_RENDERED), _JINJA.from_string(data.decode()).render(values).encode()
    return name, data
