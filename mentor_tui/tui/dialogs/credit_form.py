"""A training credit: schooling, a course, military service, earlier work."""

from collections.abc import Mapping
from typing import Any

from mentor_tui.domain.credit import ALL_TRACKS, TrainingCredit
from mentor_tui.domain.doubts import check_tracks
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.training import first_tracks
from mentor_tui.domain.workplace import plain_words
from mentor_tui.logbook.changes import Change, RefusedError, build
from mentor_tui.logbook.papers import put_credit
from mentor_tui.logbook.people import next_key
from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.entry import ChangeDialog
from mentor_tui.tui.dialogs.form import Field, Kind, date_field
from mentor_tui.tui.dialogs.form_fields import dated, given

_TEXTS = ("kind", "title", "months", "school_years", "granted", "evidence", "note")
_DATES = ("starts", "ends")


class CreditForm(ChangeDialog):
    """What stands in for work in the logbook."""

    LABEL = "Kept"
    HELP = """
Training or earlier work that ASE may accept in place of time in the logbook. What each kind is worth stands in the rule
book; what ASE has granted in writing goes before that.
"""

    def __init__(self, app: MentorApp, record: TrainingRecord, key: str | None = None) -> None:
        apprentice = record.apprentice
        super().__init__(
            app, f"Credit of {apprentice.name}", f"credit-{apprentice.key}-{key or 'new'}", new=key is None
        )
        self._record = record
        self._key = key

    def fields(self) -> tuple[Field, ...]:
        """The kind, the dates, the amount, the proof."""
        rulebook, today = self.session.rulebook, self.session.today
        kinds = tuple((one.key, one.title) for one in rulebook.credits)
        tracks = ", ".join(track.key for track in rulebook.tracks)
        return (
            Field("kind", "Kind", Kind.CHOICE, "What it is; type a letter to search.", kinds),
            Field("title", "Title", help="School and course, as the paper names it."),
            date_field("starts", "First day", today),
            date_field("ends", "Last day", today, "It counts from the day after"),
            Field(
                "months",
                "Months",
                help="Full-time months, where that is less than the dates say; else empty.",
            ),
            Field("tracks", "Tracks", help=f"What it counts towards: {tracks}; or all, if it does."),
            Field(
                "school_years",
                "School years",
                help="For a school or a degree, such as 2; as many as the dates hold where empty.",
            ),
            Field("granted", "Granted by ASE", help="Months that ASE has granted in writing; else empty."),
            Field("evidence", "Evidence", help="What proves it: a diploma, a letter, a form."),
            Field("note", "Note", help="Whatever else is good to know."),
        )

    def held(self) -> dict[str, str]:
        """What is written down."""
        credit = self._credit()
        if credit is None:
            return {"tracks": ", ".join(first_tracks(self._record.apprentice, self.session.rulebook))}
        return {
            **{name: str(getattr(credit, name) or "") for name in _TEXTS},
            "granted": "" if credit.granted is None else str(credit.granted),
            "starts": credit.starts.isoformat(),
            "ends": credit.ends.isoformat(),
            "tracks": ", ".join(credit.tracks),
        }

    def reload(self) -> None:
        """Take the record as somebody else has left it."""
        self._record = self.session.logbook.record(self._record.apprentice.key)

    def change(self, typed: Mapping[str, str]) -> Change:
        """Add the credit, or keep what was changed."""
        held = self._credit()
        fields: dict[str, Any] = given(typed, _TEXTS) | dated(typed, _DATES, self.session.today)
        words = filter(None, (word.strip() for word in typed["tracks"].split(",")))
        credit = build(
            TrainingCredit,
            apprentice=self._record.apprentice.key,
            key=self._key or next_key("c", (one.key for one in self._record.credits)),
            tracks=tuple(self._track(word) for word in words),
            voided=held.voided if held else "",
            **fields,
        )
        # One that was kept without, before credits named their tracks, may stay so.
        if held is None or held.tracks:
            unnamed = tuple(check_tracks(credit, self._record.apprentice, self.session.rulebook))
            if unnamed:
                raise RefusedError(unnamed)
        return put_credit(self._record, credit, self.session.frame)

    def _credit(self) -> TrainingCredit | None:
        return next((one for one in self._record.credits if one.key == self._key), None)

    def _track(self, word: str) -> str:
        """The key of the track that is called so; the word itself where there is none."""
        wanted = plain_words(word)
        if wanted == ALL_TRACKS:
            return ALL_TRACKS
        for track in self.session.rulebook.tracks:
            if wanted in {plain_words(track.key), plain_words(track.title)}:
                return track.key
        return word
