"""Colours: a pair of themes of our own, a pair of strong contrast, and the style of each state."""

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

from mentor_tui.domain.progress import WeekMark
from mentor_tui.domain.standing import StandingState

DEFAULT = "shop-dark"

OWN_THEMES = (
    Theme(
        name="shop-dark",
        dark=True,
        primary="#4d8fd1",
        secondary="#5b7a99",
        accent="#6cc5d9",
        foreground="#e4e7ea",
        background="#14171b",
        surface="#1a1e23",
        panel="#262c34",
        success="#7cc47f",
        warning="#e8b04b",
        error="#ef7d74",
    ),
    Theme(
        name="shop-light",
        dark=False,
        primary="#1f5f99",
        secondary="#55708a",
        accent="#0b6e80",
        foreground="#1b1e22",
        background="#f2f2ee",
        surface="#fbfbf8",
        panel="#e3e5e1",
        success="#2b6e35",
        warning="#8a5a00",
        error="#a3271f",
    ),
    Theme(
        name="contrast-dark",
        dark=True,
        primary="#ffd75f",
        secondary="#87d7ff",
        accent="#ffaf5f",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1c1c1c",
        success="#5fff87",
        warning="#ffd75f",
        error="#ff8787",
        luminosity_spread=0.1,
        text_alpha=1.0,
        variables={
            "text-muted": "#d0d0d0",
            "block-cursor-background": "#ffd75f",
            "block-cursor-foreground": "#000000",
            "block-cursor-blurred-background": "#444444",
            "block-cursor-blurred-foreground": "#ffffff",
        },
    ),
    Theme(
        name="contrast-light",
        dark=False,
        primary="#00005f",
        secondary="#005f87",
        accent="#870000",
        foreground="#000000",
        background="#ffffff",
        surface="#ffffff",
        panel="#e4e4e4",
        success="#005f00",
        warning="#5f3700",
        error="#870000",
        luminosity_spread=0.1,
        text_alpha=1.0,
        variables={
            "text-muted": "#303030",
            "block-cursor-background": "#00005f",
            "block-cursor-foreground": "#ffffff",
            "block-cursor-blurred-background": "#c6c6c6",
            "block-cursor-blurred-foreground": "#000000",
        },
    ),
)

SIXTEEN = (
    replace(BUILTIN_THEMES["ansi-dark"], name="shop-dark-16", accent="ansi_cyan"),
    replace(BUILTIN_THEMES["ansi-light"], name="shop-light-16", accent="ansi_blue", warning="ansi_magenta"),
)
"""For terminals of sixteen colours, which round the colours of the others until text and ground are the same."""


def for_sixteen(wanted: Theme) -> str:
    """The name of the theme that stands in for `wanted` in a terminal of sixteen colours."""
    return wanted.name if wanted.ansi else SIXTEEN[not wanted.dark].name


ROLE_OF_STATE = {
    StandingState.BUILDING: "",
    StandingState.BLOCKED: "error",
    StandingState.READY: "good",
    StandingState.BOOKED: "accent",
    StandingState.RETEST_WAIT: "warning",
    StandingState.PASSED_WAITING: "accent",
    StandingState.PAPERWORK: "warning",
    StandingState.CERTIFIED: "good",
    StandingState.RENEW: "warning",
    StandingState.LAPSED: "error",
}
"""The style of a state, a name that lists and pages know; sign and word say the same without colour."""

ROLE_OF_MARK = {
    WeekMark.APPROVED: "good",
    WeekMark.DRAFT: "warning",
    WeekMark.RETURNED: "error",
    WeekMark.ABSENT: "muted",
    WeekMark.MISSING: "error",
    WeekMark.OPEN: "muted",
    WeekMark.OUTSIDE: "",
}
"""The style of what has become of a week."""
