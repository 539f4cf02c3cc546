"""Draws the picture at the top of the README: a chapter of the demo site beside the deck that it came from.

Run with the built site, where Chromium and Playwright are installed: `python docs/readme_picture.py site`.
"""

from __future__ import annotations

import base64
import functools
import html
import shutil
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
PICTURE = HERE / "images" / "chapter-beside-deck.png"
DECK, CHAPTER = "weeks/2026-w45", "二论文阅读"
FIRST = "关键方法一：ReLU"
WIDTH, HEIGHT = 1720, 900

FRAME = """<!doctype html><meta charset="utf-8"><style>
* { margin: 0 }
body { background: #e9ebf2; display: flex; font: 15px/1.5 "Noto Sans CJK SC", sans-serif; gap: 28px; padding: 32px }
figure { background: #fff; border-radius: 10px; box-shadow: 0 6px 24px #0002; height: 836px; overflow: hidden }
figcaption { background: #f6f7fa; border-bottom: 1px solid #e2e4ea; color: #555; font-size: 14px; padding: 9px 18px }
pre { font: 14.5px/1.62 "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace }
pre { padding: 16px 20px; white-space: pre-wrap }
b { color: #8a5a00; font-weight: 400 }
i { color: #7a3e9d; font-style: normal }
u { color: #1559b3; text-decoration: none }
img { display: block; width: 100%% }
</style><figure style="flex: none; width: 580px"><figcaption>docs/weeks/2026-w45.md</figcaption><pre>%s</pre></figure>
<figure style="flex: 1"><figcaption>weeks/2026-w45/二论文阅读/</figcaption>
<img src="data:image/png;base64,%s"></figure>"""


def source() -> str:
    """The deck's lines around two slides, with marks for what Slidev reads in them."""
    lines = (HERE / f"{DECK}.md").read_text("utf-8").split("\n")
    first = next(number for number, line in enumerate(lines) if FIRST in line)
    start = max(number for number, line in enumerate(lines[: first - 6]) if line == "---")
    shown, in_frontmatter = [], False
    for line in lines[start : start + 52]:
        text = html.escape(line)
        if line == "---":
            in_frontmatter = not in_frontmatter
            text = f"<b>{text}</b>"
        elif in_frontmatter:
            text = f"<b>{text}</b>"
        elif line.startswith(("#", "<h")):
            text = f"<i>{text}</i>"
        elif "$" in line or line.startswith("\\"):
            text = f"<u>{text}</u>"
        shown.append(text)
    return "\n".join(shown)


def chapter(page: Page, address: str) -> bytes:
    """The chapter as a reader sees it, scrolled to the same slides."""
    page.goto(address)
    page.add_style_tag(content="html { scroll-behavior: auto !important }")
    page.locator("h2", has_text=FIRST).first.evaluate("heading => scrollTo(0, heading.offsetTop - 90)")
    page.wait_for_timeout(500)
    return page.screenshot()


def main(site: Path) -> None:
    """Writes the picture."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(SimpleHTTPRequestHandler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1040, "height": 800}, device_scale_factor=1.5)
        right = chapter(page, f"http://127.0.0.1:{server.server_port}/{DECK}/{CHAPTER}/")
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        page.set_content(FRAME % (source(), base64.b64encode(right).decode()))
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_bytes(page.screenshot(scale="css"))
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
