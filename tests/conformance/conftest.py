"""What the conformance tests share: every slide of the corpus against Slidev's."""

from __future__ import annotations

import pytest

from tests.conformance.corpus import Corpus
from tests.conformance.rendering import Compared, compare


@pytest.fixture(scope="session")
def compared(corpus: Corpus) -> list[Compared]:
    """All slides, compared with the corrections."""
    return compare(corpus)
