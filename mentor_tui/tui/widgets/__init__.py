"""Widgets of our own, where Textual has none that is fast enough."""
