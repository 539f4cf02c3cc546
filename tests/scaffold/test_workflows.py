"""The workflows of this project and of new sites: valid, pinned, with no more permissions than they need."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.harness import ROOT
from tests.scaffold.workflows import actionlint

OURS = ROOT / ".github" / "workflows"
THEIRS = ROOT / "plugins" / "deckbook" / "scaffold" / "templates" / "site" / "dot-github" / "workflows"
WORKFLOWS = sorted(OURS.glob("*.yml")) + sorted(THEIRS.glob("*.yml"))
USES = re.compile(r"uses: (\S+)(.*)")

each = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: f"{path.parent.parent.name}/{path.name}")


def read(workflow: Path) -> dict[str, Any]:
    # YAML 1.1 reads the key `on` as true.
    data: dict[Any, Any] = yaml.safe_load(workflow.read_text("utf-8"))
    return {"on" if key is True else str(key): value for key, value in data.items()}


def test_this_project_and_new_sites_have_the_same_workflows() -> None:
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "publish.yml", "refresh.yml"] * 2


def test_newer_actions_are_proposed() -> None:
    settings = (OURS.parent / "dependabot.yml").read_text("utf-8")

    assert settings == (THEIRS.parent / "dependabot.yml").read_text("utf-8")
    assert yaml.safe_load(settings)["updates"][0]["package-ecosystem"] == "github-actions"


def test_actionlint_finds_nothing() -> None:
    assert actionlint(WORKFLOWS) == []


def test_actionlint_would_find_something(tmp_path: Path) -> None:
    workflow = tmp_path / "ci.yml"
    workflow.write_text((OURS / "ci.yml").read_text("utf-8").replace("matrix.python", "matrix.snake"), encoding="utf-8")

    [found] = actionlint([workflow])
    assert 'property "snake" is not defined' in found


@each
def test_actions_are_pinned_by_commit(workflow: Path) -> None:
    for action, comment in USES.findall(workflow.read_text("utf-8")):
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action)
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment)


def test_an_action_has_one_pin() -> None:
    pins: dict[str, set[str]] = {}
    for workflow in WORKFLOWS:
        for action, comment in USES.findall(workflow.read_text("utf-8")):
            pins.setdefault(action.partition("@")[0], set()).add(action + comment)

    assert {name: len(found) for name, found in pins.items()} == dict.fromkeys(pins, 1)


@each
def test_permissions_are_the_least(workflow: Path) -> None:
    data = read(workflow)
    may = {name: rights for job in data["jobs"].values() for name, rights in job.get("permissions", {}).items()}

    assert data["permissions"] == ({"contents": "read"} if workflow.name == "ci.yml" else {})
    assert (
        may
        == {
            "ci.yml": {},
            "publish.yml": {"contents": "write", "pages": "write"},
            "refresh.yml": {"contents": "write", "pull-requests": "write"},
        }[workflow.name]
    )


@each
def test_only_what_pushes_itself_keeps_the_token(workflow: Path) -> None:
    steps = [step for job in read(workflow)["jobs"].values() for step in job["steps"]]
    [checkout] = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]

    kept = checkout.get("with", {}).get("persist-credentials", True)
    assert kept is (workflow.name == "publish.yml")


@each
def test_runs_do_not_pile_up(workflow: Path) -> None:
    data = read(workflow)

    assert data["concurrency"]["group"]
    # What is being written to a branch is not broken off.
    assert data["concurrency"]["cancel-in-progress"] is (workflow.name == "ci.yml")
    assert all(job["timeout-minutes"] <= 60 for job in data["jobs"].values())


@each
def test_python_is_one_that_deckbook_is_tested_with(workflow: Path) -> None:
    ours = read(OURS / "ci.yml")["jobs"]["check"]["strategy"]["matrix"]["python"]
    text = workflow.read_text("utf-8")

    assert set(re.findall(r'"(3\.\d+)"', text)) <= set(ours)
    assert (re.search(r'python: \["3.11", ', text) is not None) is (workflow.name == "ci.yml")
