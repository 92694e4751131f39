"""What should be said beside the figures: what did not count, what is not confirmed, what is probably wrong."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from mentor_tui.domain.certificate import renews
from mentor_tui.domain.checks import check_tracks
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.rulebook import Rule
from mentor_tui.domain.standing import Standing
from mentor_tui.domain.vocabulary import Confidence, TestStep
from mentor_tui.domain.work import Why
from mentor_tui.words.hours import hours_text
from mentor_tui.words.phrases import counted
from mentor_tui.words.reasons import reason_text

_TO_LOOK_AT = frozenset(
    {
        Why.NO_PLACEMENT,
        Why.OUTSIDE_PLACEMENT,
        Why.BEFORE_START,
        Why.AWAY,
        Why.UNKNOWN_AREA,
        Why.RETURNED,
        Why.FUTURE,
    }
)
"""Reasons that mean that something written down is wrong, or waits for somebody."""


def not_counted(judged: JudgedRecord) -> tuple[str, ...]:
    """The logged hours that do not count, by reason, the most first."""
    lost: dict[Why, int] = defaultdict(int)
    for entry in judged.entries:
        if entry.counted < entry.minutes:
            lost[entry.why] += entry.minutes - entry.counted
    ordered = sorted(lost.items(), key=lambda item: (-item[1], item[0]))
    return tuple(f"{hours_text(minutes)}: {why.value}" for why, minutes in ordered)


def unconfirmed(judged: JudgedRecord, standings: Iterable[Standing]) -> tuple[str, ...]:
    """What the figures rest on that ASE's own text does not confirm, each thing once, with the tests it bears on."""
    tests: dict[str, list[str]] = defaultdict(list)
    for one in standings:
        for reason in one.reasons:
            if reason.unconfirmed:
                tests[_rule_note(judged, reason.rule) or reason_text(reason)].append(one.code)
    said = [f"{', '.join(dict.fromkeys(codes))}: {text}" for text, codes in tests.items()]
    clock = judged.rulebook.clock
    if clock.confidence is Confidence.UNCONFIRMED and judged.minutes_by_track:
        said.append(clock.note or "how weeks add up to years is not confirmed")
    said.extend(
        f"{track.title}: {track.note}"
        for track in judged.rulebook.tracks
        if track.key in judged.minutes_by_track and track.confidence is Confidence.UNCONFIRMED and track.note
    )
    return tuple(said)


def _rule_note(judged: JudgedRecord, rule: str) -> str:
    """The note of a requirement, credit kind or test that a reason names."""
    table, _, key = rule.partition("/")
    book = judged.rulebook
    tables: dict[str, Mapping[str, Rule]] = {
        "requirement": book.requirement,
        "credit": book.credit_kind,
        "test": book.test,
    }
    found = tables.get(table, {}).get(key)
    return found.note if found else ""


def problems(judged: JudgedRecord) -> tuple[str, ...]:
    """What is probably wrong in what was written down, and what to do about it."""
    return (*_sheet_problems(judged), *_paper_problems(judged))


def _sheet_problems(judged: JudgedRecord) -> Iterator[str]:
    weeks: dict[tuple[Why, str], list[str]] = defaultdict(list)
    for entry in judged.entries:
        if entry.why in _TO_LOOK_AT:
            what = f": {entry.area}" if entry.why is Why.UNKNOWN_AREA else ""
            weeks[entry.why, what].append(entry.week.isoformat())
    for (why, what), found in weeks.items():
        names = sorted(set(found))
        which = names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"
        yield f"{counted(len(names), 'week')} ({which}): {why.value}{what}"


def _paper_problems(judged: JudgedRecord) -> Iterator[str]:
    for credit in judged.record.credits:
        if not credit.voided and credit.kind not in judged.rulebook.credit_kind:
            yield f"{credit.title}: a kind of credit the rule book does not know: {credit.kind}"
        elif not credit.voided:
            apprentice = judged.record.apprentice
            yield from (
                f"{credit.title}: {problem.message}"
                for problem in check_tracks(credit, apprentice, judged.rulebook)
            )
    for test in judged.record.tests:
        if test.code not in judged.rulebook.test:
            yield f"{test.code}: a test the rule book does not know"
            continue
        yield from (
            f"{test.code}: renewed on {event.on}, which does not count: the app does not cover it"
            for event in test.known(judged.today)
            if event.step is TestStep.RENEWED and not renews(event, test.code, judged.rulebook.on(event.on))
        )
        until = judged.certificate(test.code).booked_until
        if until is not None and until < judged.today:
            yield f"{test.code}: the booking ended on {until} without a result; enter it"
