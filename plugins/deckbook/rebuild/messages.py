"""What was said while a page was made, so that a page that is taken from the build before says it again."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """A line of the log: who says it, how loud, and what."""

    logger: str
    level: int
    text: str

    def say(self) -> None:
        """Logs it once more."""
        logger = logging.getLogger(self.logger)
        if logger.isEnabledFor(self.level):
            logger.handle(logger.makeRecord(self.logger, self.level, "", 0, self.text, (), None))


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.records: dict[int, logging.LogRecord] = {}  # by identity: two loggers may pass on the same one

    def emit(self, record: logging.LogRecord) -> None:
        self.records.setdefault(id(record), record)

    @property
    def messages(self) -> tuple[Message, ...]:
        return tuple(Message(record.name, record.levelno, record.getMessage()) for record in self.records.values())


@contextmanager
def heard() -> Iterator[_Ear]:
    """Hears what is logged meanwhile, by MkDocs and by all others."""
    ear = _Ear()
    # MkDocs' own logger may keep its lines from the root.
    loggers = (logging.getLogger(), logging.getLogger("mkdocs"))
    for logger in loggers:
        logger.addHandler(ear)
    try:
        yield ear
    finally:
        for logger in loggers:
            logger.removeHandler(ear)
