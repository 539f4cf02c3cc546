"""The demo site: it builds without a warning, and its guide names every option, rule and layout there is."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import html5lib
import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from deckbook import cli, diagnostics
from deckbook.config import DeckbookConfig
from deckbook.markup import attributes, templates
from docs import screenshots
from tests.export.words import missing
from tests.harness import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs" / "guide").rglob("*.md"))]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo site, built with warnings as errors."""
    folder = tmp_path_factory.mktemp("demo")
    settings = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), strict=True)
    settings.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(settings)
    settings.plugins.on_shutdown()
    return folder


@pytest.fixture(scope="module")
def configuration(site: Path) -> dict[str, str]:
    """The rows of the tables of options and of rules, by what stands first in them."""
    pages = [(site / "guide" / name / "index.html").read_text("utf-8") for name in ("configuration", "check")]
    rows = re.findall(r"<tr>\s*<td[^>]*><code>([^<]*)</code></td>(.*?)</tr>", "".join(pages), re.S)
    return {name: html.unescape(re.sub(r"<[^>]*>", "", rest)) for name, rest in rows}


@pytest.mark.parametrize("option", [name for name, _ in DeckbookConfig._schema])  # noqa: SLF001 - MkDocs has no other way
def test_every_option_is_in_the_guide(configuration: dict[str, str], option: str) -> None:
    assert option in configuration
    assert len(configuration[option].split()) > 8


