"""Small decks that tests build sites of."""

from __future__ import annotations

TALK = """\
---
title: Talk
---

# Talk

---

## 1. First

Alpha.

---

### Inside the first

Beta.

---

## 2. Second

Gamma.

---

### Inside the second

Delta.
"""
"""A deck page, and two chapters of two slides: `1-first.md`, `2-second.md`."""

SHORT = """\
# Short

One word.

---

### Later

Another word.
"""
"""A deck that is one chapter, on its own page."""

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""A picture of one pixel."""
