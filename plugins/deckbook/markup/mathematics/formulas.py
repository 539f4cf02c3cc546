"""Mathematics: `$…$` and `$$…$$` as Slidev finds them."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline


def enable(md: MarkdownIt) -> None:
    """Adds the two rules: formulas inside a paragraph, and blocks of them, which may interrupt one."""
    md.inline.ruler.after("escape", "math_inline", _inline)
    md.block.ruler.after("blockquote", "math_block", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _inline(state: StateInline, silent: bool) -> bool:
    source, start = state.src, state.pos
    if source[start] != "$":
        return False
    if source[start + 1 : start + 2] in ("", " ", "\t"):
        return _literal(state, 1, silent)
    end = start + 1
    while (end := source.find("$", end)) >= 0:
        backslashes = end - len(source[:end].rstrip("\\"))
        if backslashes % 2 == 0:
            break
        end += 1
    if end < 0:
        return _literal(state, 1, silent)
    if end == start + 1:
        return _literal(state, 2, silent)
    if source[end - 1] in " \t" or source[end + 1 : end + 2].isdigit():
        return _literal(state, 1, silent)
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content = source[start + 1 : end]
    state.pos = end + 1
    return True


def _literal(state: StateInline, length: int, silent: bool) -> bool:
    if not silent:
        state.pending += "$" * length
    state.pos += length
    return True


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    position = state.bMarks[start] + state.tShift[start]
    line = state.src[position : state.eMarks[start]]
    if not line.startswith("$$"):
        return False
    if silent:
        return True
    first = line[2:]
    closed = first.rstrip().endswith("$$")
    lines = [first.rstrip()[:-2] if closed else first]
    stop = start + 1
    while not closed and stop < end:
        if state.bMarks[stop] + state.tShift[stop] < state.eMarks[stop] and state.tShift[stop] < state.blkIndent:
            break
        line = state.src[state.bMarks[stop] + state.tShift[stop] : state.eMarks[stop]]
        closed = line.rstrip().endswith("$$")
        lines.append(line.rstrip()[:-2] if closed else line)
        stop += 1
    state.line = stop
    token = state.push("math_block", "math", 0)
    token.content = "\n".join(lines).strip()
    token.map = [start, stop]
    return True
