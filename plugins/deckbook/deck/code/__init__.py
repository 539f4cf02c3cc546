"""Code as decks write it: what a fence's first line says, the steps of a magic-move, and code from files."""
