"""What the tests of code in decks use."""

from __future__ import annotations

import pytest

from tests.snippets.project import Project


@pytest.fixture
def project(pytester: pytest.Pytester) -> Project:
    """An empty project; test modules that use it load the plugin `pytester`."""
    return Project(pytester)
