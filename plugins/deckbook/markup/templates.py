"""Jinja templates of layouts and components: Deckbook's own, and before them a site's.

A template gets what `NAMES` lists.
Values are escaped; slots are not, and each may stand anywhere between tags. The sandbox reaches nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from deckbook.markup.tree import Node, Raw

NAMES = {
    "props": "a component's attributes, or the slide's frontmatter, by name",
    "slots": "the finished content by slot; `slots.default` is what stands in no named one",
    "slide": "the slide: `slide.no` is its number, `slide.title` its title",
    "deck": "the deck: `deck.title` is its title",
    "labels": "what Deckbook itself writes, in the site's language",
    "asset": "`asset(path)` is the address of a file that the deck names, by Slidev's rules; empty where there is none",
}
"""What a template may use, and what it means. The guide has them."""
_MARK = "\U0010f00d"
_HOLE = re.compile(rf"{_MARK}(\d+){_MARK}")


def key(name: str) -> str:
    """A layout's or component's name as all its spellings share it: `TwoCols`, `two-cols` → `twocols`."""
    return name.replace("-", "").replace("_", "").lower()


class Templates:
    """The templates of folders of each kind; earlier ones, the site's, hide the last, Deckbook's own."""

    def __init__(self, layouts: Iterable[Path], components: Iterable[Path]) -> None:
        folders = {"layout": tuple(layouts), "component": tuple(components)}
        loader = jinja2.FileSystemLoader([*folders["layout"], *folders["component"]])
        self._environment = ImmutableSandboxedEnvironment(
            autoescape=True, trim_blocks=True, lstrip_blocks=True, loader=loader
        )
        self._last = {kind: found[-1] if found else None for kind, found in folders.items()}
        self._files = {kind: _files(found) for kind, found in folders.items()}
        self._compiled: dict[Path, jinja2.Template] = {}

    def is_sites(self, kind: str, name: str) -> bool:
        """Whether a "layout" or "component" has a template of the site's own."""
        file = self.find(kind, name)
        return file is not None and file.parent != self._last[kind]

    def find(self, kind: str, name: str) -> Path | None:
        """The template file of a "layout" or "component"."""
        return self._files[kind].get(key(name))

    def render(self, file: Path, values: Mapping[str, Any], slots: Mapping[str, list[Node]]) -> list[Node]:
        """A template's output with the slots' content in it; slots it does not show follow, so that nothing is lost.

        Raises:
            jinja2.TemplateError: The template cannot be compiled or rendered.
        """
        # Only a number stands in the template's output, so nothing of the deck goes unescaped.
        names = [name for name, content in slots.items() if content]
        holes = {name: Markup(f"{_MARK}{number}{_MARK}") for number, name in enumerate(names)}  # noqa: S704
        text = self._template(file).render(**values, slots=holes)
        out: list[Node] = []
        shown: set[str] = set()
        for index, part in enumerate(_HOLE.split(text)):
            if index % 2 == 0:
                if part.strip():
                    out.append(Raw(part.strip("\n")))
            elif (name := names[int(part)]) not in shown:
                shown.add(name)
                out.extend(slots[name])
        return out + [node for name, content in slots.items() if name not in shown for node in content]

    def _template(self, file: Path) -> jinja2.Template:
        if file not in self._compiled:
            try:
                source = file.read_text("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise jinja2.TemplateError(str(error)) from error
            self._compiled[file] = self._environment.from_string(source)
        return self._compiled[file]


def _files(folders: Iterable[Path]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in folders:
        for file in sorted(folder.glob("[!_]*.html")):
            found.setdefault(key(file.stem), file)
    return found
