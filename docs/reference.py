"""Writes the guide's tables of options and rules from the code that defines them (a MkDocs hook)."""

from __future__ import annotations

import ast
import inspect
from typing import Any, cast

from deckbook import config, diagnostics

_OPTIONS, _RULES = "::: deckbook-options", "::: deckbook-rules"


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Puts the tables where a page asks for them."""
    if _OPTIONS in markdown:
        markdown = markdown.replace(_OPTIONS, options())
    if _RULES in markdown:
        markdown = markdown.replace(_RULES, rules())
    return markdown


def options() -> str:
    """Every option with its type, its default and its sentence."""
    meanings = _docstrings(config.DeckbookConfig)
    rows = ["| Option | Type | Default | What it does |", "| --- | --- | --- | --- |"]
    for name, option in config.DeckbookConfig._schema:  # noqa: SLF001 - MkDocs has no other way to its options
        default = option.default
        shown = ", ".join(f"`{item}`" for item in default) if isinstance(default, list) else f"`{default}`"
        shown = {"": "none", "`None`": "none", "``": "none"}.get(shown, shown.replace("`True`", "`true`"))
        rows.append(f"| `{name}` | {_type(option)} | {shown} | {meanings[name]} |")
    return "\n".join(rows)


def rules() -> str:
    """Every rule with its severity and its sentence."""
    rows = ["| Rule | Severity | When |", "| --- | --- | --- |"]
    rows += [f"| `{rule.id}` | {rule.severity.value} | {rule.meaning} |" for rule in diagnostics.RULES.values()]
    return "\n".join(rows)


def _type(option: Any) -> str:
    names = {
        "ListOfItems": "list of texts",
        "RuleIds": "list of rules",
        "Dir": "directory",
        "Choice": "choice",
    }
    inner = option.option if type(option).__name__ == "Optional" else option
    if type(inner).__name__ == "Choice":
        return " or ".join(f"`{choice}`" for choice in inner.choices)
    types = {"str": "text", "int": "number", "bool": "`true` or `false`"}
    kind = getattr(inner, "_type", str)
    return names.get(type(inner).__name__, types.get(getattr(kind, "__name__", "str"), "text"))


def _docstrings(cls: type) -> dict[str, str]:
    """The text under each attribute of a class, on one line."""
    body = cast("ast.ClassDef", ast.parse(inspect.getsource(cls)).body[0])
    found = {}
    for node, following in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(node, ast.Assign)
            and isinstance(following, ast.Expr)
            and isinstance(following.value, ast.Constant)
        ):
            target = cast("ast.Name", node.targets[0])
            found[target.id] = " ".join(str(following.value.value).split())
    return found
