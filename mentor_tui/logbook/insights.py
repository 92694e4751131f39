"""What the records add up to, kept for each apprentice until the record, the rules or the day changes."""

from collections.abc import Callable, Iterable, Sequence

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


class _Insight:
    """One record and what was worked out of it."""

    __slots__ = ("judged", "profile", "record", "row", "standings", "suggestion")

    def __init__(self, record: TrainingRecord, judged: JudgedRecord) -> None:
        self.record = record
        self.judged = judged
        self.standings: tuple[Standing, ...] | None = None
        self.suggestion: Suggestion | None = None
        self.row: RosterRow | None = None
        self.profile: Profile | None = None


class Insights:
    """Answers about apprentices by key, as of one day.

    Attributes:
        watch: What work over many keys goes through, so that a face can tell how far it is.
    """

    watch: Callable[[Sequence[str]], Iterable[str]] = staticmethod(iter)

    def __init__(self, logbook: Logbook, frame: Frame) -> None:
        self._logbook = logbook
        self.frame = frame
        self._known: dict[str, _Insight] = {}

    def judged(self, key: str) -> JudgedRecord:
        """The record as of the day, judged line by line."""
        return self._insight(key).judged

    def standings(self, key: str) -> tuple[Standing, ...]:
        """The standing with each test."""
        insight = self._insight(key)
        if insight.standings is None:
            insight.standings = standings(insight.judged)
        return insight.standings

    def suggestion(self, key: str) -> Suggestion:
        """The suggested specialisation."""
        insight = self._insight(key)
        if insight.suggestion is None:
            insight.suggestion = suggest(insight.judged)
        return insight.suggestion

    def roster_row(self, key: str) -> RosterRow:
        """The apprentice's row on the roster."""
        insight = self._insight(key)
        if insight.row is None:
            relevant = relevant_standings(insight.judged) if insight.standings is None else insight.standings
            insight.row = roster_row(insight.judged, relevant, self.suggestion(key))
        return insight.row

    def roster(self) -> tuple[RosterRow, ...]:
        """The rows of all apprentices that were not voided, in order of name."""
        return tuple(self.roster_row(key) for key in self._everybody())

    def filtered(self, text: str) -> tuple[str, ...]:
        """The keys of those whose row holds every word of `text`, in order of name: what `/` shows on the roster.

        Raises:
            MentorError: there is nobody; names those who come near.
        """
        rows = self.roster()
        found = Filter(map(roster_filter_text, rows)).find(text)
        if found.positions and not found.near:
            return tuple(rows[position].apprentice.key for position in found.positions)
        near = [rows[position].apprentice.name for position in found.positions][:_NAMED]
        hint = f"Did you mean {' or '.join(near)}?" if near else "`mentor-tui roster` lists them all."
        raise MentorError(f"nobody has {text!r} in their row", hint=hint)

    def board(self) -> Board:
        """The standings of all apprentices that were not voided."""
        rows = [board_row(self.judged(key), self.standings(key)) for key in self._everybody()]
        return board(rows, self.frame.rulebook, self.frame.today)

    def profile(self, key: str) -> Profile:
        """Everything about one apprentice."""
        insight = self._insight(key)
        if insight.profile is None:
            insight.profile = profile(insight.judged, self.standings(key), self.suggestion(key))
        return insight.profile

    def _everybody(self) -> Iterable[str]:
        return self.watch([apprentice.key for apprentice in self._logbook.apprentices()])

    def _insight(self, key: str) -> _Insight:
        record = self._logbook.record(key)
        known = self._known.get(key)
        if known is None or known.record is not record:
            known = _Insight(record, JudgedRecord(record, self.frame))
            self._known[key] = known
        return known
