"""What a block depends on, and so what makes its record stale: nothing is run to know it."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckbook.snippets.block import Block, Source
from deckbook.snippets.dependencies import needs_of
from deckbook.snippets.inputs import changed, inputs_of
from deckbook.snippets.marks import Marks
from deckbook.snippets.project import Project
from deckbook.snippets.reading import read
from tests.clock import seconds


def project_with(root: Path, files: dict[str, str]) -> Project:
    """A project of these files, of which nothing has been read."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return Project(root, (root,))


def block(code: str, *, source: Source | None = None, marks: Marks | None = None) -> Block:
    return Block(Path("deck.md"), 1, code, source=source, marks=marks or Marks())


@pytest.mark.parametrize(
    ("code", "reads", "binds"),
    [
        ("x = y", "y", "x"),
        ("x = 1\nz = x", "", "x z"),
        ("x += 1", "x", "x"),
        ("x: int", "int", "x"),
        ("if a:\n    x = 1\nelse:\n    x = 2\nx", "a", "x"),
        ("if a:\n    x = 1\nx", "a x", "x"),
        ("for i in a:\n    x = i\nx", "a x", "i x"),
        ("while a:\n    x = 1\n    x\nx", "a x", "x"),
        ("with a as f:\n    x = f\nx", "a", "f x"),
        ("try:\n    x = 1\nexcept E as e:\n    e\nx", "E x", "x e"),
        ("match a:\n    case [b, *c]:\n        b, c\n    case {'k': d, **e}:\n        d", "a", "b c d e"),
        ("def f(a, *b, c=d, **e) -> g:\n    return a, b, c, e, h", "d g h", "f"),
        ("def f():\n    return g()\ndef g():\n    return 1", "", "f g"),
        ("def f():\n    x = y\n    def g():\n        return x, z\n    return g", "y z", "f"),
        ("def f():\n    global x\n    x = 1", "", "f x"),
        ("f = lambda a, b=c: a + d", "c d", "f"),
        ("class A(B):\n    k = 1\n    def m(self):\n        return k", "B k", "A"),
        ("@a\nclass A: ...", "a", "A"),
        ("x = [a for a in b if (c := a)]", "b", "x c"),
        ("x = {a: d for a in b for c in a}", "b d", "x"),
        ("import a.b, c as d\nfrom e import f as g, h", "", "a d g h"),
        ("a.b = c\nd[0] = 1\ne.append(f)", "a c d e f", ""),
        ("del x", "x", "x"),
        ("f'{x:{y}}'", "x y", ""),
    ],
)
def test_what_code_reads_and_binds(code: str, reads: str, binds: str) -> None:
    found = read(code)

    assert found.reads == set(reads.split())
    assert found.binds == set(binds.split())


@pytest.mark.parametrize(
    ("blocks", "needed"),
    [
        (["x = 1", "y = 2", "print(x)"], [0]),
        (["x = 1", "y = x", "print(y)"], [0, 1]),
        (["x = 1", "x = 2", "print(x)"], [1]),
        (["x = 1", "x = x + 1", "print(x)"], [0, 1]),
        (["x = 1", "if flag: x = 2", "print(x)"], [0, 1]),
        (["x = 1", "x = 2; print(x)"], []),
        (["seen = [1]", "seen.append(2)", "print(seen)"], [0, 1]),
        (["seen = [1]", "f(seen)", "print(seen)"], [0, 1]),
        (["def f(): return 1", "f()", "print(f())"], [0]),
        (["import math as m", "m.pi", "print(m.pi)"], [0]),
        (["import random", "random.seed(1)", "print(random.random())"], [0, 1]),
        (["import config", "config.depth = 2", "print(config.depth)"], [0, 1]),
        (["from x import *", "y = 1", "print(relu(1))"], [0]),
        (["x = 1", "exec('x = 2')", "print(x)"], [0, 1]),
        (["x = 1", "y = 2", "print(globals())"], [0, 1]),
        (["print(1)", "print(2)", "print(3)"], []),
        (["def f(): return g()", "def g(): return 1", "print(f())"], [0, 1]),
        (["x = ", "print(x)"], []),
        (["x = 1", "y = (", "print(x)"], [0]),
    ],
)
def test_which_blocks_a_block_shares_names_with(tmp_path: Path, blocks: Sequence[str], needed: list[int]) -> None:
    *earlier, last = map(block, blocks)

    found = needs_of(last, earlier, Project(tmp_path, ()))

    assert [earlier.index(one) for one in found.earlier] == needed


