"""Finds the apprentice that a person means."""

from collections.abc import Iterable, Sequence

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.filtering import fold
from mentor_tui.errors import MentorError

_NAMED = 5
_WIDEST = 60


def find_apprentice(name: str, everybody: Iterable[Apprentice]) -> Apprentice:
    """The apprentice on the roster meant by a key, a name, or a part of a name that only one has.

    Raises:
        MentorError: nobody or more than one is meant; says who is near.
    """
    everybody = tuple(everybody)
    people = [one for one in everybody if not one.voided]
    wanted = fold(name.strip())
    found = (
        [one for one in people if one.key == name.strip()]
        or [one for one in people if fold(one.name) == wanted]
        or [one for one in people if wanted and wanted in fold(one.name)]
    )
    if len(found) == 1:
        return found[0]
    # Half a character would break the message.
    typed = name.encode("utf-8", "replace").decode()[:_WIDEST]
    if found:
        names = ", ".join(f"{one.name} ({one.key})" for one in found[:_NAMED])
        more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        raise MentorError(f'"{typed}" may be {names}{more}.', hint="Write more of the name, or the key.")
    raise MentorError(f'There is no apprentice called "{typed}".', hint=_near(wanted, everybody))


def _near(wanted: str, everybody: Sequence[Apprentice]) -> str:
    gone = next((one for one in everybody if one.voided and wanted in {one.key, fold(one.name)}), None)
    if gone is not None:
        return f"{gone.name} was taken off the roster: {gone.voided}"
    from difflib import get_close_matches  # noqa: PLC0415 - only needed when nobody is found

    names = {fold(one.name): one.name for one in everybody if not one.voided}
    near = [names[match] for match in get_close_matches(wanted, names, n=3, cutoff=0.5)]
    return f"Did you mean {' or '.join(near)}?" if near else "`mentor-tui roster` lists them all."
