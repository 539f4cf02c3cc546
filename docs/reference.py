"""Writes what the guide lists of options, commands, rules, and pages from the code that defines it (a MkDocs hook)."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

import click

from deckbook import cli, config, diagnostics
from deckbook.markup import attributes, templates


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Puts each list where a page asks for it."""
    for name, written in _LISTS.items():
        place = f"::: deckbook-{name}"
        if place in markdown:
            markdown = markdown.replace(place, written())
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


def commands() -> str:
    """Every command: how it is called, what it does, and its options, as its own --help says it."""
    return "\n\n".join(part for context in _contexts(cli.main, None) for part in _command(context))


def attributes_of_pages() -> str:
    """Every attribute of a page that others may rely on."""
    return _table(("Attribute", "What it says"), attributes.CONTRACT)


def names_in_templates() -> str:
    """Every name that the template of a layout or a component may use."""
    return _table(("Name", "Meaning"), templates.NAMES)


_LISTS = {
    "options": options,
    "rules": rules,
    "commands": commands,
    "attributes": attributes_of_pages,
    "names": names_in_templates,
}


def _table(heads: tuple[str, str], rows: Mapping[str, str]) -> str:
    lines = [f"| {heads[0]} | {heads[1]} |", "| --- | --- |"]
    return "\n".join(lines + [f"| `{name}` | {meaning} |" for name, meaning in rows.items()])


def _contexts(command: click.Command, parent: click.Context | None) -> Iterator[click.Context]:
    """A command and those below it, in the order in which they were added; groups themselves are left out."""
    name = "deckbook" if parent is None else command.name
    # As wide as can be: where lines end is the page's matter.
    context = click.Context(command, info_name=name, parent=parent, terminal_width=10_000, max_content_width=10_000)
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from _contexts(inner, context)
    else:
        yield context


def _command(context: click.Context) -> Iterable[str]:
    command = context.command
    yield f"## {context.command_path}"
    yield f"```text\n{context.command_path} {' '.join(command.collect_usage_pieces(context))}\n```"
    yield inspect.cleandoc(command.help or "")
    options = [option for option in command.params if isinstance(option, click.Option)]
    records = [record for option in options if (record := option.get_help_record(context))]
    if records:
        rows = "\n".join(f"| {_code(name)} | {_cell(meaning)} |" for name, meaning in records)
        yield f"| Option | What it does |\n| --- | --- |\n{rows}"


def _code(text: str) -> str:
    return f"`{text.replace(' RANGE', '')}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("[", "(").replace("]", ")")


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