def test_a_block_that_fails_may_leave_what_was_there(tmp_path: Path) -> None:
    earlier = [block("x = 1"), block("1 / 0; x = 2", marks=Marks(raises="ZeroDivisionError"))]

    assert needs_of(block("x"), earlier, Project(tmp_path, ())).earlier == tuple(earlier)


PACKAGE = {
    "snippets/__init__.py": "from .relu import relu\n",
    "snippets/relu.py": "import math\n",
    "snippets/tanh.py": "from . import relu\nfrom ..other import x\n",
    "snippets/deep/pool.py": "from ..tanh import tanh\n",
    "other.py": "import torch\nx = 1\n",
    "lazy.py": "def f():\n    import other\n",
    "typed.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import other\nelse:\n    import lazy\n",
    "a.py": "import b\n",
    "b.py": "import a\n",
    "broken.py": "import other\ndef (\n",
}


@pytest.mark.parametrize(
    ("code", "modules"),
    [
        ("import math", ""),
        ("import other", "other.py"),
        ("import snippets", "snippets/__init__.py snippets/relu.py"),
        ("import snippets.tanh as t", "snippets/__init__.py snippets/relu.py snippets/tanh.py"),
        ("from snippets import tanh", "snippets/__init__.py snippets/relu.py snippets/tanh.py"),
        ("from snippets import *", "snippets/__init__.py snippets/relu.py"),
        (
            "from snippets.deep.pool import pool",
            "snippets/__init__.py snippets/relu.py snippets/tanh.py snippets/deep/pool.py",
        ),
        ("def f():\n    import lazy", "lazy.py other.py"),
        ("import typed", "typed.py lazy.py other.py"),
        ("import a", "a.py b.py"),
        ("import broken", "broken.py"),
        ("from . import other", ""),
        ("import none.of.these", ""),
    ],
)
def test_the_modules_of_the_project_that_a_block_imports(tmp_path: Path, code: str, modules: str) -> None:
    project = project_with(tmp_path, PACKAGE)

    found = needs_of(block(code), [], project).modules

    assert sorted(map(project.shown, found)) == sorted(modules.split())


def test_a_block_of_a_module_depends_on_all_that_it_imports(tmp_path: Path) -> None:
    project = project_with(tmp_path, {**PACKAGE, "snippets/drop.py": "import other\n\n# region f\ndef f(): ...\n"})
    source = Source(tmp_path / "snippets/drop.py", 4, "snippets.drop")

    found = needs_of(block("def f(): ...", source=source), [], project)

    assert {*map(project.shown, found.modules)} == {
        "snippets/__init__.py", "snippets/relu.py", "snippets/drop.py", "other.py",
    }  # fmt: skip
    assert found.certain == {"math", "torch"}


def test_what_an_earlier_block_needs_is_needed_too(tmp_path: Path) -> None:
    project = project_with(tmp_path, {"m.py": "x = 1\n", "n.py": "", "a.csv": "1\n", "b.csv": "2\n"})
    earlier = [block("import m\nx = m.x\nopen('a.csv')"), block("import n\nopen('b.csv')")]

    found = inputs_of(block("print(x)"), earlier, project)

    assert [*found] == ["a.csv", "code", "earlier", "m.py"]


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("open('data/x.csv')", "data/x.csv"),
        ("open('./data/../data/x.csv')", "data/x.csv"),
        ("Path('data') / 'x.csv'", "data/x.csv"),
        ("folder / 'data' / 'deep' / 'y.txt'", "data/deep/y.txt"),
        ("os.path.join('data', 'deep', 'y.txt')", "data/deep/y.txt"),
        ("import loader", "loader.py data/z.csv"),
        ("open('data')", ""),
        ("open('none.csv')", ""),
        ("open('../secret.csv')", ""),
        ("open('link.csv')", ""),
        ("open('/etc/passwd')", ""),
        ("open('a' * 300)", ""),
        ("print('''data/x.csv\n''')", ""),
    ],
)
def test_the_data_files_that_code_names(tmp_path: Path, code: str, data: str) -> None:
    (tmp_path / "secret.csv").write_text("1")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/link.csv").symlink_to(tmp_path / "secret.csv")
    texts = {"data/x.csv": "1", "data/z.csv": "2", "data/deep/y.txt": "3", "loader.py": "open('data/z.csv')"}
    project = project_with(tmp_path / "site", texts)

    assert sorted(inputs_of(block(code), [], project).keys() - {"code"}) == sorted(data.split())


