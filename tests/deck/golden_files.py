"""Golden files: a deck, or YAML, on the left, and what it becomes on the right."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
import yaml

_FOLDER = Path(__file__).parent / "golden"


def cases(name: str) -> list[Any]:
    """The cases of a golden file as pytest's parameters."""
    found = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text("utf-8"))
    return [pytest.param(case, id=case.get("it") or f"{index}: {case['yaml']!r}") for index, case in enumerate(found)]


def as_json(value: Any) -> Any:
    """A value as JSON has it, where there are no numbers beyond the finite."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
