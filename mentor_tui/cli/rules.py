"""`rules`: what ASE asks for, with the sources and how sure each rule is."""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from mentor_tui.cli.called import test_called
from mentor_tui.cli.opening import opened
from mentor_tui.cli.output import print_json, print_lines, show
from mentor_tui.cli.text import Column, line_width, table, wrap
from mentor_tui.domain.rule import Fact, Rule, Test
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.vocabulary import Renewal
from mentor_tui.errors import MentorError
from mentor_tui.logbook.example_outcome import mismatches
from mentor_tui.logbook.rules import examples_of, load_rules


def run_rules(args: Namespace) -> int:
    if args.code == "check":
        return _check(args)
    if args.file:
        raise MentorError("a file goes with check", hint="`mentor-tui rules check FILE`")
    with opened(args) as session:
        book = session.rulebook.on(session.today)
        tests = [test_called(book, args.code)] if args.code else list(book.tests)
        data = {
            "dated": book.dated,
            "cannot_know": list(book.cannot_know),
            "tests": [_shape(book, test) for test in tests],
            "credits": [kind.model_dump(mode="json") for kind in book.credits],
            "sources": [source.model_dump(mode="json") for source in book.sources],
        }
        lines = _one(book, tests[0]) if args.code else _all(book, session.today)
        return show(args, session, "rules", data, lines)


def _check(args: Namespace) -> int:
    """Read a rule book and run the examples beside it; the shipped one where no file is given."""
    loaded = load_rules(Path(args.file) if args.file else None)
    examples = examples_of(loaded.path)
    wrong = [(example, texts) for example in examples if (texts := mismatches(example, loaded.rulebook))]
    data = {
        "file": str(loaded.path),
        "rulebook": loaded.rulebook.edition,
        "examples": len(examples),
        "differing": [
            {"key": example.key, "title": example.title, "rule": example.rule, "differences": list(texts)}
            for example, texts in wrong
        ],
    }
    lines = [
        line for example, texts in wrong for line in (f"{example.key}: {example.title}", *_indented(texts))
    ]
    if examples:
        lines.append(f"{len(examples) - len(wrong)} of {len(examples)} examples come out as expected")
    else:
        name = f"{loaded.path.stem}-examples.toml"
        lines.append(f"The rule book can be read. It has no examples; they would be in {name} beside it.")
    if args.json:
        print_json("rules-check", data)
    else:
        print_lines(lines)
    return 1 if wrong else 0


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _shape(book: Rulebook, test: Test) -> dict[str, Any]:
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
        "certificate_years": book.years_of(test.code),
        "renewed_by": sorted(book.renewed_by(test.code)),
        "retest_days": book.recertification.retest_days,
        "booking_days": book.recertification.booking_days,
        "fee_cents": book.fee(test.code),
        "confidence": test.confidence.value,
        "sources": list(test.sources),
        "note": test.note,
    }


def _all(book: Rulebook, day: date) -> Iterator[str]:
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
                if rule.holds_on(day)
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


def _one(book: Rulebook, test: Test) -> Iterator[str]:
    requirement = book.requirement[test.requirement]
    series = next(series for series in book.series if series.key == test.series)
    yield f"{test.code}  {test.name} ({series.title})" + ("" if test.active else ", not active")
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
    if test.questions:
        before = "".join(
            f", {questions} until {earlier.until}"
            for earlier in test.earlier
            if (questions := test.on(earlier.until).questions) != test.questions
        )
        yield from wrap(f"{test.questions} scored{before}", line_width(), first="Questions: ")
    yield from _life(book, test)
    yield from _fee(book, test)
    yield from _rule(book, "Clocks", "a year is counted in hours and in days; the slower counts", book.clock)


def _life(book: Rulebook, test: Test) -> Iterator[str]:
    """How long its certificate lasts, what renews it, and the waits around the test."""
    rule, renewals = book.recertification, book.renewed_by(test.code)
    ways = {
        Renewal.TEST: "the recertification test",
        Renewal.APP: f"the renewal app, by {rule.renewal_app_years} year for {rule.renewal_app_credits} right answers",
    }
    by = " or ".join(ways[renewal] for renewal in Renewal if renewal in renewals)
    text = f"{book.years_of(test.code)} years; " + (f"renewed by {by}" if by else "never renewed")
    series = next(series for series in book.series if series.key == test.series)
    yield from _rule(book, "Certificate", text, series if test.years else rule)
    waits = (
        (
            "Next attempt",
            "retest_days",
            f"{rule.retest_days} full days after a test, then it can be booked again",
        ),
        ("To be sat", "booking_days", f"within {rule.booking_days} days of the purchase"),
    )
    for what, field, wait in waits:
        yield from _rule(book, what, wait, rule.fact(field))


def _fee(book: Rulebook, test: Test) -> Iterator[str]:
    fees, fee = book.fees, book.fee(test.code)
    if fees is None or fee is None or test.years is not None:
        return
    dollars = f"${fee / 100:.0f}, and ${fees.registration / 100:.0f} once an order; recertification tests of one order"
    text = f"{dollars} cost ${fees.recertification_cap / 100:.0f} at most (since {fees.year})"
    yield from _rule(book, "Price", text, fees)


def _rule(book: Rulebook, what: str, text: str, rule: Rule | Fact) -> Iterator[str]:
    yield from wrap(f"{text} ({rule.confidence.value})".strip(), line_width(), first=f"{what}: ")
    if rule.note:
        yield from wrap(rule.note, line_width(), first="  ")
    for key in rule.sources:
        source = book.source[key]
        yield from wrap(f"{source.title} {source.address}", line_width(), first=f"  [{key}] ")


def _either(group: tuple[str, ...], groups: tuple[tuple[str, ...], ...]) -> str:
    text = " or ".join(group)
    return f"({text})" if len(group) > 1 and len(groups) > 1 else text
