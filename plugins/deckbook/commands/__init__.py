"""The subcommands of `deckbook`, a subject a file: each is a thin function that calls one of the library."""
