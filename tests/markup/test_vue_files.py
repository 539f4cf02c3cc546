"""A deck's .vue files: what is read of them; and of any file nothing is lost, nothing runs, nothing hangs."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckbook.markup import literals
from deckbook.markup.vuefiles import read
from tests import clock
from tests.markup.render import Renderer, parsed

_WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=8).map(lambda word: f"x{word}")


@pytest.mark.parametrize(
    ("code", "props"),
    [
        ("defineProps(['a', 'font-size'])", {"a": None, "fontSize": None}),
        ("const p = defineProps({ a: String, b: { type: Number, default: 3 }, c: Boolean })", {"a": None, "b": 3, "c": False}),  # noqa: E501
        ("defineProps<{ a: string; 'b'?: 'x' | 'y', c?: boolean\n d: Array<{ e: string }> }>()", {"a": None, "b": None, "c": False, "d": None}),  # noqa: E501
        ("interface Props { a?: string }\nwithDefaults(defineProps<Props>(), { a: 'x' })", {"a": "x"}),
        ("type P = { a: string }\nconst { a = 'y' } = defineProps<P>()", {"a": "y"}),
        ("export default { name: 'X', props: { a: { type: String, default: 'z' } }, data() { return {} } }", {"a": "z"}),  # noqa: E501
        ("export default defineComponent({ props: ['a'] })", {"a": None}),
        ("no props", {}),
    ],
)  # fmt: skip
def test_declared_properties(code: str, props: dict[str, object]) -> None:
    file = read(f"<script setup>{code}</script><template><div/></template>")

    assert {name: prop.default for name, prop in file.script.props.items()} == props


def test_constants_are_literals_and_other_names_unknown() -> None:
    file = read(
        "<script setup>\nimport x from 'y'\nconst a = ['b', { c: 1 }]\nconst d = a.map(f)\nlet e = 'f'\n"
        "const g = ref(2)\nconst h = 'i' + j\nfunction k() {\n    const inner = 1\n}\nconst { l } = useThat()\n</script>"  # noqa: E501
    )

    assert dict(file.script.constants) == {"a": ["b", {"c": 1}]}
    assert dict(file.script.states) == {"e": "f", "g": 2}
    assert file.script.hidden == {"x", "d", "h", "k", "l"}
    assert file.template is None


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("'it\\'s'", "it's"),
        ("`a`", "a"),
        ("[1, -2.5, true, null, 'a',]", [1, -2.5, True, None, "a"]),
        ("{ a: 1, 'b-c': { d: [] }, /* e */ f: `g` }", {"a": 1, "b-c": {"d": []}, "f": "g"}),
    ],
)
def test_literals(source: str, value: object) -> None:
    assert literals.value(source) == value


@pytest.mark.parametrize("source", ["a", "a.b", "f()", "'a' + 'b'", "`a${b}`", "['a'].join()", "", "[", "'"])
def test_what_is_no_literal_is_unknown(source: str) -> None:
    found = literals.value(source)

    assert isinstance(found, literals.Unknown) or source == "["


@settings(max_examples=12, deadline=None)
@given(
    slots=st.lists(_WORD, min_size=1, max_size=4, unique=True),
    shown=st.sets(st.integers(0, 3)),
    told=st.lists(_WORD, min_size=1, max_size=4),
    template=st.sampled_from(("<div>{}</div>", "<p v-if='x()'>{}</p>", "{}", "<b>{}", "</i>{}<a", "<Other>{}</Other>")),
)
def test_every_word_of_slots_and_properties_is_on_the_page(
    tmp_path_factory: pytest.TempPathFactory, slots: list[str], shown: set[int], told: list[str], template: str
) -> None:
    inner = "".join(f"<slot name='{name}'/>" for index, name in enumerate(slots) if index in shown)
    props = [f"p{index}" for index in range(len(told))]
    inner += "".join("{{ " + name + " }} " for name in props[::2])
    vue = f"<script setup>defineProps({props})</script><template>{template.format(inner)}</template>"
    given_ = " ".join(f'{name}="{text} and {text}"' for name, text in zip(props, told, strict=True))
    content = "".join(f"<template #{name}>\n\nin-{name}\n\n</template>\n" for name in slots)
    renderer = Renderer(tmp_path_factory.mktemp("vue"))

    rendered = renderer.render(f"<Thing {given_}>\n{content}</Thing>\n", files={"components/Thing.vue": vue})

    text = " ".join("".join(parsed(page).itertext()) for page in rendered.pages.values())
    assert [
        word for word in [f"in-{name}" for name in slots] + [f"{word} and {word}" for word in told] if word not in text
    ] == []


_HOSTILE: dict[str, Callable[[int], str]] = {
    "elements that are not closed": lambda n: "<template>" + "<div>" * n,
    "beginnings of tags": lambda n: "<template>" + "<div " * n,
    "branches": lambda n: "<template>" + "<p v-if='a'>x</p><p v-else>y</p>" * n + "</template>",
    "nested branches": lambda n: "<template>" + "<p v-if='a()'>x</p><div v-else>" * n + "</template>",
    "loops in loops": lambda n: "<template>" + "<p v-for='a in 999'>" * min(n, 50) + "x</template>",
    "itself": lambda n: "<template>" + "<Bad/>" * n + "</template>",
    "each the next one": lambda n: "<template>" + "<Next/>" * n + "</template>",
    "beginnings of expressions": lambda n: "<template>" + "{{ a " * n + "</template>",
    "lists that are not closed": lambda n: "<script>\n" + "const a = [\n" * n + "</script><template>x</template>",
    "properties that are not closed": lambda n: (
        "<script>" + "defineProps<{ a: {" * n + "</script><template>x</template>"
    ),
    "scripts": lambda n: "<script>x</script>" * n + "<template>x</template>",
    "texts that are not closed": lambda n: "<script>\nconst a = '" + "\\'" * n + "</script><template>x</template>",
    "zeros": lambda n: "\0" * n,
    "types": lambda n: "<script>type A = " + "{ a: B<" * n + "</script><template>x</template>",
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_files_take_time_in_proportion(name: str, tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        files = {"components/Bad.vue": _HOSTILE[name](count), "components/Next.vue": "<template>" + "<Bad/><Next/>" * 9}
        deck = "<Bad>\n\nkept\n\n</Bad>\n\n---\n\nb\n"
        return clock.seconds(lambda: Renderer(tmp_path).library(deck, files=files))

    small = min(seconds(150) for _ in range(2))
    assert seconds(1500) < 25 * max(small, 0.05)


def test_nothing_of_a_file_is_markup_of_the_page(tmp_path: Path) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'"
    files = {
        "components/Bad.vue": "<script setup>const props = defineProps(['t', 'u'])</script>"
        "<template><a :href='u' :title='t' onclick='x()'>{{ t }}</a><p :class='t' :data-added='t'>{{ t }}</p></template>",  # noqa: E501
    }
    deck = f"<Bad t='{html.escape(attack)}' u=' javascript:alert(3)'/>\n\n---\n\nb\n"

    rendered = Renderer(tmp_path).render(deck, files=files)

    elements = [element for section in rendered.sections for element in section.iter()]
    assert not {"script", "img"} & {element.tag for element in elements}
    assert not [name for element in elements for name in element.attrib if name.startswith("on") or name == "href"]


def test_an_unreadable_file_is_an_error_and_loses_nothing(tmp_path: Path) -> None:
    renderer = Renderer(tmp_path)
    deck = '<Thing title="Told">\n\nkept\n\n</Thing>\n\n---\n\nb\n'
    (tmp_path / "docs/decks/components").mkdir(parents=True)
    renderer.library(deck, files={"components/Thing.vue": b"\xff\xfe<template>\x80<slot/></template>"})
    rendered = renderer.render(deck, files={"components/Thing.vue": b"<template>\x80<slot/></template>"})

    assert "kept" in rendered.slides[0]


def test_files_are_watched_with_their_folders(tmp_path: Path) -> None:
    library = Renderer(tmp_path).library(
        "<Thing/>\n\n---\n\nb\n", files={"components/in/Thing.vue": "<template>x</template>", "layouts/a.vue": ""}
    )

    folder = tmp_path / "docs/decks"
    assert {folder / "components", folder / "layouts", folder / "components/in/Thing.vue"} <= set(library.watched)
