"""What the browser tests do on a page: look at it in a palette and a width, and at its pictures."""

from __future__ import annotations

from playwright.sync_api import Page, ViewportSize

SIZES: dict[str, ViewportSize] = {
    "wide": {"width": 1280, "height": 900},
    "narrow": {"width": 360, "height": 740},
}
SCHEMES = {"light": "default", "dark": "slate"}
"""What a reader's system asks for, and the palette of Material that answers."""


def use_scheme(page: Page, scheme: str) -> None:
    """Shows the open page in a palette, as Material's own switch does, and at once."""
    page.add_style_tag(content="* { transition: none !important }")
    page.evaluate("name => document.body.setAttribute('data-md-color-scheme', name)", SCHEMES[scheme])


def overflow(page: Page) -> list[str]:
    """What makes a page wider than its window; nothing where it is not."""
    found: list[str] = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            return [...document.querySelectorAll("article *")]
                .filter(element => element.getBoundingClientRect().right > width + 1)
                .map(element => element.outerHTML.slice(0, 80)).slice(0, 5).concat("wider than the window");
        }"""
    )
    return found


def unloaded(page: Page) -> list[str]:
    """The pictures of a page that are not shown when one has scrolled to them."""
    found: list[str] = page.evaluate(
        """async () => {
            const images = [...document.querySelectorAll("article img")];
            for (const image of images) {
                image.scrollIntoView();
                if (!image.complete) {
                    const ends = kind => new Promise(resolve => image.addEventListener(kind, resolve, {once: true}));
                    await Promise.race([ends("load"), ends("error")]);
                }
            }
            return images.filter(image => image.naturalWidth === 0).map(image => image.src);
        }"""
    )
    return found
