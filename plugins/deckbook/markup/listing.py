"""Tables that readers sort and filter in the page; without JavaScript they have all rows, in the order of writing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from deckbook.markup.tags import escape, open_tag

LOADS = ("lists.js", "lists.css")
"""The files of Deckbook's that a page with such a table loads."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        label: Its heading.
        name: Its name in addresses, if rows are sorted by it.
        descends: Whether its largest value comes first where a reader sorts by it.
        is_sorted: Whether the rows are written in its order.
    """

    label: str
    name: str = ""
    descends: bool = False
    is_sorted: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A list that readers choose from: its name in addresses, its label, its values and their texts."""

    name: str
    label: str
    values: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: finished HTML, and what rows are sorted by, if not its text; a row with "" comes last."""

    html: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row.

    Attributes:
        id: The id that links lead to.
        cells: A cell for each column; the first one says what the row is about.
        values: What it is under each filter.
    """

    id: str
    cells: Sequence[Cell]
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)


def table(
    columns: Sequence[Column], rows: Iterable[Row], filters: Sequence[Filter], labels: Mapping[str, str], *, name: str
) -> str:
    """The table's HTML.

    Args:
        columns: Its columns.
        rows: Its rows, in the order of the column that is sorted.
        filters: What readers can choose from.
        labels: The words that Deckbook itself writes.
        name: What the table is of, for screen readers.
    """
    words = {key: labels[f"list_{key}"] for key in ("find", "all", "reset", "shown")}
    offered = [{"name": item.name, "label": item.label, "values": item.values} for item in filters]
    opening = open_tag(
        "table",
        {
            "class": "deckbook-list",
            "role": "table",
            "aria-label": name,
            "data-deckbook-list": _json({**words, "filters": offered}),
        },
    )
    heads = "".join(map(_head, columns))
    written = [_row(row, columns) for row in rows]
    # The roles say what browsers forget where a style sheet stands the cells of a narrow page below one another.
    return (
        f'{_room(filters, labels, len(written))}{opening}<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(written)}</tbody></table>'
    )


def _room(filters: Iterable[Filter], labels: Mapping[str, str], count: int) -> str:
    """The place of what readers choose with, as large as that is: a script puts it there, and nothing moves."""
    offered = (item.label for item in filters if len(item.values) > 1)
    fields = "".join(
        f'<span class="deckbook-list__field"><span class="deckbook-list__label">{escape(label)}</span>'
        '<span class="deckbook-list__select"></span></span>'
        for label in (labels["list_find"], *offered)
    )
    shown = labels["list_shown"].format(shown=count, all=count)
    values = {"class": "deckbook-list__tools", "aria-hidden": "true", "data-added": None, "data-search-exclude": None}
    return f'{open_tag("div", values)}{fields}<span class="deckbook-list__status">{escape(shown)}</span></div>'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _head(column: Column) -> str:
    values: dict[str, str | None] = {"scope": "col", "role": "columnheader"}
    if column.name:
        values["data-sort"] = column.name
    if column.descends:
        values["data-first"] = "descending"
    if column.is_sorted:
        values["aria-sort"] = "descending" if column.descends else "ascending"
    # A script makes it a button; until then it has the button's place.
    label = f'<span class="deckbook-list__sort">{escape(column.label)}</span>' if column.name else escape(column.label)
    return f"{open_tag('th', values)}{label}</th>"


def _row(row: Row, columns: Sequence[Column]) -> str:
    opening = open_tag("tr", {"role": "row", "id": row.id, "data-values": _json(row.values)})
    first, *others = row.cells
    cells = [f"{open_tag('th', {'scope': 'row', 'role': 'rowheader', **_value(first)})}{first.html}</th>"]
    for cell, column in zip(others, columns[1:], strict=True):
        values = {"role": "cell", "data-label": column.label, **_value(cell)}
        cells.append(f"{open_tag('td', values)}{cell.html}</td>")
    return f"{opening}{''.join(cells)}</tr>"


def _value(cell: Cell) -> dict[str, str | None]:
    return {} if cell.value is None else {"data-value": cell.value}
