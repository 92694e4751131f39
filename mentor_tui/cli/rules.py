"""`rules`: what ASE asks for, with the sources and how sure each rule is."""

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mentor_tui.cli.arguments import add_command
from mentor_tui.cli.opening import opened
from mentor_tui.cli.output import show
from mentor_tui.cli.text import Column, line_width, table, wrap

if TYPE_CHECKING:
    from mentor_tui.cli.arguments import Commands
    from mentor_tui.domain.rulebook import Rule, Rulebook, Test


def register(commands: "Commands") -> None:
    """Add the command."""
    parser = add_command(commands, "rules", _rules, "what ASE asks for a test, and where that is written")
    parser.add_argument(
        "code", nargs="?", metavar="CODE", help="a test, such as A5; all tests where there is none"
    )


def _rules(args: Namespace) -> int:
    with opened(args) as session:
        book = session.rulebook
        tests = [test_called(book, args.code)] if args.code else list(book.tests)
        data = {
            "dated": book.dated,
            "cannot_know": list(book.cannot_know),
            "tests": [_shape(book, test) for test in tests],
            "credits": [kind.model_dump(mode="json") for kind in book.credits],
            "sources": [source.model_dump(mode="json") for source in book.sources],
        }
        return show(args, session, "rules", data, _one(book, tests[0]) if args.code else _all(book))


def test_called(book: "Rulebook", code: str) -> "Test":
    """The test with that code, however it is written.

    Raises:
        MentorError: the rule book has no such test.
    """
    from mentor_tui.domain.rulebook_names import nearest
    from mentor_tui.errors import MentorError

    wanted = code.strip().upper()
    if wanted not in book.test:
        raise MentorError(
            f'the rule book has no test "{code}"{nearest(wanted, book.test)}',
            hint="`mentor-tui rules` lists all tests.",
        )
    return book.test[wanted]


def _shape(book: "Rulebook", test: "Test") -> dict[str, Any]:
    requirement = book.requirement[test.requirement]
    return {
        "code": test.code,
        "test": test.name,
        "series": test.series,
        "active": test.active,
        "requirement": requirement.model_dump(mode="json"),
        "prerequisites": [rule.model_dump(mode="json") for rule in test.prerequisites],
        "tracks": list(test.tracks),
        "kinds": [kind.value for kind in test.kinds],
        "areas": list(test.areas),
        "questions": test.questions,
        "confidence": test.confidence.value,
        "sources": list(test.sources),
        "note": test.note,
    }


def _all(book: "Rulebook") -> Iterator[str]:
    yield f"{book.edition} (dated {book.dated})"
    yield ""
    columns = (
        Column("test"),
        Column("name", least=16),
        Column("months", right=True),
        Column("to pass first", least=14, wraps=True),
        Column("how sure"),
    )
    rows = [
        (
            test.code,
            test.name,
            str(book.requirement[test.requirement].months),
            " and ".join(
                _either(group, rule.all_of)
                for rule in test.prerequisites
                if rule.until is None
                for group in rule.all_of
            ),
            test.confidence.value if test.active else "not active",
        )
        for test in book.tests
    ]
    yield from table(columns, rows)
    yield ""
    yield "Kinds of training credits"
    for kind in book.credits:
        yield from wrap(f"{kind.title} ({kind.confidence.value})", line_width(), first=f"  {kind.key}: ")
    yield ""
    for text in book.cannot_know:
        yield from wrap(text, line_width(), first="- ", rest="  ")


def _one(book: "Rulebook", test: "Test") -> Iterator[str]:
    requirement = book.requirement[test.requirement]
    yield f"{test.code}  {test.name} ({test.series})" + ("" if test.active else ", not active")
    yield from _rule(book, "Test", "", test)
    yield from _rule(book, "Experience", requirement.title, requirement)
    if requirement.months:
        text = f"{requirement.months} full-time months, of which training may replace {requirement.training_months}"
        sure = requirement.training_confidence or requirement.confidence
        yield from wrap(f"{text} ({sure.value})", line_width(), first="  ")
    for rule in test.prerequisites:
        when = f" from {rule.since}" if rule.since else ""
        when += f" until {rule.until}" if rule.until else ""
        text = " and ".join(_either(group, rule.all_of) for group in rule.all_of)
        yield from _rule(book, "To pass first", f"{text}{when}", rule)
    tracks = ", ".join(book.track[key].title for key in test.tracks)
    yield from wrap(tracks or "none", line_width(), first="Counts work on: ")
    areas = ", ".join(book.area[key].title for key in test.areas)
    if areas:
        yield from wrap(areas, line_width(), first="Its own areas: ")
    yield from _rule(book, "Clocks", "a year is counted in hours and in days; the slower counts", book.clock)


def _rule(book: "Rulebook", what: str, text: str, rule: "Rule") -> Iterator[str]:
    yield from wrap(f"{text} ({rule.confidence.value})".strip(), line_width(), first=f"{what}: ")
    if rule.note:
        yield from wrap(rule.note, line_width(), first="  ")
    for key in rule.sources:
        source = book.source[key]
        yield from wrap(f"{source.title} {source.address}", line_width(), first=f"  [{key}] ")


def _either(group: tuple[str, ...], groups: tuple[tuple[str, ...], ...]) -> str:
    text = " or ".join(group)
    return f"({text})" if len(group) > 1 and len(groups) > 1 else text
