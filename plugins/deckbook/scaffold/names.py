"""Names that count weeks: `2026-w47`, `2026-11-22`, `week-07`, `第七周`, and what the next one is called."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

_ISO_WEEK = re.compile(r"(?<!\d)(\d{4})([-_. ]?)([wW])(\d{1,2})(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d)")
_CHINESE = re.compile(r"第([零〇一二三四五六七八九十百]+|\d+)[周週期次讲講课課节節章回]")
_WORD = re.compile(
    r"(?<![A-Za-z])(?:week|wk|(?<!\d)(?<!\d[-_. ])w|lecture|talk|session|lesson|unit|class|part)"
    r"[ _.-]?#?(\d{1,4})(?!\d)",
    re.I,
)
_WEEKS = (
    re.compile(r"第([零〇一二三四五六七八九十百]+|\d+)[周週期]"),
    re.compile(r"(?<![A-Za-z\d])(?<!\d[-_. ])(?:week|wk|w)[ _.-]?#?(\d{1,4})(?!\d)", re.I),
)
_FIRST = re.compile(r"^(\d{1,3})(?!\d)")
_LAST = re.compile(r"(\d{1,4})$")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Turn:
    """From one week to another.

    Attributes:
        day: A day of the new week.
        before: A day of the week before, where it is known. A number that is that week's number in its year becomes
            that of the new week, so that it begins anew with a year; any other is counted on.
    """

    day: datetime.date
    before: datetime.date | None = None

    def after(self, said: str, *, pads: bool) -> str:
        """The number that follows one; `pads` gives it as many digits, else it has those of a leading zero only."""
        if not said.isdecimal():
            return chinese(number(said) + 1)
        is_week = self.before is not None and int(said) == self.before.isocalendar().week
        value = self.day.isocalendar().week if is_week else int(said) + 1
        return str(value).zfill(len(said)) if pads or said.startswith("0") else str(value)


def next_name(name: str, turn: Turn, others: Iterable[str] = ()) -> str | None:
    """The name after one, in the same manner; None where it counts nothing.

    `2026-w53` → `2027-w01`, `week-09` → `week-10`, `第九周` → `第十周`, `03-attention` → `04`.

    Args:
        name: A file's name without its suffix.
        turn: From which week to which.
        others: The names of other decks: a number at the end of a name counts only where another one has it as well.
    """
    words = [_CHINESE, _WORD, _FIRST]
    if any(_LAST.sub("", other) == _LAST.sub("", name) for other in others if other != name):
        words.append(_LAST)
    counted = _counted(name, turn, words, pads=True)
    # What follows is what that week was about.
    return counted[0] + counted[1] + re.sub(r"^[-_. ].*", "", counted[2], flags=re.S) if counted else None


def next_title(title: str, turn: Turn) -> str:
    """A title with its week counted on and without what that week was about; one that counts nothing stays.

    `第四十七周：注意力` → `第四十八周`, `Week 47` → `Week 48`.
    """
    counted = _counted(title, turn, [_CHINESE, _WORD], pads=False)
    return counted[0] + counted[1] + re.sub(r"^\s*[:：,，–—-].*", "", counted[2], flags=re.S) if counted else title


def next_heading(heading: str, title: str, turn: Turn) -> str:
    """A heading below a title, with the title's week counted on where it says it; numbers of anything else stay.

    Below `第三周`: `第三周小结` → `第四周小结`, but `第一周回顾` and `第三章` stay.
    """
    if heading == title:
        return next_title(heading, turn)
    own = {number(match[1]) for word in (_CHINESE, _WORD) for match in word.finditer(title)}
    year, week = turn.before.isocalendar()[:2] if turn.before else (0, 0)
    for match in _ISO_WEEK.finditer(heading):
        if (int(match[1]), int(match[4])) == (year, week):
            return heading[: match.start()] + (_next_week(match, turn) or match[0]) + heading[match.end() :]
    for match in (match for word in _WEEKS for match in word.finditer(heading)):
        if number(match[1]) in own | {week}:
            return heading[: match.start()] + _next_number(match, turn, pads=False) + heading[match.end() :]
    return heading


def counted_key(name: str) -> list[tuple[int, int, str]]:
    """What names are sorted by: their numbers by value, Chinese ones too."""
    pieces = re.split(r"(\d+)", _CHINESE.sub(lambda match: str(number(match[1])), name))
    return [(1, int(piece), "") if index % 2 else (0, 0, piece) for index, piece in enumerate(pieces)]


def _counted(text: str, turn: Turn, words: Iterable[re.Pattern[str]], *, pads: bool) -> tuple[str, str, str] | None:
    """What stands before a counter, the next one, and what stands after it."""
    ways: list[tuple[re.Pattern[str], Callable[[re.Match[str], Turn], str | None]]] = [
        (_ISO_WEEK, _next_week), (_DAY, _next_day), *((word, partial(_next_number, pads=pads)) for word in words)
    ]  # fmt: skip
    for pattern, following in ways:
        for match in pattern.finditer(text):
            found = following(match, turn)
            if found is not None:
                return text[: match.start()], found, text[match.end() :]
    return None


def _next_week(match: re.Match[str], turn: Turn) -> str | None:
    if not 1 <= int(match[4]) <= 53:
        return None
    year, week, _ = turn.day.isocalendar()
    return f"{year:04}{match[2]}{match[3]}{week:02}"


def _next_day(match: re.Match[str], turn: Turn) -> str | None:
    try:
        datetime.date(int(match[1]), int(match[3]), int(match[4]))
    except ValueError:
        return None
    return match[2].join(turn.day.strftime("%Y %m %d").split())


def _next_number(match: re.Match[str], turn: Turn, *, pads: bool) -> str:
    start, end = (place - match.start() for place in match.span(1))
    return match[0][:start] + turn.after(match[1], pads=pads) + match[0][end:]


def number(said: str) -> int:
    """The number that digits or Chinese characters say, these up to 999: `四十七`, `一百零二`, `二〇`."""
    if said.isdecimal():
        return int(said)
    if not any(character in said for character in "十百"):
        return int("".join(str(_digit(character)) for character in said))
    total, digit = 0, 0
    for character in said:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _digit(character)
    return total + digit


def chinese(value: int) -> str:
    """A number in Chinese characters: `四十八`, `一百一十`; one above 999 in digits."""
    if value > 999:
        return str(value)
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones or not value else "")


def _digit(character: str) -> int:
    return _DIGITS.index("零" if character == "〇" else character)
