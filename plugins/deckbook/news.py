"""What a published edition has besides the book: the page “What's new”, the note on old editions, and its selector."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from deckbook.frontend import STATIC
from deckbook.markup import labels
from deckbook.publish.editions import Edition, parse_editions

SCRIPT, STYLE = "assets/deckbook/editions.js", "assets/deckbook/editions.css"
VERSION, EDITIONS = "MIKE_DOCS_VERSION", "DECKBOOK_EDITIONS"
"""Variables of a build that is published: mike's, which holds the version; and the file with the list of editions."""
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|!~$&]|\A[-+](?=\s)|(?<=\A\d)[.)]|(?<=\A\d\d)[.)]")


@dataclass(frozen=True, slots=True)
class Published:
    """A build that is published.

    Attributes:
        editions: This edition and those before it, the newest first; none where mike publishes it alone.
        page: The path of the page “What's new”; "" for none.
        language: The site's language.
    """

    editions: tuple[Edition, ...]
    page: str
    language: str


def publication(environment: Mapping[str, str], page: str, language: str) -> Published | None:
    """What is published; None for a build that is not."""
    if not environment.get(VERSION):
        return None
    listed = environment.get(EDITIONS)
    return Published(tuple(parse_editions(Path(listed).read_bytes()) if listed else ()), page, language)


def configure(config: MkDocsConfig) -> None:
    """Lets pages load what shows editions, and Material show mike's selector."""
    if not config.extra.get("version"):
        config.extra["version"] = {"provider": "mike", "default": "latest"}
    config.extra_css.append(STYLE)
    config.extra_javascript.append(SCRIPT)


def add_files(files: Files, published: Published | None, page: str, config: MkDocsConfig) -> None:
    """Adds the page, the script and the style sheet.

    In a build that Deckbook does not publish there is a page only where `nav` names it.
    """
    is_written = bool(page and ((published and published.editions) or _is_named(page, config.nav)))
    if published:
        words = labels(published.language)
        said = {name: words[name] for name in words if name.startswith("edition_")}
        files.append(
            File.generated(
                config, SCRIPT, content=_script({**said, "news": words["news"]}, page if is_written else "", config)
            )
        )
        files.append(File.generated(config, STYLE, abs_src_path=str(STATIC / STYLE)))
    if is_written and files.get_file_from_path(page) is None:
        language = published.language if published else str(config.theme.get("language") or "en")
        content = "\n".join(_page(published.editions if published else (), page, files, labels(language)))
        files.append(File.generated(config, page, content=content, inclusion=InclusionLevel.NOT_IN_NAV))


def is_written(page: Page, uri: str) -> bool:
    """Whether a page is “What's new” as Deckbook has written it, and not the site's own."""
    return page.file.src_uri == uri and page.file.generated_by is not None


def _is_named(page: str, nav: object) -> bool:
    if isinstance(nav, str):
        return nav == page
    values = nav.values() if isinstance(nav, Mapping) else nav if isinstance(nav, list) else ()
    return any(_is_named(page, value) for value in values)


def _script(words: Mapping[str, str], page: str, config: MkDocsConfig) -> str:
    """The script, with the words of the site's language and the address of the page before it."""
    address = ""
    if page:
        stem = page.removesuffix(".md")
        address = f"{stem}/" if config.use_directory_urls else f"{stem}.html"
    values = json.dumps({"words": words, "news": address}, ensure_ascii=False)
    return f"const DECKBOOK_EDITIONS = {values};\n{(STATIC / SCRIPT).read_text('utf-8')}"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a whole page says of where its edition begins, which the script asks; `url` is the page's address there."""

    url: str

    def __call__(self, output: str) -> str:
        """The page with it."""
        root = posixpath.relpath(".", posixpath.dirname(self.url) or ".") + "/"
        return output.replace("</head>", f'<meta name="deckbook-edition" content="{root}"></head>', 1)


def _page(editions: Sequence[Edition], uri: str, files: Files, words: Mapping[str, str]) -> Iterator[str]:
    yield from ("---", f"title: {json.dumps(words['news'], ensure_ascii=False)}", "---", "", f"# {words['news']}", "")
    if not editions:
        yield words["news_unpublished"]
    for edition in editions:
        news = edition.news
        yield from (f"## {_text(edition.title)}", "", f'<p class="deckbook-meta">{_text(edition.date)}</p>', "")
        nothing = True
        for title, items in (
            (words["news_decks"], [_link(title, target, uri, files) for target, title in news.decks]),
            (words["news_chapters"], [
                f"{_link(title, target, uri, files)} ({_text(deck)})" for target, title, deck in news.chapters
            ]),
            (words["news_papers"], [_text(title) for _, title in news.papers]),
            (words["news_repositories"], [_stars(*item) for item in news.stars]),
        ):  # fmt: skip
            if items:
                nothing = False
                yield from (f"**{title}**", "", *(f"- {item}" for item in items), "")
        if nothing:
            yield from (words["news_nothing"], "")


def _link(title: str, target: str, uri: str, files: Files) -> str:
    """A title that leads to its page, if the book still has it."""
    if files.get_file_from_path(target) is None:
        return _text(title)
    return f"[{_text(title)}](<{posixpath.relpath(target, posixpath.dirname(uri) or '.')}>)"


def _stars(address: str, name: str, before: int | None, now: int | None) -> str:
    count = "" if now is None else f" ★ {now:,}" if before is None else f" ★ {before:,} → {now:,}"
    return f"[{_text(name)}](<{address}>){count}"


def _text(plain: str) -> str:
    """A plain text as Markdown shows it."""
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};", " ".join(plain.split()))
