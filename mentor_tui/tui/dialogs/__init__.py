"""Dialogs: ask one thing and answer with a value."""
