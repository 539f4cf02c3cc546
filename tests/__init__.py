"""The tests of Deckbook; CONTRIBUTING.md says where which of them stands."""
