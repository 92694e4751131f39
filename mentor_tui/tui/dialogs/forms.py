"""The forms about people and papers: which fields each has, and what keeping them does."""

from collections.abc import Iterable, Mapping
from typing import Any

from mentor_tui.domain.apprentice import Apprentice, Placement, StatusSince
from mentor_tui.domain.credit import ALL_TRACKS, TrainingCredit
from mentor_tui.domain.doubts import check_tracks
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.testrecord import TestEvent
from mentor_tui.domain.training import first_tracks
from mentor_tui.domain.vocabulary import VehicleKind
from mentor_tui.domain.workplace import plain_words
from mentor_tui.logbook.changes import Change, RefusedError, build
from mentor_tui.logbook.papers import add_event, change_event, put_credit
from mentor_tui.logbook.people import (
    new_key,
    next_key,
    put_apprentice,
    put_placement,
    set_status,
    void_apprentice,
)
from mentor_tui.logbook.session import Session
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.entry import DocumentForm, RecordForm
from mentor_tui.tui.dialogs.form import Field, date_field, read_words
from mentor_tui.tui.dialogs.pick import Option
from mentor_tui.tui.dialogs.questions import Ask
from mentor_tui.words.glyphs import STATUS_WORD, STEP_WORD, kind_words

_NOTE = Field("note", "Note", "Whatever else is good to know.")


def _choices(words: Mapping[Any, str]) -> tuple[Option, ...]:
    return tuple((choice.value, word) for choice, word in words.items())


def _titles(entries: Iterable[Any]) -> tuple[Option, ...]:
    return tuple((entry.key, entry.title) for entry in entries)


def _shop_fields(session: Session, label: str, help: str) -> tuple[Field, ...]:  # noqa: A002 - the field's own word
    """The shop, what kind of shop it is, and what is worked on there."""
    rulebook = session.rulebook
    people = session.logbook.apprentices()
    shops = sorted({placement.shop for apprentice in people for placement in apprentice.placements})

    def vehicles(shop_type: str) -> dict[str, str]:
        kind = rulebook.shop_type.get(shop_type)
        return {"kind": kind.kind.value} if kind else {}

    return (
        Field("shop", label, help, also=("placements",), completions=tuple(shops)),
        Field(
            "shop_type",
            "Shop type",
            "What kind of shop it is; type a letter to search.",
            _titles(rulebook.shop_types),
            proposes=vehicles,
        ),
        Field(
            "kind",
            "Vehicles",
            "What is worked on there; it decides the tests.",
            tuple((kind.value, kind_words(kind)) for kind in VehicleKind),
        ),
    )


class ApprenticeForm(DocumentForm):
    """Who it is; for somebody new also the first shop."""

    HELP = """
The person: name, first day of the programme, and what else is good to know. For somebody new also the first shop; more
placements are added under Papers. Nothing is kept before ctrl+s.
"""

    def __init__(self, app: MentorApp, apprentice: Apprentice | None) -> None:
        title = f"Edit {apprentice.name}" if apprentice else "New apprentice"
        super().__init__(app, title, f"apprentice-{apprentice.key}" if apprentice else "apprentice")
        self._apprentice = apprentice

    @property
    def document(self) -> Apprentice | None:
        """The apprentice."""
        return self._apprentice

    def fields(self) -> tuple[Field, ...]:
        """The person, and for somebody new the first shop."""
        shop = _shop_fields(self.session, "First shop", "Where the work is done; empty to add it later.")
        return (
            Field("name", "Name", "As it should stand on every list."),
            date_field("start", "Programme starts", self.session.today, "No work before it counts"),
            *(() if self.document else shop),
            Field("mentor", "Mentor", "Who looks after the apprentice."),
            Field("tags", "Tags", "Words to filter by, with commas between them.", read=read_words),
            Field("contact", "Contact", "Telephone or mail, if you want it here."),
            Field("ase_id", "ASE ID", "The number of the apprentice's ASE account."),
            _NOTE,
        )

    def proposed(self) -> Mapping[str, str]:
        """The programme starts today."""
        return {"start": str(self.session.today)}

    def reload(self) -> None:
        """Take the apprentice as somebody else has left it."""
        if self._apprentice is not None:
            self._apprentice = self.session.logbook.record(self._apprentice.key).apprentice

    def put(self, values: dict[str, Any]) -> Change:
        """Add the apprentice, or keep what was changed."""
        book = self.session.logbook
        values["tags"] = tuple(dict.fromkeys(values.get("tags", ())))
        if self.document is not None:
            after = self.built(Apprentice, {"start": "", **values})
        else:
            shop = {name: values.pop(name) for name in ("shop", "shop_type", "kind") if name in values}
            placements = (build(Placement, key="p1", starts=values.get("start"), **shop),) if shop else ()
            key = new_key(values.get("name", ""), book.keys())
            after = build(Apprentice, key=key, placements=placements, **values)
        return put_apprentice(self.document, after, book.apprentices(), self.session.frame)


