"""What a person would read on the screen of a running app."""

from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual._context import visible_screen_stack
from textual.app import App
from textual.strip import Strip


def screen_lines(app: App[Any]) -> list[str]:
    """The lines of the top screen, without the blanks at their ends."""
    return [strip.text.rstrip() for strip in _strips(app)]


def screen_text(app: App[Any]) -> str:
    return "\n".join(screen_lines(app))


def style_of(app: App[Any], text: str) -> Style:
    """The style of the first run of cells that has `text` in it.

    Raises:
        AssertionError: It is nowhere on the screen.
    """
    for strip in _strips(app):
        for segment in strip:
            if text in segment.text:
                return _style(segment)
    raise AssertionError(f"{text!r} is not on the screen:\n{screen_text(app)}")


def _strips(app: App[Any]) -> list[Strip]:
    visible_screen_stack.set(app._background_screens)
    return app.screen._compositor.render_strips(app.size)


def _style(segment: Segment) -> Style:
    return segment.style or Style.null()