UV_LOCK = """\
version = 1

[[package]]
name = "numpy"
version = "2.4.6"
source = { registry = "https://registry.example" }
dependencies = [
    { name = "torch", marker = "python_version > '3'" },
]

[[package]]
name = "torch"
version = "2.9.0"

[[package]]
name = "torch"
version = "2.9.0+cpu"

[package.metadata]
version = "0"
"""


@pytest.mark.parametrize(
    ("files", "code", "packages"),
    [
        ({"constraints.txt": "numpy==2.4.6\n"}, "import numpy as np", {"package numpy": "2.4.6"}),
        ({"constraints.txt": "numpy==2.4.6\n"}, "from numpy.linalg import norm", {"package numpy": "2.4.6"}),
        ({"requirements.txt": "NumPy[all] >= 2, <3 ; x # y\n"}, "import numpy", {"package numpy": ">=2,<3"}),
        ({"requirements-dev.txt": "-r a.txt\n# x\npillow==12.0 --hash=sha256:0\n"}, "import PIL.Image",
         {"package pillow": "12.0"}),
        ({"requirements.txt": "scikit_learn>=1\n", "uv.lock": '[[package]]\nname = "scikit-learn"\nversion = "1.8"\n'},
         "import sklearn", {"package scikit-learn": "1.8"}),
        ({"uv.lock": UV_LOCK}, "import numpy, torch", {"package numpy": "2.4.6", "package torch": "2.9.0, 2.9.0+cpu"}),
        ({"poetry.lock": UV_LOCK}, "import numpy", {"package numpy": "2.4.6"}),
        ({"pylock.toml": "[[packages]]\nname = 'numpy'\nversion = '2.4.6'\n"}, "import numpy",
         {"package numpy": "2.4.6"}),
        ({"constraints.txt": "numpy==2.4.6\n"}, "import json, torch", {}),
        ({"constraints.txt": "numpy==2.4.6\n", "m.py": "import numpy\n"}, "import m", {"package numpy": "2.4.6"}),
        ({"constraints.txt": "m==1\n", "m.py": ""}, "import m", {}),
        ({"uv.lock": "[[package\n\\"}, "import numpy", {}),
    ],
)  # fmt: skip
def test_the_declared_versions_of_packages(
    tmp_path: Path, files: dict[str, str], code: str, packages: dict[str, str]
) -> None:
    found = inputs_of(block(code), [], project_with(tmp_path, files))

    assert {name: version for name, version in found.items() if name.startswith("package ")} == packages


@pytest.mark.parametrize(
    ("change", "stale"),
    [
        ({}, []),
        ({"m.py": "x = 2\n"}, ["m.py"]),
        ({"m.py": "x = 1\r\n"}, []),
        ({"data.csv": "2"}, ["data.csv"]),
        ({"constraints.txt": "numpy==2.5\n"}, ["package numpy"]),
        ({"constraints.txt": "other==1\n"}, ["package numpy"]),
        ({"other.py": "x = 3\n"}, []),
    ],
)
def test_what_has_changed_is_named(tmp_path: Path, change: dict[str, str], stale: list[str]) -> None:
    files = {"m.py": "x = 1\n", "other.py": "", "data.csv": "1", "constraints.txt": "numpy==2.4.6\n"}
    own = block("import m, numpy\nopen('data.csv')")
    before = inputs_of(own, [], project_with(tmp_path, files))
    for name, text in change.items():
        (tmp_path / name).write_bytes(text.encode())

    now = inputs_of(own, [], Project(tmp_path, (tmp_path,)))

    assert changed(before, now) == stale


NAMES = ["m0", "m1", "m2", "p", "p.m3", "p.m4", "p.q", "p.q.m5", "n.m6"]
PACKAGES = ("p", "p.q")


