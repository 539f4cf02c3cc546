"""check: how diagnostics are written, and the repair of what a formatter broke in a deck."""
