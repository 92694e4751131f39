"""What goes out of the logbook: the eligibility summary, and the whole of it."""

from collections.abc import Collection, Sequence
from pathlib import Path

from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.domain.summary import build_summary
from mentor_tui.errors import MentorError
from mentor_tui.exchange.files import write_file
from mentor_tui.exchange.formats import write_summary
from mentor_tui.exchange.logbook_json import LogbookFile, dump_logbook
from mentor_tui.logbook.session import Session
from mentor_tui.words.phrases import nearest_name


def eligibility(
    session: Session,
    form: str,
    keys: Sequence[str] | None = None,
    *,
    codes: Collection[str] | None = None,
) -> bytes:
    """The eligibility summary in one of the formats.

    Args:
        session: Where the records, the rules and the day come from.
        form: Key of a format: `md`, `csv` or `json`.
        keys: Keys of the apprentices it is about; None for all.
        codes: Codes of the tests it is about; None for those that matter to each apprentice.

    Raises:
        MentorError: there is no such format, apprentice or test.
    """
    chosen = [one.key for one in session.logbook.apprentices()] if keys is None else keys
    summary = build_summary(
        session.insights.all_judged(chosen),
        session.frame,
        fingerprint=session.rules.fingerprint,
        codes=None if codes is None else _known_codes(codes, session.rulebook),
    )
    return write_summary(summary, form)


def _known_codes(codes: Collection[str], rulebook: Rulebook) -> frozenset[str]:
    """The codes as the rule book writes them, whatever their case."""
    wanted = sorted({code.strip().upper() for code in codes})
    for code in wanted:
        if code not in rulebook.test:
            raise MentorError(
                f"there is no test {code} in the rule book{nearest_name(code, rulebook.test)}",
                hint="The command `rules` lists all tests.",
            )
    return frozenset(wanted)


def export_eligibility(session: Session, form: str, keys: Sequence[str] | None, path: Path) -> Path:
    """Write the eligibility summary to a file, whole or not at all; the path it was written to.

    Raises:
        MentorError: as `eligibility`, or the file cannot be written.
    """
    path = path.expanduser()
    write_file(path, eligibility(session, form, keys))
    return path.resolve()


def whole_logbook(session: Session) -> bytes:
    """Everything that is written down, voided or not, as JSON that `import` takes back."""
    logbook = session.logbook
    return dump_logbook(
        LogbookFile(
            edition=session.rulebook.edition,
            fingerprint=session.rules.fingerprint,
            house=session.settings.house,
            records=tuple(logbook.record(key) for key in sorted(logbook.keys())),
        )
    )
