"""Environments of their own, in which other tools build sites."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

ZENSICAL = "zensical==0.0.73"
PROPERDOCS = "properdocs==1.6.7"
"""The versions that the guide's table was made with."""


def environment(folder: Path, *packages: str, with_ours: bool) -> str:
    """A new environment with some packages; gives its Python.

    Args:
        folder: Where it is made.
        packages: What pip installs.
        with_ours: Whether it has all packages of this one as well; those that are installed come first.
    """
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)  # noqa: S603 - our own
    python = str(folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))
    if with_ours:
        own = sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)})
        ours = sysconfig.get_path("purelib")
        Path(own, "ours.pth").write_text(f"import site; site.addsitedir({ours!r})\n", "utf-8")
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
    done = subprocess.run([python, *install], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return python
