"""Rows of the table that the benchmarks print: what was asked for beside what was reached."""

from collections.abc import Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """One goal.

    Attributes:
        goal: What was measured.
        demand: What was asked for.
        reached: What was measured, in words.
        held: Whether it is what was asked for; None where that cannot be said.
    """

    goal: str
    demand: str
    reached: str
    held: bool | None


def at_most(goal: str, limits: Iterable[tuple[float, float, str]]) -> Row:
    """A row of figures, each with the most it may be, and its unit."""
    figures = list(limits)
    demand = ", ".join(f"≤ {limit:g}{unit}" for _, limit, unit in figures)
    reached = ", ".join(f"{figure:.{_digits(figure)}f}{unit}" for figure, _, unit in figures)
    return Row(goal, demand, reached, all(figure <= limit for figure, limit, _ in figures))


def show(rows: Iterable[Row]) -> None:
    """Print rows as they come."""
    for row in rows:
        sign = {True: "held", False: "MISSED", None: ""}[row.held]
        print(f"{row.goal:44} │ {row.demand:38} │ {row.reached:44} │ {sign}", flush=True)


def show_title(title: str) -> None:
    """Print a line that says what follows."""
    print(f"\n{title}")
    show([Row("goal", "demand", "reached", None)])


def _digits(figure: float) -> int:
    return 2 if figure < 10 else 0
