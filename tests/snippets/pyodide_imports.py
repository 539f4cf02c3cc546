"""Writes the list of what Pyodide can import, from its npm package; Node.js runs it.

python -m tests.snippets.pyodide_imports > plugins/deckbook/snippets/pyodide.txt
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from deckbook.snippets.pyodide import VERSION
from tests.harness import ROOT

PACKAGE = ROOT / ".cache" / "npm" / f"pyodide-{VERSION}"
"""The npm package, as `make test` gets it where there is npm."""

_ASK = """
import contextlib, importlib, io, json, sys, warnings
warnings.simplefilter("ignore")
found = []
for name in sorted(sys.stdlib_module_names - {"antigravity", "idlelib"}):
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            importlib.import_module(name)
        found.append(name)
    except Exception:
        pass
json.dumps(found)
"""


def table(package: Path) -> str:
    """What Pyodide can import: its standard library by trying, its packages by its lock file. A name a line."""
    script = (
        f"import {{ loadPyodide }} from {json.dumps((package / 'pyodide.mjs').as_uri())};"
        f"console.log((await loadPyodide()).runPython({json.dumps(_ASK)}));"
    )
    command = ("node", "--input-type=module", "-e", script)
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)  # noqa: S603
    lock = json.loads((package / "pyodide-lock.json").read_text("utf-8"))["packages"].values()
    packages = {name for one in lock if one["package_type"] == "package" for name in one["imports"]}
    names = {*json.loads(done.stdout.splitlines()[-1]), *packages}
    return "\n".join(sorted(name for name in names if name.isidentifier())) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table(PACKAGE))
