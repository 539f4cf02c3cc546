"""Readers run code in the page: a real site, a real browser, and the real Pyodide from the site's own copy.

Pyodide takes seconds to start, so most tests share a page; each runs blocks of its own there.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from deckbook.vendor import FOLDER, PACKAGES
from deckbook.vendor.install import install
from deckbook.vendor.sources import source
from tests.browser.guard import watch
from tests.browser.server import Server
from tests.browser.walk import SCHEMES, SIZES, overflow, use_scheme
from tests.harness import ROOT, Site, build_site

PYODIDE = PACKAGES["pyodide"]
PACKAGE = ROOT / ".cache" / "npm" / PYODIDE.folder
START = 120_000
"""Milliseconds for a start of Python on a machine that does much else."""

STANDIN = {
    # Not matplotlib, which is only on Pyodide's CDN, but what runs code asks of it.
    "matplotlib/__init__.py": "from contextlib import nullcontext as rc_context\n",
    "matplotlib/figure.py": (
        "class Figure:\n"
        "    axes = ()\n"
        "    def get_suptitle(self): return ''\n"
        "    def savefig(self, file, **options):\n"
        '        file.write(\'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><g/></svg>\')\n'
    ),
    "matplotlib/pyplot.py": (
        "from .figure import Figure\n"
        "_open = {}\n"
        "def get_backend(): return 'agg'\n"
        "def get_fignums(): return list(_open)\n"
        "def figure(number=None): return _open.setdefault(number or len(_open) + 1, Figure())\n"
        "def close(number): del _open[number]\n"
    ),
}


def deck(blocks: dict[str, str], head: str = "") -> str:
    """A deck of one chapter, with a slide for each block; a caption stands behind ` | ` in the title."""
    slides = []
    for title, code in blocks.items():
        name, _, caption = title.partition(" | ")
        slides.append(f"### {name}\n\n```py {{monaco-run}}{f' [{caption}]' if caption else ''}\n{code}\n```\n")
    return "\n---\n\n".join([f"---\ntitle: Talk\n{head}---\n\n# Talk\n", "## Code\n\nWords.\n", *slides])


ALONE = "deckbook:\n  namespace: block\n"
FILES: dict[str, str | bytes] = {
    "docs/index.md": "# Home\n\n[talk](decks/talk.md) [odd](decks/odd.md)\n",
    "docs/decks/talk.md": deck({
        "First": "x = 20\nprint('unseen', x)",
        "Second": "import sys\nprint('sum', x + 1)\nprint('aside', file=sys.stderr)\nx * 2",
        "Module": "from lab.relu import relu\nrelu(-3), relu(2), open('data/n.txt').readline()",
        "Raises": "def fail():\n    return 1 / 0\n\nfail()",
        "Deep": "relu(None)",
    }),
    "docs/decks/odd.md": deck({
        "Loop": "print('begin')\nwhile True:\n    pass",
        "Endless": "n = 0\nwhile True:\n    n += 1\n    print('line', n)",
        "Many": "for n in range(100_000):\n    print('line', n)",
        "Asks": "name = input('Name? ')",
        "Draws | A small square": "from matplotlib.pyplot import figure\nsquare = figure()",
        "Ends": "import os\nos._exit(3)",
        "Edits": "print('as it was')",
    }, head=ALONE),
    "lab/__init__.py": "",
    "lab/relu.py": '"""ReLU."""\n\n\ndef relu(x):\n    return max(x, 0)\n',
    "data/n.txt": "seven\n",
    **STANDIN,
}  # fmt: skip


@pytest.fixture(scope="module")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site's own copy of Pyodide, as `deckbook vendor pyodide` makes it."""
    if not (PACKAGE / "package.json").exists():
        pytest.skip(f"needs the npm package pyodide {PYODIDE.version}: `make test` gets it where there is npm")
    into = tmp_path_factory.mktemp("runtime")
    assert install(PYODIDE, into, source(str(PACKAGE))).faults == ()
    return into / PYODIDE.folder


THEME = {
    "name": "material",
    "font": False,
    "features": ["navigation.instant", "content.code.copy"],
    "palette": [{"scheme": "default"}, {"scheme": "slate"}],
}


