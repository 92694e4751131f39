"""`python -m tests.bench.calibration`: how far the forecasts could be trusted, replayed week by week.

Each record is cut at each week end, as it was known on that day: no sheet after it, and of changes of status and of shop only
those up to four weeks ahead. Each forecast of an experience that was met in the end is compared with the day on which it was.
One row a stretch of days ahead: how many forecasts, the share of days that lay within the range, the median of the days
between the likely day and the day that came, and the median width of the range.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from mentor_tui.domain.apprentice import Apprentice
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.forecast import Prospect
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rule import Requirement
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.weeks import WEEK, week_of
from mentor_tui.logbook.rules import load_rulebook
from mentor_tui.logbook.sample import sample_records
from tests.bench.seeded_shop import LAST_WEEK, records

AHEAD = 30, 60, 120, 180, 240, 365, 100_000
"""Days ahead at which a row of the table ends."""
KNOWN_AHEAD = timedelta(weeks=4)
"""How long before a change of status or shop it is written down."""


class Trial(NamedTuple):
    """One forecast and what came true: all in days from the day of the forecast; None where there was no end."""

    ahead: int
    earliest: int | None
    likely: int | None
    latest: int | None

    @property
    def inside(self) -> bool:
        """Whether the day that came lay within the range."""
        return (
            self.earliest is not None
            and self.earliest <= self.ahead
            and (self.latest is None or self.ahead <= self.latest)
        )


def known_on(record: TrainingRecord, day: date) -> TrainingRecord:
    """What was written down on `day`."""
    last = day + KNOWN_AHEAD
    person = record.apprentice
    places = tuple(
        place.model_copy(update={"ends": None}) if place.ends and place.ends > last else place
        for place in person.placements
        if place.starts <= last
    )
    apprentice = Apprentice.model_validate(
        {
            **person.model_dump(),
            "history": tuple(entry for entry in person.history if entry.since <= last),
            "placements": places,
        }
    )
    return record.model_copy(
        update={
            "apprentice": apprentice,
            "sheets": tuple(sheet for sheet in record.sheets if sheet.week <= day),
            "credits": tuple(credit for credit in record.credits if credit.starts <= day),
        }
    )


def trials(record: TrainingRecord, rulebook: Rulebook, last: date) -> Iterator[Trial]:
    """Every forecast of the record, week by week up to `last`, of which the day came."""
    house = HouseRules()
    whole = JudgedRecord(record, Frame(rulebook, house, last))
    came = {
        (tracks, requirement.key): (requirement, day)
        for tracks, requirement in _asked_for(rulebook)
        if (day := whole.experience(tracks, requirement).met_on)
    }
    day = week_of(record.apprentice.start, house.week_ends)
    while came and day < last:
        then = JudgedRecord(known_on(record, day), Frame(rulebook, house, day))
        prospect = Prospect(then)
        for (tracks, _), (requirement, met) in came.items():
            if met <= day or not then.experience(tracks, requirement).total:
                continue
            found = prospect.forecast(tracks, requirement, 0)
            if found is None or found.experience is None:
                continue
            early, likely, late = (None if end is None else (end - day).days for end in found.experience)
            yield Trial((met - day).days, early, likely, late)
        day += WEEK


def _asked_for(rulebook: Rulebook) -> list[tuple[frozenset[str], Requirement]]:
    """Every requirement on every set of tracks for which a test asks it, once."""
    asked = {(frozenset(test.tracks), test.requirement) for test in rulebook.tests if test.active}
    every = [(tracks, rulebook.requirement[key]) for tracks, key in asked]
    return [(tracks, requirement) for tracks, requirement in every if requirement.months]


def table(found: Iterable[Trial]) -> Iterator[str]:
    """One line a stretch of days ahead, and one for all up to 240 days."""
    rows: dict[int, list[Trial]] = defaultdict(list)
    for trial in found:
        rows[next(end for end in AHEAD if trial.ahead <= end)].append(trial)
    yield f"  {'days ahead':>12}{'forecasts':>11}{'inside':>9}{'median error':>14}{'median width':>14}"
    start = 1
    for end in AHEAD:
        yield _row(f"{start} to {end}" if end < AHEAD[-1] else f"over {start - 1}", rows[end])
        start = end + 1
    yield _row("1 to 240", [trial for end in AHEAD if end <= 240 for trial in rows[end]])


def _row(title: str, found: list[Trial]) -> str:
    if not found:
        return f"  {title:>12}{0:>11}"
    inside = sum(trial.inside for trial in found) / len(found)
    error = median(abs(trial.likely - trial.ahead) if trial.likely is not None else 3650 for trial in found)
    width = median(
        trial.latest - (trial.earliest or 0) if trial.latest is not None else 3650 for trial in found
    )
    return f"  {title:>12}{len(found):>11}{inside:>9.0%}{error:>10.0f} days{width:>9.0f} days"


def main() -> None:
    """Print a table for the sample shop and one for each seeded shop."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.calibration")
    parser.add_argument("--people", type=int, default=60, help="apprentices of a seeded shop (60)")
    parser.add_argument("--seed", type=int, action="append", help="seed of a shop; may be given again (2026)")
    wanted = parser.parse_args()
    rulebook = load_rulebook()
    shops = {"The sample shop": sample_records(LAST_WEEK)}
    for seed in wanted.seed or [2026]:
        shops[f"A shop of {wanted.people}, seed {seed}"] = records(wanted.people, seed)
    for title, people in shops.items():
        print(f"{title}:")
        found = [trial for record in people for trial in trials(record, rulebook, LAST_WEEK)]
        for line in table(found):
            print(line, flush=True)


if __name__ == "__main__":
    main()
