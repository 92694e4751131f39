"""The keys of rules, such as `requirement/two-years`, in words."""

from mentor_tui.domain.rulebook import Rulebook

_HOUSE = {
    "area_hours": "hours in a test's own area (the shop's own rule, not ASE's)",
    "hold_years": "how long a passed test waits for experience (a setting of the shop)",
}


def rule_title(rule: str, rulebook: Rulebook) -> str:
    """What a rule is about; its key again where the rule book has no such rule."""
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
