"""How icons are named: as components, as classes, and what only looks so."""

from __future__ import annotations

import pytest

from deckbook.markup.icons import names
from deckbook.markup.icons.names import Icon


@pytest.mark.parametrize(
    ("tag", "icon"),
    [
        ("mdi-account", Icon("mdi", "account")),
        ("MdiAccountBox", Icon("mdi", "account-box")),
        ("carbon:arrow-right", Icon("carbon", "arrow-right")),
        ("fa6-brands-x-twitter", Icon("fa6-brands", "x-twitter")),
        ("fluent-emoji-flat-star", Icon("fluent-emoji-flat", "star")),
        ("material-symbols-home", Icon("material-symbols", "home")),
        ("simple-icons:vue", Icon("simple-icons", "vue")),
        ("map:view", Icon("map", "view")),
        ("map-view", None),
        ("MapView", None),
        ("v-click", None),
        ("mdi", None),
        ("mdi-", None),
        ("mdi:", None),
        ("mdi-../../secret", None),
        ("mdi:a/b", None),
        ("unheard:of", None),
    ],
)
def test_a_component(tag: str, icon: Icon | None) -> None:
    assert names.of_component(tag, {}) == icon


@pytest.mark.parametrize(
    ("attributes", "icon"),
    [
        ({"class": "text-xl i-carbon-sun"}, Icon("carbon", "sun")),
        ({"class": "i-carbon:sun?bg"}, Icon("carbon", "sun")),
        ({"class": "dark:i-carbon-moon"}, None),
        ({"class": "i-am"}, None),
        ({"class": None}, None),
        ({"i-ri-user-3-line": None}, Icon("ri", "user-3-line")),
        ({"i-ri-user-3-line": "no icon"}, None),
        ({"class": "iconify", "data-icon": "mdi:home"}, Icon("mdi", "home")),
        ({"data-icon": "mdi:home"}, None),
    ],
)
def test_attributes(attributes: dict[str, str | None], icon: Icon | None) -> None:
    assert names.of_attributes(attributes) == icon


def test_its_words_say_what_it_shows() -> None:
    assert Icon("carbon", "logo-github").words == "github"
    assert Icon("ri", "user-3-line").words == "user"
    assert Icon("mdi", "logo").words == "logo"
