"""What Python-Markdown's extensions make a page from beside its text: options, files, plugins that they talk to."""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from deckbook.rebuild.snippets import SnippetReads
from deckbook.rebuild.values import Identities, Reading, UnkeyedError, Values, digest

_PURE = ("markdown.extensions.", "pymdownx.", "mkdocs_autorefs", "mkdocstrings")
"""The packages of extensions that depend on text, options and the objects they were made with, and on nothing else."""
_READERS = ("pymdownx.b64",)
"""Of these, those that read files without leaving a trace."""
_FUNCTIONS = ("markdown.", "pymdownx.", "pygments.", "material.extensions.", "builtins")
"""The packages whose functions may be options: they depend on their arguments."""
_TRACED = ("mkdocs_autorefs", "mkdocstrings")
"""The packages of extensions that are made with plugins, and tell these what they find."""


@functools.cache
def _modules() -> dict[str, str]:
    """The modules of extensions by the short names that packages give them."""
    return {point.name: point.module for point in entry_points(group="markdown.extensions")}


def _belongs(name: str, packages: Sequence[str]) -> bool:
    return any(name == package.rstrip(".") or name.startswith(package) for package in packages)


def _is_pure(function: object) -> bool:
    return _belongs(f"{getattr(function, '__module__', '')}.", _FUNCTIONS)


class Conversion:
    """How pages are converted in one build.

    Attributes:
        config: The site's configuration.
        follows: Whether the conversion of each page has to be followed.
    """

    def __init__(self, config: MkDocsConfig, identities: Identities) -> None:
        self.config = config
        self._values = Values(Reading(allows=_is_pure), identities)
        self.follows = False
        self._form = b""
        self._fault: str | None = None
        self._seen: object = None

    def form(self) -> bytes:
        """What all pages depend on.

        Raises:
            UnkeyedError: An extension may depend on anything.
        """
        # A hook may change the options while pages are converted.
        seen = repr((self.config.markdown_extensions, self.config.mdx_configs))
        if seen != self._seen:
            self._seen, self._fault = seen, None
            try:
                self._form = digest(self._read())
            except UnkeyedError as error:
                self._fault = str(error)
        if self._fault is not None:
            raise UnkeyedError(self._fault)
        return self._form

    def _read(self) -> Hashable:
        config = self.config
        named = []
        self.follows = False
        for extension in config.markdown_extensions:
            module = self._module(extension)
            if not _belongs(module, _PURE) or _belongs(module, _READERS):
                raise UnkeyedError(f"the Markdown extension {module} may read anything")
            if isinstance(extension, Extension):
                traced = _belongs(module, _TRACED)
                options = () if traced else self._values.form({k: v[0] for k, v in extension.config.items()})
                held = [value for key, value in vars(extension).items() if key != "config"]
                if not traced and not all(map(_is_plain, held)):
                    raise UnkeyedError(f"the Markdown extension {module} may read anything")
                named.append((module, type(extension).__qualname__, options))
                self.follows |= traced
            else:
                named.append((module, extension, ()))
            self.follows |= module == "pymdownx.snippets"
        links = config.validation.links
        return (
            tuple(named),
            self._values.form(config.mdx_configs),
            tuple(_stamps(config.mdx_configs)),
            (str(links.not_found), str(links.absolute_links), str(links.unrecognized_links), str(links.anchors)),
            config.use_directory_urls,
        )

    @staticmethod
    def _module(extension: str | Extension) -> str:
        if isinstance(extension, str):
            name = extension.partition(":")[0]
            return _modules().get(name, name)
        return type(extension).__module__


def _stamps(configs: Any) -> list[tuple[str, int, int]]:
    """The files of icons that a site adds to Material's, each with its time and size."""
    options = (configs.get("pymdownx.emoji") or {}).get("options") or {}
    found = []
    for folder in options.get("custom_icons") or ():
        for path in sorted(Path(folder).rglob("*.svg")):
            state = path.stat()
            found.append((str(path), state.st_mtime_ns, state.st_size))
    return found


