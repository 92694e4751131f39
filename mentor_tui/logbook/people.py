"""Changes to apprentices and their placements: add, edit, void."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from mentor_tui.domain.apprentice import Apprentice, Placement, StatusSince
from mentor_tui.domain.checks import check, check_name
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.vocabulary import Status
from mentor_tui.errors import MentorError
from mentor_tui.logbook.changes import Change, change, fields_changed, reason_given, revised
from mentor_tui.words.glyphs import STATUS_WORD


def new_key(name: str, taken: Iterable[str]) -> str:
    """A key made of the name, with a number where it is taken or has no letters a key can have."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or "apprentice"
    used = set(taken)
    key, number = stem, 2
    while key in used:
        key, number = f"{stem}-{number}", number + 1
    return key


def next_key(prefix: str, taken: Iterable[str]) -> str:
    """`p1`, `p2` …: the first number above all that were ever given."""
    numbers = [int(key[len(prefix) :]) for key in taken if re.fullmatch(rf"{prefix}[0-9]+", key)]
    return f"{prefix}{max(numbers, default=0) + 1}"


def put_apprentice(
    before: Apprentice | None, after: Apprentice, others: Iterable[Apprentice], frame: Frame
) -> Change:
    """Add an apprentice, or keep what was changed.

    Raises:
        RefusedError: a field is wrong.
    """
    why = f"changed {after.name}: {_what_changed(before, after)}" if before else f"added {after.name}"
    problems = (*check_name(after, others), *check(TrainingRecord(apprentice=after), frame, after))
    return change(why, before, after, problems)


def _what_changed(before: Apprentice, after: Apprentice) -> str:
    """`was Zed; left since 2026-11-20; contact, tags`: a name and a status with their values, for they decide most."""
    told = [f"was {before.name}"] if before.name != after.name else []
    old, new = ({entry.since: entry.status for entry in one.history} for one in (before, after))
    told += [
        f"{STATUS_WORD[status]} since {since}" for since, status in new.items() if old.get(since) != status
    ]
    told += [
        f"no longer {STATUS_WORD[status]} since {since}" for since, status in old.items() if since not in new
    ]
    rest = [name for name in fields_changed(before, after) if name not in {"name", "history"}]
    return "; ".join([*told, ", ".join(rest)] if rest else told)


def void_apprentice(apprentice: Apprentice, reason: str) -> Change:
    """Take an apprentice off the roster; nothing is erased.

    Raises:
        MentorError: no reason is given, or it was done already.
    """
    if apprentice.voided:
        raise MentorError(f"{apprentice.name} was taken off the roster already: {apprentice.voided}")
    voided = revised(apprentice, voided=reason_given(reason, "void an apprentice"))
    return change(f"voided {apprentice.name}: {reason}", apprentice, voided)


def set_status(apprentice: Apprentice, status: Status, since: date, frame: Frame) -> Change:
    """Write down a change of status; one on the same day is replaced.

    Raises:
        RefusedError: the status would begin before the programme.
    """
    history = sorted(
        (
            *(entry for entry in apprentice.history if entry.since != since),
            StatusSince(status=status, since=since),
        ),
        key=lambda entry: entry.since,
    )
    after = revised(apprentice, history=tuple(history))
    why = f"{apprentice.name}: {STATUS_WORD[status]} since {since}"
    return change(why, apprentice, after, check(TrainingRecord(apprentice=after), frame, after))


def put_placement(apprentice: Apprentice, place: Placement, frame: Frame) -> Change:
    """Add a placement, or put it in place of the one with its key.

    Raises:
        RefusedError: a field is wrong.
    """
    known = apprentice.placement(place.key)
    others = tuple(place if one.key == place.key else one for one in apprentice.placements)
    after = revised(apprentice, placements=others if known else (*others, place))
    why = f"{'changed' if known else 'placed'} {apprentice.name} at {place.shop}"
    return change(
        f"{why}: {', '.join(fields_changed(known, place))}" if known else why,
        apprentice,
        after,
        check(TrainingRecord(apprentice=apprentice), frame, place),
    )


def void_placement(apprentice: Apprentice, key: str, reason: str) -> Change:
    """Take a placement out; its sheets stay, and are not counted.

    Raises:
        MentorError: there is no such placement, or no reason is given.
    """
    place = apprentice.placement(key)
    if place is None:
        known = ", ".join(f"{one.key} ({one.shop})" for one in apprentice.placements) or "none"
        raise MentorError(f"{apprentice.name} has no placement {key}.", hint=f"There is {known}.")
    if place.voided:
        raise MentorError(f"The placement at {place.shop} was taken out already: {place.voided}")
    voided = revised(place, voided=reason_given(reason, "void a placement"))
    after = revised(
        apprentice, placements=tuple(voided if one.key == key else one for one in apprentice.placements)
    )
    return change(f"voided the placement of {apprentice.name} at {place.shop}: {reason}", apprentice, after)
