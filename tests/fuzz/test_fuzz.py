"""The short form of the long one: some inputs of its kinds, and what Hypothesis and its mutations find."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.inputs import Inputs
from tests.fuzz.target import Broken, Target, joined, split
from tests.markup.soup import decks


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Target:
    return Target(tmp_path_factory.mktemp("fuzz"))


@pytest.fixture(scope="module")
def careful(tmp_path_factory: pytest.TempPathFactory) -> Target:
    return Target(tmp_path_factory.mktemp("careful"), trusted=False)


@pytest.mark.parametrize("seed", range(4))
def test_no_input_breaks(seed: int, target: Target, careful: Target) -> None:
    inputs = [Inputs(seed)[number] for number in range(100)]

    assert target.run(inputs)
    assert careful.run(inputs)


@given(data=st.lists(st.one_of(st.binary(max_size=200), decks().map(str.encode)), min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_no_bytes_break(data: list[bytes], target: Target) -> None:
    target.run(data)


def test_an_input_is_the_same_each_time() -> None:
    first, second = Inputs(1), Inputs(1)

    assert [first[number] for number in range(50)] == [second[number] for number in range(50)]
    assert len({first[number] for number in range(50)}) > 40


def test_an_input_can_hold_files() -> None:
    files = {"deck.md": b"# A\n", "pages/1.md": b"# B\n\n%% FILE", "a.svg": b""}

    assert split(joined(files)) == {"deck.md": b"# A\n\n", "pages/1.md": b"# B\n\n%% FILE\n", "a.svg": b""}


@pytest.mark.parametrize(
    "page",
    [
        "<section data-slide='1'></section>",
        "<section class='slide'><object></object><script>a</script></section>",
        "<a href=' javascript:a'>b</a>",
    ],
)
def test_the_target_sees_what_breaks(page: str, target: Target) -> None:
    with pytest.raises(Broken):
        target.look(page, "page.md")
