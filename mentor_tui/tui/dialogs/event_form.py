"""Something that happened with a test: booked, sat, passed, certified."""

from collections.abc import Mapping
from typing import Any

from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.testrecord import TestEvent
from mentor_tui.domain.vocabulary import TestStep
from mentor_tui.logbook.changes import Change, build
from mentor_tui.logbook.papers import add_event, change_event
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.entry import ChangeDialog
from mentor_tui.tui.dialogs.form import Field, Kind, date_field
from mentor_tui.tui.dialogs.form_fields import dated, given

_WORDS = {
    TestStep.BOOKED: "booked",
    TestStep.FAILED: "sat and failed",
    TestStep.PASSED: "passed",
    TestStep.FORM_SENT: "experience form sent",
    TestStep.CERTIFIED: "certified",
    TestStep.RENEWED: "renewed",
}


class EventForm(ChangeDialog):
    """One step with one test."""

    LABEL = "Kept"
    HELP = """
What happened with one ASE test, and when. The last day is the end of the booking's window, or the day on which a
certificate expires; empty where the rule book's own period holds.
"""

    def __init__(
        self, app: MentorApp, record: TrainingRecord, code: str = "", position: int | None = None
    ) -> None:
        apprentice = record.apprentice
        item = "new" if position is None else f"{code.lower()}-{position}"
        super().__init__(
            app, f"Test of {apprentice.name}", f"test-{apprentice.key}-{item}", new=position is None
        )
        self._record = record
        self._code = code
        self._position = position

    def fields(self) -> tuple[Field, ...]:
        """The test, the step, its day."""
        today = self.session.today
        tests = sorted(self.session.rulebook.tests, key=lambda test: not test.active)
        options = tuple((test.code, f"{test.code} {test.name}") for test in tests)
        code = Field("code", "Test", Kind.CHOICE, "Type a letter or a part of the name to search.", options)
        return (
            *((code,) if self._position is None else ()),
            Field(
                "step",
                "What happened",
                Kind.CHOICE,
                "Left and right change it.",
                tuple((step.value, word) for step, word in _WORDS.items()),
                also=("events",),
            ),
            date_field("on", "Day", today, "When it happened"),
            date_field("until", "Until", today, "End of the booking or of the certificate, if you know it"),
            Field("note", "Note", help="Whatever else is good to know."),
        )

    def held(self) -> dict[str, str]:
        """What is written down."""
        event = self._event()
        if event is None:
            return {"on": self.session.today.isoformat(), "code": self._code}
        return {
            "step": event.step.value,
            "on": event.on.isoformat(),
            "until": event.until.isoformat() if event.until else "",
            "note": event.note,
        }

    def reload(self) -> None:
        """Take the record as somebody else has left it."""
        self._record = self.session.logbook.record(self._record.apprentice.key)

    def change(self, typed: Mapping[str, str]) -> Change:
        """Add the event, or keep what was changed."""
        held, session = self._event(), self.session
        fields: dict[str, Any] = given(typed, ("step", "note"))
        fields |= dated(typed, ("on", "until"), session.today)
        event = build(TestEvent, voided=held.voided if held else "", **fields)
        if self._position is None:
            return add_event(self._record, typed["code"], event, session.frame)
        return change_event(self._record, self._code, self._position, event, session.frame)

    def _event(self) -> TestEvent | None:
        held = self._record.tests_by_code.get(self._code)
        if held is None or self._position is None or self._position >= len(held.events):
            return None
        return held.events[self._position]
