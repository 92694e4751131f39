"""The rows of the eligibility summary: who meets what ASE asks for, which test, when, and why not."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from mentor_tui.domain.certificate import DesignationStanding, designations
from mentor_tui.domain.eligibility import standing, standings
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.progress import TrackWork, track_work, tracks_of
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.standing import DateMeaning, Reason, Standing, StandingState
from mentor_tui.domain.suggestion import Suggestion, suggest
from mentor_tui.domain.vocabulary import Confidence, SignOffState
from mentor_tui.errors import MentorError
from mentor_tui.words.phrases import nearest_name
from mentor_tui.words.reasons import next_step_text
from mentor_tui.words.standings import more_in_area, span_text

_HOUSE = {
    "area_hours": "hours in a test's own area (the shop's own rule, not ASE's)",
    "hold_years": "how long a passed test waits for experience (a setting of the shop)",
}

Judge = Callable[[JudgedRecord], Sequence[Standing]]
"""What gives the standings of a history; a cache may stand in for `standings`."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Minutes on the sheets that were not voided, by how far their sign-off has come."""

    approved: int = 0
    draft: int = 0
    returned: int = 0

    def __add__(self, other: "Hours") -> "Hours":
        return Hours(self.approved + other.approved, self.draft + other.draft, self.returned + other.returned)

    @property
    def unverified(self) -> int:
        """Minutes that nobody has approved."""
        return self.draft + self.returned


@dataclass(frozen=True, slots=True)
class UnconfirmedRule:
    """A rule behind the results for which ASE's own text has not been seen.

    Attributes:
        rule: Its key, such as `requirement/two-years`.
        title: What it is about.
        tests: Codes of the tests in the summary that it touches; empty for all of them.
    """

    rule: str
    title: str
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One apprentice and one test.

    Amounts are whole minutes of full-time work; `month_minutes` of them are a full-time month.

    Attributes:
        key: Key of the apprentice.
        shop: Where the apprentice works on the day of the summary, or worked last; empty where there is no placement.
        may_sit: Whether the test may be sat on the day of the summary.
        experience: Work and training that count.
        needed: What the test asks for.
        training: The part of `experience` that is training.
        missing: What is missing; 0 once met.
        area: Counted work in the test's own area.
        area_needed: What the shop asks for there; its own rule, not ASE's.
        met_on: The day on which the experience was met.
        earliest: The sooner day on which all is expected to be met.
        latest: The later of the two; None where only one pace gets there.
        expected: The same range in words, or the hours that are missing in the test's own area.
        expires: Last day of the certificate.
        day: The date that matters now.
        day_means: What that date is.
        unconfirmed: Whether a rule behind the row is not confirmed by ASE's own text.
    """

    key: str
    apprentice: str
    shop: str
    code: str
    test: str
    state: StandingState
    may_sit: bool
    experience: int
    needed: int
    training: int
    missing: int
    area: int
    area_needed: int
    month_minutes: int
    met_on: date | None
    earliest: date | None
    latest: date | None
    expected: str
    expires: date | None
    day: date | None
    day_means: DateMeaning | None
    reasons: tuple[Reason, ...]
    next_step: str
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class Person:
    """One apprentice of the summary with all rows; none where no test is in sight yet.

    Attributes:
        tracks: Years of work with the days on which they were reached, the track with the most work first.
        designations: Titles of which at least one part has been certified.
        suggestion: The specialisation that the work points to; the shop's own reckoning, and no rule of ASE.
    """

    key: str
    name: str
    shop: str
    hours: Hours
    rows: tuple[SummaryRow, ...]
    tracks: tuple[TrackWork, ...]
    designations: tuple[DesignationStanding, ...]
    suggestion: Suggestion


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole report.

    Attributes:
        as_of: The day for which everything was worked out.
        edition: Edition of the rule book.
        fingerprint: Mark of the rule book's file.
        house: The shop's own assumptions that were used.
        cannot_know: What no program can know.
        unconfirmed: The rules behind the rows for which ASE's own text has not been seen.
        people: The apprentices in the order in which they were given.
    """

    as_of: date
    edition: str
    fingerprint: str
    house: HouseRules
    cannot_know: tuple[str, ...]
    unconfirmed: tuple[UnconfirmedRule, ...]
    people: tuple[Person, ...]

    @property
    def rows(self) -> tuple[SummaryRow, ...]:
        """All rows, person by person."""
        return tuple(row for person in self.people for row in person.rows)

    @property
    def hours(self) -> Hours:
        """What is on the sheets of all people together."""
        return sum((person.hours for person in self.people), Hours())


