"""The papers of a site's bibliography: the values that recognition, pages and commands work on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deckbook.diagnostics import Diagnostic

_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody who wrote a paper.

    Attributes:
        family: The family name, with what stands before it (`van der Maaten`); "" for a group.
        given: The given names.
        suffix: `Jr.` and the like.
        literal: The name of a group, or of a person whose name is not divided.
    """

    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def shown(self) -> str:
        """The name as it is read: `Alex Krizhevsky`, `李飞飞`."""
        if self.literal:
            return self.literal
        if is_cjk(self.family):
            return self.family + self.given
        return " ".join(part for part in (self.given, self.family, self.suffix) if part)

    @property
    def short(self) -> str:
        """The name as a citation has it."""
        return self.family or self.literal


@dataclass(frozen=True, slots=True)
class Paper:
    """One entry of a bibliography.

    Attributes:
        key: What it is cited by; unique in the bibliography.
        kind: CSL's type, such as `article-journal`, `paper-conference` or `article` (a preprint).
        title: Its title as plain text; its key where the entry has none.
        authors: Who wrote it; its editors where it names no author.
        more_authors: Whether the entry says that there are others.
        year: When it was published.
        venue: The journal, conference, publisher or school, as plain text; "" where it is not named.
        doi: Its DOI in lower case; "" for none.
        arxiv: Its number at arXiv without a version; "" for none.
        urls: Its addresses on the web, the entry's own first.
        pdf: The address of its text where one is known; "" for none.
        code: The address of a repository that the entry names; "" for none.
        language: The language that it is written in, such as `en` or `zh`.
        item: The whole entry as CSL-JSON has it, texts plain.
        bibtex: The entry as BibTeX to copy, without what is private (files, notes, tags).
        path: The file it stands in.
        line: The 1-based line there.
        aliases: Other keys that mean it.
    """

    key: str
    kind: str
    title: str
    authors: tuple[Name, ...]
    more_authors: bool
    year: int | None
    venue: str
    doi: str
    arxiv: str
    urls: tuple[str, ...]
    pdf: str
    code: str
    language: str
    item: Mapping[str, Any]
    bibtex: str
    path: Path
    line: int
    aliases: tuple[str, ...] = ()

    @property
    def is_preprint(self) -> bool:
        return self.kind == "article"


@dataclass(frozen=True, slots=True)
class Bibliography:
    """All papers of a site.

    Attributes:
        papers: By key, in the order of the files.
        diagnostics: What is to be said of the files.
        files: The files, also those that cannot be read: what is to be watched.
    """

    papers: Mapping[str, Paper] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    files: tuple[Path, ...] = ()


def is_cjk(text: str) -> bool:
    """Whether a text has Chinese, Japanese or Korean characters."""
    return not text.isascii() and bool(_HAN.search(text))
