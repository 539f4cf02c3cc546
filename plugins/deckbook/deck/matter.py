"""One slide's raw text: its frontmatter, note, title and level, by Slidev's rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from deckbook.deck import yaml12
from deckbook.deck.ecma import LINE_ENDS, SPACE, spread, truthy

_OPENING = re.compile(rf"---[^{LINE_ENDS}]*\r?\n")
_YAML_BLOCK = re.compile(rf"[{SPACE}]*```ya?ml(.*?)```", re.S)
_CODE_BLOCK = re.compile(rf"(?<![^{LINE_ENDS}])```.+?(?<=[{LINE_ENDS}])```", re.S)
_HEADING = re.compile(rf"(?<![^{LINE_ENDS}])(#+) ([^{LINE_ENDS}]*)")


@dataclass(frozen=True, slots=True)
class Matter:
    """What a slide's raw text holds.

    Attributes:
        frontmatter: Its mapping; text or a list spread by index, as JavaScript spreads them.
        is_mapping: Whether the YAML was a mapping, or empty.
        yaml: Its source.
        errors: What is wrong with it, with 0-based lines of the raw text.
        content: The Markdown, trimmed, without frontmatter and note.
        content_offset: The number of line ends before it in the raw text.
        note, title, level: As `SourceSlide` has them.
        style: "frontmatter" (between `---`), "yaml" (a fence at the top) or "" (none).
        begin, end: The 0-based lines of the raw text on which the YAML begins and the block ends, or 0.
    """

    frontmatter: dict[str, Any]
    is_mapping: bool
    yaml: str
    errors: tuple[yaml12.YamlError, ...]
    content: str
    content_offset: int
    note: str | None
    title: Any
    level: Any
    style: str
    begin: int
    end: int


def read(raw: str) -> Matter:
    """Reads one slide's text, from its opening `---` (if it has frontmatter) to the next separator."""
    style, yaml_start, yaml_end, rest = _find_yaml(raw)
    yaml = raw[yaml_start:yaml_end]
    value, errors = yaml12.load(yaml) if yaml else (None, [])
    frontmatter = spread(value)
    tail = raw[rest:].lstrip(SPACE)
    skipped = len(raw) - len(tail)
    content, note = _cut_note(tail.rstrip(SPACE))
    title, level = _title(frontmatter if isinstance(value, dict) else {}, content)
    above = raw.count("\n", 0, yaml_start)
    return Matter(
        frontmatter=frontmatter,
        is_mapping=value is None or isinstance(value, dict),
        yaml=yaml,
        errors=tuple(yaml12.YamlError(error.line + above, error.message, error.duplicate) for error in errors),
        content=content,
        content_offset=raw.count("\n", 0, skipped),
        note=note,
        title=title,
        level=level,
        style=style,
        begin=above,
        end=raw.count("\n", 0, rest),
    )


def _find_yaml(raw: str) -> tuple[str, int, int, int]:
    """The style, where the YAML begins and ends, and where the text after it begins.

    The block ends at the first `---` anywhere after the first line, also inside a value.
    """
    opening = _OPENING.match(raw)
    if opening:
        end = raw.find("---", opening.end())
        if end >= 0:
            return "frontmatter", opening.end(), end, end + 3
    block = _YAML_BLOCK.match(raw)
    if block:
        return "yaml", block.start(1), block.end(1), block.end()
    return "", 0, 0, 0


def _cut_note(content: str) -> tuple[str, str | None]:
    """Takes off the last comment where it ends the content."""
    if not content.endswith("-->"):
        return content, None
    # Comments are found from the left, so that `<!-- a <!-- b -->` is one; the last must end the content.
    start = end = 0
    while True:
        opened = content.find("<!--", end)
        closed = content.find("-->", opened + 4) if opened >= 0 else -1
        if closed < 0:
            break
        start, end = opened, closed + 3
    if end != len(content):
        return content, None
    return content[:start].strip(SPACE), content[start + 4 : -3].strip(SPACE)


def _title(frontmatter: dict[str, Any], content: str) -> tuple[Any, Any]:
    title = frontmatter.get("title")
    if not truthy(title):
        title = frontmatter.get("name")
    level: Any = None
    if not truthy(title):
        title = None
        if "#" in content:
            heading = _HEADING.search(_CODE_BLOCK.sub("", content) if "```" in content else content)
            if heading:
                title, level = heading[2].strip(SPACE), len(heading[1])
    if truthy(frontmatter.get("level")):
        level = frontmatter["level"]
    return title, level
