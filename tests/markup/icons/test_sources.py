"""Where icons come from: a deck's project first, then the site's folder, then Material, or a character."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from deckbook.markup.icons.drawing import Drawing
from deckbook.markup.icons.names import Icon
from deckbook.markup.icons.sources import Icons

CARBON = Icon("carbon", "sun")


def collection(body: str, **more: Any) -> str:
    """Iconify's file of a collection that has the icon `sun`."""
    return json.dumps({"prefix": "carbon", "icons": {"sun": {"body": body}}, "width": 32, "height": 32, **more})


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def find(root: Path, icon: Icon = CARBON, folder: Path | None = None) -> Drawing | str | None:
    return Icons(folder, (root,)).find(icon, root / "talks" / "one")


def body(root: Path, icon: Icon = CARBON, folder: Path | None = None) -> str:
    found = find(root, icon, folder)
    assert isinstance(found, Drawing)
    return found.body


@pytest.mark.parametrize(
    "file",
    [
        "talks/one/node_modules/@iconify-json/carbon/icons.json",
        "talks/node_modules/@iconify/json/json/carbon.json",
        "node_modules/@iconify-json/carbon/icons.json",
        "own/carbon.json",
        "own/@iconify-json/carbon/icons.json",
    ],
)
def test_iconify_s_data_comes_before_material_s(file: str, tmp_path: Path) -> None:
    write(tmp_path / file, collection('<path d="M1 2"/>'))

    assert body(tmp_path, folder=tmp_path / "own") == '<path d="M1 2"/>'


def test_the_nearest_project_comes_first(tmp_path: Path) -> None:
    write(tmp_path / "node_modules/@iconify-json/carbon/icons.json", collection('<path d="M1"/>'))
    write(tmp_path / "talks/node_modules/@iconify-json/carbon/icons.json", collection('<path d="M2"/>'))

    assert body(tmp_path) == '<path d="M2"/>'


def test_nothing_is_read_outside_the_site(tmp_path: Path) -> None:
    write(tmp_path / "node_modules/@iconify-json/carbon/icons.json", collection('<path d="M1"/>'))

    assert body(tmp_path / "site") != '<path d="M1"/>'


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"icons": []}', '{"icons": {"sun": 1}}', '{"icons": {"sun": {"body": 1}}}',
     '{"icons": {"sun": {}}, "info": 1}', '{"icons": {"sun": {"body": ""}}}', "[" * 100_000,
     '{"icons": {}, "aliases": {"sun": {"parent": "sun"}}}', '{"icons": {}, "aliases": {"sun": {}}}'],
)  # fmt: skip
def test_what_is_no_collection_is_passed_by(text: str, tmp_path: Path) -> None:
    write(tmp_path / "node_modules/@iconify-json/carbon/icons.json", text)

    assert isinstance(find(tmp_path), Drawing)  # Material's


@pytest.mark.parametrize("width", [0, -1, 1e300, "32", None, True])
def test_sizes_that_are_none(width: object, tmp_path: Path) -> None:
    write(tmp_path / "node_modules/@iconify-json/carbon/icons.json", collection('<path d="M1"/>', width=width))

    found = find(tmp_path)

    assert isinstance(found, Drawing)
    assert found.view_box == "0 0 16 32"


def test_an_alias_turns_and_mirrors(tmp_path: Path) -> None:
    aliases = {"dusk": {"parent": "sun", "rotate": 1}, "dawn": {"parent": "dusk", "hFlip": True}}
    write(tmp_path / "node_modules/@iconify-json/carbon/icons.json",
          collection('<path d="M1"/>', height=20, aliases=aliases))  # fmt: skip

    found = find(tmp_path, Icon("carbon", "dawn"))

    assert isinstance(found, Drawing)
    assert found.view_box == "0 0 20 32"
    assert found.body == (
        '<g transform="translate(10 16) rotate(90) scale(-1 1) translate(-16 -10)"><path d="M1"/></g>'
    )


def test_a_collection_says_whose_it_is(tmp_path: Path) -> None:
    info = {
        "name": "Sun & <!-- Co",
        "author": {"name": "A"},
        "license": {"title": "CC BY 4.0", "url": "https://cc.org"},
    }
    write(tmp_path / "node_modules/@iconify-json/carbon/icons.json", collection('<path d="M1"/>'))
    write(tmp_path / "node_modules/@iconify-json/carbon/info.json", json.dumps(info))

    found = find(tmp_path)

    assert isinstance(found, Drawing)
    assert found.notice == "Icons: Sun    !  Co by A, CC BY 4.0 (https://cc.org)"


def test_font_awesome_is_named(tmp_path: Path) -> None:
    found = find(tmp_path, Icon("fa6-brands", "github"))

    assert isinstance(found, Drawing)
    assert "Font Awesome" in found.notice
    assert "CC BY 4.0" in found.notice


@pytest.mark.parametrize(
    ("icon", "same"),
    [
        (Icon("carbon", "edit"), Icon("mdi", "pencil")),
        (Icon("ri", "eye-line"), Icon("mdi", "eye-outline")),
        (Icon("logos", "nodejs-icon"), Icon("simple-icons", "nodedotjs")),
        (Icon("devicon", "html"), Icon("simple-icons", "html5")),
        (Icon("tabler", "brand-github"), Icon("simple-icons", "github")),
        (Icon("ph", "caret-circle-up"), Icon("mdi", "arrow-up")),
        (Icon("lucide", "circle-x"), Icon("mdi", "close-circle")),
        (Icon("lucide", "square-pi"), Icon("mdi", "pi-box")),
        (Icon("tabler", "square-zzz"), None),
        (Icon("carbon", "rocket"), Icon("mdi", "rocket")),
        (Icon("carbon", "cloud-zzz"), Icon("mdi", "cloud")),
        (Icon("carbon", "bluetooth-slash"), None),
        (Icon("octicon", "bug"), Icon("octicon", "bug-24")),
        (Icon("carbon", "sun-zzz"), Icon("mdi", "weather-sunny")),
        (Icon("mdi", "zzz"), None),
    ],
)
def test_material_s_drawing_of_the_same(icon: Icon, same: Icon | None, tmp_path: Path) -> None:
    assert find(tmp_path, icon) == (find(tmp_path, same) if same else None)


@pytest.mark.parametrize(
    ("icon", "character"),
    [
        (Icon("twemoji", "light-bulb"), "💡\ufe0f"),
        (Icon("noto", "keycap-6"), "6\ufe0f\u20e3"),
        (Icon("emojione", "flag-for-japan"), "🇯🇵"),
        (Icon("openmoji", "woman-technologist"), "👩\u200d💻"),
        (Icon("circle-flags", "gb-sct"), "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"),
        (Icon("circle-flags", "us-tx"), None),
        (Icon("twemoji", "no-such-thing"), None),
    ],
)
def test_characters(icon: Icon, character: str | None, tmp_path: Path) -> None:
    assert find(tmp_path, icon) == character
