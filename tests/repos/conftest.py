"""Servers on this machine that play the hosts of repositories."""

from __future__ import annotations

import pytest
from pytest_httpserver import HTTPServer

from tests.repos.github import GitHub, schema


@pytest.fixture(scope="session")
def httpserver_listen_address() -> tuple[str, int]:
    return ("127.0.0.1", 0)


@pytest.fixture
def github(httpserver: HTTPServer) -> GitHub:
    """A GitHub whose GraphQL is executed by the schema that GitHub publishes."""
    loaded = schema()
    if loaded is None:
        pytest.skip("needs the npm package @octokit/graphql-schema: `make test` gets it where there is npm")
    played = GitHub(loaded)
    httpserver.expect_request("/graphql", method="POST").respond_with_handler(played.answer)
    return played
