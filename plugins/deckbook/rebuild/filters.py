"""What Material's blog does to the filter `url`: it changes links of the blog's own views, and no others."""

from __future__ import annotations

import functools
import hashlib
import inspect
from types import CodeType
from typing import Any

KNOWN = frozenset({"adecd0e2e1b31f16"})
"""The versions of the blog's filter of which it is known that only pages of its class `View` are treated otherwise."""


def unwrapped(filter_: Any) -> tuple[Any, tuple[type, ...]]:
    """The filter that a blog's forwards to, and the classes of pages for which it does more than that."""
    kinds: list[type] = []
    while (code := getattr(filter_, "__code__", None)) and version(code) in KNOWN:
        held = dict(zip(code.co_freevars, filter_.__closure__ or (), strict=True))
        kinds.append(filter_.__globals__["View"])
        filter_ = held["url_filter"].cell_contents
    return filter_, tuple(kinds)


@functools.cache
def version(code: CodeType) -> str:
    """A short digest of a function's source; "" where there is none."""
    if code.co_name != "url_filter_with_pagination":
        return ""
    try:
        return hashlib.blake2b(inspect.getsource(code).encode(), digest_size=8).hexdigest()
    except (OSError, TypeError):
        return ""
