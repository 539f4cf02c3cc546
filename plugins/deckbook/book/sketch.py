"""What the signals look at: the slides to divide, and of each what is worked out when a signal asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from deckbook.book import prose
from deckbook.book.model import Title
from deckbook.book.titles import clean, headings, slidev_title
from deckbook.deck import Deck, Slide
from deckbook.deck.ecma import truthy

_LAYOUT_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")
_DIVIDERS = frozenset({"section", "chapter", "cover", "divider", "part"})
_CLOSERS = frozenset({"end", "thanks", "closing"})
_CLOSING = (
    r"\W*(?:(?:many |a big )?thank|tack\b|merci|danke|(?:muchas )?gracias|obrigad|grazie|bedankt|děkuj"
    r"|dziękuj|teşekkür|terima kasih|cảm ơn|спасибо|благодар|תודה|شكر|谢谢|謝謝|感谢|感謝|ありがとう|ご?清聴"
    r"|감사|(?:the end|fin|ende|終わり|おしまい|(?:do you have )?(?:any |your )?questions?|q\s*&\s*a|fragen"
    r"|preguntas|perguntas|domande|вопросы|pytania|sorular|vragen|问答|提问|ご?質問|질문|질의응답|أسئلة)\W*$)"
)
_CONTINUED = r"[ivx]{1,4}|cont(?:inued|'?d)?\.?"
_ABROAD = "suite|forts\\.?|fortsetzung|continuación|continuação|продолжение|续|續|接上|続き|つづき|계속|تابع"
_REPEATED = (
    r"(?:[\s\-–—:：.,，]*[(（\[【]?\s*(?:\d{1,2}(?:\s*[/／]\s*\d{1,2})?|[①-⑳])"
    rf"|[\s\-–—:：.,，]+[(（\[【]?\s*(?:{_CONTINUED})"
    rf"|[\s\-–—:：.,，]*[(（\[【]\s*(?:{_CONTINUED}|{_ABROAD}))\s*[)）\]】]?\s*$"
)
_TOC = re.compile(r"<(?:\w*-)?\w*toc[a-z]?(?=[\s/>])", re.I)
_LIST = re.compile(r"\n[-*+1 ]")
_ITEM = re.compile(r"^ {0,3}(?:[-*+]|\d{1,2}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(\S.*)$", re.M)
# Elements that only place the text in them, and components around nothing but text.
_WRAPPERS = re.compile(
    r"</?(?:div|span|p|br|b|i|em|strong|center|small|h[1-6]|template|transform|v-clicks?|vclicks?)(?=[\s>/])[^<>]*>"
    r"|<([A-Z]\w*)[^<>]*>(?=[^<>]+</\1>)|(?<=[^<>\s])</[A-Z]\w*>",
    re.I,
)
_EMBEDDED = re.compile(r"!\[|<[A-Za-z]")
_BLOCK = re.compile(r"[-*+>|]|\d{1,2}[.)]\s")
_PLAIN_KEYS = frozenset(
    "align background backgroundSize chapter class clickAnimation clicks clicksStart color disabled dragPos "
    "drawings hide hideInToc layout level lineNumbers name preload routeAlias src title "
    "transition zoom".split()
)
_END = 40  # characters of a title in which a counter may stand
_AGENDA = 4000  # characters: a slide of more is no agenda
_SHORT = 80  # characters that fit beside a title without making a slide of text
_SPACES = re.compile(r"\s+")


@cache
def _lately(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled when it is first used: that takes long, and decks that say their chapters do without."""
    return re.compile(pattern, re.I)


