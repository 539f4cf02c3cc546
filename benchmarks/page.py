"""Measures running code in a reader's page: seconds to the first Run, to the second, and to one pressed after Stop.

    python -m benchmarks.page [--rounds 5]

A real site with the site's own copy of Pyodide, served by this machine to a headless Chromium, whose cache is empty at
the first Run of each round. Shown are medians of wall-clock time, from the press to the output. Needs Chromium and the
npm package pyodide, which `make bench` gets; where one is missing it says so and measures nothing.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from deckbook.vendor import FOLDER, PACKAGES
from deckbook.vendor.install import install
from deckbook.vendor.sources import source
from tests.browser.chromium import NO_CHROMIUM, chromium_flags, find_chromium
from tests.browser.server import Server
from tests.harness import ROOT, build_site

PYODIDE = PACKAGES["pyodide"]
DECK = """\
# Talk

---

### Ends

```py {monaco-run}
print(sum(range(10)))
```

---

### Loops

```py {monaco-run}
while True: pass
```
"""
STEPS = ("first Run", "second Run", "Run after Stop")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args().rounds
    package = ROOT / ".cache" / "npm" / PYODIDE.folder
    chromium = find_chromium()
    if chromium is None or not (package / "package.json").exists():
        why = NO_CHROMIUM if chromium is None else "the npm package pyodide is missing"
        print(f"running in a page: not measured, as {why}")
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        files: dict[str, str | bytes] = {"docs/index.md": "# Home\n", "docs/decks/t.md": DECK}
        copy = install(PYODIDE, Path(folder) / "copy", source(str(package)))
        files |= {f"docs/{FOLDER}/{PYODIDE.folder}/{path.name}": path.read_bytes() for path in copy.written}
        site = build_site(Path(folder) / "site", files, plugins=["deckbook"])
        server = Server()
        address = f"{server.serve(site.root / 'site')}decks/t/"
        browser = playwright.chromium.launch(executable_path=chromium, args=chromium_flags())
        found = [_round(browser, address) for _ in range(rounds)]
        browser.close()
        server.close()
    print(f"running in a page, median of {rounds} rounds:")
    for name, seconds in zip(STEPS, zip(*found, strict=True), strict=True):
        print(f"  {name:<15} {statistics.median(seconds):6.2f} s   ({min(seconds):.2f} to {max(seconds):.2f})")


def _round(browser: Browser, address: str) -> tuple[float, ...]:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        first, second = _run(page), _run(page)
        loop = page.locator('.deckbook-run[data-run$="/Loops"]')
        loop.get_by_role("button", name="Run").click()
        page.wait_for_selector('[data-run$="/Loops"][data-state="running"]')
        loop.get_by_role("button", name="Stop").click()
        return first, second, _run(page)


def _run(page: Page) -> float:
    """Presses Run, and gives the seconds until what it prints is there."""
    box = page.locator('.deckbook-run[data-run$="/Ends"]')
    if box.locator(".deckbook-run__output").count():
        box.get_by_role("button", name="Reset").click()
    start = time.perf_counter()
    box.get_by_role("button", name="Run").click()
    page.wait_for_selector('[data-run$="/Ends"][data-state="done"] .deckbook-run__stdout', timeout=300_000)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
