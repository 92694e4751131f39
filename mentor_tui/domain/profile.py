"""Everything there is to say about one apprentice: what the detail panel and `standing NAME` show."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from mentor_tui.domain.board import RosterRow, roster_row
from mentor_tui.domain.certificate import DesignationStanding, designations
from mentor_tui.domain.clocks import Experience
from mentor_tui.domain.credit import TrainingCredit
from mentor_tui.domain.eligibility import standings as all_standings
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.progress import StripWeek, TrackWork, track_work, tracks_of, week_strip
from mentor_tui.domain.rule import CreditKind, Rule
from mentor_tui.domain.standing import Reason, Standing, by_urgency
from mentor_tui.domain.suggestion import Suggestion, suggest
from mentor_tui.domain.training import CreditEntry
from mentor_tui.domain.vocabulary import Confidence, VehicleKind
from mentor_tui.domain.work import Why
from mentor_tui.domain.workplace import WorkArea

if TYPE_CHECKING:
    from mentor_tui.domain.problem import Problem

_YEAR_OF_WEEKS = 52


class AreaHours(NamedTuple):
    """Work of one area on one vehicle kind.

    Attributes:
        minutes: What of it counts for experience, each week up to its cap.
        practised: The same with what is over the cap of a week: what the shop's own rule for the area asks for.
        of_practised: All that was practised on that vehicle kind.
        codes: Tests for which it is evidence.
    """

    kind: VehicleKind
    area: WorkArea
    minutes: int
    practised: int
    of_practised: int
    codes: tuple[str, ...]


class CreditGiven(NamedTuple):
    """What a credit gives towards one requirement, or why it gives nothing.

    Attributes:
        needed: Minutes that the requirement asks for.
        tracks: Titles of the tracks on which it asks for them.
    """

    entry: CreditEntry
    needed: int
    month_minutes: int
    tracks: tuple[str, ...]


class CreditProfile(NamedTuple):
    """One credit and what became of it.

    Attributes:
        kind: None where the rule book does not know it.
        given: One for each requirement of the tests that matter.
    """

    credit: TrainingCredit
    kind: CreditKind | None
    given: tuple[CreditGiven, ...]

    @property
    def counts(self) -> bool:
        """Whether any of it counts towards anything shown."""
        return any(given.entry.counted or given.entry.whole for given in self.given)

    @property
    def unconfirmed(self) -> bool:
        """Whether ASE's own text for its kind has not been seen."""
        return self.kind is not None and self.kind.confidence is Confidence.UNCONFIRMED


class Unconfirmed(NamedTuple):
    """Something the figures rest on that ASE's own text does not confirm.

    Attributes:
        code: The test that it bears on; empty where it bears on all.
        track: Title of the track that it is about; empty where it is about none.
        note: What the rule book says about it.
        reason: The reason that names it, in the standing with the test.
    """

    code: str = ""
    track: str = ""
    note: str = ""
    reason: Reason | None = None


class Profile(NamedTuple):
    """One apprentice as of one day.

    Attributes:
        row: What the roster shows of the same apprentice.
        tracks: Experience, the track with the most work first.
        areas: Hours by vehicle kind and area, the most first.
        next_tests: Relevant standings, the most urgent first.
        certificates: Those of them with a certificate, in force or lapsed, the first to end first.
        designations: Titles of which at least one part has been certified.
        strip: The last 52 weeks, oldest first.
        not_counted: Minutes of logged work that do not count, by reason.
        problems: What is probably wrong in what was written down.
    """

    row: RosterRow
    tracks: tuple[TrackWork, ...]
    areas: tuple[AreaHours, ...]
    next_tests: tuple[Standing, ...]
    credits: tuple[CreditProfile, ...]
    certificates: tuple[Standing, ...]
    designations: tuple[DesignationStanding, ...]
    strip: tuple[StripWeek, ...]
    not_counted: Mapping[Why, int]
    unconfirmed: tuple[Unconfirmed, ...]
    problems: "tuple[Problem, ...]"


