"""The staged tree's own mkdocs.yml: the site's, without the plugins whose work the pages hold already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

_DROPPED = "INHERIT hooks exclude_docs draft_docs not_in_nav site_dir watch plugins nav docs_dir".split()
_KEPT = frozenset({"search", "tags", "offline"})
"""Plugins that come with MkDocs and Material, that Zensical has as well, and that write nothing into pages."""
_NEEDED = ("attr_list", "md_in_html")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the tree's settings have of their own.

    Attributes:
        docs_dir: The folder of its pages.
        edit_uri: Where they are edited, below the repository's address; "" where that is not known.
        overrides: The folder of its templates.
        nav: Its navigation, with every page's title and path; empty while it is not known.
        styles, scripts: What all its pages load.
        indexes: Whether the first page of a section may stand for it.
    """

    docs_dir: str
    edit_uri: str
    overrides: str
    nav: Sequence[object]
    styles: Sequence[str]
    scripts: Sequence[str]
    indexes: bool = True


def plain_settings(texts: Sequence[str], wanted: Wanted) -> tuple[str, list[str]]:
    """The settings as YAML, and the names of the plugins that are left out.

    Args:
        texts: The site's mkdocs.yml, and those that it inherits from, the nearest first.
        wanted: What is different.
    """
    root = _merged(texts)
    plugins = _get(root, "plugins")
    for name in _DROPPED:
        _remove(root, name)
    kept, dropped = _chosen(plugins)
    _set(root, "plugins", yaml.SequenceNode("tag:yaml.org,2002:seq", kept))
    _set(root, "docs_dir", _node(wanted.docs_dir))
    if wanted.edit_uri:
        _set(root, "edit_uri", _node(wanted.edit_uri))
    theme = _get(root, "theme")
    if not isinstance(theme, yaml.MappingNode):
        theme = _node({"name": theme.value if isinstance(theme, yaml.ScalarNode) else "material"})
        _set(root, "theme", theme)
    _set(theme, "custom_dir", _node(wanted.overrides))
    if _get(theme, "variant") is None:
        # Zensical's own looks differ; this is the one that looks like Material.
        _set(theme, "variant", _node("classic"))
    features = _get(theme, "features")
    if not wanted.indexes and isinstance(features, yaml.SequenceNode):
        features.value[:] = [item for item in features.value if item.value != "navigation.indexes"]
    _append(root, "extra_css", wanted.styles)
    _append(root, "extra_javascript", wanted.scripts)
    _append(root, "markdown_extensions", _NEEDED)
    validation = _get(root, "validation")
    if not isinstance(validation, yaml.MappingNode):
        _set(root, "validation", validation := _node({}))
    # Pages that are in no navigation are meant to be in none.
    nav_rules = _get(validation, "nav")
    if not isinstance(nav_rules, yaml.MappingNode):
        _set(validation, "nav", nav_rules := _node({}))
    _set(nav_rules, "omitted_files", _node("ignore"))
    _set(root, "nav", _node(list(wanted.nav)))
    return yaml.serialize(root, allow_unicode=True, width=120), dropped


def _merged(texts: Sequence[str]) -> Any:
    """The settings with what they inherit: mappings are joined, all else is the nearest one's."""
    nodes = [yaml.compose(text, Loader=yaml.SafeLoader) for text in texts]
    result, *others = [node for node in nodes if isinstance(node, yaml.MappingNode)]
    for parent in others:
        _inherit(result, parent)
    return result


def _inherit(node: Any, parent: Any) -> None:
    for key, value in parent.value:
        own = _get(node, key.value)
        if own is None:
            node.value.append((key, value))
        elif isinstance(own, yaml.MappingNode) and isinstance(value, yaml.MappingNode):
            _inherit(own, value)


def _chosen(plugins: Any) -> tuple[list[Any], list[str]]:
    """The plugins that stay, and the names of the others."""
    if plugins is None or (isinstance(plugins, yaml.ScalarNode) and not plugins.value):
        return [_node("search")], []
    items = (
        [_mapping([pair]) for pair in plugins.value] if isinstance(plugins, yaml.MappingNode) else list(plugins.value)
    )
    kept, dropped = [], []
    for item in items:
        name = item.value if isinstance(item, yaml.ScalarNode) else item.value[0][0].value
        if name.removeprefix("material/") in _KEPT:
            kept.append(item)
        elif name != "deckbook":
            dropped.append(name)
    return kept, dropped


def _mapping(pairs: list[Any]) -> Any:
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs)


def _append(root: Any, name: str, added: Iterable[str]) -> None:
    """Adds to a list, or to the keys of a mapping, what it does not have."""
    node = _get(root, name)
    if isinstance(node, yaml.MappingNode):
        present = {key.value for key, _ in node.value}
        node.value += [(_node(each), _node({})) for each in added if each not in present]
        return
    if not isinstance(node, yaml.SequenceNode):
        _set(root, name, node := _node([]))
    present = {
        item.value if isinstance(item, yaml.ScalarNode) else item.value[0][0].value for item in node.value if item.value
    }
    node.value += [_node(each) for each in added if each not in present]


def _get(node: Any, name: str) -> Any:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for key, value in node.value if key.value == name), None)


def _remove(node: Any, name: str) -> None:
    node.value[:] = [(key, value) for key, value in node.value if key.value != name]


def _set(node: Any, name: str, value: Any) -> None:
    _remove(node, name)
    node.value.append((_node(name), value))


def _node(value: object) -> Any:
    """A value as a node of YAML."""
    return _Plain(sort_keys=False, default_flow_style=False).represent_data(value)


class _Plain(yaml.representer.SafeRepresenter):
    def ignore_aliases(self, data: object) -> bool:
        return True
