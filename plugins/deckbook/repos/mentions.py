"""Where a slide names a repository, and what its author wrote beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from deckbook.book import passages
from deckbook.book.prose import visible
from deckbook.deck import Slide
from deckbook.repos.addresses import HOSTS, Repository, Target, target
from deckbook.repos.notes import Note, note, stars_in, without
from deckbook.repos.pieces import Block, Code, Link, Text, blocks


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names a repository.

    Attributes:
        repository: What it names.
        part: What of it the link leads to (`tree/main/src`, `issues/5`); "" for all of it.
        path, line: The file and its 1-based line.
        slide: Slidev's 1-based number of the slide.
        href: The address as it is written.
        text: The link's text; the address itself where it stands bare.
        is_link: Whether Slidev makes a link of it: not of an address in HTML's text, or for git.
        is_subject: Whether its list's item is about it: it is the first thing there, and the link leads to all of it.
        note: What its author wrote beside it.
    """

    repository: Repository
    part: str
    path: Path
    line: int
    slide: int
    href: str
    text: str
    is_link: bool
    is_subject: bool
    note: Note


def mentions(slide: Slide, hosts: Mapping[str, str] = HOSTS) -> tuple[Mention, ...]:
    """Where a slide names repositories, in order.

    Args:
        slide: The slide.
        hosts: The hosts that repositories are on, with their kinds.
    """
    content = slide.content
    if not _may_name(content, hosts) or _is_too_long(content):
        return ()
    first = slide.source.content_line + 1
    found = [
        (line + item.line, item)
        for line, text in passages(content)
        if _may_name(text, hosts)
        for block in blocks(text, hosts)
        for item in _in_block(block, hosts)
    ]
    return tuple(
        Mention(
            repository=item.target.repository,
            part=item.target.part,
            path=slide.path,
            line=first + line,
            slide=slide.no,
            href=item.href,
            text=" ".join(item.text.split()) or item.href,
            is_link=item.is_link,
            is_subject=item.is_subject,
            note=item.note,
        )
        for line, item in found
    )


def _may_name(content: str, hosts: Mapping[str, str]) -> bool:
    lower = content.lower()
    return any(host in lower for host in hosts) or "hf.co" in lower


def _is_too_long(content: str) -> bool:
    """Whether it is longer than a page can be, so that its source is shown; no public slide is half as long."""
    if len(content) <= 40_000:
        return False
    return len(content) > 200_000 or sum(end - start for start, end in visible(content)) > 40_000


@dataclass(frozen=True, slots=True)
class _Found:
    target: Target
    line: int
    href: str
    text: str
    is_link: bool
    is_subject: bool = False
    note: Note = field(default_factory=Note)


_CODE = "\ufffc"
"""Stands for code while a note is read."""
_TASK = re.compile(r"\s*\[[ xX]\]\s")


def _in_block(block: Block, hosts: Mapping[str, str]) -> Iterator[_Found]:
    """What a block names, each with the note beside it."""
    found: list[_Found] = []
    texts = [""]  # before the first, between them, and behind the last
    codes: list[str] = []
    opened_by_code = False
    for part in _parts(block, hosts):
        if isinstance(part, _Found):
            found.append(part)
            texts.append("")
        else:
            opened_by_code |= isinstance(part, Code) and not found
            if isinstance(part, Code) and part.text:
                codes.append(part.text)
                texts[-1] += _CODE
            elif not isinstance(part, Code):
                texts[-1] += part.text.replace(_CODE, " ")
    if not found:
        return
    before = _TASK.sub("", texts[0], count=1) if block.opens_item else texts[0]
    noted_before = stars_in(before)
    subject = block.opens_item and not opened_by_code and not _is_read(without(before, noted_before))
    precede = bool(noted_before) and not stars_in(texts[-1])
    for index, item in enumerate(found):
        is_subject = subject and index == 0 and _is_whole(item.target.part)
        said = note(texts[index + 1], whole=subject and index == 0)
        if precede:
            stars = stars_in(before if index == 0 else texts[index])
            said = replace(said, stars=stars[-1][1] if stars else None)
        if _CODE in said.description:
            first = "".join(texts[: index + 1]).count(_CODE)
            said = replace(said, description=_with_codes(said.description, codes[first:]))
        if said.stars is None and (inside := stars_in(item.text)):
            said = replace(said, stars=inside[0][1])
        yield replace(item, is_subject=is_subject, note=said)


def _with_codes(description: str, codes: Sequence[str]) -> str:
    """A description with the code that stands in it."""
    rest = iter(codes)
    return re.sub(_CODE, lambda _: " ".join(next(rest, "").split()), description)


def _is_read(text: str) -> bool:
    return any(map(str.isalnum, text))


def _is_whole(part: str) -> bool:
    return part.partition("/")[0] in ("", "tree", "blob", "src", "-")


def _parts(block: Block, hosts: Mapping[str, str]) -> Iterator[_Found | Text | Link | Code]:
    for part in block.parts:
        if isinstance(part, Link) and (led := target(part.href, hosts)):
            yield _Found(led, part.line, part.href, part.text, is_link=True)
        elif isinstance(part, Text):
            yield from _bare(part, block, hosts)
        else:
            yield part


def _bare(text: Text, block: Block, hosts: Mapping[str, str]) -> Iterator[_Found | Text]:
    """The addresses in a text, and the texts around them."""
    position = 0
    for match in _addresses(tuple(hosts)).finditer(text.text):
        address = match[0].rstrip(".,:;!?'*~")
        led = target(address, hosts)
        if led is None:
            continue
        yield Text(text.text[position : match.start()], text.line)
        is_link = block.links_itself and match["web"] is not None
        yield _Found(led, text.line, address, address, is_link=is_link)
        position = match.start() + len(address)
    yield Text(text.text[position:], text.line)


@lru_cache
def _addresses(hosts: Sequence[str]) -> re.Pattern[str]:
    """What looks like an address: any with a scheme, so that none is found in another; the hosts' also without."""
    named = "|".join(map(re.escape, (*hosts, "hf.co")))
    return re.compile(
        r"(?<![A-Za-z0-9_@./-])(?:(?:git\+)?(?:(?P<web>https?)|ssh|git)://|git@|(?:www\.)?(?=(?:" + named + r")/))"
        r"[!#$%&'*+,./0-9:;=?@A-Z_a-z~-]+",
        re.I,
    )
