"""What a reader sees of a slide: the deck on the left, the page on the right, in the golden files.

Each pair holds with MkDocs' own Markdown extensions and with those of Material's guide, unless it says otherwise
(`with:`). A `---` in a page parts its slides; `says` are the line and the rule of each diagnostic. What
`simplified.yaml` and tests/deck are about is left out of them in the other files.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.markup.render import PLAIN, RICH, Renderer, shown

_GOLDEN = Path(__file__).parent / "golden"
_SETS = {"plain": PLAIN, "rich": RICH}
_ELSEWHERE = (
    "animation-final", "code-simplified", "component-simplified", "event-dropped", "html-dropped", "layout-image",
    "script-dropped",
)  # fmt: skip


def _cases() -> list[Any]:
    return [
        pytest.param(case, name, file.stem, id=f"{file.stem}: {case['it']} ({name})")
        for file in sorted(_GOLDEN.glob("*.yaml"))
        for case in yaml.safe_load(file.read_text("utf-8"))
        for name in ([case["with"]] if "with" in case else _SETS)
    ]


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    return Renderer(tmp_path_factory.mktemp("golden"))


@pytest.mark.parametrize(("case", "extensions", "subject"), _cases())
def test_page(case: dict[str, Any], extensions: str, subject: str, renderer: Renderer) -> None:
    rendered = renderer.render(
        case["deck"], extensions=_SETS[extensions], files=case.get("files"), **case.get("settings", {})
    )

    assert "\n---\n".join(rendered.slides) == "\n---\n".join(map(shown, f"\n{case['page']}".split("\n---\n")))
    left_out = () if subject == "simplified" else _ELSEWHERE
    assert [said for said in rendered.says if not said.endswith(left_out)] == case.get("says", [])