def built(root: Path, files: dict[str, str | bytes], options: dict[str, str], **config: Any) -> Site:
    site = build_site(root, files, plugins=["search", {"deckbook": options}], theme=THEME, **config)
    assert site.problems == []
    return site


@pytest.fixture(scope="module")
def site(runtime: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site that most tests use."""
    server = Server()
    copy: dict[str, str | bytes] = {
        f"docs/{FOLDER}/{PYODIDE.folder}/{path.name}": path.read_bytes() for path in runtime.iterdir()
    }
    made = built(tmp_path_factory.mktemp("site") / "s", FILES | copy, {}, site_url=server.url)
    yield server.serve(made.root / "site")
    server.close()


@pytest.fixture(scope="module")
def visit(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Opens pages that stay open from test to test; what guard.py forbids fails the last one."""
    contexts: list[tuple[BrowserContext, list[str]]] = []

    def visit(address: str) -> Page:
        context = browser.new_context()
        contexts.append((context, watch(context)))
        page = context.new_page()
        page.goto(address)
        return page

    yield visit
    for context, faults in contexts:
        context.close()
        assert faults == []


@pytest.fixture(scope="module")
def talk(visit: Callable[[str], Page], site: str) -> Page:
    """A chapter whose blocks share a namespace."""
    return visit(f"{site}decks/talk/")


@pytest.fixture(scope="module")
def odd(visit: Callable[[str], Page], site: str) -> Page:
    """A chapter whose blocks are each alone."""
    return visit(f"{site}decks/odd/")


def block(page: Page, name: str) -> Locator:
    return page.locator(f'.deckbook-run[data-run$="/{name}"]')


def button(page: Page, name: str, label: str) -> Locator:
    return block(page, name).get_by_role("button", name=label, exact=True)


def status(page: Page, name: str) -> Locator:
    return block(page, name).get_by_role("status")


def output(page: Page, name: str) -> Locator:
    return block(page, name).locator(".deckbook-run__output")


def shown(page: Page, name: str) -> str:
    """The lines of an output, without empty ones."""
    return "\n".join(line for line in output(page, name).inner_text().splitlines() if line)


def run(page: Page, name: str, ends: str = "done") -> str:
    """Presses Run and waits for the end; gives what is shown then."""
    button(page, name, "Run").click()
    expect(block(page, name)).to_have_attribute("data-state", re.compile("done|failed"), timeout=START)
    assert block(page, name).get_attribute("data-state") == ends, status(page, name).inner_text()
    return shown(page, name) if output(page, name).count() else ""


def expect_workers(page: Page, count: int) -> None:
    """Waits until so many workers run Python."""
    for _ in range(100):
        found = [worker.url for worker in page.workers if "runner" in worker.url]
        if len(found) == count:
            return
        page.wait_for_timeout(20)
    raise AssertionError(found)


def asked(page: Page) -> list[str]:
    """The list that fills with what a page asks for from now on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url))
    return found


def test_nothing_is_asked_for_until_run_is_pressed(page: Page, site: str) -> None:
    requests = asked(page)
    page.goto(f"{site}decks/talk/")
    page.wait_for_load_state("networkidle")
    expect(button(page, "Second", "Run")).to_be_visible()
    assert not [url for url in requests if re.search(r"runner|pyodide|/run/|\.py$", url)]

    button(page, "Second", "Edit").click()
    expect(block(page, "Second").get_by_role("textbox")).to_be_focused()
    assert not [url for url in requests if re.search(r"runner-worker|pyodide|/run/|\.py$", url)]


def test_a_block_runs_after_those_before_it_which_print_nothing(talk: Page) -> None:
    assert run(talk, "Second") == "sum 21\naside\n40"
    assert status(talk, "Second").inner_text().startswith("Done in ")
    assert output(talk, "First").count() == 0

    # The blocks before it have run here, so they are not run again.
    assert run(talk, "First") == "unseen 20"
    assert output(talk, "Second").locator(".deckbook-run__stderr").first.inner_text() == "aside"


def test_the_projects_modules_and_files_are_there(talk: Page) -> None:
    assert run(talk, "Module") == r"(0, 2, 'seven\n')"


def test_a_traceback_names_the_block_and_the_lines_of_the_files(talk: Page) -> None:
    text = run(talk, "Raises", "failed")

    written = FILES["docs/decks/talk.md"]
    assert isinstance(written, str)
    last = written.splitlines().index("fail()") + 1
    assert status(talk, "Raises").inner_text() == "Failed: ZeroDivisionError"
    lines = [line for line in text.splitlines() if "~" not in line]
    assert lines == [
        "Traceback (most recent call last):",
        f'  File "docs/decks/talk.md", line {last}, in Talk/Raises',
        "    fail()",
        f'  File "docs/decks/talk.md", line {last - 2}, in fail',
        "    return 1 / 0",
        "ZeroDivisionError: division by zero",
    ]
    assert '  File "lab/relu.py", line 5, in relu\n    return max(x, 0)\n' in run(talk, "Deep", "failed")


def test_a_changed_block_counts_for_those_after_it(talk: Page) -> None:
    run(talk, "Second")
    button(talk, "First", "Edit").click()
    block(talk, "First").get_by_role("textbox").fill("x = 1")

    assert run(talk, "Second").startswith("sum 2\n")
    button(talk, "First", "Reset").click()
    assert run(talk, "Second").startswith("sum 21\n")


def test_the_keyboard_edits_and_runs(talk: Page) -> None:
    button(talk, "Second", "Edit").focus()
    talk.keyboard.press("Enter")
    field = talk.get_by_role("textbox", name="Code: Talk/Second")
    expect(field).to_be_focused()
    assert field.input_value() == "import sys\nprint('sum', x + 1)\nprint('aside', file=sys.stderr)\nx * 2"
    field.fill("")
    talk.keyboard.type("if True:\nprint('typed')\n")
    talk.keyboard.press("Tab")
    talk.keyboard.type("pass")
    assert field.input_value() == "if True:\n    print('typed')\n        pass"
    talk.keyboard.press("ControlOrMeta+z")
    field.fill("if True:\n    print('typed')")

    talk.keyboard.press("ControlOrMeta+Enter")
    expect(status(talk, "Second")).to_contain_text("Done in ")
    assert shown(talk, "Second") == "typed"
    talk.keyboard.press("Escape")
    talk.keyboard.press("Tab")
    expect(button(talk, "Second", "Run")).to_be_focused()

    talk.keyboard.press("Tab")
    expect(button(talk, "Second", "Reset")).to_be_focused()
    talk.keyboard.press("Enter")
    expect(field).to_have_count(0)
    expect(block(talk, "Second").locator("pre").first).to_contain_text("aside")
    expect(button(talk, "Second", "Run")).to_be_focused()


def test_reset_brings_back_what_was_recorded(odd: Page) -> None:
    """Where something was: a record's output is put there as the build writes it."""
    odd.evaluate(
        """() => {
            const output = '<div class="deckbook-run__output"><pre><code>recorded</code></pre></div>';
            document.querySelector('[data-run$="/Edits"] > .deckbook-run__bar').insertAdjacentHTML("afterend", output);
        }"""
    )
    button(odd, "Edits", "Edit").click()
    block(odd, "Edits").get_by_role("textbox").fill("print('as it is')")
    assert run(odd, "Edits") == "as it is"

    button(odd, "Edits", "Reset").click()

    assert shown(odd, "Edits") == "recorded"
    assert status(odd, "Edits").inner_text() == ""
    assert run(odd, "Edits") == "as it was"


def test_stop_ends_a_loop_at_once_and_the_next_run_is_ready_soon(odd: Page) -> None:
    run(odd, "Edits")
    button(odd, "Loop", "Run").click()
    expect(output(odd, "Loop")).to_have_text("begin\n")
    expect(status(odd, "Loop")).to_have_text("Running…")
    expect(button(odd, "Loop", "Stop")).to_be_focused()

    odd.evaluate("window.pressed = performance.now()")
    button(odd, "Loop", "Stop").press("Enter")
    expect(status(odd, "Loop")).to_have_text("Stopped")
    expect(button(odd, "Loop", "Run")).to_be_focused()
    assert shown(odd, "Loop") == "begin"
    expect_workers(odd, 1)
    assert run(odd, "Edits") == "as it was"


def test_stop_while_python_starts(odd: Page) -> None:
    for _ in range(2):
        run(odd, "Edits")
        button(odd, "Loop", "Run").click()
        expect(status(odd, "Loop")).to_have_text("Running…")
        button(odd, "Loop", "Stop").click()  # so Python starts again
        button(odd, "Edits", "Run").click()
        button(odd, "Edits", "Stop").click()
        expect(status(odd, "Edits")).to_have_text("Stopped")

    assert run(odd, "Edits") == "as it was"
    expect_workers(odd, 1)


def test_a_block_waits_for_another_one(odd: Page) -> None:
    button(odd, "Loop", "Run").click()
    expect(status(odd, "Loop")).to_have_text("Running…")
    button(odd, "Edits", "Run").click()
    expect(status(odd, "Edits")).to_have_text("Waiting for another block…")

    button(odd, "Loop", "Stop").click()

    expect(status(odd, "Edits")).to_contain_text("Done in ", timeout=START)
    assert shown(odd, "Edits") == "as it was"


def test_a_hundred_thousand_lines_leave_the_page_usable(odd: Page) -> None:
    odd.evaluate(
        """() => {
            window.longest = 0;
            let last = performance.now();
            const tick = () => {
                const now = performance.now();
                window.longest = Math.max(window.longest, now - last);
                last = now;
                window.ticks = setTimeout(tick, 10);
            };
            tick();
        }"""
    )
    text = run(odd, "Many")
    longest = odd.evaluate("clearTimeout(window.ticks) ?? window.longest")

    lines = text.splitlines()
    assert lines[:2] == ["line 0", "line 1"]
    assert lines[-1] == "line 99999"
    lost = sum(len(f"line {number}\n") for number in range(1000, 99_000))
    assert f"… 98,000 lines are left out here, {lost:,} characters …" in lines
    assert longest < 3000


def test_endless_lines_are_stopped(odd: Page) -> None:
    button(odd, "Endless", "Run").click()
    expect(output(odd, "Endless")).to_contain_text("are left out here", timeout=START)

    button(odd, "Endless", "Stop").click()

    expect(status(odd, "Endless")).to_have_text("Stopped")
    assert len(output(odd, "Endless").inner_text()) < 300_000
    assert output(odd, "Endless").locator("code").get_attribute("tabindex") == "0"


def test_nobody_answers_input(odd: Page) -> None:
    text = run(odd, "Asks", "failed")

    assert text.startswith("Name? ")
    assert "RuntimeError: input() gets no answer here" in text


def test_figures_are_images_with_their_caption(odd: Page) -> None:
    run(odd, "Draws")

    image = output(odd, "Draws").get_by_role("img", name="A small square")
    assert image.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [60, 40]
    assert block(odd, "Draws").get_by_text("A small square", exact=True).all_inner_texts() == ["A small square"]


def test_python_that_ends_is_started_again(odd: Page) -> None:
    run(odd, "Ends", "failed")

    assert status(odd, "Ends").inner_text().startswith("Python has ended: ")
    assert run(odd, "Edits") == "as it was"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_it_can_be_used_by_everyone(odd: Page, axe: Callable[[Page], list[str]], scheme: str, size: str) -> None:
    if output(odd, "Asks").count() == 0:
        run(odd, "Asks", "failed")
    button(odd, "Edits", "Edit").click()
    odd.set_viewport_size(SIZES[size])
    use_scheme(odd, scheme)

    button(odd, "Ends", "Run").hover()  # a button is read under the pointer, too
    faults = axe(odd) + overflow(odd)
    button(odd, "Edits", "Reset").click()

    assert faults == []
    assert status(odd, "Asks").get_attribute("aria-live") == "polite"


def test_print_shows_code_and_output_alone(odd: Page) -> None:
    odd.emulate_media(media="print")
    expect(button(odd, "Asks", "Run")).to_be_hidden()
    odd.emulate_media(media="screen")
    expect(button(odd, "Asks", "Run")).to_be_visible()


def test_instant_navigation_ends_what_runs_and_begins_anew(odd: Page) -> None:
    page = odd
    page.set_viewport_size(SIZES["wide"])
    page.evaluate("window.kept = true")
    button(page, "Loop", "Run").click()
    expect(status(page, "Loop")).to_have_text("Running…", timeout=START)
    expect_workers(page, 1)

    page.locator(".md-header a.md-logo").click()
    link = page.locator("article").get_by_role("link", name="talk", exact=True)
    expect(link).to_be_visible()
    page.wait_for_function("!document.querySelector('.deckbook-run')")
    expect_workers(page, 0)
    link.click()
    expect(button(page, "First", "Run")).to_have_count(1)

    assert run(page, "First") == "unseen 20"
    assert page.evaluate("window.kept") is True
    expect_workers(page, 1)


def with_six(runtime: Path) -> tuple[str, bytes]:
    """A wheel of a package that Pyodide's list names, with a module of this test; the list is changed accordingly."""
    file = runtime / "pyodide-lock.json"
    listed = json.loads(file.read_text())
    six = listed["packages"]["six"]
    wheel = runtime.parent / six["file_name"]
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("six.py", "NAME = 'the six of this test'\n")
        archive.writestr("six-0.dist-info/METADATA", "Metadata-Version: 2.1\nName: six\nVersion: 0\n")
        archive.writestr("six-0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
    six["sha256"] = hashlib.sha256(wheel.read_bytes()).hexdigest()
    file.write_text(json.dumps(listed))
    return six["file_name"], wheel.read_bytes()


@pytest.mark.parametrize("directory_urls", [True, False])
def test_a_site_below_a_folder_with_a_runtime_at_the_root_that_comes_late(
    browser: Browser, tmp_path: Path, runtime: Path, directory_urls: bool
) -> None:
    """As mike serves an edition, and as a network fails: each time the page says what is wrong, and can be used."""
    server = Server()
    blocks = {"One": "1 + 1", "Package": "import six\nsix.NAME", "Plots": "import matplotlib.pyplot"}
    made = built(
        tmp_path / "s",
        {"docs/index.md": "# Home\n", "docs/decks/t.md": deck(blocks)},
        {"pyodide": "/pyodide/"},
        site_url=f"{server.url}2026-w47/",
        use_directory_urls=directory_urls,
    )
    www = tmp_path / "www"
    www.mkdir()
    (made.root / "site").rename(www / "2026-w47")
    address = server.serve(www)
    with browser.new_context() as context:  # not watched: a file that is not there is an error in the console
        page = context.new_page()
        page.goto(f"{address}2026-w47/decks/t{'/' if directory_urls else '.html'}")

        script, book = (www / "2026-w47/assets/deckbook" / name for name in ("runner.js", "run/decks/t.json"))
        for file in (script, book):
            file.rename(www / file.name)
        button(page, "One", "Run").click()
        expect(status(page, "One")).to_contain_text("What this code needs cannot be loaded from this site (")
        (www / script.name).rename(script)
        run(page, "One", "failed")
        assert "decks/t.json: 404 " in status(page, "One").inner_text()
        (www / book.name).rename(book)

        run(page, "One", "failed")
        said = status(page, "One").inner_text()
        assert said.startswith(f"Python cannot be loaded from {address[7:-1]} (")
        assert said.endswith("Check the connection and press Run again.")

        shutil.copytree(runtime, www / "pyodide")
        name, wheel = with_six(www / "pyodide")
        (www / "pyodide" / "python_stdlib.zip").rename(www / "late.zip")
        run(page, "One", "failed")
        assert f"({address}pyodide/python_stdlib.zip: 404 " in status(page, "One").inner_text()

        (www / "late.zip").rename(www / "pyodide" / "python_stdlib.zip")
        assert run(page, "One") == "2"

        run(page, "Package", "failed")
        said = status(page, "Package").inner_text()
        assert said == f"This code needs six, which {address}pyodide/ does not have, so it cannot run here."
        run(page, "Plots", "failed")
        said = status(page, "Plots").inner_text()
        assert "This code needs matplotlib, six, which" in said, "as it and the block before import, and no more"
        assert run(page, "One") == "2"

        (www / "pyodide" / name).write_bytes(wheel)
        assert run(page, "Package") == "'the six of this test'"
    server.close()
