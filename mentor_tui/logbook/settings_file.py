"""The settings file as a document: each change of it stands in the history and can be taken back.

The file is what counts, since a mentor may edit it by hand. The document is its text as the program last knew it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mentor_tui.errors import MentorError
from mentor_tui.exchange.files import write_file
from mentor_tui.settings import FILE, read_settings
from mentor_tui.store.disk import make_folder
from mentor_tui.store.records import Document, Transaction
from mentor_tui.store.tables import BookDatabase

TABLE = "settings"


def known_text(db: BookDatabase) -> str | None:
    """The text of the file as the program last knew it; None where there was none."""
    return text_in(db.table(TABLE).at(FILE))


def note_text(db: BookDatabase, before: str | None, after: str | None) -> None:
    """Put one text in the place of another; None is no file.

    Raises:
        ConflictError: another program has put something else there.
    """
    old, new = (None if text is None else {"text": text} for text in (before, after))
    db.table(TABLE).replace(FILE, new, expected=old)


def text_in(document: Document | None) -> str | None:
    """The text in a document of this kind."""
    return None if document is None else str(document["text"])


@contextmanager
def file_follows(folder: Path, before: str | None, after: str | None) -> Iterator[None]:
    """Write the file, and put it back where what is done meanwhile fails.

    Raises:
        MentorError: the file was edited by hand since, or cannot be written.
    """
    text = read_settings(folder)
    if text != before:
        raise MentorError(
            f"{folder / FILE} was edited by hand since; nothing was changed.",
            hint="Change a setting in the program first, which notes what was edited.",
        )
    _write(folder, after)
    try:
        yield
    except BaseException:
        # What another terminal wrote in the meantime is not ours to take away.
        if read_settings(folder) == after:
            _write(folder, text)
        raise


@contextmanager
def file_goes_back(folder: Path, done: Transaction) -> Iterator[None]:
    """The same for what a change did to the file, while it is taken back."""
    mine = [each for each in done.operations if each.table == TABLE]
    if not mine:
        yield
        return
    with file_follows(folder, text_in(mine[-1].after), text_in(mine[0].before)):
        yield


def _write(folder: Path, text: str | None) -> None:
    path = folder / FILE
    try:
        if text is None:
            path.unlink(missing_ok=True)
            return
        make_folder(folder)
        write_file(path, text.encode(), private=True)
    except MentorError as error:
        raise MentorError(error.message, hint="Nothing was changed. Check who may write there.") from error
    except OSError as error:
        raise MentorError(
            f"{path} cannot be written: {error.strerror or error}", hint="Nothing was changed."
        ) from error
