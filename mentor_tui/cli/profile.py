"""Everything about one apprentice, as lines of text and as plain data: what `standing NAME` prints."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mentor_tui.cli.overview import as_of, suggestion_lines
from mentor_tui.cli.text import Column, line_width, table, wrap
from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.profile import Profile
from mentor_tui.domain.standing import Standing
from mentor_tui.domain.wording import day_text, more_in_area
from mentor_tui.logbook.session import Session
from mentor_tui.words import shapes


def shape(found: Profile) -> dict[str, Any]:
    """The profile as plain data, without the standings."""
    return {
        "shop": found.row.shop,
        "status": found.row.status,
        "tracks": [
            {
                **shapes.track(track.work),
                "unconfirmed": track.unconfirmed,
                "experience": shapes.experience(track.work.experience),
            }
            for track in found.tracks
        ],
        "areas": [
            {
                "kind": area.kind.value,
                "area": area.area,
                "title": area.title,
                "minutes": area.minutes,
                "practised_minutes": area.practised,
                "share_percent": area.share,
                "tests": list(area.codes),
            }
            for area in found.areas
        ],
        "credits": [
            {
                "key": credit.key,
                "kind": credit.kind,
                "title": credit.title,
                "starts": credit.starts,
                "ends": credit.ends,
                "counts": credit.counts,
                "lines": list(credit.lines),
                "unconfirmed": credit.unconfirmed,
            }
            for credit in found.credits
        ],
        "certificates": [
            {"code": one.code, "test": one.name, "state": one.state.value, "expires": one.expires}
            for one in found.certificates
        ],
        "designations": [shapes.designation(one) for one in found.designations],
        "suggestion": shapes.suggestion(found.suggestion),
        "weeks": [{"week": one.week, "mark": one.mark.value, "minutes": one.minutes} for one in found.strip],
        "not_counted": list(found.not_counted),
        "unconfirmed": list(found.unconfirmed),
        "problems": list(found.problems),
    }


def lines(
    session: Session, apprentice: Apprentice, found: Profile, standings: Sequence[Standing]
) -> Iterator[str]:
    """The profile and the standings as text."""
    yield f"{found.name} ({found.key}), {found.row.status}"
    yield from _placements(apprentice)
    yield from _block("Experience", (line for track in found.tracks for line in (*track.lines, "")))
    yield from _block("Hours by work area", (area.text for area in found.areas))
    yield from _block("Not counted", found.not_counted)
    if standings:
        yield ""
        yield from _standings(standings)
    yield from _block(
        "Training credits",
        (
            f"{one.key} {one.title}, {one.starts} to {one.ends}: {'; '.join(one.lines)}"
            for one in found.credits
        ),
    )
    yield from _block("Certificates", (one.text for one in found.certificates))
    yield from _block("Titles", (one.text for one in found.designations))
    yield ""
    yield f"Suggestion: {found.suggestion.summary}"
    yield from suggestion_lines(found.suggestion)
    yield from _block("To look at", found.problems)
    yield from _block("Not confirmed by ASE's own text", found.unconfirmed)
    yield ""
    yield as_of(session)


def _placements(apprentice: Apprentice) -> Iterator[str]:
    for place in apprentice.placements:
        if not place.voided:
            period = f"{place.starts} to {place.ends}" if place.ends else f"since {place.starts}"
            text = f"{place.shop} ({place.shop_type}, {place.kind.value}) {period}"
            yield from wrap(text, line_width(), first=f"  {place.key}: ")


def _block(title: str, texts: Iterable[str]) -> Iterator[str]:
    shown = [text for text in texts if text]
    if shown:
        yield ""
        yield title
        for text in shown:
            yield from wrap(text, line_width(), first="  ", rest="    ")


def _standings(standings: Sequence[Standing]) -> Iterator[str]:
    columns = (
        Column("test"),
        Column("name", least=12),
        Column("state"),
        Column("date", least=12, wraps=True),
        Column("next step", least=16, wraps=True),
    )
    rows = [
        (
            one.code,
            one.name,
            f"{one.state.sign} {one.state.word}{'?' if one.unconfirmed else ''}",
            f"{day_text(one.day, one.day_precision)} {one.day_means}"
            if one.day and one.day_means
            else more_in_area(one),
            one.next_step,
        )
        for one in standings
    ]
    yield from table(columns, rows)
