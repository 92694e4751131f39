"""What should be said beside the figures: what did not count, and what is not confirmed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.rulebook import Rule
from mentor_tui.domain.standing import Standing
from mentor_tui.domain.vocabulary import Confidence
from mentor_tui.domain.work import Why
from mentor_tui.words.hours import hours_text
from mentor_tui.words.reasons import reason_text


def not_counted(judged: JudgedRecord) -> tuple[str, ...]:
    """The logged hours that do not count, by reason, the most first."""
    lost: dict[Why, int] = defaultdict(int)
    for entry in judged.entries:
        if entry.counted < entry.minutes:
            lost[entry.why] += entry.minutes - entry.counted
    ordered = sorted(lost.items(), key=lambda item: (-item[1], item[0]))
    return tuple(f"{hours_text(minutes)}: {why.value}" for why, minutes in ordered)


def unconfirmed(judged: JudgedRecord, standings: Iterable[Standing]) -> tuple[str, ...]:
    """What the figures rest on that ASE's own text does not confirm, each thing once, with the tests it bears on."""
    tests: dict[str, list[str]] = defaultdict(list)
    for one in standings:
        for reason in one.reasons:
            if reason.unconfirmed:
                tests[_rule_note(judged, reason.rule) or reason_text(reason)].append(one.code)
    said = [f"{', '.join(dict.fromkeys(codes))}: {text}" for text, codes in tests.items()]
    clock = judged.rulebook.clock
    if clock.confidence is Confidence.UNCONFIRMED and judged.minutes_by_track:
        said.append(clock.note or "how weeks add up to years is not confirmed")
    said.extend(
        f"{track.title}: {track.note}"
        for track in judged.rulebook.tracks
        if track.key in judged.minutes_by_track and track.confidence is Confidence.UNCONFIRMED and track.note
    )
    return tuple(said)


def _rule_note(judged: JudgedRecord, rule: str) -> str:
    """The note of a requirement, credit kind or test that a reason names."""
    table, _, key = rule.partition("/")
    book = judged.rulebook
    tables: dict[str, Mapping[str, Rule]] = {
        "requirement": book.requirement,
        "credit": book.credit_kind,
        "test": book.test,
    }
    found = tables.get(table, {}).get(key)
    return found.note if found else ""
