"""Code that runs: its recorded output below it, where it comes from, and what the page's script needs to run it."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Shown:
    """A recorded figure.

    Attributes:
        file: Its file.
        alt: What stands for it.
        caption: What stands below it, or "".
        size: Its width and height in pixels of CSS, where its file says them.
    """

    file: Path
    alt: str = ""
    caption: str = ""
    size: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A file that is named below a block, and where the repository shows it, or ""."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Runnable:
    """What is shown of a block besides its code.

    Attributes:
        key: The name by which the page's script knows it.
        book: The path in the site of what its deck's blocks need to be run; "" where it is not run in a page.
        stdout: What it printed when it was tested.
        result: Its last value.
        error: The exception that it raised.
        figures: What it drew.
        is_verified: Whether that is what it puts out, as far as is known.
        source: The file that it comes from.
        reference: The name of the documented object that it is, which a reference page may have.
        tests: The file that tests it.
        refused: The modules and files without which it is not run in a page.
    """

    key: str
    book: str = ""
    stdout: tuple[str, ...] = ()
    result: tuple[str, ...] = ()
    error: str = ""
    figures: tuple[Shown, ...] = ()
    is_verified: bool = True
    source: Link | None = None
    reference: str = ""
    tests: Link | None = None
    refused: tuple[str, ...] = ()


def write(code: str, block: Runnable, labels: Mapping[str, str], address: Callable[[str | Path], str]) -> str:
    """The HTML of a block around that of its code; `address` gives the way to a path in the site, or to a file."""
    book = f' data-book="{_quoted(address(block.book))}"' if block.book else ""
    output = "".join(_output(block, address))
    about = " · ".join(_about(block, labels))
    return "".join((
        f'<div class="deckbook-run" data-run="{_quoted(block.key)}"{book}>{code}',
        '<div class="deckbook-run__bar" data-added hidden></div>',
        f'<div class="deckbook-run__output" data-added>{output}</div>' if output else "",
        f'<p class="deckbook-run__about" data-added>{about}</p>' if about else "",
        "</div>",
    ))  # fmt: skip


def _output(block: Runnable, address: Callable[[str | Path], str]) -> Iterator[str]:
    for kind, lines in (("stdout", block.stdout), ("result", block.result), ("error", block.error.splitlines())):
        if lines:
            text = html.escape("\n".join(lines), quote=False)
            yield f'<pre class="deckbook-run__{kind}"><code>{text}\n</code></pre>'
    for figure in block.figures:
        source = _quoted(address(figure.file))
        caption = f"<figcaption>{html.escape(figure.caption, quote=False)}</figcaption>" if figure.caption else ""
        # So nothing below moves when it comes.
        size = ' width="{}" height="{}"'.format(*figure.size) if figure.size else ""
        yield f'<figure><img src="{source}" alt="{_quoted(figure.alt)}"{size} loading="lazy">{caption}</figure>'


def _about(block: Runnable, labels: Mapping[str, str]) -> Iterable[str]:
    if not block.is_verified:
        yield f'<strong class="deckbook-run__stale">{html.escape(labels["code_not_verified"])}</strong>'
    if block.source:
        yield _link(block.source)
    if block.reference:
        name = _quoted(block.reference)
        yield f'<autoref optional identifier="{name}"><code>{name}</code></autoref>'
    if block.tests:
        yield _link(block.tests)
    if block.refused:
        said = labels["code_not_here"].format(names=", ".join(block.refused))
        yield f'<span class="deckbook-run__refused">{html.escape(said)}</span>'


def _link(link: Link) -> str:
    text = f"<code>{html.escape(link.text, quote=False)}</code>"
    return f'<a href="{_quoted(link.address)}">{text}</a>' if link.address else text


def _quoted(text: str) -> str:
    return html.escape(text)
