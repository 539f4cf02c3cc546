"""Bad input is normal input: one line each that says rule, severity, file and line; the rest is built."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.decks import PNG, SHORT, TALK
from tests.documents import Document
from tests.harness import BuildSite, Site

HOME = {"docs/index.md": "# Home\n"}
DECK = "docs/weeks/w1.md"
_SHOWN = re.compile(r"[A-Z]+: .*?(?P<place>[^\s:]+(?::\d+)?): (?P<severity>error|warning): .*\[(?P<rule>[a-z-]+)\]")


def told(site: Site) -> list[tuple[str, str, str]]:
    """The problems of a build as (place, severity, rule); all of them have to be such lines."""
    found = [_SHOWN.fullmatch(problem) for problem in site.problems]
    assert all(found), site.problems
    return [(match["place"], match["severity"], match["rule"]) for match in found if match]


CASES = {
    "bytes that are not UTF-8": ("# A\n\n---\n\n### Rest\n\nna\xefve\n".encode("latin-1"), 7, "deck-encoding"),
    "UTF-16": (f"{SHORT}\n### Rest\n".encode("utf-16"), 1, "deck-encoding"),
    "broken YAML": ("# A\n\n---\nlayout: [center\n---\n\n### Rest\n", 4, "frontmatter-yaml"),
    "a missing file": ("# A\n\n---\nsrc: nowhere.md\n---\n\n---\n\n### Rest\n", 3, "import-missing"),
    "a deck that imports itself": ("# A\n\n---\nsrc: w1.md\n---\n\n---\n\n### Rest\n", 3, "import-circular"),
    "a path above": ("# A\n\n---\nsrc: ../../../outside.md\n---\n\n---\n\n### Rest\n", 3, "import-outside"),
    "a far path above": (f"# A\n\n---\nsrc: {'../' * 20}etc/passwd\n---\n\n---\n\n### Rest\n", 3, "import-outside"),
    "an absolute path": ("# A\n\n---\nsrc: /etc/passwd\n---\n\n---\n\n### Rest\n", 3, "import-missing"),
    "no path": ("# A\n\n---\nsrc: [1, 2]\n---\n\n---\n\n### Rest\n", 3, "import-invalid"),
    "a missing picture": ("# A\n\n---\n\n### Rest\n\n![x](./none.png)\n", 7, "asset-missing"),
    "a missing picture of a layout": (
        "# A\n\n---\nlayout: image-right\nimage: ./none.png\n---\n\n### Rest\n", 3, "asset-missing",
    ),
    "a picture above": ("# A\n\n---\n\n### Rest\n\n![x](../../../outside.png)\n", 7, "asset-outside"),
    "a link to no slide": ("# A\n\n---\n\n### Rest\n\n[x](99)\n", 7, "link-unresolved"),
    "a wrong option": ("---\ndeckbook:\n  chapter: auto\n---\n\n# A\n\n---\n\n### Rest\n", 1, "option-invalid"),
    "an unknown component": ("# A\n\n---\n\n### Rest\n\n<Foo>\n\nText\n\n</Foo>\n", 7, "component-unknown"),
}  # fmt: skip


@pytest.mark.parametrize(("deck", "line", "rule"), CASES.values(), ids=CASES)
def test_a_fault_in_a_deck_is_told_once(build: BuildSite, deck: str | bytes, line: int, rule: str) -> None:
    files = HOME | {DECK: deck, "outside.md": SHORT}

    site = build(files, plugins=["deckbook"])

    [(place, severity, told_rule)] = told(site)
    assert (place, told_rule) == (f"{DECK}:{line}", rule)
    assert severity in ("error", "warning")
    assert site.aborted is None
    if deck != CASES["UTF-16"][0]:
        assert "Rest" in site.article("weeks/w1/index.html")
    assert not site.find("root:x:0:0")


def test_of_decks_that_import_each_other_the_first_is_built(build: BuildSite) -> None:
    site = build(
        HOME
        | {
            "docs/weeks/w1.md": "# A\n\n---\nsrc: w2.md\n---\n",
            "docs/weeks/w2.md": "# B\n\n---\nsrc: w1.md\n---\n",
        },
        plugins=["deckbook"],
    )

    assert told(site) == [("docs/weeks/w2.md:3", "error", "import-circular")]
    assert [path for path in site.pages if path.startswith("weeks")] == ["weeks/w1/index.html"]


def test_errors_and_warnings_fail_a_strict_build_and_infos_do_not(build: BuildSite) -> None:
    wrong = HOME | {DECK: f"{SHORT}\n![x](none.png)\n"}
    simplified = HOME | {DECK: f"{SHORT}\n<Footer />\n"}

    assert build(wrong, plugins=["deckbook"], strict=True).aborted == "Aborted with 1 warnings in strict mode!"

    site = build(simplified, plugins=["deckbook"], strict=True)
    assert site.aborted is None
    assert [line for line in site.log if "component-unknown-empty" in line] == [
        "INFO: deckbook: Simplified as designed: 1 × component-unknown-empty"
    ]


def test_a_rule_is_silenced_by_name(build: BuildSite) -> None:
    files = HOME | {DECK: f"{SHORT}\n![x](none.png)\n\n[x](99)\n"}

    site = build(files, plugins=[{"deckbook": {"silence": ["asset-missing"]}}])

    assert [rule for _, _, rule in told(site)] == ["link-unresolved"]


def test_a_rule_is_silenced_by_a_comment_on_its_slide(build: BuildSite) -> None:
    comment = "<!-- deckbook: ignore asset-missing, link-unresolved -->"
    deck = f"# A\n\n---\n\n{comment}\n\n![x](none.png)\n\n[x](99)\n\n---\n\n![y](none.png)\n"

    site = build(HOME | {DECK: deck}, plugins=["deckbook"])

    assert told(site) == [(f"{DECK}:13", "error", "asset-missing")]


@pytest.mark.parametrize(
    ("options", "place", "rule", "said"),
    [
        ("      deks: [a.md]", "mkdocs.yml:7", "option-invalid", "did you mean “decks”?"),
        ("      silence: [asset-mising]", "mkdocs.yml:7", "option-invalid", "did you mean “asset-missing”?"),
        ("      page_words: 3", "mkdocs.yml:7", "option-invalid", "less than 100"),
        ("      decks: ['weeks/*.md', 'taks/*.md']", "mkdocs.yml:7", "decks-none", "“taks/*.md”"),
        ("      decks_dir: nowhere", "mkdocs.yml:7", "decks-dir-missing", "“nowhere”"),
    ],
)
def test_a_fault_in_the_options_is_told_once(build: BuildSite, options: str, place: str, rule: str, said: str) -> None:
    config = f"site_name: deckbook\ntheme:\n  name: material\n  font: false\nplugins:\n  - deckbook:\n{options}\n"

    site = build(HOME | {"mkdocs.yml": config, DECK: SHORT})

    [(told_place, _, told_rule)] = told(site)
    assert (told_place, told_rule) == (place, rule)
    assert said in site.problems[0]
    assert "index.html" in site.pages
    assert "weeks/w1/index.html" in site.pages


def test_a_folder_of_decks_in_which_no_deck_is_found_is_told(build: BuildSite) -> None:
    files = HOME | {"docs/weeks/w1.md": SHORT}

    site = build(files, plugins=[{"deckbook": {"decks_dir": "docs/weeks"}}])

    assert [rule for _, _, rule in told(site)] == ["decks-none"]
    assert "“weeks/**/*.md” or “decks/**/*.md” in weeks/" in site.problems[0]
    right = build(files, plugins=[{"deckbook": {"decks_dir": "docs/weeks", "decks": ["*.md"]}}])
    assert right.problems == []


def test_a_value_of_the_wrong_type_is_refused_by_mkdocs(build: BuildSite) -> None:
    site = build(HOME, plugins=[{"deckbook": {"decks": 3}}])

    assert site.aborted == "Aborted with a configuration error!"
    assert any("Plugin 'deckbook' option 'decks'" in problem for problem in site.problems)


def test_symbolic_links_lead_nowhere_outside(build: BuildSite, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Stolen\n\n---\n\nStolen\n")
    (tmp_path / "secret.png").write_bytes(b"Stolen")
    first = build({"docs/index.md": "# Home"}, plugins=[])
    folder = first.root / "talks"
    folder.mkdir()
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "w1.md").write_text("# A\n\n---\nsrc: link.md\n---\n\n---\n\n![x](link.png)\n\n---\n\n### Rest\n")

    site = build(HOME, plugins=[{"deckbook": {"decks_dir": "../site-1/talks", "decks": ["w1.md"]}}])

    assert [(Path(place).name, rule) for place, _, rule in told(site)] == [
        ("w1.md:3", "import-outside"),
        ("w1.md:9", "asset-outside"),
    ]
    assert site.find("Stolen") == []
    assert "Rest" in site.article("w1/index.html")


def test_an_unreadable_deck_does_not_stop_the_others(build: BuildSite) -> None:
    site = build(HOME | {DECK: b"\xff\xfe#\x00\n\x00", "docs/weeks/w2.md": TALK}, plugins=["search", "deckbook"])

    assert told(site) == [(f"{DECK}:1", "error", "deck-encoding")]
    assert Document.of(site, "weeks/w2/1-first/index.html").slides


def test_a_template_that_fails_leaves_its_content(build: BuildSite) -> None:
    site = build(
        HOME
        | {
            DECK: f"{SHORT}\n<Box>\n\nIn the box.\n\n</Box>\n\n<Loop />\n\n![fine](a.png)\n",
            "docs/weeks/a.png": PNG,
            "templates/Box.html": "{{ props.one.two.three }}",
            "templates/Loop.html": "{% for %}",
        },
        plugins=[{"deckbook": {"components": "templates"}}],
    )

    assert [(place, rule) for place, _, rule in told(site)] == [
        (f"{DECK}:11", "template-failed"),
        (f"{DECK}:17", "template-failed"),
    ]
    assert "<p>In the box.</p>" in site.article("weeks/w1/index.html")
