"""The few places where JavaScript's text and truth differ from Python's, and a deck's meaning hangs on it."""

from __future__ import annotations

import math
from typing import Any

LINE_ENDS = "\n\r\u2028\u2029"
"""What `.` does not match, and where `^` and `$` hold, in a JavaScript regular expression."""

SPACE = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What `String.trim` removes and `\\s` matches; unlike Python's `str.strip` not U+001C–U+001F, but U+FEFF."""


def truthy(value: Any) -> bool:
    """Whether JavaScript takes a YAML value for true: empty lists and mappings are, NaN is not."""
    if isinstance(value, list | dict):
        return True
    return bool(value) and not (isinstance(value, float) and math.isnan(value))


def spread(value: Any) -> dict[str, Any]:
    """`{...value}`: a mapping's entries, a list's or text's items by index, nothing for any other value."""
    if isinstance(value, dict):
        return value
    if isinstance(value, str | list):
        return {str(index): item for index, item in enumerate(value)}
    return {}
