"""What a block changes around it is there for its namespace, and for nobody else."""

from __future__ import annotations

import sys

import pytest

from tests.snippets.project import Project
from tests.snippets.test_running import deck

pytest_plugins = ["pytester"]

CHANGES = [
    ("import os\nos.environ['A'] = 'b'\ndel os.environ['HOME']", "os.environ.get('A'), 'HOME' in os.environ"),
    ("import os, tempfile\nos.chdir(tempfile.gettempdir())", "os.path.realpath('.')"),
    ("import sys\nsys.path.append('/added')", "'/added' in sys.path"),
    ("import sys\nsys.argv.append('added')", "sys.argv"),
    ("import io, sys\nsys.stdout = io.StringIO()", "type(sys.stdout).__name__"),
    ("import io, sys\nsys.stdin = io.StringIO('x')", "type(sys.stdin).__name__"),
    ("import sys\nsys.setrecursionlimit(4321)", "sys.getrecursionlimit()"),
    ("import random\nrandom.seed(1)", "random.getstate()"),
    (
        "import logging\nlogging.root.setLevel(5)\nlogging.root.addHandler(logging.NullHandler())",
        "logging.root.level, len(logging.root.handlers)",
    ),
    ("import logging\nlogging.disable()", "logging.root.manager.disable"),
    (
        "import warnings\nwarnings.simplefilter('ignore', UnicodeWarning)",
        "[f for f in warnings.filters if f[2] is UnicodeWarning]",
    ),
    ("import decimal\ndecimal.getcontext().prec = 5", "decimal.getcontext().prec"),
    ("import numpy as np\nnp.random.seed(1)", "np.random.get_state()[1].sum()"),
    ("import numpy as np\nnp.set_printoptions(precision=2)", "np.get_printoptions()['precision']"),
    ("import numpy as np\nnp.seterr(all='raise')", "np.geterr()"),
    ("import matplotlib\nmatplotlib.rcParams['lines.linewidth'] = 9", "matplotlib.rcParams['lines.linewidth']"),
    ("import matplotlib.pyplot as plt\nplt.style.use('dark_background')", "plt.rcParams['text.color']"),
]
IMPORTS = "import decimal, logging, os, random, sys, warnings\n"


@pytest.mark.parametrize(("change", "value"), CHANGES)
def test_what_a_block_changes_stays_in_its_namespace(project: Project, change: str, value: str) -> None:
    """The next block finds the change; a block of another chapter and a test find what was before."""
    imports, names = IMPORTS, change.partition("\n")[0]
    if "numpy" in names or "matplotlib" in names:
        pytest.importorskip(names.split()[1].partition(".")[0])
        imports += f"{names}\n"
    value = f"repr(({value}))"
    keep = f"{imports}import builtins\nbuiltins.seen_by_a_test = getattr(builtins, 'seen_by_a_test', [])\n"
    keep += f"builtins.seen_by_a_test.append({value})\nNone"
    project.write({
        "docs/weeks/w1.md": deck([f"{keep}", f"{imports}{change}", keep, keep], [keep]),
        "test_before.py": f"{imports}def test_it():\n    import builtins\n    builtins.seen_by_a_test = [{value}]\n",
        "test_z_after.py": f"{imports}def test_it():\n    import builtins\n    seen = builtins.seen_by_a_test\n"
        f"    del builtins.seen_by_a_test\n    test, own, changed, still, other, after = *seen, {value}\n"
        "    assert own != changed == still\n    assert other == own\n"
        "    assert test == after\n",
    })  # fmt: skip

    outcome = project.run("test_before.py", "docs", "test_z_after.py", "-p", "no:randomly")

    assert set(outcome.by_id.values()) == {"passed"}, outcome.output
    assert len(outcome.by_id) == 7


def test_a_replayed_block_leaves_what_it_has_changed(project: Project) -> None:
    first = "import os, random, warnings, logging, sys\nos.environ['A'] = 'b'\nrandom.seed(47)\nout = sys.stdout"
    second = "assert os.environ['A'] == 'b'\nprint('kept', file=out)\nrandom.random()"
    project.write({"docs/weeks/w1.md": deck([first, second])})
    project.run("--update-outputs")

    outcome = project.run("-k", "block-2")

    assert list(outcome.by_id.values()) == ["passed"]
    [text] = [path.read_text("utf-8") for path in project.pytester.path.rglob("*block-2.json")]
    assert '"kept"' in text
    assert '"0.' in text


def test_warnings_of_replayed_blocks_are_dropped(project: Project) -> None:
    warn = "import warnings\nwarnings.warn('why', UserWarning)"
    project.write({"docs/weeks/w1.md": deck([warn, "x = 1"])})

    options = ("-W", "default")
    assert "docs/weeks/w1.md:9: UserWarning: why" in project.run(*options).output
    assert "UserWarning" not in project.run(*options, "-k", "block-2").output
    assert list(project.run("-W", "error").by_id.values()) == ["failed", "passed"]


def test_a_removed_directory_is_no_end(project: Project) -> None:
    gone = "import os, tempfile\nwith tempfile.TemporaryDirectory() as d:\n    os.chdir(d)"
    project.write({"docs/weeks/w1.md": deck([gone, "import os\nassert os.path.exists('mkdocs.yml')"])})

    assert list(project.run().by_id.values()) == ["passed", "passed"]


def test_modules_of_the_project_are_found_from_the_directory_of_mkdocs_yml(project: Project) -> None:
    project.write({
        "mkdocs.yml": "site_name: another\n",
        "site/mkdocs.yml": "plugins: [deckbook]\n",
        "pytest.ini": "[pytest]\n",
        "site/snippets/__init__.py": "",
        "site/snippets/relu_of_site.py": "# region relu\ndef relu(x):\n    return max(x, ZERO)\n# endregion\n"
        "ZERO = 0.0\n",
        "site/data/x.csv": "1,2\n",
        "site/docs/weeks/w1.md": "# A\n\n---\n\n<<< ../../snippets/relu_of_site.py#relu py {monaco-run}\n\n"
        "```py {monaco-run}\nfrom snippets.relu_of_site import ZERO\nassert relu(-1) == ZERO\n"
        "with open('data/x.csv') as file: print(file.read())\nrelu('a')\n```\n",
    })  # fmt: skip
    before = list(sys.path)

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.pytester.path / "site")
        outcome = project.run()

    assert list(outcome.by_id.values()) == ["passed", "failed"]
    assert "site/docs/weeks/w1.md:11:" in outcome.output or "docs/weeks/w1.md:11:" in outcome.output
    assert "snippets/relu_of_site.py:3: TypeError" in outcome.output
    assert ">       return max(x, ZERO)" in outcome.output
    assert sys.path == before
