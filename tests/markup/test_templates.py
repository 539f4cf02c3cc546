"""A site's own templates of layouts and components: what they get, and what comes of those that fail."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.markup.render import Rendered, Renderer, shown


def _render(root: Path, deck: str, templates: Mapping[str, str]) -> Rendered:
    for name, source in templates.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(source, "utf-8")
    folders: dict[str, Any] = {kind: root / kind for kind in ("layouts", "components") if (root / kind).is_dir()}
    return Renderer(root).render(deck, files={"public/a.png": "x"}, **folders)


def test_a_component_has_properties_and_slots(tmp_path: Path) -> None:
    rendered = _render(
        tmp_path,
        '<Note kind="a" :level="2">\n\n- *one*\n\n<template #title>\n\nTwo\n\n</template>\n</Note>\n',
        {
            "components/Note.html": '<aside class="{{ props.kind }}-{{ props.level }}">'
            "<header>{{ slots.title }}</header>{{ slots.default }}</aside>"
        },
    )

    assert rendered.slides == [
        shown('<aside class="a-2"><header><p>Two</p></header><ul><li><em>one</em></li></ul></aside>')
    ]
    assert rendered.says == []


def test_a_template_is_found_by_every_spelling_of_a_name(tmp_path: Path) -> None:
    rendered = _render(
        tmp_path, "<MyNote />\n\n<my-note />\n\ntext <my-note/>\n", {"components/my-note.html": "<b>{{ slide.no }}</b>"}
    )

    assert rendered.slides == [shown("<b>1</b>\n<b>1</b><p>text <b>1</b></p>")]


def test_a_layout_has_frontmatter_files_and_names(tmp_path: Path) -> None:
    rendered = _render(
        tmp_path,
        "---\ntitle: Deck & Co\nlayout: poster\nimage: /a.png\n---\n\ntext\n",
        {"layouts/poster.html": '<img src="{{ asset(props.image) }}" alt="{{ deck.title }}">{{ slots.default }}'},
    )

    assert rendered.slides == [shown('<img src="public/a.png" alt="Deck &amp; Co"><p>text</p>')]
    assert list(rendered.library.assets) == ["decks/public/a.png"]


def test_a_site_replaces_a_layout_of_slidev(tmp_path: Path) -> None:
    rendered = _render(
        tmp_path, "---\nlayout: center\n---\n\ntext\n", {"layouts/center.html": "<aside>{{ slots.default }}</aside>"}
    )

    assert rendered.slides == [shown("<aside><p>text</p></aside>")]


def test_values_are_escaped(tmp_path: Path) -> None:
    rendered = _render(
        tmp_path,
        '<Note kind="&quot;><script>a</script>" />\n',
        {"components/Note.html": '<p class="{{ props.kind }}">{{ props.kind }}</p>'},
    )

    assert rendered.slides == [
        shown('<p class="&quot;&gt;&lt;script&gt;a&lt;/script&gt;">"&gt;&lt;script&gt;a&lt;/script&gt;</p>')
    ]


def test_slots_that_a_template_does_not_show_follow_it(tmp_path: Path) -> None:
    rendered = _render(
        tmp_path,
        "<Note>\n\none\n\n<template #two>\n\ntwo\n\n</template>\n</Note>\n",
        {"components/Note.html": "<hr>{{ slots.two }}{{ slots.two }}"},
    )

    assert rendered.slides == [shown("<hr><p>two</p><p>one</p>")]


def test_directives_are_no_properties(tmp_path: Path) -> None:
    rendered = _render(
        tmp_path,
        '<Note v-click="1" @click="go" onclick="go" :x="y" z />\n',
        {"components/Note.html": "{% for name in props %}{{ name }} {% endfor %}"},
    )

    assert rendered.slides == ["z"]


def test_a_template_that_fails_leaves_the_content_and_is_an_error(tmp_path: Path) -> None:
    failing = {
        "Syntax": "{% if %}",
        "Undefined": "{{ nowhere.at.all }}",
        "Missing": '{% include "no.html" %}',
        "Raising": "{{ 1 / 0 }}",
        "Reaching": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    }
    deck = "\n\n".join(f"<{name}>\n\n{name}\n\n</{name}>" for name in failing)
    rendered = _render(tmp_path, deck, {f"components/{name}.html": source for name, source in failing.items()})

    assert rendered.slides == [shown("".join(f"<p>{name}</p>" for name in failing))]
    assert rendered.says == [f"{line} template-failed" for line in (1, 7, 13, 19, 25)]


def test_a_template_reaches_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("SECRET", "utf-8")
    rendered = _render(tmp_path, "<Note>a</Note>\n", {"components/Note.html": '{% include "../secret.html" %}'})

    assert rendered.slides == ["a"]
    assert rendered.says == ["1 template-failed"]