def build_summary(
    histories: Iterable[JudgedRecord],
    rulebook: Rulebook,
    house: HouseRules,
    as_of: date,
    *,
    fingerprint: str = "",
    codes: Collection[str] | None = None,
    judge: Judge = standings,
) -> Summary:
    """Put the report together.

    Args:
        histories: One for each apprentice, all made with the same rule book, house rules and day.
        rulebook: The rule book they were made with.
        house: The house rules they were made with.
        as_of: The day they were made for.
        fingerprint: Mark of the rule book's file, printed on the summary.
        codes: Tests to report on, whether or not they are relevant; None for the relevant ones of each apprentice.
        judge: What gives the standings of a history.

    Raises:
        MentorError: a code that the rule book does not have.
    """
    wanted = None if codes is None else _known_codes(codes, rulebook)
    people = tuple(_person(judged, wanted, judge) for judged in histories)
    return Summary(
        as_of=as_of,
        edition=rulebook.edition,
        fingerprint=fingerprint,
        house=house,
        cannot_know=rulebook.cannot_know,
        unconfirmed=_unconfirmed(people, rulebook),
        people=people,
    )


def _known_codes(codes: Collection[str], rulebook: Rulebook) -> tuple[str, ...]:
    """The codes in the order of the rule book, whatever their case."""
    wanted = {code.strip().upper() for code in codes}
    for code in sorted(wanted):
        if code not in rulebook.test:
            raise MentorError(
                f"there is no test {code} in the rule book{nearest_name(code, rulebook.test)}",
                hint="The command `rules` lists all tests.",
            )
    return tuple(test.code for test in rulebook.tests if test.code in wanted)


def _person(judged: JudgedRecord, codes: tuple[str, ...] | None, judge: Judge) -> Person:
    apprentice = judged.record.apprentice
    shop = apprentice.shop_lately(judged.today)
    everything = judge(judged)
    if codes is None:
        found = [one for one in everything if one.relevant]
    else:
        of_code = {one.code: one for one in everything}
        found = [of_code.get(code) or standing(judged, code) for code in codes]
    titles = designations(judged.certificate, judged.rulebook, judged.today)
    return Person(
        key=apprentice.key,
        name=apprentice.name,
        shop=shop,
        hours=_hours(judged),
        rows=tuple(_row(judged, shop, one) for one in found),
        tracks=tuple(track_work(judged, track) for track in tracks_of(judged)),
        designations=tuple(title for title in titles if title.relevant),
        suggestion=suggest(judged),
    )


def _hours(judged: JudgedRecord) -> Hours:
    total = dict.fromkeys(SignOffState, 0)
    for sheet in judged.record.sheets:
        if not sheet.voided and sheet.week <= judged.today:
            total[sheet.sign_off.state] += sheet.minutes
    return Hours(total[SignOffState.APPROVED], total[SignOffState.DRAFT], total[SignOffState.RETURNED])


def _row(judged: JudgedRecord, shop: str, one: Standing) -> SummaryRow:
    apprentice, found, ahead = judged.record.apprentice, one.experience, one.forecast
    return SummaryRow(
        key=apprentice.key,
        apprentice=apprentice.name,
        shop=shop,
        code=one.code,
        test=one.name,
        state=one.state,
        may_sit=one.may_sit,
        experience=found.total,
        needed=found.needed,
        training=found.training,
        missing=found.missing,
        area=one.area_minutes,
        area_needed=one.area_needed,
        month_minutes=found.month_minutes,
        met_on=one.met_on,
        earliest=ahead.earliest if ahead else None,
        latest=ahead.latest if ahead else None,
        expected=more_in_area(one) or (span_text(ahead, ahead.span) if ahead else ""),
        expires=one.expires,
        day=one.day,
        day_means=one.day_means,
        reasons=one.reasons,
        next_step=next_step_text(one.next_step),
        unconfirmed=one.unconfirmed,
    )


def _unconfirmed(people: Iterable[Person], rulebook: Rulebook) -> tuple[UnconfirmedRule, ...]:
    touched: dict[str, dict[str, None]] = {}
    for person in people:
        for row in person.rows:
            for reason in row.reasons:
                if reason.unconfirmed:
                    touched.setdefault(reason.rule, {})[row.code] = None
    clock = {"clock": ()} if rulebook.clock.confidence is Confidence.UNCONFIRMED else {}
    return tuple(
        UnconfirmedRule(rule, _rule_title(rule, rulebook), tuple(sorted(codes)))
        for rule, codes in sorted({**clock, **touched}.items())
    )


def _rule_title(rule: str, rulebook: Rulebook) -> str:
    """What a rule, such as `requirement/two-years`, is about; its key again where the rule book has no such rule."""
    family, _, key = rule.partition("/")
    test = rulebook.test.get(key)
    match family:
        case "requirement" if key in rulebook.requirement:
            return rulebook.requirement[key].title
        case "credit" if key in rulebook.credit_kind:
            return rulebook.credit_kind[key].title
        case "prerequisite" if test:
            return f"what {test.code} {test.name} asks to be passed first"
        case "test" if test:
            return f"{test.code} {test.name}"
        case "clock":
            return "how hours and weeks add up to full-time years"
        case "recertification":
            return "how long certificates hold, and the waits around a test"
        case "house" if key in _HOUSE:
            return _HOUSE[key]
        case _:
            return rule
