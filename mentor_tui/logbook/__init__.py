"""The one door to the data: open, read, apply a change, undo."""
