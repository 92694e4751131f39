"""The apprentice: add, edit, change of status, take off the roster."""

from collections.abc import Mapping
from typing import Any

from mentor_tui.domain.apprentice import Apprentice, Placement, StatusSince
from mentor_tui.domain.vocabulary import Status
from mentor_tui.logbook.changes import Change, build, revised
from mentor_tui.logbook.people import new_key, put_apprentice, set_status, void_apprentice
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.entry import ChangeDialog
from mentor_tui.tui.dialogs.form import Field, Kind, date_field
from mentor_tui.tui.dialogs.form_fields import dated, given, shop_fields, shops_known
from mentor_tui.tui.dialogs.questions import Ask, answered

_PLACE = ("shop", "shop_type", "kind")


class ApprenticeForm(ChangeDialog):
    """Who it is; for somebody new also the first shop."""

    LABEL = "Kept"
    HELP = """
The person: name, first day of the programme, and what else is good to know. For somebody new also the first shop; more
placements are added under Papers. Nothing is kept before ctrl+s.
"""

    def __init__(self, app: MentorApp, before: Apprentice | None) -> None:
        title = f"Edit {before.name}" if before else "New apprentice"
        name = f"apprentice-{before.key}" if before else "apprentice"
        super().__init__(app, title, name, new=before is None)
        self._apprentice = before

    def fields(self) -> tuple[Field, ...]:
        """The person, and for somebody new the first shop."""
        rulebook, today = self.session.rulebook, self.session.today
        person = (
            Field("name", "Name", help="As it should stand on every list."),
            date_field("start", "Programme starts", today, "No work before it counts"),
        )
        shop = (
            Field(
                "shop",
                "First shop",
                help="Where the work is done; empty to add it later.",
                also=("placements",),
                known=shops_known(self.session),
            ),
            *shop_fields(rulebook),
        )
        rest = (
            Field("mentor", "Mentor", help="Who looks after the apprentice."),
            Field("tags", "Tags", help="Words to filter by, with commas between them."),
            Field("contact", "Contact", help="Telephone or mail, if you want it here."),
            Field("ase_id", "ASE ID", help="The number of the apprentice's ASE account."),
            Field("note", "Note", help="Whatever else is good to know."),
        )
        return (*person, *(() if self._apprentice else shop), *rest)

    def held(self) -> dict[str, str]:
        """What is written down."""
        one = self._apprentice
        if one is None:
            return {"start": self.session.today.isoformat()}
        return {
            "name": one.name,
            "start": one.start.isoformat(),
            "mentor": one.mentor,
            "tags": ", ".join(one.tags),
            "contact": one.contact,
            "ase_id": one.ase_id,
            "note": one.note,
        }

    def reload(self) -> None:
        """Take the apprentice as somebody else has left it."""
        if self._apprentice is not None:
            self._apprentice = self.session.logbook.record(self._apprentice.key).apprentice

    def change(self, typed: Mapping[str, str]) -> Change:
        """Add the apprentice, or keep what was changed."""
        book = self.session.logbook
        tags = dict.fromkeys(filter(None, (tag.strip() for tag in typed["tags"].split(","))))
        fields: dict[str, Any] = {
            **given(typed, ("name",)),
            **dated(typed, ("start",), self.session.today),
            **{name: typed[name] for name in ("mentor", "contact", "ase_id", "note")},
            "tags": tuple(tags),
        }
        if self._apprentice is not None:
            after = revised(self._apprentice, **{"name": "", "start": "", **fields})
        else:
            key = new_key(typed["name"], book.keys())
            after = build(Apprentice, key=key, placements=self._first(typed), **fields)
        return put_apprentice(self._apprentice, after, book.apprentices(), self.session.frame)

    def follow(self, key: str) -> None:
        """The type of a shop says what is worked on there."""
        shop_type = self.session.rulebook.shop_type.get(self.form.values[key])
        if key == "shop_type" and shop_type is not None:
            self.propose("kind", shop_type.kind.value)

    def _first(self, typed: Mapping[str, str]) -> tuple[Placement, ...]:
        if not any(typed[name].strip() for name in _PLACE):
            return ()
        starts = dated(typed, ("start",), self.session.today).get("start")
        return (build(Placement, key="p1", starts=starts, **given(typed, _PLACE)),)


class StatusForm(ChangeDialog):
    """Since when the apprentice is active, on leave, gone or done."""

    LABEL = "Kept"
    HELP = """
A change of status and its first day. Time on leave stops the calendar clock; after leaving or finishing no more weeks
are expected.
"""

    def __init__(self, app: MentorApp, apprentice: Apprentice, entry: StatusSince | None = None) -> None:
        super().__init__(app, f"Status of {apprentice.name}", f"status-{apprentice.key}")
        self._apprentice = apprentice
        self._entry = entry

    def fields(self) -> tuple[Field, ...]:
        """The status and its day."""
        options = tuple((status.value, status.value.replace("-", " ")) for status in Status)
        return (
            Field("status", "Status", Kind.CHOICE, "Left and right change it.", options, also=("history",)),
            date_field("since", "Since", self.session.today, "The first day it holds"),
        )

    def held(self) -> dict[str, str]:
        """The status that was chosen, or that of today."""
        today = self.session.today
        entry = self._entry or StatusSince(status=self._apprentice.status_on(today), since=today)
        return {"status": entry.status.value, "since": entry.since.isoformat()}

    def reload(self) -> None:
        """Take the apprentice as somebody else has left it."""
        self._apprentice = self.session.logbook.record(self._apprentice.key).apprentice

    def change(self, typed: Mapping[str, str]) -> Change:
        """Write the status down."""
        fields = given(typed, ("status",)) | dated(typed, ("since",), self.session.today)
        entry = build(StatusSince, **fields)
        return set_status(self._apprentice, entry.status, entry.since, self.session.frame)


def open_new(app: MentorApp) -> None:
    """Add somebody."""
    app.push_screen(ApprenticeForm(app, None))


def open_edit(app: MentorApp) -> None:
    """Change what is written down about the selected apprentice."""
    if app.selected is not None:
        app.push_screen(ApprenticeForm(app, app.session.logbook.record(app.selected).apprentice))


def open_status(app: MentorApp) -> None:
    """Change the status of the selected apprentice."""
    if app.selected is not None:
        app.push_screen(StatusForm(app, app.session.logbook.record(app.selected).apprentice))


def open_void(app: MentorApp) -> None:
    """Take the selected apprentice off the roster."""
    if app.selected is None:
        return
    book = app.session.logbook
    apprentice = book.record(app.selected).apprentice

    def void(reason: str) -> None:
        app.write("Taken off the roster", lambda: book.apply(void_apprentice(apprentice, reason)))

    text = f"{apprentice.name} goes off the roster; everything stays in the history, and `u` brings it back. Why?"
    app.push_screen(Ask("Take off the roster", text), answered(void))
