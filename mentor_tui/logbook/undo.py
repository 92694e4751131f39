"""Which transaction undo and redo come to next.

Undo takes back what the same person did last, one step at a time; what others did meanwhile stays, and is met as a
conflict where it changed the same document. Any single transaction can be taken back by its number.
"""

from collections.abc import Iterable, Iterator

from mentor_tui.store.records import Transaction


def next_undo(newest_first: Iterable[Transaction], who: str) -> tuple[Transaction, int] | None:
    """The last transaction of `who` that still holds, with the number of the original one; None where there is none.

    What was undone is passed over, unless it was done again since.
    """
    for transaction, original in latest(newest_first):
        if transaction.undoes is None and transaction.who == who:
            return transaction, original
    return None


def next_redo(newest_first: Iterable[Transaction], who: str) -> tuple[Transaction, int] | None:
    """The last undoing transaction of `who` that nothing new of the same person came after, and what it undid."""
    seen: set[int] = set()
    for transaction in newest_first:
        original = transaction.undoes or transaction.redoes or transaction.number
        latest_of_its_original = original not in seen
        seen.add(original)
        if transaction.who != who:
            continue
        if latest_of_its_original and transaction.undoes is not None:
            return transaction, original
        if original == transaction.number:
            # Something new: what was undone before it is given up.
            return None
    return None


def standing(newest_first: Iterable[Transaction], number: int) -> Transaction | None:
    """The last of the transactions that did, undid and redid the original `number`; None where it is not known."""
    return next((last for last, original in latest(newest_first) if original == number), None)


def latest(newest_first: Iterable[Transaction]) -> Iterator[tuple[Transaction, int]]:
    """For each original transaction the last one that did, undid or redid it, newest first; those that hold nothing aside."""
    seen: set[int] = set()
    for transaction in newest_first:
        original = transaction.undoes or transaction.redoes or transaction.number
        # A repair leaves an empty one where it had to leave one out.
        if original not in seen and transaction.operations:
            seen.add(original)
            yield transaction, original