@pytest.mark.parametrize("rule", diagnostics.RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_is_in_the_guide(configuration: dict[str, str], rule: diagnostics.Rule) -> None:
    shown = configuration[rule.id]
    assert rule.severity.value in shown
    assert shown.split()[-1] == rule.meaning.replace("`", "").split()[-1]


def test_every_word_of_the_weeks_is_in_their_texts(site: Path) -> None:
    texts = [file for folder in ("weeks", "papers") for file in sorted((site / folder).rglob("*.html.md"))]
    found = {str(text): missing(text.with_suffix("")) for text in texts}

    assert len(found) > 20
    assert not any(found.values()), found


def test_every_layout_is_in_the_guide() -> None:
    guide = (ROOT / "docs" / "guide" / "layouts-and-components.md").read_text("utf-8")
    theme = ROOT / "plugins" / "deckbook" / "theme"

    layouts = {file.stem for file in (theme / "layouts").glob("[!_]*.html")} - {"unknown"}
    components = {file.stem for file in (theme / "components").glob("[!_]*.html")}
    assert [name for name in layouts if f"`{name}`" not in guide] == []
    assert [name for name in components if f"<{name}" not in guide] == []


def test_the_guides_example_of_a_message_is_one() -> None:
    guide = (ROOT / "docs" / "guide" / "configuration.md").read_text("utf-8")

    [severity, rule] = re.findall(r"^docs/\S+:\d+: (\w+): .* \[([a-z-]+)\]$", guide, re.M)[0]
    assert diagnostics.RULES[rule].severity.value == severity


def test_nothing_of_the_presentation_is_published(site: Path) -> None:
    assert not list(site.rglob("package.json"))
    assert not list(site.rglob("pictures.py"))
    assert not [file for file in (site / "weeks").rglob("*.md") if not file.name.endswith(".html.md")]


def test_the_demo_needs_nothing_but_itself(tmp_path: Path) -> None:
    """The documentation builds from a copy, whatever lies beside the checkout."""
    for name in ("docs", "mkdocs.yml", "plugins", "snippets", "tests/study", "constraints.txt", "package.json"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            shutil.copy(source, tmp_path / name)

    settings = load_config(str(tmp_path / "mkdocs.yml"), site_dir=str(tmp_path / "site"), strict=True)
    settings.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(settings)
    settings.plugins.on_shutdown()
    assert (tmp_path / "site" / "decks" / "index.html").is_file()


def _commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _commands(inner, f"{path} {name}")
    else:
        yield path, command


@pytest.mark.parametrize(
    ("path", "command"), [pytest.param(*item, id=item[0]) for item in _commands(cli.main, "deckbook")]
)
def test_every_command_is_in_the_guide_with_its_options(site: Path, path: str, command: click.Command) -> None:
    page = html.unescape((site / "guide" / "commands" / "index.html").read_text("utf-8"))
    [section] = re.findall(rf"<h2 [^>]*>{path}<.*?(?=<h2 )", page, re.S)

    said = re.findall(r"<td><code>(?:-\w, )?(--[a-z-]+)[^<]*</code></td>\s*<td>(.*?)</td>", section, re.S)
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert [name for name, _ in said] == [
        next(name for name in option.opts if name.startswith("--")) for option in options
    ]
    assert [name for name, meaning in said if not meaning.strip()] == []
    assert "\\" not in section


def test_what_pages_promise_and_templates_get_is_in_the_guide(site: Path) -> None:
    page = (site / "guide" / "page" / "index.html").read_text("utf-8")
    assert [name for name in attributes.CONTRACT if f"<td><code>{name}</code></td>" not in page] == []
    page = (site / "guide" / "layouts-and-components" / "index.html").read_text("utf-8")
    assert [name for name in templates.NAMES if f"<td><code>{name}</code></td>" not in page] == []


def test_every_page_is_reached_from_the_navigation(site: Path) -> None:
    """By the menus of the pages that menus lead to, and the lists of papers and repositories."""
    reached: set[Path] = set()
    waiting = [site / "index.html"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        tree = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
        menus = [*tree.iter("nav"), *(one for one in tree.iter("table") if one.get("class") == "deckbook-list")]
        for link in (link for menu in menus for link in menu.iter("a")):
            target = (page.parent / unquote(link.get("href", "").partition("#")[0])).resolve()
            file = target / "index.html" if target.is_dir() else target
            if file.suffix == ".html" and file.is_file() and file.is_relative_to(site):
                waiting.append(file)

    pages = {path for path in site.rglob("*.html") if path.name != "404.html" and path.parent.name != "handout"}
    assert sorted(path.relative_to(site).as_posix() for path in pages - reached) == []
    assert len(reached) > 60


def test_each_screenshot_is_of_what_stands_on_its_page(site: Path) -> None:
    for shot in screenshots.SHOTS:
        address = shot.address.partition("#")[0]
        pages = sorted((site / address).rglob("index.html")) if "#" in shot.address else [site / address / "index.html"]
        assert any(shot.words in page.read_text("utf-8") for page in pages), shot.name


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.zh-CN.md"], ids=lambda page: page.relative_to(ROOT).as_posix())
def test_each_screenshot_is_there_in_both_palettes(page: Path) -> None:
    text = page.read_text("utf-8")
    named = re.findall(r"([\w./-]*images/[\w-]+)-(light|dark)\.webp(?:#only-(light|dark))?", text)

    assert [name for name, palette, _ in named if not (page.parent / f"{name}-{palette}.webp").is_file()] == []
    assert [name for name, palette, shown in named if shown not in ("", palette)] == []
    by_palette = {palette: [name for name, its, _ in named if its == palette] for palette in ("light", "dark")}
    assert by_palette["light"] == by_palette["dark"]


def test_no_screenshot_is_kept_that_no_page_shows() -> None:
    text = "".join(page.read_text("utf-8") for page in PAGES)

    assert [path.name for path in (ROOT / "docs" / "images").iterdir() if path.name not in text] == []


def test_the_home_page_shows_a_slide_as_it_stands_in_its_deck() -> None:
    home = (ROOT / "docs" / "index.md").read_text("utf-8")
    [(path, slide)] = re.findall(r'```markdown title="([^"]+)"\n(.*?)\n```', home, re.S)

    assert f"\n{slide}\n\n---\n" in (ROOT / path).read_text("utf-8")


def test_both_readmes_have_the_same_commands() -> None:
    def commands(name: str) -> list[str]:
        fences = re.findall(r"^```(?:sh|yaml)\n(.*?)^```", (ROOT / name).read_text("utf-8"), re.M | re.S)
        inline = re.findall(r"`((?:deckbook|mkdocs) [^`]+)`", (ROOT / name).read_text("utf-8"))
        return [re.sub(r" +#.*", "", fence) for fence in fences] + sorted(set(inline))

    assert commands("README.md") == commands("README.zh-CN.md")
    assert len(commands("README.md")) > 4
