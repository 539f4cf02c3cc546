"""White space that is left out of pages, and white space that is meant."""

from __future__ import annotations

import pytest

from deckbook.publish.tidying import tidied


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<ul>\n\n    <li>\n      one  two\n    </li>\n</ul>", "<ul>\n<li>\none two\n</li>\n</ul>"),
        ("<b>a</b>   <i>b</i>", "<b>a</b> <i>b</i>"),
        ("<b>a</b><i>b</i>", "<b>a</b><i>b</i>"),
        ('<a title="two  >  three"\n   href="x">y</a>', '<a title="two  >  three"\n   href="x">y</a>'),
        ("<article>\n  <p>a  b</p>\n  </article>\n  \n<p>", "<article>\n  <p>a  b</p>\n  </article>\n<p>"),
        ("<pre>\n    code\n</pre>  \n  <p>", "<pre>\n    code\n</pre>\n<p>"),
        ("<script>\n   a  = `  x`\n</script>  \n  <p>", "<script>\n   a  = `  x`\n</script>\n<p>"),
        ("<!-- a   b -->   <textarea>  a  </textarea>", "<!-- a   b --> <textarea>  a  </textarea>"),
        # Themes without an article: the main part is the content.
        ("<nav>\n   </nav><main>\n   <p>a  b</p></main>", "<nav>\n</nav><main>\n   <p>a  b</p></main>"),
        ("<main>\n   <article>a  b</article></main>", "<main>\n<article>a  b</article></main>"),
    ],
)
def test_pages(before: str, after: str) -> None:
    assert tidied(before) == after
    assert tidied(after) == after
