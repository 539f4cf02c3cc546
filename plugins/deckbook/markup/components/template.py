"""Renders the Jinja template of a layout or component."""

from __future__ import annotations

from typing import Any

import jinja2

from deckbook.book import slide_title
from deckbook.markup import attributes
from deckbook.markup.context import SlideContext
from deckbook.markup.tree import Node


def render(
    file: Any, props: dict[str, Any], content: dict[str, list[Node]], line: int, context: SlideContext
) -> list[Node]:
    """A template's output; where it fails, the content without it."""
    title = slide_title(context.slide)

    def asset(path: object) -> str:
        """The address of a file; what these attributes name is a picture, and others may be one."""
        if not isinstance(path, str):
            return ""
        sure = any(props.get(name) == path for name in ("image", "background", "poster"))
        return context.asset(path, line, by_page=True, picture=sure or None) or ""

    names = {
        "props": {name: value for name, value in props.items() if not attributes.is_directive(name)},
        "slide": {"no": context.slide.no, "title": title.plain if title else ""},
        "deck": {"title": context.book.title.plain},
        "labels": context.site.labels,
        "asset": asset,
    }
    try:
        return context.site.templates.render(file, names, content)
    except jinja2.TemplateError as error:
        context.report(
            line,
            "template-failed",
            (f"The template {file.name} cannot be rendered ({error}), so its content is shown without it; mend it."),
        )
    except Exception as error:  # noqa: BLE001 - a template's expressions raise whatever they like
        context.report(
            line,
            "template-failed",
            (
                f"The template {file.name} stops with {type(error).__name__}: {error}; its content is shown without "
                "it: mend it."
            ),
        )
    return [node for nodes in content.values() for node in nodes]
