"""What is to be done about tests: one line for a person and a step, with all its tests."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.standing import DateMeaning, NextStep, Standing, StandingState
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
        until: Last day of the booking, where the step is about one.
        first: Groups of tests of which one each has to be passed first.
    """

    code: str
    name: str
    day: date
    state: StandingState
    next_step: NextStep
    until: date | None = None
    first: tuple[tuple[str, ...], ...] = ()


class DueEvent(NamedTuple):
    """One person and one step, for one or more tests.

    Attributes:
        day: The soonest day of the tests.
        means: What that day is.
        key: Key of the apprentice.
        overdue: Whether the day has passed and something is still to be done.
        tests: The tests, the soonest day first.
    """

    day: date
    means: DateMeaning
    key: str
    name: str
    step: DueStep
    overdue: bool
    tests: tuple[DueTest, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the tests."""
        return tuple(test.code for test in self.tests)

    @property
    def code(self) -> str:
        """The code of the first test."""
        return self.tests[0].code

    @property
    def test(self) -> str:
        """The name of the first test."""
        return self.tests[0].name

    @property
    def state(self) -> StandingState:
        """The state of the first test."""
        return self.tests[0].state


def due_events(judged: JudgedRecord, standings: Iterable[Standing]) -> tuple[DueEvent, ...]:
    """Every step of one apprentice, one event a test, soonest first; none for who has left the programme."""
    apprentice, today = judged.record.apprentice, judged.today
    if apprentice.status_on(today) is Status.LEFT:
        return ()
    events = [
        DueEvent(
            day=test.day,
            means=means,
            key=apprentice.key,
            name=apprentice.name,
            step=step,
            overdue=test.day < today and step is not DueStep.BOOK,
            tests=(test,),
        )
        for one in standings
        if one.relevant
        for step, means, test in _steps(judged, one)
    ]
    return tuple(sorted(events, key=lambda event: (event.day, event.code, event.step)))


def due_within(events: Iterable[DueEvent], today: date, days: int) -> tuple[DueEvent, ...]:
    """What can be done at once, and what has a day up to so many days from `today`: one event a person and step.

    In order of day, where what can be done at once counts as today's; who is ready to book comes last.
    """
    last = today + timedelta(days=days)
    groups: dict[tuple[str, DueStep], list[DueEvent]] = {}
    for event in events:
        if event.day <= last or event.step in AT_ONCE:
            groups.setdefault((event.key, event.step), []).append(event)
    found = [_together(group) for group in groups.values()]
    return tuple(
        sorted(
            found,
            key=lambda event: (
                event.step is DueStep.BOOK,
                min(event.day, today) if event.step in AT_ONCE else event.day,
                event.name,
                event.key,
                event.step,
            ),
        )
    )


def _together(events: list[DueEvent]) -> DueEvent:
    first, *_ = ordered = sorted(events, key=lambda event: (event.day, event.code))
    return first._replace(
        overdue=any(event.overdue for event in ordered),
        tests=tuple(test for event in ordered for test in event.tests),
    )


def _steps(judged: JudgedRecord, one: Standing) -> Iterator[tuple[DueStep, DateMeaning, DueTest]]:
    """What is to be done about one test, with the day that it has."""
    held, today = judged.certificate(one.code), judged.today
    gone = judged.record.apprentice.status_on(today) is Status.FINISHED

    def test(day: date, first: tuple[tuple[str, ...], ...] = ()) -> DueTest:
        return DueTest(one.code, one.name, day, one.state, one.next_step, held.booked_until, first)

    until = held.booked_until
    if until and until < today:
        yield DueStep.ENTER_RESULT, DateMeaning.WINDOW_ENDS, test(until)
        if one.state in _NOT_SAT_YET:
            return
    if until and until >= today:
        in_force = one.expires if one.expires and one.expires >= today else None
        if one.missing_prerequisites:
            yield (
                DueStep.PREREQUISITE_FIRST,
                DateMeaning.WINDOW_ENDS,
                test(until, one.missing_prerequisites),
            )
        elif in_force and until > in_force:
            yield DueStep.SIT_BEFORE_EXPIRY, DateMeaning.EXPIRES, test(in_force)
        else:
            yield DueStep.SIT, DateMeaning.WINDOW_ENDS, test(until)
        return
    if one.state is StandingState.PASSED_WAITING:
        yield from ((step, means, test(day)) for step, means, day in _waiting(judged, one, gone=gone))
    elif one.day and one.day_means and (step := _step(judged, one, gone=gone)):
        yield step, one.day_means, test(one.day)


def _step(judged: JudgedRecord, one: Standing, *, gone: bool) -> DueStep | None:
    """The step of a state that has a day."""
    match one.state:
        case StandingState.PAPERWORK:
            sent = judged.certificate(one.code).form_sent_on
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


def _waiting(
    judged: JudgedRecord, one: Standing, *, gone: bool
) -> Iterator[tuple[DueStep, DateMeaning, date]]:
    """A pass that waits for experience: when that is expected, and until when the pass is held."""
    if gone:
        return
    if one.day:
        yield DueStep.EXPECTED, DateMeaning.EXPECTED, one.day
    until = judged.certificate(one.code).held_until(judged.house.hold_years)
    if until:
        late = one.forecast is not None and (one.forecast.likely is None or one.forecast.likely > until)
        yield (
            DueStep.PASS_ENDS_FIRST if late else DueStep.PASS_HELD,
            DateMeaning.HELD_UNTIL,
            until,
        )
