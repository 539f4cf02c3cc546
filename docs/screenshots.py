"""Takes the screenshots of the home page, the guide and the README from the demo site, in both palettes.

`make screenshots` runs it on the site that it builds. Each picture is found by words that stand on its page, so that
one whose page has changed is not taken from another place unnoticed.
"""

from __future__ import annotations

import base64
import functools
import html
import io
import shutil
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

from PIL import Image, ImageDraw
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
FOLDER = HERE / "images"
PALETTES = ("light", "dark")
DECK = "weeks/2026-w45"
CHAPTER = f"{DECK}/二论文阅读/"
FIRST = "关键方法一：ReLU"
"""The slide that is shown both as source and as section."""
BORDER = (128, 128, 140, 255)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture.

    Attributes:
        name: What its files are called: `<name>-light.webp` and `<name>-dark.webp`.
        address: The page.
        words: What stands in the element that is brought to the top.
        size: Of the window, in CSS pixels.
        element: What kind of element that is.
        scale: Pixels a CSS pixel.
    """

    name: str
    address: str
    words: str
    size: tuple[int, int]
    element: str = "h2, h3"
    scale: float = 1.5


SHOTS = (
    Shot("phone", CHAPTER, FIRST, (360, 800), scale=2),
    Shot("chapter", CHAPTER, FIRST, (1040, 800)),
    Shot("code", CHAPTER, "两条螺线上的小比赛", (760, 940)),
    Shot("paper", "papers/krizhevsky2012/", "ImageNet Classification", (760, 620), "h1"),
    Shot("present", f"{DECK}/#present=16", "关键方法二：重叠池化", (980, 552)),
)

FRAME = """<!doctype html><meta charset="utf-8"><style>
:root { --back: #e9ebf2; --card: #fff; --ink: #222; --bar: #f6f7fa; --rule: #e2e4ea; --faint: #555 }
:root { --meta: #8a5a00; --title: #7a3e9d; --formula: #1559b3 }
:root.dark { --back: #12141c; --card: #1e2129; --ink: #d6d9e2; --bar: #262a34; --rule: #333846; --faint: #a3a8b5 }
:root.dark { --meta: #e0b060; --title: #c9a0e6; --formula: #8ab8f0 }
* { margin: 0 }
body { background: var(--back); color: var(--ink); display: flex; gap: 28px; padding: 32px }
body { font: 15px/1.5 "Noto Sans CJK SC", sans-serif }
figure { background: var(--card); border-radius: 10px; box-shadow: 0 6px 24px #0002; height: 836px; overflow: hidden }
figcaption { background: var(--bar); border-bottom: 1px solid var(--rule); color: var(--faint) }
figcaption { font-size: 14px; padding: 9px 18px }
pre { font: 14.5px/1.62 "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace }
pre { padding: 16px 20px; white-space: pre-wrap }
b { color: var(--meta); font-weight: 400 }
i { color: var(--title); font-style: normal }
u { color: var(--formula); text-decoration: none }
img { display: block; width: 100% }
</style>"""


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


def take(page: Page, home: str, shot: Shot) -> Image.Image:
    """The picture, in the palette that the page's context asks for."""
    page.goto(home + quote(shot.address, safe="/#="))
    page.wait_for_load_state("networkidle")
    page.add_style_tag(content="html { scroll-behavior: auto !important } .md-top, .deckbook-back { display: none }")
    place = page.locator("article, dialog, .deckbook-show").locator(shot.element).filter(has_text=shot.words).first
    place.wait_for()
    if "#present" not in shot.address:
        place.evaluate("place => scrollTo(0, place.getBoundingClientRect().top + scrollY - 100)")
    page.wait_for_load_state("networkidle")  # what is loaded only where a slide is presented, too
    page.wait_for_function("[...document.images].every(image => image.complete || image.loading === 'lazy')")
    page.wait_for_timeout(600)
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def beside(page: Page, chapter: Image.Image, palette: str) -> Image.Image:
    """The deck on the left, and on the right the chapter that it becomes."""
    data = io.BytesIO()
    chapter.save(data, "png")
    text = f"<figcaption>docs/{DECK}.md</figcaption><pre>{source()}</pre>"
    deck = f"<figure style='flex: none; width: 580px'>{text}</figure>"
    picture = f"<img src='data:image/png;base64,{base64.b64encode(data.getvalue()).decode()}'>"
    site = f"<figure style='flex: 1'><figcaption>{CHAPTER}</figcaption>{picture}</figure>"
    page.set_content(FRAME + deck + site)
    page.evaluate("palette => document.documentElement.classList.add(palette)", palette)
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def framed(picture: Image.Image, radius: int) -> Image.Image:
    """The picture with round corners and a thin border, so that it is told from a page of the same colours."""
    shape, box = Image.new("L", picture.size), (0, 0, picture.width - 1, picture.height - 1)
    ImageDraw.Draw(shape).rounded_rectangle(box, radius, fill=255)
    found = picture.convert("RGBA")
    ImageDraw.Draw(found).rounded_rectangle(box, radius, outline=BORDER, width=2)
    found.putalpha(shape)
    return found


def take_all(
    new_page: Callable[[str, tuple[int, int], float], Page], home: str, folder: Path, palettes: Iterable[str] = PALETTES
) -> None:
    """Takes all pictures into a folder; `new_page` opens a page in a palette, of a size and a scale."""
    folder.mkdir(exist_ok=True)
    for palette in palettes:
        for shot in SHOTS:
            taken = take(new_page(palette, shot.size, shot.scale), home, shot)
            if shot.name == "chapter":
                taken = beside(new_page(palette, (1720, 900), 1), taken, palette)
            else:
                taken = framed(taken, round(8 * shot.scale))
            taken.save(folder / f"{shot.name}-{palette}.webp", quality=80, method=6)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a built site while it is served."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def main(site: Path) -> None:
    """Writes the pictures, of a built site."""
    with served(site) as home, sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])

        def new_page(palette: str, size: tuple[int, int], scale: float) -> Page:
            width, height = size
            return browser.new_page(
                viewport={"width": width, "height": height}, device_scale_factor=scale,
                color_scheme="dark" if palette == "dark" else "light", reduced_motion="reduce",
            )  # fmt: skip

        take_all(new_page, home, FOLDER)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