@dataclass(slots=True)
class Trace:
    """What extensions asked plugins and files for while a page was converted.

    Attributes:
        asked: What was read of an extension's objects: extension, object's name, attribute, and what it was.
        told: What was called, with arguments that may hold the page itself.
        fault: Why the page cannot be reused, if it cannot.
        snippets: The files that were put into the page.
    """

    page: Page
    asked: list[tuple[int, str, str, object]] = field(default_factory=list)
    told: list[tuple[int, str, str, tuple[object, ...], tuple[tuple[str, object], ...]]] = field(default_factory=list)
    fault: str | None = None
    snippets: SnippetReads = field(default_factory=SnippetReads)

    def config(self, config: MkDocsConfig) -> MkDocsConfig:
        """The configuration with extensions that are followed."""
        followed = copy.copy(config)
        extensions: list[Any] = list(config.markdown_extensions)
        for place, extension in enumerate(extensions):
            if isinstance(extension, Extension) and _belongs(type(extension).__module__, _TRACED):
                extensions[place] = twin = copy.copy(extension)
                for name, value in vars(extension).items():
                    if not _is_plain(value) and name != "config":
                        setattr(twin, name, _Followed(value, self, place, name))
        extensions.append(_Last(self.snippets))
        followed.markdown_extensions = extensions
        return followed


class _Last(Extension):
    """Comes after all extensions of the site, and adds nothing."""

    def __init__(self, snippets: SnippetReads) -> None:
        super().__init__()
        self._snippets = snippets

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        if "snippet" in md.preprocessors:
            self._snippets.follow(md.preprocessors["snippet"])


_PAGE = "the page"
"""Stands for the page that is converted among what is asked and told."""


class _Followed:
    """An object that an extension was made with: it answers as ever, and what it is asked and told is noted."""

    def __init__(self, value: object, trace: Trace, place: int, name: str) -> None:
        object.__setattr__(self, "_followed", (value, trace, place, name))

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return type(object.__getattribute__(self, "_followed")[0])

    def __getattr__(self, name: str) -> Any:
        value, trace, place, own = object.__getattribute__(self, "_followed")
        found = getattr(value, name)
        if found is trace.page:
            trace.asked.append((place, own, name, (_PAGE,)))
        elif _is_plain(found):
            trace.asked.append((place, own, name, found))
        elif callable(found) and getattr(found, "__self__", None) is value:
            return _noted(found, trace, place, own, name)
        else:
            trace.fault = f"{type(value).__qualname__}.{name} is used while it is converted"
        return found

    def __setattr__(self, name: str, to: object) -> None:
        value, trace, _, _ = object.__getattribute__(self, "_followed")
        trace.fault = f"{type(value).__qualname__}.{name} is set while it is converted"
        setattr(value, name, to)


def _noted(method: Callable[..., Any], trace: Trace, place: int, own: str, name: str) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        result = method(*args, **kwargs)
        values = [*args, *kwargs.values()]
        if result is not None or not all(value is trace.page or _is_plain(value) for value in values):
            trace.fault = f"{type(method.__self__).__qualname__}.{name} is called while it is converted"  # type: ignore[attr-defined]
        else:
            shown = tuple((_PAGE,) if value is trace.page else value for value in args)
            named = tuple((key, (_PAGE,) if value is trace.page else value) for key, value in kwargs.items())
            trace.told.append((place, own, name, shown, named))
        return result

    return call


@dataclass(frozen=True, slots=True)
class Talk:
    """What was asked and told while a page was converted, to be compared and repeated."""

    asked: tuple[tuple[int, str, str, object], ...]
    told: tuple[tuple[int, str, str, tuple[object, ...], tuple[tuple[str, object], ...]], ...]

    def holds(self, page: Page, extensions: Sequence[Any]) -> bool:
        """Whether the extensions' objects would answer the same now."""
        for place, own, name, answer in self.asked:
            found = getattr(getattr(extensions[place], own), name)
            if (found is not page) if answer == (_PAGE,) else (type(found) is not type(answer) or found != answer):
                return False
        return True

    def repeat(self, page: Page, extensions: Sequence[Any]) -> None:
        """Tells them what they were told."""
        for place, own, name, args, kwargs in self.told:
            method = getattr(getattr(extensions[place], own), name)
            values = [page if value == (_PAGE,) else value for value in args]
            method(*values, **{key: page if value == (_PAGE,) else value for key, value in kwargs})


def _is_plain(value: object) -> bool:
    return value is None or type(value) in (bool, int, float, str)
