"""The head of the eligibility summary in words, for the formats that people read."""

from mentor_tui.domain.house import HouseRules
from mentor_tui.exchange.summary import Hours, Person, Summary, UnconfirmedRule
from mentor_tui.words.hours import hours_text
from mentor_tui.words.people import designation_text
from mentor_tui.words.roster import milestone_lines, years_text
from mentor_tui.words.suggestions import suggestion_text


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


def hours_words(hours: Hours) -> str:
    """What is verified and what is not."""
    return (
        f"{hours_text(hours.approved)} approved (verified), "
        f"{hours_text(hours.unverified)} not verified "
        f"({hours_text(hours.draft)} draft, {hours_text(hours.returned)} returned)"
    )


def person_words(person: Person) -> dict[str, tuple[str, ...]]:
    """What there is to say of an apprentice beside the tests, by a heading of one word: each a few short lines, or none."""
    return {
        "Work": tuple(
            f"{one.title}: {years_text(one)} years ({', '.join(milestone_lines(one))})"
            for one in person.tracks
        ),
        "Titles": tuple(
            f"{designation_text(one)}{' (?)' if one.unconfirmed else ''}" for one in person.designations
        ),
        "Suggestion": (f"{suggestion_text(person.suggestion)} (the shop's own reckoning, no rule of ASE)",),
    }


def edition_words(summary: Summary) -> str:
    """Which rule book was used."""
    mark = f" (file {summary.fingerprint})" if summary.fingerprint else ""
    return f"{summary.edition}{mark}"


def unconfirmed_words(rule: UnconfirmedRule) -> str:
    """One unconfirmed rule and the tests it touches."""
    tests = f" ({', '.join(rule.tests)})" if rule.tests else ""
    return f"{rule.title}{tests}"
