"""Writes a file so that it is never seen half written."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


def save(path: Path, data: bytes) -> None:
    """Replaces a file's content at once, keeping its mode; a symbolic link keeps leading to it.

    Raises:
        OSError: The file, or its directory, may not be written; it is then as it was.
    """
    target = Path(os.path.realpath(path))
    if not os.access(target, os.W_OK):
        raise PermissionError(13, "it may not be written", str(target))
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(target, name)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
