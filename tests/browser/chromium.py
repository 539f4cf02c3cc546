"""The Chromium that the browser tests use, and how it is started."""

from __future__ import annotations

import os
import shutil

from playwright.sync_api import sync_playwright

NO_CHROMIUM = (
    "no Chromium was found. Get one with `apt install chromium` or `playwright install chromium`, "
    "or name yours: DECKBOOK_CHROMIUM=/path/to/chromium"
)


def find_chromium() -> str | None:
    """The path of DECKBOOK_CHROMIUM, else of the first Chromium on PATH, else of Playwright's own."""
    if named := os.environ.get("DECKBOOK_CHROMIUM"):
        return shutil.which(named)
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        return shutil.which(playwright.chromium.executable_path)


def chromium_flags() -> list[str]:
    """Flags for a Chromium that asks nothing of other machines."""
    flags = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
        # Workers' requests do not all pass through Playwright; without names they reach nobody.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]
    return [*flags, "--no-sandbox"] if os.geteuid() == 0 else flags
