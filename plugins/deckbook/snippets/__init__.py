"""refer: the code in decks as tests. pytest imports this package in every project, so nothing is imported here."""
