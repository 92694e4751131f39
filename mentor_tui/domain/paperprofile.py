"""Credits and certificates in words: what each counts for, and until when it holds."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mentor_tui.domain.experience import Experience, JudgedRecord
from mentor_tui.domain.standing import Standing, StandingState
from mentor_tui.domain.training import CreditEntry
from mentor_tui.domain.vocabulary import Confidence
from mentor_tui.words.glyphs import STATE_WORD
from mentor_tui.words.hours import months_number
from mentor_tui.words.phrases import listed


class CreditProfile(NamedTuple):
    """One credit and what became of it.

    Attributes:
        counts: Whether any of it counts towards anything shown.
        lines: What it gives towards each requirement, or why it gives nothing.
    """

    key: str
    title: str
    kind: str
    starts: date
    ends: date
    counts: bool
    lines: tuple[str, ...]
    unconfirmed: bool


class CertificateProfile(NamedTuple):
    """One certificate, in force or lapsed."""

    code: str
    name: str
    expires: date
    state: StandingState
    text: str


def credit_profiles(judged: JudgedRecord, standings: Iterable[Standing]) -> tuple[CreditProfile, ...]:
    """What became of each credit, in each experience that one of the standings rests on.

    Source: rules `credits`.
    """
    experiences: dict[tuple[tuple[str, ...], int, int], Experience] = {}
    for one in standings:
        found = one.experience
        if found.needed:
            experiences.setdefault((found.tracks, found.needed, found.training_cap), found)
    lines: dict[str, list[str]] = {}
    counting: set[str] = set()
    for found in experiences.values():
        for entry in found.credits:
            lines.setdefault(entry.credit.key, []).append(_towards(judged, found, entry))
            if entry.counted or entry.whole:
                counting.add(entry.credit.key)
    return tuple(
        CreditProfile(
            key=credit.key,
            title=credit.title,
            kind=kind.title if kind else credit.kind,
            starts=credit.starts,
            ends=credit.ends,
            counts=credit.key in counting,
            lines=tuple(dict.fromkeys(lines.get(credit.key, ()))),
            unconfirmed=kind is not None and kind.confidence is Confidence.UNCONFIRMED,
        )
        for credit in sorted(judged.record.credits, key=lambda credit: (credit.starts, credit.key))
        for kind in [judged.rulebook.credit_kind.get(credit.kind)]
    )


def _towards(judged: JudgedRecord, found: Experience, entry: CreditEntry) -> str:
    if not entry.counted and not entry.whole:
        return f"not counted: {entry.why}" if entry.why else "gives nothing"
    tracks = listed((judged.rulebook.track[track].title.lower() for track in found.tracks), "or")
    given = (
        "meets the whole requirement"
        if entry.whole
        else f"{months_number(entry.counted, found.month_minutes)} months"
    )
    why = f" ({entry.why})" if entry.why else ""
    return f"{given} towards {found.needed // found.month_minutes} months on {tracks}{why}"


def certificate_profiles(standings: Iterable[Standing]) -> tuple[CertificateProfile, ...]:
    """Every certificate, in force or lapsed, the first to end first."""
    held = [
        CertificateProfile(
            code=one.code,
            name=one.name,
            expires=one.expires,
            state=one.state,
            text=f"{one.code} {one.name}: {_until(one)} {one.expires}",
        )
        for one in standings
        if one.expires
    ]
    return tuple(sorted(held, key=lambda one: (one.expires, one.code)))


def _until(one: Standing) -> str:
    return "lapsed on" if one.state is StandingState.LAPSED else f"{STATE_WORD[one.state]}, expires"
