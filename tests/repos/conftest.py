"""Servers on this machine that play the hosts of repositories."""

from __future__ import annotations

import functools

import pytest
from graphql import GraphQLSchema, build_schema
from pytest_httpserver import HTTPServer

from tests.harness import ROOT
from tests.repos.github import GitHub

VERSION = "15.26.1"
"""As the Makefile has it."""


@pytest.fixture(scope="session")
def httpserver_listen_address() -> tuple[str, int]:
    return ("127.0.0.1", 0)


@functools.cache
def _schema() -> GraphQLSchema | None:
    file = ROOT / ".cache" / "npm" / f"octokit-graphql-schema-{VERSION}" / "schema.graphql"
    if not file.is_file():
        return None
    return build_schema(file.read_text("utf-8"), assume_valid_sdl=True, assume_valid=True, no_location=True)


@pytest.fixture
def github(httpserver: HTTPServer) -> GitHub:
    """A GitHub whose GraphQL is executed by the schema that GitHub publishes."""
    schema = _schema()
    if schema is None:
        pytest.skip("needs the npm package @octokit/graphql-schema: `make test` gets it where there is npm")
    played = GitHub(schema)
    httpserver.expect_request("/graphql", method="POST").respond_with_handler(played.answer)
    return played
