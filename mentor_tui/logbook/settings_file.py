"""The settings file as a document: each change of it stands in the history and can be taken back.

The file is what counts, since a mentor may edit it by hand. The document is its text as the program last knew it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mentor_tui.errors import MentorError
from mentor_tui.exchange.files import write_file
from mentor_tui.settings import FILE, read_settings
from mentor_tui.store.disk import make_folder
from mentor_tui.store.records import Operation, Snapshot

TABLE = "settings"


def known_text(snapshot: Snapshot) -> str | None:
    """The text of the file as the program last knew it; None where there was none."""
    document = snapshot.table(TABLE).get(FILE)
    return None if document is None else str(document["text"])


def rewriting(before: str | None, after: str | None) -> Operation:
    """The operation that puts one text in place of another; None is no file."""
    return Operation(TABLE, FILE, _document(before), _document(after))


@contextmanager
def file_follows(folder: Path, operations: Sequence[Operation]) -> Iterator[None]:
    """Write the file as the operations say, and put it back where what is done meanwhile fails.

    Raises:
        MentorError: the file was edited by hand since, or cannot be written.
    """
    mine = [one for one in operations if one.table == TABLE]
    if not mine:
        yield
        return
    text = read_settings(folder)
    if text != _text(mine[0]):
        raise MentorError(
            f"{folder / FILE} was edited by hand since; nothing was changed.",
            hint="Change a setting in the program first, which notes what was edited.",
        )
    after = mine[-1].after
    new = None if after is None else str(after["text"])
    _write(folder, new)
    try:
        yield
    except BaseException:
        # What another terminal wrote in the meantime is not ours to take away.
        if read_settings(folder) == new:
            _write(folder, text)
        raise


def _text(operation: Operation) -> str | None:
    return None if operation.before is None else str(operation.before["text"])


def _document(text: str | None) -> dict[str, str] | None:
    return None if text is None else {"text": text}


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
