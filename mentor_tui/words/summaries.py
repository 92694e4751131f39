"""What the eligibility summary says, as phrases beside its table and as plain data for JSON."""

from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.standing import Standing
from mentor_tui.domain.summary import SignedHours, Summary, SummaryPerson, UnconfirmedRule
from mentor_tui.words import shapes
from mentor_tui.words.glyphs import DATE_MEANING_WORDS
from mentor_tui.words.hours import hours_text
from mentor_tui.words.people import designation_text
from mentor_tui.words.reasons import next_step_text
from mentor_tui.words.roster import milestone_lines, years_text
from mentor_tui.words.standings import expected_text
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


def summary_shape(summary: Summary) -> shapes.Shape:
    """The eligibility summary as plain data for JSON: what it rests on, and all apprentices."""
    book, house = summary.frame.rulebook, summary.frame.house
    return {
        "as_of": summary.frame.today,
        "rulebook": {
            "edition": book.edition,
            "fingerprint": summary.fingerprint,
            "unconfirmed": [
                {"rule": doubt.rule, "title": rule_title(doubt.rule, book), "tests": list(doubt.codes)}
                for doubt in summary.unconfirmed
            ],
            "cannot_know": list(book.cannot_know),
        },
        "settings": {**house.model_dump(mode="json"), "week_ends": house.week_ends.name.lower()},
        "hours": _signed_hours(summary.hours),
        "apprentices": [
            {
                **shapes.person(person.apprentice),
                "shop": person.shop,
                "hours": _signed_hours(person.hours),
                "tracks": [shapes.track(work) for work in person.tracks],
                "designations": [shapes.designation(title) for title in person.designations],
                "suggestion": shapes.suggestion(person.suggestion),
                "standings": [_summary_standing(standing) for standing in person.standings],
            }
            for person in summary.people
        ],
    }


def _signed_hours(hours: SignedHours) -> shapes.Shape:
    return {
        "approved_minutes": hours.approved,
        "draft_minutes": hours.draft,
        "returned_minutes": hours.returned,
    }


def _summary_standing(standing: Standing) -> shapes.Shape:
    experience, forecast = standing.experience, standing.forecast
    return {
        "code": standing.code,
        "test": standing.name,
        "state": standing.state.value,
        "may_sit": standing.may_sit,
        "experience_minutes": experience.total,
        "needed_minutes": experience.needed,
        "training_minutes": experience.training,
        "missing_minutes": experience.missing,
        "month_minutes": experience.month_minutes,
        "area_minutes": standing.area_minutes,
        "area_needed_minutes": standing.area_needed,
        "met_on": standing.met_on,
        "earliest": forecast and forecast.earliest,
        "latest": forecast and forecast.latest,
        "expected": expected_text(standing),
        "expires": standing.expires,
        "day": standing.day,
        "day_means": standing.day_means and DATE_MEANING_WORDS[standing.day_means],
        "reasons": shapes.reasons(standing),
        "next_step": next_step_text(standing.next_step),
        "unconfirmed": standing.unconfirmed,
    }
