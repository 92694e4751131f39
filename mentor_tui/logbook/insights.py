"""What the records add up to, kept for each apprentice until the record, the rules or the day changes."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from mentor_tui.domain.board import Board, RosterRow, board, board_row, roster_row
from mentor_tui.domain.eligibility import relevant_standings, standings
from mentor_tui.domain.experience import JudgedRecord
from mentor_tui.domain.filtering import Filter
from mentor_tui.domain.frame import Frame
from mentor_tui.domain.profile import Profile, profile
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.standing import Standing
from mentor_tui.domain.suggestion import Suggestion, suggest
from mentor_tui.errors import MentorError
from mentor_tui.logbook.logbook import Logbook
from mentor_tui.words.roster import roster_filter_text

_NAMED = 3


Watch = Callable[[Sequence[str]], Iterable[str]]
"""What work over many keys goes through, so that a face can tell how far it is."""


class _Insight:
    """One record in one frame; what is asked for is worked out once."""

    def __init__(self, record: TrainingRecord, frame: Frame) -> None:
        self.record = record
        self.judged = JudgedRecord(record, frame)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        return standings(self.judged)

    @cached_property
    def suggestion(self) -> Suggestion:
        return suggest(self.judged)

    @cached_property
    def row(self) -> RosterRow:
        known: tuple[Standing, ...] | None = vars(self).get("standings")
        return roster_row(
            self.judged, relevant_standings(self.judged) if known is None else known, self.suggestion
        )

    @cached_property
    def profile(self) -> Profile:
        return profile(self.judged, self.standings, self.suggestion)


class Insights:
    """Answers about apprentices by key, as of one day."""

    def __init__(self, logbook: Logbook, frame: Frame, watch: Watch = iter) -> None:
        self._logbook = logbook
        self._watch = watch
        self._insights: dict[str, _Insight] = {}
        self.frame = frame

    def judged(self, key: str) -> JudgedRecord:
        """The record as of the day, judged line by line."""
        return self._insight(key).judged

    def all_judged(self, keys: Sequence[str]) -> list[JudgedRecord]:
        """The same of many."""
        return [self.judged(key) for key in self._watch(keys)]

    def standings(self, key: str) -> tuple[Standing, ...]:
        """The standing with each test."""
        return self._insight(key).standings

    def suggestion(self, key: str) -> Suggestion:
        """The suggested specialisation."""
        return self._insight(key).suggestion

    def roster_row(self, key: str) -> RosterRow:
        """The apprentice's row on the roster."""
        return self._insight(key).row

    def roster(self) -> tuple[RosterRow, ...]:
        """The rows of all apprentices that were not voided, in order of name."""
        return tuple(self.roster_row(key) for key in self._everybody())

    def filtered(self, text: str) -> tuple[str, ...]:
        """The keys of those whose row holds every word of `text`, in order of name: what `/` shows on the roster.

        Raises:
            MentorError: there is nobody; names those who come near.
        """
        rows = self.roster()
        matches = Filter(map(roster_filter_text, rows)).find(text)
        if matches.positions and not matches.near:
            return tuple(rows[position].apprentice.key for position in matches.positions)
        near = [rows[position].apprentice.name for position in matches.positions][:_NAMED]
        hint = f"Did you mean {' or '.join(near)}?" if near else "`mentor-tui roster` lists them all."
        raise MentorError(f"nobody has {text!r} in their row", hint=hint)

    def board(self) -> Board:
        """The standings of all apprentices that were not voided."""
        rows = [board_row(self.judged(key), self.standings(key)) for key in self._everybody()]
        return board(rows, self.frame.rulebook, self.frame.today)

    def profile(self, key: str) -> Profile:
        """Everything about one apprentice."""
        return self._insight(key).profile

    def _everybody(self) -> Iterable[str]:
        return self._watch([apprentice.key for apprentice in self._logbook.apprentices()])

    def _insight(self, key: str) -> _Insight:
        record = self._logbook.record(key)
        insight = self._insights.get(key)
        if insight is None or insight.record is not record:
            insight = self._insights[key] = _Insight(record, self.frame)
        return insight
