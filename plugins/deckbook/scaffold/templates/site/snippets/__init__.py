"""What the weeks' code is about, tested in tests/ and shown in the decks."""