@st.composite
def projects(draw: st.DrawFn) -> tuple[dict[str, str], list[str], str]:
    """Modules that import one another, blocks that import some of them, and the module that is edited."""
    files = {}
    for name in NAMES:
        imports = draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True))
        lines = [draw(_import(other, name)) for other in imports]
        path = name.replace(".", "/") + ("/__init__.py" if name in PACKAGES else ".py")
        files[path] = "\n".join([*lines, f"name = {name!r}", ""])
    blocks = draw(st.lists(st.lists(st.sampled_from(NAMES), max_size=2), min_size=1, max_size=4))
    codes = ["\n".join(draw(_import(name, "")) for name in names) for names in blocks]
    return files, codes, draw(st.sampled_from(sorted(files)))


@st.composite
def _import(draw: st.DrawFn, module: str, within: str) -> str:
    package, _, last = module.rpartition(".")
    forms = [f"import {module}", f"import {module} as x", f"if True:\n    import {module}"]
    if package and package != within:
        forms.append(f"from {package} import {last}")
    if within.startswith("p.") and within != "p.q" and module.startswith("p.") and not within.startswith("p.q"):
        forms.append(f"from . import {last}" if package == "p" else f"from .{package[2:]} import {last}")
    return draw(st.sampled_from(forms))


@settings(max_examples=60, deadline=None)
@given(projects())
def test_an_edited_module_makes_exactly_those_blocks_stale_that_import_it(
    drawn: tuple[dict[str, str], list[str], str],
) -> None:
    files, codes, edited = drawn
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        before = [inputs_of(block(code), [], project_with(root, files)) for code in codes]
        really = [edited in imported_by(code, root) for code in codes]
        project = project_with(root, {edited: files[edited] + "name += '!'\n"})

        stale = [inputs_of(block(code), [], project) != was for code, was in zip(codes, before, strict=True)]

    assert stale == really


def imported_by(code: str, root: Path) -> set[str]:
    """The files of a project that code really imports."""
    with fresh_modules(root):
        exec(code, {})  # noqa: S102
        files = (str(getattr(module, "__file__", "")) for module in list(sys.modules.values()))
        # All modules of this process are among them, so nothing is made of those from elsewhere.
        return {Path(file).relative_to(root).as_posix() for file in files if file.startswith(f"{root}{os.sep}")}


@contextmanager
def fresh_modules(root: Path) -> Iterator[None]:
    known, written = set(sys.modules), sys.dont_write_bytecode
    sys.path.insert(0, str(root))
    sys.dont_write_bytecode = True
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(str(root))
        sys.dont_write_bytecode = written
        for name in set(sys.modules) - known:
            del sys.modules[name]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="abfx=().:,[]{}'\"\\\n\t #@*+-0", max_size=80) | st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    "code",
    [
        "(" * 10_000,
        "a" + "+a" * 100_000,
        "if a: pass\n" + "elif a: pass\n" * 5_000,
        "x = " + "lambda: " * 3_000 + "1",
        "f" + "()" * 150_000,
        "f" + "/'a'" * 90_000,
        "[" + "[a for a in b]," * 20_000 + "]",
        "x = [" + "'a.csv'," * 40_000 + "]",
        "-" * 300_000 + "1",
        "\0",
        "'\\d'",
        "x = '" + "a" * 1_000_000 + "'",
        "\ud800",
    ],
    ids=lambda code: code[:12].encode("ascii", "backslashreplace").decode(),
)
def test_hostile_code_is_read_in_time(tmp_path: Path, code: str) -> None:
    own = block(code)

    assert seconds(lambda: inputs_of(own, [], Project(tmp_path, (tmp_path,)))) < 4


def test_many_blocks_cost_little(tmp_path: Path) -> None:
    modules = {f"m{n}.py": f"import m{n + 1}\n" + "x = [1, 2, 3]\n" * 200 for n in range(30)}
    project = project_with(tmp_path, modules)
    blocks = [block(f"import m0\nx{n} = x{n - 1} + 1\nprint(x{n})") for n in range(200)]

    def every() -> None:
        for number, one in enumerate(blocks):
            inputs_of(one, blocks[:number], project)

    assert seconds(every) < 1
