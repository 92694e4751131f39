"""What is said about one apprentice beside the standings: work, hours that do not count, credits, titles, doubts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from mentor_tui.domain.certificate import DesignationStanding, GroupStanding
from mentor_tui.domain.profile import AreaHours, CreditGiven, CreditProfile, Unconfirmed
from mentor_tui.domain.progress import TrackWork
from mentor_tui.domain.standing import Standing, StandingState
from mentor_tui.domain.vocabulary import VehicleKind
from mentor_tui.domain.weighing import percent
from mentor_tui.domain.work import Why
from mentor_tui.words.counting import WHY_WORDS, reductions_text
from mentor_tui.words.glyphs import STATE_WORD, kind_words
from mentor_tui.words.hours import hours_text, months_number
from mentor_tui.words.phrases import code_list, listed
from mentor_tui.words.reasons import reason_text
from mentor_tui.words.roster import milestone_lines, milestone_text, years_text

if TYPE_CHECKING:
    from mentor_tui.domain.problem import Problem


def track_lines(work: TrackWork) -> tuple[str, ...]:
    """Experience on one track: the total, both clocks, earlier work, and a line for each of the three years."""
    experience = work.experience
    needed_minutes = work.milestone * experience.month_minutes
    needed_days = work.milestone // 12 * work.year_days
    slower = "calendar" if experience.calendar_binds else "hours"
    lines = [
        f"{work.title}: {years_text(work)} years, {milestone_text(work)} of work",
        f"hours clock: {hours_text(experience.hours_clock)} of {hours_text(needed_minutes)}",
        f"calendar clock: {experience.calendar_days:,} of {needed_days:,} days",
        f"the {slower} clock is the slower one and counts",
    ]
    if experience.earlier:
        months = months_number(experience.earlier, experience.month_minutes)
        lines.append(f"earlier work: {months} months")
    return (*lines, *milestone_lines(work))


def area_text(area: AreaHours) -> str:
    """`Brakes: 1,240 h of 2,610 h on trucks (47 %)`."""
    on = "" if area.kind is VehicleKind.NONE else f" on {kind_words(area.kind)}"
    share = percent(area.practised, area.of_practised)
    return (
        f"{area.area.title}: {hours_text(area.practised)} of {hours_text(area.of_practised)}{on} ({share} %)"
    )


def not_counted_lines(minutes_of: Mapping[Why, int]) -> tuple[str, ...]:
    """The logged hours that do not count, by reason, the most first."""
    ordered = sorted((-minutes, WHY_WORDS[why]) for why, minutes in minutes_of.items())
    return tuple(f"{hours_text(-minutes)}: {words}" for minutes, words in ordered)


def credit_lines(credit: CreditProfile) -> tuple[str, ...]:
    """What a credit gives towards each requirement, or why it gives nothing, each thing once."""
    return tuple(dict.fromkeys(map(_given, credit.given)))


def _given(given: CreditGiven) -> str:
    entry, why = given.entry, reductions_text(given.entry.why)
    if not entry.counted and not entry.whole:
        return f"not counted: {why}" if why else "gives nothing"
    tracks = listed((title.lower() for title in given.tracks), "or")
    months = months_number(entry.counted, given.month_minutes)
    what = "meets the whole requirement" if entry.whole else f"{months} months"
    because = f" ({why})" if why else ""
    return f"{what} towards {given.needed // given.month_minutes} months on {tracks}{because}"


def certificate_text(standing: Standing) -> str:
    """`T2 Diesel Engines: certified, expires 2029-01-05`."""
    lapsed = standing.state is StandingState.LAPSED
    until = "lapsed on" if lapsed else f"{STATE_WORD[standing.state]}, expires"
    return f"{standing.code} {standing.name}: {until} {standing.expires}"


def designation_text(title: DesignationStanding) -> str:
    """One line: `Master Automobile Technician: A5 missing`."""
    if title.held:
        return f"{title.rule.title}: held until {title.expires}"
    return f"{title.rule.title}: {'lost; ' if title.lost else ''}{missing_text(title)}"


def missing_text(title: DesignationStanding) -> str:
    """What is missing or lapsed; empty where the title is held."""
    unmet = [group for group in title.groups if not group.met]
    parts = [f"{code} lapsed on {day}" for group in unmet for code, day in group.lapsed]
    if never := [_never(group) for group in unmet if group.missing]:
        parts.append(f"{listed(never)} missing")
    return "; ".join(parts)


def _never(group: GroupStanding) -> str:
    if group.missing == len(group.never):
        return code_list(group.never)
    if group.missing == 1:
        return f"one of {listed(group.never, 'or')}"
    return f"{group.missing} of {code_list(group.never)}"


def unconfirmed_lines(doubts: Iterable[Unconfirmed]) -> tuple[str, ...]:
    """What the figures rest on that ASE's own text does not confirm, each thing once, with the tests it bears on."""
    codes_of: dict[str, dict[str, None]] = {}
    others: list[str] = []
    for doubt in doubts:
        if doubt.reason:
            codes_of.setdefault(doubt.note or reason_text(doubt.reason), {})[doubt.code] = None
        elif doubt.track:
            others.append(f"{doubt.track}: {doubt.note}")
        else:
            others.append(doubt.note or "how weeks add up to years is not confirmed")
    return (*(f"{', '.join(codes)}: {text}" for text, codes in codes_of.items()), *others)


def problem_lines(problems: "Sequence[Problem]") -> tuple[str, ...]:
    """What is probably wrong in what was written down."""
    if not problems:
        return ()
    from mentor_tui.words.problems import with_field  # noqa: PLC0415 - only needed when something is wrong

    return tuple(map(with_field, problems))