class StatusForm(RecordForm):
    """Since when the apprentice is active, on leave, gone or done. The item is the first day of a status."""

    TITLE = "Status"
    HELP = """
A change of status and its first day. Time on leave stops the calendar clock; after leaving or finishing no more weeks
are expected.
"""

    def __init__(self, app: MentorApp, record: TrainingRecord, *item: str) -> None:
        super().__init__(app, record, *item)
        self.file = f"status-{record.apprentice.key}"
        self._entry = next((entry for entry in record.apprentice.history if str(entry.since) in item), None)

    @property
    def document(self) -> StatusSince:
        """The status that was chosen, or that of today."""
        today = self.session.today
        return self._entry or StatusSince(status=self.record.apprentice.status_on(today), since=today)

    def fields(self) -> tuple[Field, ...]:
        """The status and its day."""
        return (
            Field("status", "Status", "Left and right change it.", _choices(STATUS_WORD), also=("history",)),
            date_field("since", "Since", self.session.today, "The first day it holds"),
        )

    def put(self, values: dict[str, Any]) -> Change:
        """Write the status down."""
        entry = build(StatusSince, **values)
        return set_status(self.record.apprentice, entry.status, entry.since, self.session.frame)


class PlacementForm(RecordForm):
    """Where the apprentice works, from when to when."""

    TITLE = "Placement"
    HELP = """
A period at one shop. Its type proposes the kind of vehicle, and that decides which tests the work leads to. Leave the
last day empty while it goes on.
"""

    @property
    def document(self) -> Placement | None:
        """The placement."""
        return self.record.apprentice.placement("".join(self.item))

    def fields(self) -> tuple[Field, ...]:
        """The shop, the vehicles, the dates."""
        today = self.session.today
        return (
            *_shop_fields(self.session, "Shop", "Its name."),
            date_field("starts", "First day", today),
            date_field("ends", "Last day", today, "Empty while it goes on"),
            Field("address", "Address", "If you want it here."),
            Field("supervisor", "Supervisor", "Who signs in the shop."),
        )

    def put(self, values: dict[str, Any]) -> Change:
        """Add the placement, or keep what was changed."""
        apprentice = self.record.apprentice
        key = next_key("p", (placement.key for placement in apprentice.placements))
        return put_placement(apprentice, self.built(Placement, values, key=key), self.session.frame)


class CreditForm(RecordForm):
    """What stands in for work in the logbook."""

    TITLE = "Credit"
    HELP = """
Training or earlier work that ASE may accept in place of time in the logbook. What each kind is worth stands in the rule
book; what ASE has granted in writing goes before that.
"""

    @property
    def document(self) -> TrainingCredit | None:
        """The credit."""
        return next((credit for credit in self.record.credits if credit.key in self.item), None)

    def fields(self) -> tuple[Field, ...]:
        """The kind, the dates, the amount, the proof."""
        rulebook, today = self.session.rulebook, self.session.today
        tracks = ", ".join(track.key for track in rulebook.tracks)
        years = "For a school or a degree, such as 2; as many as the dates hold where empty."
        return (
            Field("kind", "Kind", "What it is; type a letter to search.", _titles(rulebook.credits)),
            Field("title", "Title", "School and course, as the paper names it."),
            date_field("starts", "First day", today),
            date_field("ends", "Last day", today, "It counts from the day after"),
            Field("months", "Months", "Full-time months, where that is less than the dates say; else empty."),
            Field(
                "tracks", "Tracks", f"What it counts towards: {tracks}; or all, if it does.", read=read_words
            ),
            Field("school_years", "School years", years),
            Field("granted", "Granted by ASE", "Months that ASE has granted in writing; else empty."),
            Field("evidence", "Evidence", "What proves it: a diploma, a letter, a form."),
            _NOTE,
        )

    def proposed(self) -> Mapping[str, str]:
        """It counts where the work does."""
        return {"tracks": ", ".join(first_tracks(self.record.apprentice, self.session.rulebook))}

    def put(self, values: dict[str, Any]) -> Change:
        """Add the credit, or keep what was changed."""
        apprentice, rulebook = self.record.apprentice, self.session.rulebook
        values["tracks"] = tuple(_track(word, rulebook) for word in values.get("tracks", ()))
        key = next_key("c", (credit.key for credit in self.record.credits))
        credit = self.built(TrainingCredit, values, apprentice=apprentice.key, key=key)
        # One that was kept without, before credits named their tracks, may stay so.
        if self.document is None or self.document.tracks:
            unnamed = tuple(check_tracks(credit, apprentice, rulebook))
            if unnamed:
                raise RefusedError(unnamed)
        return put_credit(self.record, credit, self.session.frame)