class Sketch:
    """One slide as the signals see it."""

    def __init__(self, deck: Deck, slide: Slide) -> None:
        self.slide = slide
        self.layout = deck.layout(slide)
        self.level: int | None = slide.level if isinstance(slide.level, int) else None
        self.hidden = truthy(slide.frontmatter.get("hideInToc"))

    @cached_property
    def title(self) -> Title | None:
        """Its title by Slidev's inference."""
        return slidev_title(self.slide)

    @cached_property
    def plain(self) -> str:
        return self.title.plain if self.title else ""

    @cached_property
    def key(self) -> str:
        """Its title without what tells it from the slide it continues: `… 2`, `(cont.)`."""
        title = self.plain.casefold()
        return (title[:-_END] + _lately(_REPEATED).sub("", title[-_END:])) or title

    @cached_property
    def headings(self) -> tuple[tuple[int, Title], ...]:
        return headings(self.slide)

    @cached_property
    def name(self) -> Title | None:
        """Its title, a heading in HTML included."""
        return self.title or (self.headings[0][1] if self.headings else None)

    @property
    def caption(self) -> Title | None:
        """What a slide is called: its title, or the only line it shows."""
        return self.name or (clean(self._shown[0]) if len(self._shown) == 1 else None)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The words of its layout's name."""
        return frozenset(word.lower() for word in _LAYOUT_WORD.findall(self.layout))

    @cached_property
    def text(self) -> str:
        return prose.text(self.slide.content).strip()

    @cached_property
    def words(self) -> int:
        return prose.words(self.slide.content)

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The Markdown of the outer items of its lists."""
        content = self.slide.content
        if len(content) > _AGENDA or not _LIST.search(content):
            return ()
        pieces = prose.visible(content)
        return tuple(item for start, end in pieces for item in _ITEM.findall(content[start:end]))

    @property
    def is_toc(self) -> bool:
        content = self.slide.content
        return ("toc" in content or "Toc" in content) and bool(_TOC.search(content))

    @cached_property
    def _source(self) -> str:
        content = self.slide.content
        return "".join(content[start:end] for start, end in prose.visible(content)) if "<" in content else content

    @cached_property
    def _shown(self) -> tuple[str, ...]:
        """The lines of a slide that shows a line or two and nothing else, without tags; empty for others."""
        if any(key not in _PLAIN_KEYS and not key.startswith(("glow", "grow")) for key in self.slide.frontmatter):
            return ()  # what a layout shows beside the text
        if "```" in self.slide.content or "~~~" in self.slide.content or len(self._source) > 1000:
            return ()
        beneath = self._source.partition("\n")[2] if self._source.startswith("#") else self._source
        if _EMBEDDED.search(_WRAPPERS.sub("", beneath)):
            return ()
        lines = tuple(line for line in map(str.strip, self.text.splitlines()) if line)
        short = len(lines) <= 3 and sum(map(len, lines[1:])) <= _SHORT
        return lines if short and not any(map(_BLOCK.match, lines)) else ()

    @cached_property
    def is_poster(self) -> bool:
        """Whether it is one Markdown heading and nothing else."""
        return len(self._shown) == 1 and self.title is not None and self._shown[0].startswith("#")

    @property
    def is_card(self) -> bool:
        """Whether it shows a heading and at most a short line or two."""
        return bool(self._shown) and self.title is not None and bool(self.headings)

    @cached_property
    def frame(self) -> str:
        """The HTML around the only line of a slide without a title: what slides made alike share."""
        if self.title is not None or len(self._shown) != 1 or len(self._shown[0]) > _SHORT // 2:
            return ""
        before, line, after = self._source.partition(self._shown[0])
        return _SPACES.sub("", f"{before}\0{after}") if line and before.strip() else ""

    @cached_property
    def is_divider(self) -> bool:
        """Whether its layout is one that opens a chapter, and it has a heading."""
        opens = bool(self.kinds & _DIVIDERS) or ("intro" in self.kinds and self.is_poster)
        return opens and self.name is not None

    @cached_property
    def is_closing(self) -> bool:
        """Whether it only thanks, or asks for questions."""
        if self.kinds & _CLOSERS:
            return True
        said = self.plain or (self.text if len(self.slide.content) < 1000 else "")
        return len(said) <= _SHORT // 2 and bool(_lately(_CLOSING).match(said))

    @property
    def is_introduction(self) -> bool:
        return "intro" in self.kinds and not self.is_poster

    @property
    def importer(self) -> tuple[Path, int] | None:
        """The slide of the entry file that imports it."""
        if not self.slide.imports:
            return None
        outer = self.slide.imports[0]
        return outer.path, outer.index

    @property
    def file(self) -> Path:
        """The file that the entry file imports it from; the entry file itself for its own."""
        imports = self.slide.imports
        return imports[1].path if len(imports) > 1 else self.slide.path


@dataclass(frozen=True, slots=True)
class Slides:
    """The slides to divide, and those of the deck's own page before them (an agenda may be among these)."""

    body: Sequence[Sketch]
    before: Sequence[Sketch] = ()


Cuts = list[int]
"""Positions in the body before which chapters would begin."""

Signal = Callable[[Slides], Iterator[Cuts]]


def titled(body: Sequence[Sketch], highest: int) -> Cuts:
    """The slides with a new title of a level up to `highest`; one without level counts if none has one."""
    has_levels = any(slide.title and slide.level is not None for slide in body)
    cuts: Cuts = []
    last = ""
    for index, slide in enumerate(body):
        level = slide.level if slide.level is not None or has_levels else 1
        if slide.title is None or slide.hidden or level is None or level > highest:
            continue
        if slide.key != last:
            cuts.append(index)
        last = slide.key
    return cuts


def apart(cuts: Cuts) -> Cuts:
    """The first of each run of neighbours."""
    return [cut for i, cut in enumerate(cuts) if i == 0 or cut != cuts[i - 1] + 1]
