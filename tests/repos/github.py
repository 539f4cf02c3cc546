"""A GitHub on this machine: its GraphQL as its published schema has it, and what goes wrong with it at times."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError, GraphQLSchema, build_schema, graphql_sync
from werkzeug import Request, Response

from tests.harness import ROOT

TOKEN = "ghp_0123456789abcdefSECRET"  # noqa: S105 - it opens nothing


VERSION = "15.26.1"
"""Of the npm package @octokit/graphql-schema, as the Makefile has it."""


@functools.cache
def schema() -> GraphQLSchema | None:
    """The schema that GitHub publishes; None where the package is not at hand."""
    file = ROOT / ".cache" / "npm" / f"octokit-graphql-schema-{VERSION}" / "schema.graphql"
    if not file.is_file():
        return None
    return build_schema(file.read_text("utf-8"), assume_valid_sdl=True, assume_valid=True, no_location=True)


class _TypedError(Exception):
    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def repository(name: str, stars: int = 4600, **more: object) -> dict[str, Any]:
    """A repository as GraphQL's resolvers see it."""
    return {
        "nameWithOwner": name,
        "description": f"What {name} is",
        "stargazerCount": stars,
        "isArchived": False,
        "isPrivate": False,
        "pushedAt": "2026-11-20T08:15:30Z",
        "licenseInfo": {"spdxId": "MIT", "name": "MIT License"},
        "primaryLanguage": {"name": "Python"},
        "repositoryTopics": {"nodes": [{"topic": {"name": "nlp"}}, {"topic": {"name": "audio"}}]},
        **more,
    }


@dataclass
class GitHub:
    """The repositories that it has, and how it answers.

    Attributes:
        repositories: By their names in small letters; what is not there is not found.
        moved: Old names in small letters, and the new ones.
        errors: Types of errors by name, such as `FORBIDDEN`, and their messages.
        script: What is answered instead, to one question after the other; None for the right answer.
        asked: The names in each question.
        questions: The questions.
        tokens: What each of them was authorized with.
    """

    schema: GraphQLSchema
    repositories: dict[str, dict[str, Any]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    errors: dict[str, tuple[str, str]] = field(default_factory=dict)
    script: list[Response | Callable[[Response], Response] | None] = field(default_factory=list)
    asked: list[list[str]] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    tokens: list[str | None] = field(default_factory=list)

    def add(self, name: str, stars: int = 4600, **more: object) -> None:
        self.repositories[name.lower()] = repository(name, stars, **more)

    def answer(self, request: Request) -> Response:
        body = request.get_json()
        names = [
            f"{body['variables'][f'o{n}']}/{body['variables'][f'n{n}']}" for n in range(len(body["variables"]) // 2)
        ]
        self.asked.append(names)
        self.questions.append(body["query"])
        self.tokens.append(request.headers.get("Authorization"))
        scripted = self.script.pop(0) if self.script else None
        if isinstance(scripted, Response):
            return scripted
        result = graphql_sync(
            self.schema, body["query"], {"repository": self._repository}, variable_values=body["variables"]
        )
        errors = [self._error(error) for error in result.errors or ()]
        content = {"data": result.data, **({"errors": errors} if errors else {})}
        right = Response(json.dumps(content), content_type="application/json; charset=utf-8")
        return scripted(right) if scripted else right

    def _repository(self, _info: object, owner: str, name: str, followRenames: bool = True) -> dict[str, Any]:  # noqa: N803
        asked = f"{owner}/{name}"
        if asked in self.errors:
            raise _TypedError(*self.errors[asked])
        new = self.moved.get(asked.lower(), asked) if followRenames else asked
        found = self.repositories.get(new.lower())
        if found is None:
            raise _TypedError("NOT_FOUND", f"Could not resolve to a Repository with the name '{asked}'.")
        return found

    def _error(self, error: GraphQLError) -> dict[str, Any]:
        formatted: dict[str, Any] = {**error.formatted}
        if isinstance(error.original_error, _TypedError):
            formatted["type"] = error.original_error.kind
        return formatted
