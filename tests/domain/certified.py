"""Titles that certificates give together, of an apprentice with these certificates."""

from datetime import date

from mentor_tui.domain.certificate import DesignationStanding, designations
from mentor_tui.domain.rulebook import Rulebook
from tests.domain.small_rulebook import changed_rulebook, judged_record

TODAY = date(2030, 1, 1)


def titles(
    *certified: str, rulebook: Rulebook | None = None, today: date = TODAY
) -> dict[str, DesignationStanding]:
    events = [
        f"{code} {step} {on}" for code, on in map(str.split, certified) for step in ("passed", "certified")
    ]
    judged = judged_record(events=events, today=today, rulebook=rulebook)
    return {one.rule.key: one for one in designations(judged.certificate, judged.rulebook, judged.today)}


def groups_of(*groups: tuple[str, int], confidence: str = "unconfirmed") -> Rulebook:
    """A rule book of one title, `title`, with these groups: codes, and how many of them are asked for."""
    listed = [{"any_of": codes.split(), "at_least": at_least} for codes, at_least in groups]
    source = {"key": "guide", "title": "Guide", "kind": "official"}
    title = {
        "key": "title",
        "title": "Title",
        "groups": listed,
        "confidence": confidence,
        "sources": ["guide"],
    }
    return changed_rulebook(designations=[title], sources=[source])
