"""What is said about a suggested direction: its evidence, its goal, and what would change it."""

from typing import assert_never

from mentor_tui.domain.suggestion import NotNamed, Outlook, OutlookKind, Shortage, Suggestion
from mentor_tui.domain.vocabulary import VehicleKind
from mentor_tui.domain.weighing import Evidence, EvidenceKind, percent
from mentor_tui.words.glyphs import kind_words
from mentor_tui.words.hours import format_hours, hours_number, hours_text
from mentor_tui.words.phrases import code_list, counted, listed, within_sentence

_NAMED = 3
_OUTLOOKS = {
    OutlookKind.ANY_WORK_NAMES_ONE: "About {more_weeks} of approved work at {pace} h.",
    OutlookKind.WORK_NAMES_IT: "About {weeks} of {work} at {pace} h would be enough for {direction}.",
    OutlookKind.WORK_BRINGS_AHEAD: "About {weeks} of {work} at {pace} h would bring {direction} ahead.",
    OutlookKind.SHOP_BRINGS_AHEAD: (
        "About {weeks} at {pace} h in another kind of shop ({shops}) would bring {direction} ahead."
    ),
    OutlookKind.NOTHING_BRINGS_AHEAD: "Nothing within five years would bring {direction} ahead.",
    OutlookKind.NO_RIVAL: "Nothing logged points to another direction.",
}


def suggestion_text(suggestion: Suggestion) -> str:
    """One line, what is narrow first: `L2: Diesel diagnosis`, `not enough evidence (160 of 200 h)`."""
    if suggestion.not_named:
        short = suggestion.not_named
        if short.shortage is Shortage.HOURS:
            return f"not enough evidence ({hours_number(short.minutes)} of {hours_text(short.needed)})"
        return f"not enough evidence (no {short.share} % share)"
    title = suggestion.best.direction.title if suggestion.best else ""
    return f"{code_list(suggestion.goal)}: {title}" if suggestion.goal else f"{title}: all passed"


def goal_text(suggestion: Suggestion) -> str:
    """The goal as ASE calls it; the codes alone where it is several tests, empty where none is to be passed."""
    if len(suggestion.goal) == 1:
        return f"{suggestion.goal[0]} {suggestion.goal_names[0]}"
    return code_list(suggestion.goal)


def why_not_text(suggestion: Suggestion) -> str:
    """Why no direction is named, with how much is missing; empty where one is."""
    return f"not enough evidence: {_shortage(suggestion.not_named)}" if suggestion.not_named else ""


def _shortage(short: NotNamed) -> str:
    match short.shortage:
        case Shortage.HOURS:
            missing = hours_text(short.needed - short.minutes, up=True)
            so_far = f"; so far it points to {short.leader.direction.title}" if short.leader else ""
            hours = f"{hours_text(short.minutes)} of {hours_text(short.needed)} hands-on"
            return f"{hours}, {missing} missing{so_far}"
        case Shortage.DIRECTION:
            return "nothing logged points to a direction of the rule book"
        case Shortage.SHARE:
            most = (
                f"; {short.leader.direction.title} has the most with {short.leader.share} %"
                if short.leader
                else ""
            )
            return f"no direction has {short.share} % of the hands-on hours{most}"
        case _:
            assert_never(short.shortage)


def outlook_text(outlook: Outlook | None) -> str:
    """What would bring another direction ahead, or name one; empty where nothing is known."""
    if outlook is None:
        return ""
    on = "" if outlook.vehicle is VehicleKind.NONE else f" on {kind_words(outlook.vehicle)}"
    return _OUTLOOKS[outlook.kind].format(
        weeks=counted(outlook.weeks, "week"),
        more_weeks=counted(outlook.weeks, "more week"),
        work=f"{within_sentence(outlook.area)}{on}",
        pace=format_hours(outlook.pace),
        direction=outlook.direction,
        shops=listed((title.lower() for title in outlook.shops), "or"),
    )


def evidence_text(evidence: Evidence) -> str:
    """One thing that speaks for a direction."""
    hours, weeks = hours_text(evidence.minutes), counted(evidence.weeks, "week")
    name, shop_type = evidence.shop
    shop = f"{name} ({shop_type.lower()})"
    match evidence.kind:
        case EvidenceKind.HOURS:
            share = percent(evidence.minutes, evidence.of_minutes)
            return f"{hours} of {hours_text(evidence.of_minutes)}{_on_what(evidence)} ({share} %), in {weeks}"
        case EvidenceKind.SHOP:
            return f"{weeks} at {shop}, {hours}"
        case EvidenceKind.PRESENT_SHOP:
            return f"works at {shop}"
        case EvidenceKind.KEYWORDS:
            words = listed(f'"{word}"' for word in evidence.keywords[:_NAMED])
            return f"{words} in the notes of {weeks}"
        case EvidenceKind.LARGEST_PART:
            area, kind = within_sentence(evidence.areas[0]), kind_words(evidence.vehicles[0])
            return f"the most of it on {area} of {kind}: {hours}, in {weeks}"
        case EvidenceKind.RECENT_PART:
            return f"{hours} of it in the last {evidence.months} months, in {weeks}"
        case _:
            assert_never(evidence.kind)


def _on_what(evidence: Evidence) -> str:
    vehicles = evidence.vehicles
    on = "" if vehicles == (VehicleKind.NONE,) else f" on {listed(map(kind_words, vehicles))}"
    areas = [within_sentence(title) for title in evidence.areas[:_NAMED]]
    if len(evidence.areas) > _NAMED:
        areas.append("more")
    return f" in {listed(areas)}{on}" if areas else on
