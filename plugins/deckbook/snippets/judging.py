"""Holds what a block has put out against its record, and keeps records up to date."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from deckbook.snippets import records
from deckbook.snippets.block import Block
from deckbook.snippets.comparing import differences, recaptioned
from deckbook.snippets.output import LONGEST
from deckbook.snippets.records import Figure, Record
from deckbook.snippets.run import Ran, summary

_LARGEST_FIGURE = 2_000_000


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found, and done about a record.

    Attributes:
        did: `kept`, `missing` (there is no record), `written`, `changed`, `refreshed` (only its inputs were others),
            `captioned` (only what is said of its figures was other), or `unwritable`.
        problem: Why the test fails, or "".
        lines: What has changed, or why nothing could be written.
    """

    did: str = "kept"
    problem: str = ""
    lines: tuple[str, ...] = ()


class Unrecordable(Exception):
    """What a block has put out cannot be shown on a page."""


def recorded(
    ran: Ran, block: Block, path: Path, root: Path, inputs: Mapping[str, str]
) -> tuple[Record, dict[str, str]]:
    """What there is to record of a block, and its figures by their files.

    Raises:
        Unrecordable: Where a part of it is no text, or is too much.
    """
    try:
        stdout = ran.stdout.decode()
    except UnicodeDecodeError as error:
        line = ran.stdout[: error.start].count(b"\n") + 1
        message = f"prints bytes that are no text in UTF-8, first in line {line} of its output; print text"
        raise Unrecordable(message) from None
    if len(ran.outcome.result) > LONGEST:
        message = f"has a last value of more than {LONGEST:,} characters, which no page can show; show less of it"
        raise Unrecordable(message)
    figures, svgs = [], {}
    for svg, title in zip(ran.outcome.figures, ran.outcome.titles, strict=True):
        if len(svg) > _LARGEST_FIGURE:
            message = f"draws a figure of {len(svg):,} bytes, which no page can show; draw less, or `rasterized=True`"
            raise Unrecordable(message)
        name = records.figure_name(path, svg)
        svgs[name] = svg
        figures.append(Figure(name, _alt(block.caption, title, len(ran.outcome.figures))))
    raised = summary(ran.outcome.exception) if ran.outcome.exception else ""
    texts = (records.lines(_anywhere(text, root)) for text in (stdout, ran.outcome.result, raised))
    printed, result, why = texts
    return Record(dict(inputs), printed, result, "\n".join(why), tuple(figures)), svgs


def judge(path: Path, now: Record, svgs: Mapping[str, str], *, update: bool) -> Judgement:
    """Compares an output with its record; writes that where it is told to, or where only its inputs have changed."""
    before = records.read(path)
    lines: tuple[str, ...] = ()
    if isinstance(before, Record) and before.output == now.output:
        if before == now:
            return Judgement()
        did = "captioned" if before.inputs == now.inputs else "refreshed"
        lines = tuple(recaptioned(before, now))
    elif not update:
        if before is None:
            return Judgement("missing")
        if isinstance(before, str):
            return Judgement("unusable", before)
        changes = "\n".join(_changes(path, before, now, svgs))
        message = f"The output is not as recorded; `pytest --update-outputs` takes it as it is now.\n{changes}"
        return Judgement("differs", message)
    elif isinstance(before, Record):
        did, lines = "changed", _changes(path, before, now, svgs)
    else:
        did, lines = ("changed", (before,)) if before else ("written", ())
    try:
        records.write(path, now, svgs)
    except OSError as error:
        why = f"The record cannot be written ({error.strerror})."
        return Judgement("unwritable", why if update else "", (why,))
    return Judgement(did, "", lines)


def _changes(path: Path, before: Record, now: Record, svgs: Mapping[str, str]) -> tuple[str, ...]:
    old = {}
    for figure in before.figures:
        with suppress(OSError, ValueError):
            old[figure.file] = (path.parent / figure.file).read_text(encoding="utf-8")
    return tuple(differences(before, now, old, svgs))


def _alt(caption: str, title: str, figures: int) -> str:
    """The text for a figure: the block's caption; where that is said of several, each's own title with it."""
    if caption and title and figures > 1:
        return f"{caption}: {title}"
    return caption or title


def _anywhere(text: str, root: Path) -> str:
    """A text as it would be wherever the project is."""
    own = str(root)
    return text.replace(f"{own}{os.sep}", "").replace(own, ".") if own in text else text
