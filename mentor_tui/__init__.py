"""A terminal logbook for mentors of vehicle repair apprentices."""

__version__ = "0.1.0"
