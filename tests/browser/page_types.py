"""The kinds of pages that Deckbook makes, each with one on the demo site: a new kind is a line here."""

from __future__ import annotations

from playwright.sync_api import ViewportSize

PAGE_TYPES = {
    "list of decks": "decks/",
    "deck": "weeks/2026-w46/",
    "chapter": "weeks/2026-w46/一正则化/",
    "chapter with figures": "weeks/2026-w46/二初始化与梯度检查/",
    "handout": "weeks/2026-w46/handout/",
}
"""Their addresses on the demo site."""

LARGEST = "weeks/2026-w45/二论文阅读/"
"""Its longest chapter."""

WIDTHS: dict[int, ViewportSize] = {
    320: {"width": 320, "height": 640},
    768: {"width": 768, "height": 900},
    1280: {"width": 1280, "height": 900},
    2560: {"width": 2560, "height": 1300},
}
"""A small phone, a tablet, a laptop, a wide screen."""
