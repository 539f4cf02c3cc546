"""What a YAML scalar's text means: YAML 1.2's core schema, with numbers and keys as JavaScript holds them."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Any

_INT = re.compile(r"[-+]?[0-9]+\Z")
_OCT = re.compile(r"0o[0-7]+\Z")
_HEX = re.compile(r"0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, Any] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    **{text: float("nan") for text in (".nan", ".NaN", ".NAN")},
    **{sign + text: float(sign + "inf") for text in (".inf", ".Inf", ".INF") for sign in ("", "+", "-")},
}  # fmt: skip
_NUMERIC_START = frozenset("-+.0123456789")
_RESOLVED_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float"))


def resolve(text: str, tag: str | None = None) -> Any:
    """A plain scalar's value; with an explicit tag that is not one of the core schema's it stays text."""
    if tag is not None and tag not in _RESOLVED_TAGS:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMERIC_START:
        return text
    if _INT.match(text):
        return _int(text, 10)
    if _FLOAT.match(text):
        return _number(float(text))
    if _OCT.match(text):
        return _int(text[2:], 8)
    if _HEX.match(text):
        return _int(text[2:], 16)
    return text


def _int(digits: str, base: int) -> int | float:
    if len(digits) > 400:  # beyond every float, and slow to convert
        return float("-inf" if digits[0] == "-" else "inf")
    try:
        return _number(float(int(digits, base))) if len(digits) > 12 else int(digits, base)
    except OverflowError:
        return float("-inf" if digits[0] == "-" else "inf")


def _number(number: float) -> int | float:
    """JavaScript has one kind of number, written without an exponent below 10²¹: 1.0 is 1."""
    if not number.is_integer() or abs(number) >= 1e21:
        return number
    return int(number) if abs(number) < 2**53 else int(Decimal(repr(number)))


def key_text(key: Any) -> str:
    """A mapping's key as JavaScript's objects have it: always text."""
    if isinstance(key, str):
        return key
    if key is None:
        return ""
    if isinstance(key, dict | list):
        return _flow_text(key)
    return _scalar_text(key)


def _scalar_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not math.isfinite(value):
        return str(value).replace("nan", "NaN").replace("inf", "Infinity")
    return re.sub(r"e([-+])0+", r"e\1", str(value))


def _flow_text(value: Any) -> str:
    """A key that is a collection, as Slidev's YAML writer prints it."""
    if isinstance(value, dict):
        items = [key if item is None else f"{key}: {_flow_text(item)}" for key, item in value.items()]
        return "{ " + ", ".join(items) + " }" if items else "{}"
    if isinstance(value, list):
        return "[ " + ", ".join(map(_flow_text, value)) + " ]" if value else "[]"
    return "null" if value is None else value if isinstance(value, str) else _scalar_text(value)
