"""Compiled templates, which the new environment of each build takes over from the one before."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache


class Bytecode(BytecodeCache):
    """What was compiled of each template."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], bytes] = {}
        self._expected: dict[tuple[str, str], Callable[[], CodeType]] = {}

    def expect(self, bucket: Bucket, compile_: Callable[[], CodeType]) -> None:
        """A template may be wanted, of which `compile_` knows how to compile it quickly."""
        self._expected[bucket.key, bucket.checksum] = compile_

    def forget(self) -> None:
        """No other template is wanted: what knows how to compile them holds a whole build's environment."""
        self._expected.clear()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fills in what was compiled of the same source."""
        key = bucket.key, bucket.checksum
        if code := self._codes.get(key):
            bucket.bytecode_from_string(code)
        elif compile_ := self._expected.pop(key, None):
            bucket.code = compile_()
            self.dump_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps what was compiled."""
        self._codes[bucket.key, bucket.checksum] = bucket.bytecode_to_string()
