"""Authors' CSS on a page: a slide's `<style>` for that slide alone, and `style` attributes, as far as a page reads."""

from deckbook.markup.styles.selectors import PREFIX, Slide
from deckbook.markup.styles.slide import Sheet, inline

__all__ = ["PREFIX", "Sheet", "Slide", "inline"]
