"""The apprentice, and the shops where the work is done."""

from collections.abc import Iterator
from datetime import date
from typing import Self

from pydantic import model_validator

from mentor_tui.domain.model import Key, Model, Name, Text, model_error
from mentor_tui.domain.vocabulary import Status, VehicleKind


class StatusSince(Model):
    """A status and the first day it held."""

    status: Status
    since: date


class Placement(Model):
    """A period at one shop.

    Attributes:
        key: Unique within the apprentice.
        shop_type: Key of a shop type of the rule book.
        kind: The vehicle kind proposed for new work lines.
        ends: The last day, or None while it goes on.
        voided: Why it was taken out; empty while it counts.
    """

    key: Key
    shop: Name
    shop_type: Key
    kind: VehicleKind
    starts: date
    ends: date | None = None
    address: Text = ""
    supervisor: Text = ""
    voided: Text = ""

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.ends is not None and self.ends < self.starts:
            raise model_error("ends-before-start", "ends", starts=self.starts, ends=self.ends)
        return self

    def covers(self, first: date, last: date) -> bool:
        """Whether any day from `first` to `last` lies in this placement."""
        return self.starts <= last and (self.ends is None or first <= self.ends)


class Apprentice(Model):
    """The person.

    Attributes:
        start: First day of the programme; no work before it counts.
        history: Changes of status in order of date; active from `start` on where there is none.
        voided: Why the apprentice was taken off the roster; empty while on it.
    """

    key: Key
    name: Name
    start: date
    history: tuple[StatusSince, ...] = ()
    placements: tuple[Placement, ...] = ()
    mentor: Text = ""
    tags: tuple[Name, ...] = ()
    contact: Text = ""
    ase_id: Text = ""
    note: Text = ""
    voided: Text = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        dates = [entry.since for entry in self.history]
        if dates != sorted(set(dates)):
            raise model_error("history-out-of-order", "history")
        keys = [placement.key for placement in self.placements]
        if len(keys) != len(set(keys)):
            raise model_error("same-placement-keys", "placements")
        return self

    def status_on(self, day: date) -> Status:
        """The status that held on `day`; active before the first entry."""
        statuses = [entry.status for entry in self.history if entry.since <= day]
        return statuses[-1] if statuses else Status.ACTIVE

    def status_since(self, day: date) -> date | None:
        """The first day of the status that held on `day`; None where it has held from the start on."""
        return next((entry.since for entry in reversed(self.history) if entry.since <= day), None)

    def status_until(self, day: date) -> date | None:
        """The last day of the status that held on `day`; None where no change is known."""
        change = next((entry.since for entry in self.history if entry.since > day), None)
        return change and date.fromordinal(change.toordinal() - 1)

    def away(self, until: date) -> Iterator[tuple[date, date]]:
        """The periods, first and last day, up to `until` in which the apprentice was not active."""
        following = (*(entry.since for entry in self.history[1:]), None)
        for entry, end in zip(self.history, following, strict=False):
            if entry.status is not Status.ACTIVE and entry.since <= until:
                last = until if end is None else min(until, date.fromordinal(end.toordinal() - 1))
                yield entry.since, last

    def placement(self, key: str) -> Placement | None:
        """The placement with that key, voided or not."""
        return next((placement for placement in self.placements if placement.key == key), None)

    def placement_on(self, day: date) -> Placement | None:
        """The placement that `day` lies in; the latest to start where two overlap."""
        return self.placement_in(day, day)

    def placement_lately(self, day: date) -> Placement | None:
        """The placement that `day` lies in; where there is none, the one that began last before it."""
        begun = [
            placement for placement in self.placements if not placement.voided and placement.starts <= day
        ]
        return self.placement_on(day) or max(begun, key=lambda placement: placement.starts, default=None)

    def shop_lately(self, day: date) -> str:
        """The shop on a day, or the last one before it; empty where there was none."""
        placement = self.placement_lately(day)
        return placement.shop if placement else ""

    def placement_in(self, first: date, last: date) -> Placement | None:
        """The placement with a day from `first` to `last`; the latest to start where there are two."""
        here = [
            placement
            for placement in self.placements
            if not placement.voided and placement.covers(first, last)
        ]
        return max(here, key=lambda placement: placement.starts, default=None)
