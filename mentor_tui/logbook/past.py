"""The documents as they stood after an earlier change."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NoReturn

from mentor_tui.store.faults import ReadOnlyBookError
from mentor_tui.store.records import Document, Operation, Snapshot, Transaction
from mentor_tui.store.store import Store


def last_moment(day: date) -> datetime:
    """The end of a day by the clock of this place."""
    return datetime.combine(day, datetime.max.time()).astimezone()


class PastStore(Store):
    """A store that stays at an earlier change: what came after is not in it, and nothing can be written."""

    def __init__(self, store: Store, moment: datetime) -> None:
        """Go back to the last change up to a moment.

        Raises:
            BookError: that is no longer kept.
        """
        super().__init__(store.database)
        self._moment = moment
        number = next((one.number for one in store.transactions() if one.at <= moment), 0)
        self._then = store.past(number)

    @property
    def readonly(self) -> bool:
        """True: the past cannot be changed."""
        return True

    @property
    def number(self) -> int:
        """The last change that is in it."""
        return self._then.number

    def snapshot(self) -> Snapshot:
        """Everything as it was."""
        return self._then

    def table(self, name: str) -> Mapping[str, Document]:
        """A table's documents by key, as they were."""
        return self._then.table(name)

    def tables(self, prefix: str = "") -> tuple[str, ...]:
        """The names of the tables that begin with a prefix and held a document."""
        return tuple(name for name in self._then.tables if name.startswith(prefix))

    def refresh(self) -> frozenset[str]:
        """Nothing: the past stays as it is."""
        return frozenset()

    def transactions(self, *, after: int = 0, containing: str = "") -> Iterator[Transaction]:
        """The changes up to then with a number above `after`, newest first."""
        changes = super().transactions(after=after, containing=containing)
        return (one for one in changes if one.number <= self.number)

    def commit(
        self,
        operations: Sequence[Operation],
        *,
        at: datetime,
        who: str,
        why: str,
        undoes: int | None = None,
        redoes: int | None = None,
        user: str = "",
    ) -> NoReturn:
        """Refuse.

        Raises:
            ReadOnlyBookError: always.
        """
        del operations, at, who, why, undoes, redoes, user
        raise self._refusal()

    def compact(self, *, at: datetime, who: str, why: str) -> NoReturn:
        """Refuse.

        Raises:
            ReadOnlyBookError: always.
        """
        del at, who, why
        raise self._refusal()

    def _refusal(self) -> ReadOnlyBookError:
        return ReadOnlyBookError(
            f"This is the logbook as it was known on {self._moment:%Y-%m-%d}, which cannot be changed.",
            hint="Leave out --known-on to change what is known today.",
        )