def profile(
    judged: JudgedRecord, standings: Iterable[Standing] | None = None, suggestion: Suggestion | None = None
) -> Profile:
    """Everything about one apprentice.

    Args:
        judged: The record, judged on a day.
        standings: Those of the same record, where they are known already.
        suggestion: That of the same record, where it is known already.
    """
    standings = all_standings(judged) if standings is None else tuple(standings)
    ordered = by_urgency(standings)
    titles = designations(judged.certificate, judged.rulebook, judged.today)
    from mentor_tui.domain.doubts import doubts  # noqa: PLC0415 - the roster needs no kinds of problems

    return Profile(
        row=roster_row(judged, standings, suggestion or suggest(judged)),
        tracks=tuple(track_work(judged, track) for track in tracks_of(judged)),
        areas=area_hours(judged),
        next_tests=ordered,
        credits=credit_profiles(judged, ordered or standings),
        certificates=certificates(ordered),
        designations=tuple(title for title in titles if title.relevant),
        strip=week_strip(judged, _YEAR_OF_WEEKS),
        not_counted=not_counted(judged),
        unconfirmed=tuple(unconfirmed(judged, ordered)),
        problems=doubts(judged),
    )


def area_hours(judged: JudgedRecord) -> tuple[AreaHours, ...]:
    """Hours by vehicle kind and area: the kind with the most first, within it the area with the most."""
    of_kind: dict[VehicleKind, int] = defaultdict(int)
    for (kind, _), minutes in judged.logged_by_area.items():
        of_kind[kind] += minutes
    ordered = sorted(
        judged.logged_by_area.items(),
        key=lambda item: (-of_kind[item[0][0]], item[0][0], -item[1], item[0][1]),
    )
    return tuple(
        AreaHours(
            kind=kind,
            area=judged.rulebook.area[area],
            minutes=judged.minutes_by_area.get((kind, area), 0),
            practised=practised,
            of_practised=of_kind[kind],
            codes=tuple(test.code for test in judged.rulebook.tests_of(kind, area) if test.active),
        )
        for (kind, area), practised in ordered
    )


def credit_profiles(judged: JudgedRecord, standings: Iterable[Standing]) -> tuple[CreditProfile, ...]:
    """What became of each credit, in each experience that one of the standings rests on.

    Source: rules `credits`.
    """
    experiences: dict[tuple[tuple[str, ...], int, int], Experience] = {}
    for standing in standings:
        experience = standing.experience
        if experience.needed:
            requirement = experience.tracks, experience.needed, experience.training_cap
            experiences.setdefault(requirement, experience)
    given: dict[str, list[CreditGiven]] = defaultdict(list)
    for experience in experiences.values():
        titles = tuple(judged.rulebook.track[track].title for track in experience.tracks)
        for entry in experience.credits:
            towards = CreditGiven(entry, experience.needed, experience.month_minutes, titles)
            given[entry.credit.key].append(towards)
    return tuple(
        CreditProfile(credit, judged.rulebook.credit_kind.get(credit.kind), tuple(given[credit.key]))
        for credit in sorted(judged.record.credits, key=lambda credit: (credit.starts, credit.key))
    )


def certificates(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """The standings with a certificate, in force or lapsed, the first to end first."""
    certified = [standing for standing in standings if standing.expires]
    return tuple(sorted(certified, key=lambda standing: (standing.expires or date.max, standing.code)))


def not_counted(judged: JudgedRecord) -> Mapping[Why, int]:
    """The logged minutes that do not count, by reason."""
    lost: dict[Why, int] = defaultdict(int)
    for entry in judged.entries:
        if entry.counted < entry.minutes:
            lost[entry.why] += entry.minutes - entry.counted
    return lost


def unconfirmed(judged: JudgedRecord, standings: Iterable[Standing]) -> Iterator[Unconfirmed]:
    """What the figures rest on that ASE's own text does not confirm."""
    book = judged.rulebook
    for standing in standings:
        for reason in standing.reasons:
            if reason.unconfirmed:
                yield Unconfirmed(code=standing.code, note=_rule_note(judged, reason.rule), reason=reason)
    if book.clock.confidence is Confidence.UNCONFIRMED and judged.minutes_by_track:
        yield Unconfirmed(note=book.clock.note)
    for track in book.tracks:
        unsure = track.confidence is Confidence.UNCONFIRMED
        if unsure and track.key in judged.minutes_by_track and track.note:
            yield Unconfirmed(track=track.title, note=track.note)


def _rule_note(judged: JudgedRecord, rule: str) -> str:
    """The note of a requirement, credit kind or test that a reason names."""
    table, _, key = rule.partition("/")
    book = judged.rulebook
    tables: dict[str, Mapping[str, Rule]] = {
        "requirement": book.requirement,
        "credit": book.credit_kind,
        "test": book.test,
    }
    named = tables.get(table, {}).get(key)
    return named.note if named else ""
