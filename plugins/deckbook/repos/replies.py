"""What came of asking about one repository, and how strangers' values in an answer are taken."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass

from deckbook.repos.facts import News


class Same(enum.Enum):
    """What a host says besides news."""

    UNCHANGED = "unchanged"
    """Nothing has changed since it was asked last."""
    GONE = "gone"
    """It has no such repository, or not for everybody."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing was found out; why, in words without a full stop."""

    why: str


Reply = News | Same | Unknown

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LICENSES = {
    name.lower(): name
    for name in (
        "AGPL-3.0 AGPL-3.0-only Apache-2.0 BSD-2-Clause BSD-3-Clause BSL-1.0 CC-BY-4.0 CC-BY-NC-4.0 CC-BY-NC-SA-4.0 "
        "CC-BY-SA-4.0 CC0-1.0 EPL-2.0 EUPL-1.2 GPL-2.0 GPL-3.0 GPL-3.0-only GPL-3.0-or-later ISC LGPL-2.1 LGPL-3.0 MIT "
        "MPL-2.0 MulanPSL-2.0 Unlicense WTFPL Zlib"
    ).split()
}


def line(value: object, longest: int = 500) -> str:
    """A text in one line; "" for what is none."""
    if not isinstance(value, str):
        return ""
    text = " ".join(_CONTROL.sub(" ", value).split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def day(value: object) -> str:
    """The day of a time such as `2026-11-20T08:15:30Z`."""
    match = _DAY.match(value) if isinstance(value, str) else None
    return match[0] if match else ""


def count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def names(values: object, longest: int = 50) -> tuple[str, ...]:
    """The short texts of a list."""
    found = (line(value, longest) for value in values) if isinstance(values, Iterable) else ()
    return tuple(sorted({name for name in found if name}))[:30]


def license_id(value: object) -> str:
    """A licence by SPDX's id, where it is a common one in other letters; "" for none."""
    text = line(value, 80)
    return "" if text.lower() in ("noassertion", "other", "unknown", "none") else _LICENSES.get(text.lower(), text)