def _track(word: str, rulebook: Rulebook) -> str:
    """The key of the track that is called so; the word itself where there is none."""
    wanted = plain_words(word)
    if wanted == ALL_TRACKS:
        return ALL_TRACKS
    for track in rulebook.tracks:
        if wanted in {plain_words(track.key), plain_words(track.title)}:
            return track.key
    return word


class EventForm(RecordForm):
    """One step with one test. The item is the test's code and the position of the event."""

    TITLE = "Test"
    HELP = """
What happened with one ASE test, and when. The last day is the end of the booking's window, or the day on which a
certificate expires; empty where the rule book's own period holds.
"""

    @property
    def document(self) -> TestEvent | None:
        """The event."""
        if not self.item:
            return None
        code, position = self.item
        test = self.record.tests_by_code.get(code)
        return dict(enumerate(test.events)).get(int(position)) if test else None

    def fields(self) -> tuple[Field, ...]:
        """The test, the step, its day."""
        today = self.session.today
        tests = sorted(self.session.rulebook.tests, key=lambda test: not test.active)
        options = tuple((test.code, f"{test.code} {test.name}") for test in tests)
        code = Field("code", "Test", "Type a letter or a part of the name to search.", options)
        steps = _choices(STEP_WORD)
        return (
            *(() if self.item else (code,)),
            Field("step", "What happened", "Left and right change it.", steps, also=("events",)),
            date_field("on", "Day", today, "When it happened"),
            date_field("until", "Until", today, "End of the booking or of the certificate, if you know it"),
            _NOTE,
        )

    def proposed(self) -> Mapping[str, str]:
        """It happened today."""
        return {"on": str(self.session.today)}

    def put(self, values: dict[str, Any]) -> Change:
        """Add the event, or keep what was changed."""
        code = values.pop("code", "")
        event = self.built(TestEvent, values)
        if not self.item:
            return add_event(self.record, code, event, self.session.frame)
        code, position = self.item
        return change_event(self.record, code, int(position), event, self.session.frame)


PAPERS: Mapping[str, tuple[str, type[RecordForm]]] = {
    "placement": ("Placement", PlacementForm),
    "credit": ("Training credit", CreditForm),
    "test": ("Test event", EventForm),
    "status": ("Change of status", StatusForm),
}
"""What can be added to a record: its name, and its form."""


def open_new(app: MentorApp) -> None:
    """Add somebody."""
    app.push_screen(ApprenticeForm(app, None))


def open_edit(app: MentorApp) -> None:
    """Change what is written down about the selected apprentice."""
    app.push_screen(ApprenticeForm(app, app.record.apprentice))


def open_status(app: MentorApp) -> None:
    """Change the status of the selected apprentice."""
    app.push_screen(StatusForm(app, app.record))


def open_void(app: MentorApp) -> None:
    """Take the selected apprentice off the roster."""
    apprentice = app.record.apprentice

    def void(reason: str) -> None:
        book = app.session.logbook
        app.write("Taken off the roster", lambda: book.apply(void_apprentice(apprentice, reason)))

    text = f"{apprentice.name} goes off the roster; everything stays in the history, and `u` brings it back. Why?"
    Ask("Take off the roster", text).ask(app, void)
