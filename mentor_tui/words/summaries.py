"""What the eligibility summary says beside its table: what it rests on, and what there is to say of an apprentice."""

from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.summary import SignedHours, Summary, SummaryPerson, UnconfirmedRule
from mentor_tui.words.hours import hours_text
from mentor_tui.words.people import designation_text
from mentor_tui.words.roster import milestone_lines, years_text
from mentor_tui.words.suggestions import suggestion_text

_HOUSE_RULES = {
    "area_hours": "hours in a test's own area (the shop's own rule, not ASE's)",
    "hold_years": "how long a passed test waits for experience (a setting of the shop)",
}


def settings_words(house: HouseRules) -> tuple[str, ...]:
    """Each of the shop's own assumptions as a short phrase."""
    return (
        f"{house.hours_per_year} hours make a full-time year",
        f"weeks end on {house.week_ends.name.capitalize()}",
        f"{house.area_hours} hours in a test's own area before it is called ready (the shop's own rule, not ASE's)",
        "drafts count" if house.count_drafts else "only approved weeks count",
        "assisted work counts" if house.count_assisted else "assisted work does not count",
        f"certificates are to be renewed {house.renew_months} months before they expire",
        f"a passed test is taken to wait {house.hold_years} years for experience (not confirmed by ASE)",
    )


def hours_words(hours: SignedHours) -> str:
    """What is verified and what is not."""
    return (
        f"{hours_text(hours.approved)} approved (verified), "
        f"{hours_text(hours.unverified)} not verified "
        f"({hours_text(hours.draft)} draft, {hours_text(hours.returned)} returned)"
    )


def person_words(person: SummaryPerson) -> dict[str, tuple[str, ...]]:
    """What there is to say of an apprentice beside the tests, by a heading of one word: each a few short lines, or none."""
    return {
        "Work": tuple(
            f"{work.title}: {years_text(work)} years ({', '.join(milestone_lines(work))})"
            for work in person.tracks
        ),
        "Titles": tuple(
            f"{designation_text(title)}{' (?)' if title.unconfirmed else ''}" for title in person.designations
        ),
        "Suggestion": (f"{suggestion_text(person.suggestion)} (the shop's own reckoning, no rule of ASE)",),
    }


def edition_words(summary: Summary) -> str:
    """Which rule book was used."""
    mark = f" (file {summary.fingerprint})" if summary.fingerprint else ""
    return f"{summary.frame.rulebook.edition}{mark}"


def unconfirmed_words(doubt: UnconfirmedRule, rulebook: Rulebook) -> str:
    """One unconfirmed rule and the tests that it touches."""
    tests = f" ({', '.join(doubt.codes)})" if doubt.codes else ""
    return f"{rule_title(doubt.rule, rulebook)}{tests}"


def rule_title(rule: str, rulebook: Rulebook) -> str:
    """What a rule such as `requirement/two-years` is about; its key again where the rule book has no such rule."""
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
        case "house" if key in _HOUSE_RULES:
            return _HOUSE_RULES[key]
        case _:
            return rule
