"""What is to be done about tests: one line for a person and a step, with all its tests."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.standing import DateMeaning, Standing, StandingState
from mentor_tui.domain.vocabulary import Status


class DueStep(StrEnum):
    """What is to be done, or looked out for."""

    ENTER_RESULT = "enter-result"
    PREREQUISITE_FIRST = "prerequisite-first"
    SIT_BEFORE_EXPIRY = "sit-before-expiry"
    PASS_ENDS_FIRST = "pass-ends-first"  # noqa: S105 - the pass of a test
    SEND_FORM = "send-form"
    ENTER_CERTIFICATE = "enter-certificate"
    SIT = "sit"
    RENEW = "renew"
    RECERTIFY = "recertify"
    RETRY = "retry"
    BOOK = "book"
    PASS_HELD = "pass-held"  # noqa: S105 - the pass of a test
    EXPECTED = "expected"


AT_ONCE = frozenset(
    {
        DueStep.ENTER_RESULT,
        DueStep.PREREQUISITE_FIRST,
        DueStep.SIT_BEFORE_EXPIRY,
        DueStep.PASS_ENDS_FIRST,
        DueStep.SEND_FORM,
        DueStep.ENTER_CERTIFICATE,
        DueStep.RECERTIFY,
        DueStep.BOOK,
    }
)
"""Steps that can be taken today, however far away their day is."""

_NOT_SAT_YET = frozenset({StandingState.READY, StandingState.BUILDING, StandingState.BLOCKED})


class DueTest(NamedTuple):
    """One test of a step.

    Attributes:
        means: What the day is.
        until: Last day of the booking, where the step is about one.
    """

    standing: Standing
    day: date
    means: DateMeaning
    until: date | None = None


class DueEvent(NamedTuple):
    """One person and one step, for one or more tests.

    Attributes:
        overdue: Whether the day has passed and something is still to be done.
        tests: The tests, the soonest day first.
    """

    apprentice: Apprentice
    step: DueStep
    overdue: bool
    tests: tuple[DueTest, ...]

    @property
    def day(self) -> date:
        """The soonest day of the tests."""
        return self.tests[0].day

    @property
    def means(self) -> DateMeaning:
        """What that day is."""
        return self.tests[0].means

    @property
    def first(self) -> Standing:
        """The standing with the test whose day that is."""
        return self.tests[0].standing

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the tests."""
        return tuple(test.standing.code for test in self.tests)


def due_events(judged: JudgedRecord, standings: Iterable[Standing]) -> tuple[DueEvent, ...]:
    """Every step of one apprentice, one event a test, soonest first; none for who has left the programme."""
    apprentice, today = judged.record.apprentice, judged.today
    if apprentice.status_on(today) is Status.LEFT:
        return ()
    events = [
        DueEvent(apprentice, step, test.day < today and step is not DueStep.BOOK, (test,))
        for standing in standings
        if standing.relevant
        for step, test in _steps(judged, standing)
    ]
    return tuple(sorted(events, key=lambda event: (event.day, event.first.code, event.step)))


def due_within(events: Iterable[DueEvent], today: date, days: int) -> tuple[DueEvent, ...]:
    """What can be done at once, and what has a day up to so many days from `today`: one event a person and step.

    In order of day, where what can be done at once counts as today's; who is ready to book comes last.
    """
    last = today + timedelta(days=days)
    groups: dict[tuple[str, DueStep], list[DueEvent]] = {}
    for event in events:
        if event.day <= last or event.step in AT_ONCE:
            groups.setdefault((event.apprentice.key, event.step), []).append(event)
    return tuple(
        sorted(
            map(_together, groups.values()),
            key=lambda event: (
                event.step is DueStep.BOOK,
                min(event.day, today) if event.step in AT_ONCE else event.day,
                event.apprentice.name,
                event.apprentice.key,
                event.step,
            ),
        )
    )


def _together(events: list[DueEvent]) -> DueEvent:
    first, *_ = ordered = sorted(events, key=lambda event: (event.day, event.first.code))
    return first._replace(
        overdue=any(event.overdue for event in ordered),
        tests=tuple(test for event in ordered for test in event.tests),
    )


def _steps(judged: JudgedRecord, standing: Standing) -> Iterator[tuple[DueStep, DueTest]]:
    """What is to be done about one test, with the day that it has."""
    today, until = judged.today, judged.certificate(standing.code).booked_until
    gone = judged.record.apprentice.status_on(today) is Status.FINISHED
    if until and until >= today:
        yield _booked(standing, until, today)
        return
    if until:
        yield DueStep.ENTER_RESULT, DueTest(standing, until, DateMeaning.WINDOW_ENDS, until)
        if standing.state in _NOT_SAT_YET:
            return
    if standing.state is StandingState.PASSED_WAITING:
        if not gone:
            yield from _waiting(judged, standing)
    elif standing.day and standing.day_means and (step := _step(judged, standing, gone=gone)):
        yield step, DueTest(standing, standing.day, standing.day_means)


def _booked(standing: Standing, until: date, today: date) -> tuple[DueStep, DueTest]:
    """What is to be done about a booking that is open."""
    if standing.missing_prerequisites:
        return DueStep.PREREQUISITE_FIRST, DueTest(standing, until, DateMeaning.WINDOW_ENDS, until)
    expires = standing.expires
    if expires and today <= expires < until:
        return DueStep.SIT_BEFORE_EXPIRY, DueTest(standing, expires, DateMeaning.EXPIRES, until)
    return DueStep.SIT, DueTest(standing, until, DateMeaning.WINDOW_ENDS, until)


def _step(judged: JudgedRecord, standing: Standing, *, gone: bool) -> DueStep | None:
    """The step of a state that has a day."""
    match standing.state:
        case StandingState.PAPERWORK:
            sent = judged.certificate(standing.code).form_sent_on
            return DueStep.ENTER_CERTIFICATE if sent else DueStep.SEND_FORM
        case StandingState.CERTIFIED | StandingState.RENEW:
            return DueStep.RENEW
        case StandingState.LAPSED:
            return DueStep.RECERTIFY
        case StandingState.RETEST_WAIT:
            return None if gone else DueStep.RETRY
        case StandingState.READY:
            return DueStep.BOOK
        case _:
            return DueStep.EXPECTED


def _waiting(judged: JudgedRecord, standing: Standing) -> Iterator[tuple[DueStep, DueTest]]:
    """A pass that waits for experience: when that is expected, and until when the pass is held."""
    if standing.day:
        yield DueStep.EXPECTED, DueTest(standing, standing.day, DateMeaning.EXPECTED)
    until = judged.certificate(standing.code).held_until(judged.house.hold_years)
    if until:
        ahead = standing.forecast
        late = ahead is not None and (ahead.likely is None or ahead.likely > until)
        step = DueStep.PASS_ENDS_FIRST if late else DueStep.PASS_HELD
        yield step, DueTest(standing, until, DateMeaning.HELD_UNTIL)
