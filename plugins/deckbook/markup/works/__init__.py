"""What pages show of the papers that decks name: cards, citations, references, a page each, and the list of all."""
