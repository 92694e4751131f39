"""A placement: a period at one shop."""

from collections.abc import Mapping
from typing import Any

from mentor_tui.domain.apprentice import Apprentice, Placement
from mentor_tui.logbook.changes import Change, build
from mentor_tui.logbook.people import next_key, put_placement
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.entry import ChangeDialog
from mentor_tui.tui.dialogs.form import Field, date_field
from mentor_tui.tui.dialogs.form_fields import dated, given, shop_fields, shops_known

_TEXTS = ("shop", "shop_type", "kind", "address", "supervisor")
_DATES = ("starts", "ends")


class PlacementForm(ChangeDialog):
    """Where the apprentice works, from when to when."""

    LABEL = "Kept"
    HELP = """
A period at one shop. Its type proposes the kind of vehicle, and that decides which tests the work leads to. Leave the
last day empty while it goes on.
"""

    def __init__(self, app: MentorApp, apprentice: Apprentice, key: str | None = None) -> None:
        super().__init__(
            app,
            f"Placement of {apprentice.name}",
            f"placement-{apprentice.key}-{key or 'new'}",
            new=key is None,
        )
        self._apprentice = apprentice
        self._key = key

    def fields(self) -> tuple[Field, ...]:
        """The shop, the vehicles, the dates."""
        rulebook, today = self.session.rulebook, self.session.today
        return (
            Field("shop", "Shop", help="Its name.", known=shops_known(self.session)),
            *shop_fields(rulebook),
            date_field("starts", "First day", today),
            date_field("ends", "Last day", today, "Empty while it goes on"),
            Field("address", "Address", help="If you want it here."),
            Field("supervisor", "Supervisor", help="Who signs in the shop."),
        )

    def held(self) -> dict[str, str]:
        """What is written down."""
        place = self._apprentice.placement(self._key) if self._key else None
        if place is None:
            return {}
        return {
            **{name: str(getattr(place, name)) for name in _TEXTS},
            "starts": place.starts.isoformat(),
            "ends": place.ends.isoformat() if place.ends else "",
        }

    def reload(self) -> None:
        """Take the apprentice as somebody else has left it."""
        self._apprentice = self.session.logbook.record(self._apprentice.key).apprentice

    def change(self, typed: Mapping[str, str]) -> Change:
        """Add the placement, or keep what was changed."""
        held = self._apprentice.placement(self._key) if self._key else None
        keys = (one.key for one in self._apprentice.placements)
        fields: dict[str, Any] = given(typed, _TEXTS) | dated(typed, _DATES, self.session.today)
        place = build(
            Placement,
            key=self._key or next_key("p", keys),
            voided=held.voided if held else "",
            **fields,
        )
        return put_placement(self._apprentice, place, self.session.frame)

    def follow(self, key: str) -> None:
        """The type of a shop says what is worked on there."""
        shop_type = self.session.rulebook.shop_type.get(self.form.values[key])
        if key == "shop_type" and shop_type is not None:
            self.propose("kind", shop_type.kind.value)
