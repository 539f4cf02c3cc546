"""Icons: the names that decks give them, where they are taken from, and how they stand on a page."""
