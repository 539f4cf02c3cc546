"""Blocks of code: what their first line says, their parts, the files they come from, and how they are written."""
