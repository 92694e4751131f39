"""When something happens with a test, what is expected, and what is to be done."""

from mentor_tui.domain.due import DueEvent, DueStep
from mentor_tui.domain.forecast import Forecast, Span
from mentor_tui.domain.standing import Standing
from mentor_tui.words.glyphs import DATE_MEANING_WORDS
from mentor_tui.words.hours import hours_text
from mentor_tui.words.phrases import day_text, listed, within_sentence
from mentor_tui.words.reasons import next_step_text

_DUE_WORDS = {
    DueStep.ENTER_RESULT: "Enter the result of {codes}: the booking ended on {until}",
    DueStep.PREREQUISITE_FIRST: "Pass {first} before {codes} is sat",
    DueStep.SIT_BEFORE_EXPIRY: "Sit {codes} by {day}, when the certificate ends: the booking runs to {until}",
    DueStep.PASS_ENDS_FIRST: "The pass of {codes} ends on {day}, before the experience is expected",
    DueStep.SEND_FORM: "Send the work experience form to ASE for {codes}",
    DueStep.ENTER_CERTIFICATE: "Enter the certificates of {codes} when ASE has answered",
    DueStep.SIT: "Sit {codes} by {day} and enter the result",
    DueStep.RENEW: "Renew {codes}, {code} by {day}",
    DueStep.RECERTIFY: "Sit {codes} again",
    DueStep.RETRY: "Try {codes} again, {code} from {day}",
    DueStep.BOOK: "Book {codes}, then send the work experience form",
    DueStep.PASS_HELD: "Keep logging; the passes of {codes} wait for experience, that of {code} until {day}",
    DueStep.EXPECTED: "Keep logging; {codes} wait for experience",
}
"""What is to be done about several tests; about one, the next step of its standing says more."""
_SAID_FOR_ONE = frozenset(
    {
        DueStep.ENTER_RESULT,
        DueStep.PREREQUISITE_FIRST,
        DueStep.SIT_BEFORE_EXPIRY,
        DueStep.PASS_ENDS_FIRST,
        DueStep.SIT,
    }
)
"""Steps of which the next step of a standing does not know."""


def when_text(one: Standing) -> str:
    """`expires 2027-01-15`, `expected Q3 2028`, `76 h more in brakes`; empty where nothing is to be said."""
    if one.day and one.day_means:
        return f"{DATE_MEANING_WORDS[one.day_means]} {day_text(one.day, one.day_precision)}"
    return more_in_area(one)


def more_in_area(one: Standing) -> str:
    """`76 h more in brakes`, where hours in the test's own area are all that can be told of what is missing."""
    if not (one.forecast and one.forecast.area_minutes):
        return ""
    titles = map(within_sentence, one.area_titles)
    return f"{hours_text(one.forecast.area_minutes, up=True)} more in {listed(titles, 'or')}"


def expected_text(one: Standing) -> str:
    """When all is expected to be met, or the hours that are missing in the test's own area; empty where nothing is told."""
    return more_in_area(one) or (span_text(one.forecast, one.forecast.span) if one.forecast else "")


def span_text(forecast: Forecast, span: Span) -> str:
    """A range of days: `2026-11-20 to Q1 2028`, `from Q1 2028` where it has no late end; empty where it has none."""
    first, last = (day and day_text(day, forecast.precision(day)) for day in (span.earliest, span.latest))
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first}" if first else ""


def forecast_words(one: Standing) -> tuple[str, ...]:
    """What is to be expected and from which pace, and the hours missing in the test's own area; nothing where nothing is."""
    ahead = one.forecast
    if ahead is None:
        return ()
    experience = span_text(ahead, ahead.experience) if ahead.experience else ""
    if experience:
        pace = (
            "at a full-time pace, since less than 13 weeks are logged"
            if ahead.full_time
            else f"from {hours_text(ahead.recent_pace)} a week over 13 weeks, {hours_text(ahead.year_pace)} over a year"
        )
        experience = f"{'the experience ' if ahead.area_minutes else ''}{experience}, {pace}"
    return tuple(filter(None, (experience, more_in_area(one))))


def due_words(event: DueEvent) -> str:
    """What is to be done about all tests of an event, as one sentence."""
    if len(event.tests) == 1 and event.step not in _SAID_FOR_ONE:
        return next_step_text(event.first.next_step)
    groups = dict.fromkeys(group for test in event.tests for group in test.standing.missing_prerequisites)
    return _DUE_WORDS[event.step].format(
        codes=listed(event.codes),
        code=event.first.code,
        day=event.day,
        until=event.tests[0].until,
        first=listed(listed(group, "or") for group in groups),
    )
