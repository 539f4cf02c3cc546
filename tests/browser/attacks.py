"""Strings that try to run a script in a page: a public set's, and how to tell in Chromium whether one has."""

from __future__ import annotations

import random
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

import brs_kb
from playwright.sync_api import BrowserContext, Dialog, Request

_KINDS = frozenset(("dom_clobbering", "html_content", "markdown", "mathml", "shadow_dom", "svg", "svg_xss"))
_HOOK = """
(() => {
  const fired = [];
  window.attacks = () => fired;
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => fired.push(name);
})();
"""
_LOOK = """() => {
  const article = document.querySelector("article") || document;
  const stop = event => event.preventDefault();
  addEventListener("click", stop, true);
  const found = [];
  // What the site itself says to its scripts stands last, and once.
  const own = ["words", "presented"].map(
    name => [...document.querySelectorAll(`article > template.deckbook-${name}`)].at(-1));
  for (const element of article.querySelectorAll("*")) {
    const tag = element.localName;
    for (const event of ["click", "mouseover", "focus", "error", "load", "toggle", "animationstart", "wheel", "paste"])
      if (!element.closest("a.headerlink, nav, details, label, input")) element.dispatchEvent(new Event(event));
    if (/^(applet|base|embed|foreignobject|form|frame|iframe|link|meta|noscript|object|portal|set|template)$/i
        .test(tag) && !own.includes(element) || /^animate/i.test(tag)) found.push(tag);
    if (tag === "style" && (article !== document || /@import|url/i.test(element.textContent))) found.push(tag);
    if (tag === "script" && !/(deckbook|lists|papers)\\.js$/.test(element.src)) found.push(tag);
    if (element.id.startsWith("__")
        && !/^__(code|codelineno|span|tabbed)[_-]/.test(element.id)) found.push(`#${element.id}`);
    for (const {name, value} of element.attributes) {
      if (/^on|^(srcdoc|action|formaction|ping|is|slot|data-md-)/i.test(name)) found.push(`${tag} ${name}`);
      if (/(^|:)(href|src|poster|data)$/.test(name)
          && /^(javascript|vbscript|data:(?!image))/i.test(value.replace(/[\\u0000-\\u0020\\u00a0]/g, "")))
        found.push(`${tag} ${name}=${value.slice(0, 60)}`);
      if (name === "style" && /url|expression|position|z-index/i.test(value)) found.push(`${tag} style=${value}`);
    }
  }
  removeEventListener("click", stop, true);
  return found;
}
"""


def attacks(count: int | None = None) -> list[str]:
    """The set's strings for HTML, SVG, MathML and Markdown, or `count` of them, the same ones each time."""
    found = sorted({item["payload"] for item in brs_kb.get_all_payloads().values() if _KINDS & {*item["contexts"]}})
    usable = [text.replace("\r", "") for text in found if text.isprintable() or "\n" in text]
    return usable if count is None else sorted(random.Random(5).sample(usable, count))  # noqa: S311 - nothing secret


class Watched:
    """A browser that looks at the pages of a site for scripts that run."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self._faults: list[str] = []
        self.slides = 0
        """How many slides stood on the pages."""
        self._home = home
        self._host = urlsplit(home).netloc
        context.add_init_script(_HOOK)
        context.route(lambda url: urlsplit(url).netloc != self._host, lambda route: route.abort())
        context.on("request", self._request)
        context.on("dialog", self._dialog)
        self._page = context.new_page()
        context.on("page", lambda page: self._faults.append(f"window {page.url}"))

    def _dialog(self, dialog: Dialog) -> None:
        self._faults.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        """Strangers' pictures are fetched from where they are; nothing else is."""
        parts = urlsplit(request.url)
        elsewhere = parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self._host
        if elsewhere and request.resource_type not in ("image", "media"):
            self._faults.append(f"{request.resource_type} {request.url[:80]}")

    def run(self, paths: Iterable[str]) -> dict[str, list[str]]:
        """What ran, was asked for, or stands there and should not, by the page; each one's handlers are tried."""
        return {path: found for path in paths if (found := self._visit(self._home + quote(path)))}

    def _visit(self, address: str) -> list[str]:
        self._faults.clear()
        self._page.goto(address)
        self.slides += self._page.locator("section.slide").count()
        found: list[str] = self._page.evaluate(_LOOK)
        self._page.wait_for_timeout(50)
        fired: list[str] = self._page.evaluate("attacks()")
        moved = [] if self._page.url.partition("#")[0] == address else [f"navigation to {self._page.url}"]
        return [*found, *fired, *self._faults, *moved]

    def search(self, word: str) -> list[str]:
        """What runs when the site is searched for a word."""
        self._page.goto(self._home)
        self._page.keyboard.press("/")
        self._page.keyboard.type(word)
        self._page.wait_for_selector(".md-search-result__item")
        self._page.wait_for_timeout(300)
        fired: list[str] = self._page.evaluate("attacks()")
        return [*fired, *self._faults]
