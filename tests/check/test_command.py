"""`deckbook check`, run as a command on decks inside a site and outside any."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deckbook.cli import main
from deckbook.diagnostics import RULES
from tests.harness import BuildSite

DECK = "# Talk\n\n---\n\n## One\n\n![A curve](./curve.svg)\n\n<Chart />\n\n---\n\nlayout: center\n\n---\n\n## Two\n"
MISSING = (
    "talk.md:7: error: “./curve.svg” is found neither beside the deck nor in its public/, so it is not shown; correct "
    "the path or add the file. [asset-missing]"
)
DETACHED = (
    "talk.md:13: warning: A blank line parts this from the `---` above, so it is not frontmatter but the text of a "
    "slide; delete the blank line. [frontmatter-detached]"
)
UNKNOWN = (
    "talk.md:9: info: <Chart> is not a component Deckbook knows and has no content, so nothing is shown. "
    "[component-unknown-empty]"
)
SITE = """
site_name: A site
docs_dir: pages
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:no.such.module
plugins:
  - search
  - no-such-plugin
  - deckbook:
      silence: [component-unknown-empty]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write({"talk.md": DECK})
    return tmp_path


def write(files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content.encode() if isinstance(content, str) else content)


def check(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["check", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.usefixtures("folder")
def test_it_says_what_a_build_would_say_and_counts_it() -> None:
    result = check("talk.md")

    assert result.stdout.splitlines() == [
        MISSING,
        UNKNOWN,
        DETACHED,
        "1 error, 1 warning, 1 info in 1 file (1 deck checked).",
    ]
    assert result.exit_code == 1


@pytest.mark.usefixtures("folder")
def test_only_errors_fail_unless_it_is_strict() -> None:
    write({"talk.md": DECK.replace("![A curve](./curve.svg)", "")})

    assert check("talk.md").exit_code == 0
    assert check("--strict", "talk.md").exit_code == 1
    assert check("--strict", "--level", "error", "talk.md").exit_code == 1


@pytest.mark.usefixtures("folder")
def test_nothing_to_report() -> None:
    write({"good.md": "# A\n\n---\n\n# B\n"})

    result = check("good.md")

    assert (result.stdout, result.exit_code) == ("Nothing to report (1 deck checked).\n", 0)


@pytest.mark.usefixtures("folder")
def test_less_severe_things_can_be_left_out() -> None:
    assert check("--level", "warning", "talk.md").stdout.splitlines()[:-1] == [MISSING, DETACHED]
    assert check("--level", "error", "talk.md").stdout.splitlines()[:-1] == [MISSING]


@pytest.mark.usefixtures("folder")
def test_json_is_an_array_with_an_item_a_line() -> None:
    result = check("--format", "json", "talk.md")

    found = json.loads(result.stdout)
    assert [(item["file"], item["line"], item["severity"], item["rule"]) for item in found] == [
        ("talk.md", 7, "error", "asset-missing"),
        ("talk.md", 9, "info", "component-unknown-empty"),
        ("talk.md", 13, "warning", "frontmatter-detached"),
    ]
    assert len(result.stdout.splitlines()) == len(found) + 2
    assert result.stderr == "1 error, 1 warning, 1 info in 1 file (1 deck checked).\n"
    assert json.loads(check("--format", "json", "--level", "error", "more.md").stdout or "[]") == []


def test_githubs_commands_escape_what_github_reads_as_its_own(folder: Path) -> None:
    name = "50%, a: b.md"
    write({name: "# A\n\n---\n\n![Loss 100%](./a%20b.svg)\n"})

    line = check("--format", "github", name).stdout.splitlines()[0]

    assert line.startswith("::error file=50%25%2C a%3A b.md,line=5,title=asset-missing::“./a%2520b.svg” is found")


@pytest.mark.usefixtures("folder")
def test_paths_are_relative_to_where_one_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    write({"elsewhere/x.txt": ""})
    monkeypatch.chdir("elsewhere")

    assert check("../talk.md").stdout.startswith("../talk.md:7: error: ")


@pytest.mark.usefixtures("folder")
def test_a_file_that_two_decks_import_is_reported_once_with_its_own_lines() -> None:
    part = "# Part\n\n---\n\n![](gone.png)\n"
    write({f"talks/{name}.md": f"# {name}\n\n---\nsrc: ./pages/part.md\n---\n" for name in "ab"})
    write({"talks/pages/part.md": part})

    shown = check("talks", "--level", "error").stdout.splitlines()

    assert [line.partition(": ")[0] for line in shown[:-1]] == ["talks/pages/part.md:5"]
    assert shown[-1].endswith("(2 decks checked).")


@pytest.mark.usefixtures("folder")
def test_a_directory_stands_for_its_decks_and_nothing_for_the_current_one() -> None:
    write({"README.md": "# A\n\n---\n\n![](gone.png)\n", "page.md": "# A page\n", "x/node_modules/y.md": DECK})

    for arguments in ((), (".",)):
        shown = check(*arguments, "--level", "error").stdout.splitlines()
        assert shown == [MISSING, "1 error, 1 warning, 1 info in 1 file (1 deck checked)."]


@pytest.mark.usefixtures("folder")
def test_what_the_site_has_decided_holds_though_its_theme_and_plugins_are_not_there() -> None:
    write({"mkdocs.yml": SITE, "pages/decks/talk.md": DECK, "pages/other.md": DECK})

    inside = check("pages/decks/talk.md")
    assert [line.split("[")[-1] for line in inside.stdout.splitlines()[:-1]] == [
        "asset-missing]",
        "frontmatter-detached]",
    ]
    # The site's decks are those that its patterns pick; other decks are checked where they are named.
    assert check(".").stdout.splitlines()[-1].endswith("(1 deck checked).")
    assert check("pages/other.md").stdout.splitlines()[-1].endswith("(1 deck checked).")
    # A deck outside the site's directory of pages still belongs to it.
    assert "component-unknown-empty" not in check("talk.md").stdout


@pytest.mark.usefixtures("folder")
def test_links_between_the_decks_of_a_site_are_followed() -> None:
    write({
        "mkdocs.yml": SITE,
        "pages/decks/a.md": "# A\n\n---\n\n[B](./b.md)\n",
        "pages/decks/b.md": "# B\n\n---\n\nText\n",
    })  # fmt: skip

    assert check("pages/decks/a.md").stdout == "Nothing to report (1 deck checked).\n"


@pytest.mark.usefixtures("folder")
def test_an_imported_file_is_checked_where_its_deck_imports_it() -> None:
    write({
        "mkdocs.yml": SITE,
        "pages/decks/a.md": "# A\n\n---\nsrc: ./parts/b.md\n---\n",
        "pages/decks/public/x.svg": "<svg/>",
        "pages/decks/parts/b.md": "![X](/x.svg)\n\n---\n\n![Gone](/gone.svg)\n",
    })  # fmt: skip

    shown = check("pages/decks/parts/b.md").stdout.splitlines()

    assert [line.partition(": ")[0] for line in shown[:-1]] == ["pages/decks/parts/b.md:5"]


@pytest.mark.usefixtures("folder")
def test_a_site_that_cannot_be_read_is_named() -> None:
    for text, said in (("plugins: [deckbook\n", "cannot be read"), ("plugins: [deckbook: {notes: all}]\n", "“notes”")):
        write({"mkdocs.yml": text})
        result = check("talk.md")
        assert result.exit_code == 1
        assert said in result.stderr
        assert "mkdocs.yml" in result.stderr


@pytest.mark.usefixtures("folder")
def test_what_is_no_deck_is_said() -> None:
    write({"page.md": "# A page\n", "empty/x.txt": ""})

    result = check("page.md", "empty")

    assert result.exit_code == 2
    assert result.stderr.splitlines()[0] == "There is no deck in empty/."
    assert result.stderr.splitlines()[1].startswith("page.md is no deck: ")
    assert check("gone.md").exit_code == 2
    assert "does not exist" in check("gone.md").stderr


@pytest.mark.usefixtures("folder")
def test_bytes_that_are_not_utf_8_and_what_is_no_file() -> None:
    write({"latin.md": "# A\n\n---\n\nna\xefve\n".encode("latin-1")})
    os.mkfifo("pipe.md")

    shown = check("--fix", "latin.md", "pipe.md")

    assert shown.exit_code == 1
    assert "latin.md is not repaired: it is not UTF-8." in shown.stdout
    assert "latin.md:5: error: " in shown.stdout
    assert "[deck-unreadable]" in shown.stdout


@pytest.mark.usefixtures("folder")
def test_a_message_moves_no_cursor() -> None:
    write({"talk.md": "# A\n\n---\n\n![x](<a\x1b[2J.png>)\n"})

    assert "\x1b" not in check("talk.md").stdout


def test_fix_repairs_shows_the_difference_and_checks_the_result(folder: Path) -> None:
    broken = "# Talk\r\n\r\n---\r\n\r\nsrc: ./more.md\r\n---\r\n"
    write({"talk.md": broken, "more.md": "---\n\n## layout: center class: px-4\n\nText\n"})
    Path("talk.md").chmod(0o640)

    preview = check("--diff", "talk.md")
    assert Path("talk.md").read_bytes() == broken.encode()
    assert "-\n src: ./more.md" in preview.stdout

    result = check("--fix", "talk.md")

    assert Path("talk.md").read_bytes() == b"# Talk\r\n\r\n---\r\nsrc: ./more.md\r\n---\r\n"
    assert Path("talk.md").stat().st_mode & 0o777 == 0o640
    assert Path("more.md").read_text("utf-8") == "---\nlayout: center\nclass: px-4\n---\n\nText\n"
    assert result.stdout.splitlines()[:8] == [
        "--- talk.md",
        "+++ talk.md (repaired)",
        "@@ -1,6 +1,5 @@",
        " # Talk",
        " ",
        " ---",
        "-",
        " src: ./more.md",
    ]
    assert result.stdout.splitlines()[-1] == "Nothing to report (1 deck checked)."
    assert result.exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["more.md", "talk.md"]


@pytest.mark.usefixtures("folder")
def test_fix_follows_a_symbolic_link_and_leaves_it_one() -> None:
    write({"real/talk.md": DECK})
    Path("link.md").symlink_to("real/talk.md")

    check("--fix", "link.md")

    assert Path("link.md").is_symlink()
    assert "---\nlayout: center\n" in Path("real/talk.md").read_text("utf-8")


@pytest.mark.usefixtures("folder")
def test_fix_says_where_it_may_not_write() -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may write everything")
    Path("talk.md").chmod(0o440)

    result = check("--fix", "talk.md")

    assert "talk.md is not repaired: it may not be written." in result.stdout
    assert Path("talk.md").read_text("utf-8") == DECK


def test_all_rules_are_listed() -> None:
    lines = check("--rules").stdout.splitlines()
    values = json.loads(check("--rules", "--format", "json").stdout)

    assert [line.split()[0] for line in lines] == list(RULES)
    assert [value["rule"] for value in values] == list(RULES)


def test_it_runs_as_a_command_in_a_terminal_without_unicode(folder: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "deckbook.cli", "check", "talk.md"],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    assert "asset-missing" in result.stdout
    assert "Traceback" not in result.stderr


def test_it_says_what_the_build_of_the_site_says(build: BuildSite, monkeypatch: pytest.MonkeyPatch) -> None:
    deck = DECK + "\n---\nsrc: ./gone.md\n---\n\n---\n\n[Nowhere](/99) <div v-click @click='go'>{{ a + b }}</div>\n"
    site = build(
        {"docs/decks/a.md": deck, "docs/decks/b.md": "# B\n\n---\nsrc: ./a.md#2\n---\n", "docs/decks/c.md": deck},
        plugins=[{"deckbook": {"silence": ["asset-missing"]}}],
    )
    monkeypatch.chdir(site.root)

    shown = check(".", "--level", "warning").stdout.splitlines()

    assert sorted(shown[:-1]) == sorted(line.removeprefix("WARNING: deckbook: ") for line in site.problems)
    assert len(shown) > 4
    [counted] = [line for line in site.log if "Simplified as designed" in line]
    infos = {line.rpartition("[")[2][:-1] for line in check(".").stdout.splitlines()[:-1] if ": info: " in line}
    assert set(re.findall(r"× ([\w-]+)", counted)) == infos
