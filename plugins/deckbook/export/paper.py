"""A page on paper: a browser that is installed prints it, and the result says on which sheet each place is."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from deckbook.export.model import NotBound

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
"""The commands that one is looked for by, where DECKBOOK_CHROMIUM names none."""

_FLAGS = (
    "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-extensions", "--disable-sync", "--no-first-run", "--no-default-browser-check",
    "--no-pdf-header-footer", "--generate-pdf-document-outline", "--run-all-compositor-stages-before-draw",
    "--virtual-time-budget=20000",
)  # fmt: skip
_CONTENTS = re.compile(r'<nav class="deckbook-contents[^>]*>.*?</nav>', re.S)
_ENTRY = re.compile(r'(<a [^>]*?href="#([^"]*)"[^>]*>.*?</a>)(?:<span class="deckbook-folio">[^<]*</span>)?', re.S)
_SHEET = """<style>
@page { size: A4; margin: 18mm 16mm 20mm; @bottom-center { content: counter(page); font: 9pt sans-serif; } }
.md-typeset .deckbook-contents { padding-inline-end: 3em; position: relative; }
.deckbook-folio { font-variant-numeric: tabular-nums; inset-inline-end: 0; position: absolute; }
</style>"""


def browser(environ: Mapping[str, str]) -> str:
    """The browser that prints.

    Raises:
        NotBound: There is none.
    """
    named = environ.get("DECKBOOK_CHROMIUM")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return found
    where = f"“{named}”, which DECKBOOK_CHROMIUM names, is no command" if named else "no Chromium is found here"
    raise NotBound(f"A PDF is printed by Chromium, and {where}: install one, or set DECKBOOK_CHROMIUM to its path.")


def printed(command: str, address: str, seconds: int = 180) -> bytes:
    """A page as PDF.

    Args:
        command: The browser.
        address: The page's.
        seconds: How long that may take.

    Raises:
        NotBound: The browser fails, or takes longer.
    """
    # As the superuser, in a container, the browser's own sandbox cannot be had.
    flags = [*_FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else _FLAGS
    with TemporaryDirectory(prefix="deckbook-", ignore_cleanup_errors=True) as folder:
        target = Path(folder, "page.pdf")
        arguments = [command, *flags, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", address]
        try:
            done = subprocess.run(  # noqa: S603 - the user's browser
                arguments, capture_output=True, timeout=seconds, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise NotBound(f"Chromium has not printed in {seconds} seconds; nothing is written.") from error
        except OSError as error:
            raise NotBound(f"{command} cannot be started ({error.strerror}); nothing is written.") from error
        if not target.is_file() or not target.stat().st_size:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            reason = said[-1] if said else f"exit code {done.returncode}"
            raise NotBound(f"Chromium has printed nothing ({reason}).")
        return target.read_bytes()


def with_numbers(page: str, numbers: Mapping[str, int]) -> str:
    """A page's HTML with the numbers of sheets behind the links of its contents, `000` where none is known yet.

    So the lines of the contents are as long before the numbers are known as afterwards, and nothing moves.
    """

    def entry(match: re.Match[str]) -> str:
        place = unquote(html.unescape(match[2]))
        # A link without a place leads to the page itself.
        number = numbers.get(place) if place else min(1, len(numbers))
        shown = f"{number}" if number else "" if numbers else "000"
        return f'{match[1]}<span class="deckbook-folio">{shown}</span>'

    numbered = _CONTENTS.sub(lambda match: _ENTRY.sub(entry, match[0]), page)
    return numbered if _SHEET in numbered else numbered.replace("</head>", f"{_SHEET}</head>", 1)
