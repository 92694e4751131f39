"""What can go wrong with a book, said so that a person can act on it."""

import errno
from pathlib import Path
from typing import TYPE_CHECKING

from mentor_tui.errors import MentorError

if TYPE_CHECKING:
    from mentor_tui.store.records import Document, Transaction

_CAUSES = {
    errno.ENOSPC: ("the disk is full", "Free some space and try again."),
    errno.EDQUOT: ("the disk quota is used up", "Free some space and try again."),
    errno.EFBIG: ("the file has reached the size limit", "Raise the limit (ulimit -f) and try again."),
    errno.EROFS: (
        "the disk is read-only",
        "Look at it without changing it, or copy the folder to another disk.",
    ),
    errno.EACCES: ("permission is denied", "Check who owns the file and its folder, and their permissions."),
    errno.EPERM: ("permission is denied", "Check who owns the file and its folder, and their permissions."),
    errno.EISDIR: ("there is a folder in its place", "Move that folder away, or choose another data folder."),
    errno.ESPIPE: ("it is not a file", "Move it away."),
    errno.EEXIST: ("there is a file in its place", "Choose another folder."),
    errno.ENOTDIR: ("its folder is a file", "Choose another data folder."),
    errno.ENOENT: ("it is not there", "Check that the disk or the network folder is connected."),
    errno.EIO: ("the disk reports an error", "Copy the folder to another disk before anything else."),
}


class BookError(MentorError):
    """A problem with the files of a book."""


class DamagedBookError(BookError):
    """A confirmed line is missing, or is not what was written.

    Attributes:
        path: The file.
        line: The first line that is wrong, counted from 1.
        cause: What is wrong with it.
    """

    def __init__(self, path: Path, line: int, cause: str, *, hint: str = "") -> None:
        super().__init__(
            f"{path}, line {line}: {cause}.",
            hint=hint
            or "Nothing was changed. Run 'mentor-tui doctor' to see what can be saved, or 'mentor-tui restore' "
            "to go back to a backup.",
        )
        self.path = path
        self.line = line
        self.cause = cause


class NewerBookError(BookError):
    """The book was written by a newer version of the program."""


class BusyBookError(BookError):
    """Another program kept the book locked for too long."""


class ReadOnlyBookError(BookError):
    """The book was opened for reading only."""


class UnstorableError(MentorError):
    """A document holds a value that would come back as something else."""


class ConflictError(MentorError):
    """A document is no longer what the change started from.

    Attributes:
        table: Its table.
        key: Its key.
        present: The document as it is now; None if it is gone.
        transaction: The transaction that last changed it; None if no history of it is left.
        wanted: The document that was to be kept; None if it was to be taken out.
    """

    def __init__(
        self,
        table: str,
        key: str,
        present: "Document | None",
        transaction: "Transaction | None",
        *,
        wanted: "Document | None" = None,
    ) -> None:
        now = "no longer there" if present is None else "changed meanwhile"
        by = (
            f" by {transaction.who} on {transaction.at:%d %b %Y at %H:%M} ({transaction.why})"
            if transaction
            else ""
        )
        super().__init__(f"{table}, {key}: {now}{by}.", hint="Look at both versions, then save again.")
        self.table = table
        self.key = key
        self.present = present
        self.transaction = transaction
        self.wanted = wanted


def disk_fault(path: Path, action: str, error: OSError) -> BookError:
    """An operating system's error as a sentence.

    Args:
        path: The file it is about.
        action: What could not be done: "read", "written", ...
        error: What the system said.
    """
    code = error.errno or 0
    cause, hint = _CAUSES.get(code, (error.strerror or str(error), ""))
    return BookError(f"{path} cannot be {action}: {cause}.", hint=hint)
