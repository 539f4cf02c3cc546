"""The second cache: a page as Jinja renders it in the theme.

MkDocs renders with the environment that the last `on_env` returns. The one that is returned here gives templates that
compare, when they are to render a page, what the template can read with what it was the last time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from deckbook.rebuild.bytecode import Bytecode
from deckbook.rebuild.filters import unwrapped
from deckbook.rebuild.listing import Listing
from deckbook.rebuild.messages import Message, heard
from deckbook.rebuild.places import KNOWN, PRUNED, Places, ancestors, neighbours, version
from deckbook.rebuild.report import NEW, Layer
from deckbook.rebuild.sources import Parsed, Reads, reads
from deckbook.rebuild.store import Room, Store
from deckbook.rebuild.surroundings import is_material, material, names, sources, surroundings
from deckbook.rebuild.unread import Packed, Unread, is_passed_on
from deckbook.rebuild.values import Digests, Identities, Reading, UnkeyedError, Values, digest

_STANDARD = frozenset({"nav", "base_url", "extra_css", "extra_javascript", "config", "page"})
"""What MkDocs puts into each page's context, and what is compared in other ways."""
_NOT_KEPT = "its file is not in place"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as it was rendered, and digests of what it was made from, each with the words for its change.

    Attributes:
        parts: The digests.
        output: The page; None where it is in its file.
        messages: What was said while it was rendered.
        token: What stands for the page.
    """

    parts: Mapping[str, Hashable]
    output: Packed | None
    messages: tuple[Message, ...]
    token: object = field(default_factory=object)


@dataclass(slots=True)
class _Template:
    """A template in one build: what it reads of the page itself and of others, and what all its pages depend on."""

    reads: Reads
    values: Values
    others: Values
    own: frozenset[str]
    fault: str | None = None
    surroundings: bytes = b""
    places: Places | None = None
    others_than: tuple[type, ...] = ()


class Templates:
    """How pages were rendered in the build before."""

    def __init__(self, room: Room, identities: Identities, digests: Digests) -> None:
        self.store: Store[Rendered] = Store(room)
        self._identities = identities
        self._digests = digests
        self._bytecode = Bytecode()
        self._listing = Listing()
        self._reads: tuple[Hashable, dict[str, Reads]] = ((), {})
        self._parsed: dict[str, Parsed | None] = {}
        self._in_build: dict[str, _Template] = {}
        self._fault: str | None = None
        self.layer = Layer()

    def begin(self, config: MkDocsConfig) -> None:
        """Lets the environments of a build take over what was compiled in the build before."""
        make = config.theme.get_env
        if "get_env" in vars(config.theme):
            return

        def get_env() -> jinja2.Environment:
            env = make()
            env.bytecode_cache = self._bytecode
            self._listing.wrap(env)
            return env

        config.theme.get_env = get_env  # type: ignore[method-assign]

    def wrap(
        self, env: jinja2.Environment, config: MkDocsConfig, may_be_unread: Callable[[], bool]
    ) -> jinja2.Environment:
        """The environment for MkDocs to render with.

        Args:
            env: That of the theme.
            config: The configuration of the build.
            may_be_unread: Tells whether whoever sees pages as a whole knows what an `Unread` one is.
        """
        self._may_be_unread = may_be_unread
        self._in_build, self._parsed = {}, {}
        self._config = config
        self._sources = sources(config)
        if self._reads[0] != (self._sources, tuple(config.theme.dirs)):
            self._reads = (self._sources, tuple(config.theme.dirs)), {}
        return _Environment(env, self, config)  # type: ignore[return-value]

    def end(self) -> None:
        """A build ends: where hooks have changed the navigation while pages were rendered, nothing was safe."""
        for template in self._in_build.values():
            if template.places is not None and not template.places.hold():
                self._fault = "a plugin changes the navigation while pages are rendered"
                self.store.clear()
        self._in_build, self._parsed = {}, {}
        self._bytecode.forget()

    def render(
        self, name: str, template: jinja2.Template, env: jinja2.Environment, context: Any, *, is_passed_on: bool
    ) -> str:
        """A page, rendered or taken from the build before; `is_passed_on` where whoever asks does not read it."""
        page: Page = context["page"]
        uri = page.file.src_uri
        try:
            parts = self._parts(name, env, context, page)
        except UnkeyedError as error:
            self.layer.make(uri, str(error))
            self.store.drop(uri)
            return template.render(context)
        may_be_unread = is_passed_on and self._may_be_unread()
        kept = self.store.get(uri)
        reason = NEW if kept is None else _differs(kept.parts, parts)
        if kept is not None and reason is None and (kept.output or may_be_unread):
            self.layer.take(uri)
            for message in kept.messages:
                message.say()
            read = kept.output.text if kept.output else partial(self._again, uri, template, context)
            return Unread(kept.token, read) if may_be_unread else read()
        self.layer.make(uri, reason or _NOT_KEPT)
        with heard() as ear:
            output = template.render(context)
        # It is in its file, which next time is in place; what is said is not to be said twice.
        made = Rendered(parts, None if may_be_unread and not ear.messages else Packed(output), ear.messages)
        self.store.put(uri, made, (len(made.output) if made.output else 0) + 1500)
        return Unread(made.token, lambda: output) if may_be_unread else output

    def _again(self, uri: str, template: jinja2.Template, context: Any) -> str:
        """A page that is the same as in the build before, and whose file is not."""
        self.layer.reused.discard(uri)
        self.layer.make(uri, _NOT_KEPT)
        return template.render(context)

    def _parts(self, name: str, env: jinja2.Environment, context: Any, page: Page) -> dict[str, Hashable]:
        if self._fault:
            raise UnkeyedError(self._fault)
        template = self._template(name, env, context)
        if template.fault or template.places is None:
            raise UnkeyedError(template.fault or "")
        if context["nav"] is not template.places.nav or context["config"] is not self._config:
            raise UnkeyedError("a plugin gives it a navigation or settings of its own")
        if isinstance(page, template.others_than):
            raise UnkeyedError("a plugin changes the addresses that it leads to")
        values, read = template.values, template.reads
        variables = sorted((read.variables - _STANDARD) & context.keys())
        extra = tuple((key, template.others.form(context[key])) for key in variables)
        about = values.attributes(page, template.own)
        address = self._identities(type(page)), page.url, context["base_url"]
        beside = ancestors(page), neighbours(page, template.places)
        return {
            "its template changed": name.encode(),
            "templates or settings changed": template.surroundings,
            "its content changed": self._digests.of(page.content or ""),
            "its headings changed": values.headings(page.toc),
            "its metadata changed": digest(values.form(page.meta)),
            "its title or address changed": digest((*address, about)),
            "the pages beside it changed": digest(beside),
            "the navigation that it shows changed": template.places.of(page),
            "what plugins add to it changed": digest((extra, tuple(sorted(context)))),
        }

    def _template(self, name: str, env: jinja2.Environment, context: Any) -> _Template:
        if found := self._in_build.get(name):
            return found
        config: MkDocsConfig = context["config"]
        read = self._reads[1].get(name)
        if read is None:
            self._reads[1][name] = read = reads(
                env, name, [*names(self._sources, config)], material(), self._parsed
            )
        values, others = (
            Values(Reading(frozenset(names), lambda value: True), self._identities)
            for names in (read.names, read.attributes)
        )
        self._in_build[name] = template = _Template(read, values, others, read.names - {"content", "toc", "meta"})
        try:
            about = surroundings(env, config, read, others, self._identities)
            template.surroundings = digest((self._sources, about))
            template.others_than = unwrapped(env.filters.get("url"))[1]
            features = config.theme.get("features") or ()
            template.places = Places(
                context["nav"], others, pruned=_is_pruned(config, read, features), features=features
            )
        except UnkeyedError as error:
            template.fault = str(error)
        return template


def _is_pruned(config: MkDocsConfig, read: Reads, features: Any) -> bool:
    """Whether a page shows only the part of the navigation around it, and templates are those of which it is known."""
    own = {f"partials/{name}" for name in PRUNED}
    return (
        "navigation.prune" in features
        and is_material(config)
        and (folder := material()) is not None
        and version(folder) in KNOWN
        and read.structure | read.navigation <= own
    )


def _differs(before: Mapping[str, Hashable], now: Mapping[str, Hashable]) -> str | None:
    return next((words for words, value in now.items() if before.get(words) != value), None)


class _Environment:
    """A theme's environment, with templates that compare before they render a page."""

    def __init__(self, env: jinja2.Environment, cache: Templates, config: MkDocsConfig) -> None:
        self._env = env
        self._cache = cache
        self._config = config

    def get_template(self, name: Any, *args: Any, **kwargs: Any) -> Any:
        template = self._env.get_template(name, *args, **kwargs)
        # Only pages: 404.html and the like are few.
        is_page = self._config._current_page is not None  # noqa: SLF001 - set while a page is rendered
        if not is_page or args or kwargs or not isinstance(name, str):
            return template
        return _PageTemplate(name, template, self._env, self._cache)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)


class _PageTemplate:
    def __init__(self, name: str, template: jinja2.Template, env: jinja2.Environment, cache: Templates) -> None:
        self._arguments = name, template, env
        self._cache = cache

    def render(self, context: Any) -> str:
        return self._cache.render(*self._arguments, context, is_passed_on=is_passed_on())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._arguments[1], name)
