"""Which transaction undo and redo come to next."""

from collections.abc import Iterable

from mentor_tui.store.records import Transaction


def next_undo(newest_first: Iterable[Transaction]) -> tuple[Transaction, int] | None:
    """The last transaction whose effect still holds, with the number of the original one; None where there is none.

    What was undone is passed over, unless it was done again since.
    """
    seen: set[int] = set()
    for transaction in newest_first:
        original = transaction.undoes or transaction.redoes or transaction.number
        if original in seen:
            continue
        seen.add(original)
        if transaction.undoes is None:
            return transaction, original
    return None


def next_redo(newest_first: Iterable[Transaction]) -> tuple[Transaction, int] | None:
    """The last undoing transaction that nothing new came after, with the number of what it undid."""
    seen: set[int] = set()
    for transaction in newest_first:
        original = transaction.undoes or transaction.redoes or transaction.number
        if original in seen:
            continue
        seen.add(original)
        if transaction.undoes is not None:
            return transaction, original
        if transaction.redoes is None:
            return None
    return None
