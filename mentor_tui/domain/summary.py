"""The facts of the eligibility summary: who meets what ASE asks for, which test, when, and why not."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.certificate import DesignationStanding, designations
from mentor_tui.domain.eligibility import standing as standing_with
from mentor_tui.domain.eligibility import standings
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.progress import TrackWork, track_work, tracks_of
from mentor_tui.domain.standing import Standing
from mentor_tui.domain.suggestion import Suggestion, suggest
from mentor_tui.domain.vocabulary import Confidence, SignOffState

Judge = Callable[[JudgedRecord], Sequence[Standing]]
"""What gives the standings of a record; a cache may stand in for `standings`."""


class SignedHours(NamedTuple):
    """Minutes on the sheets that were not voided, by how far their sign-off has come."""

    approved: int = 0
    draft: int = 0
    returned: int = 0

    @property
    def unverified(self) -> int:
        """Minutes that nobody has approved."""
        return self.draft + self.returned


class UnconfirmedRule(NamedTuple):
    """A rule behind the results for which ASE's own text has not been seen.

    Attributes:
        rule: Its key, such as `requirement/two-years`.
        codes: The tests of the summary that it touches; empty for all of them.
    """

    rule: str
    codes: tuple[str, ...]


class SummaryPerson(NamedTuple):
    """One apprentice of the summary.

    Attributes:
        shop: Where the apprentice works on the day of the summary, or worked last; empty where there is no placement.
        standings: One for each test; none where no test is in sight yet.
        tracks: Years of work with the days on which they were reached, the track with the most work first.
        designations: Titles of which at least one part has been certified.
        suggestion: The specialisation that the work points to; the shop's own reckoning, and no rule of ASE.
    """

    apprentice: Apprentice
    shop: str
    hours: SignedHours
    standings: tuple[Standing, ...]
    tracks: tuple[TrackWork, ...]
    designations: tuple[DesignationStanding, ...]
    suggestion: Suggestion


class Summary(NamedTuple):
    """The whole report.

    Attributes:
        frame: The rules, the shop's own assumptions and the day that were used.
        fingerprint: Mark of the rule book's file.
        unconfirmed: The rules behind the standings for which ASE's own text has not been seen.
        people: The apprentices in the order in which they were given.
    """

    frame: Frame
    fingerprint: str
    unconfirmed: tuple[UnconfirmedRule, ...]
    people: tuple[SummaryPerson, ...]

    @property
    def hours(self) -> SignedHours:
        """What is on the sheets of all people together."""
        return SignedHours(
            approved=sum(person.hours.approved for person in self.people),
            draft=sum(person.hours.draft for person in self.people),
            returned=sum(person.hours.returned for person in self.people),
        )


def build_summary(
    records: Iterable[JudgedRecord],
    frame: Frame,
    *,
    fingerprint: str = "",
    codes: Collection[str] | None = None,
    judge: Judge = standings,
) -> Summary:
    """Put the report together.

    Args:
        records: One for each apprentice, all judged in the frame.
        frame: In what they were judged.
        fingerprint: Mark of the rule book's file, printed on the summary.
        codes: Tests to report on, whether or not they are relevant; None for the relevant ones of each apprentice.
        judge: What gives the standings of a record.
    """
    people = tuple(_person(judged, codes, judge) for judged in records)
    return Summary(frame, fingerprint, _unconfirmed(people, frame), people)


def _person(judged: JudgedRecord, codes: Collection[str] | None, judge: Judge) -> SummaryPerson:
    apprentice = judged.record.apprentice
    everything = judge(judged)
    if codes is None:
        chosen = [standing for standing in everything if standing.relevant]
    else:
        of_code = {standing.code: standing for standing in everything}
        wanted = [test.code for test in judged.rulebook.tests if test.code in codes]
        chosen = [of_code.get(code) or standing_with(judged, code) for code in wanted]
    titles = designations(judged.certificate, judged.rulebook, judged.today)
    return SummaryPerson(
        apprentice=apprentice,
        shop=apprentice.shop_lately(judged.today),
        hours=_hours(judged),
        standings=tuple(chosen),
        tracks=tuple(track_work(judged, track) for track in tracks_of(judged)),
        designations=tuple(title for title in titles if title.relevant),
        suggestion=suggest(judged),
    )


def _hours(judged: JudgedRecord) -> SignedHours:
    minutes = dict.fromkeys(SignOffState, 0)
    for sheet in judged.record.sheets:
        if not sheet.voided and sheet.week <= judged.today:
            minutes[sheet.sign_off.state] += sheet.minutes
    return SignedHours(
        minutes[SignOffState.APPROVED], minutes[SignOffState.DRAFT], minutes[SignOffState.RETURNED]
    )


def _unconfirmed(people: Iterable[SummaryPerson], frame: Frame) -> tuple[UnconfirmedRule, ...]:
    touched: dict[str, set[str]] = {}
    if frame.rulebook.clock.confidence is Confidence.UNCONFIRMED:
        touched["clock"] = set()
    for person in people:
        for standing in person.standings:
            for reason in standing.reasons:
                if reason.unconfirmed:
                    touched.setdefault(reason.rule, set()).add(standing.code)
    return tuple(UnconfirmedRule(rule, tuple(sorted(codes))) for rule, codes in sorted(touched.items()))
