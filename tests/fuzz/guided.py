"""Inputs that coverage leads: `python -m tests.fuzz.guided -runs=100000 CORPUS_DIR`, with libFuzzer's other options.

It needs atheris, which the extra `fuzz` brings where there is a wheel of it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["deckbook"]):
    from tests.fuzz.target import Target


def main() -> None:
    """Runs libFuzzer on the whole way, one input to a site."""
    with tempfile.TemporaryDirectory() as folder:
        target = Target(Path(folder))
        atheris.Setup(sys.argv, lambda data: target.run([data]) and None)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
