"""What a face works with: a logbook, its settings and rules, and the day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from getpass import getuser
from pathlib import Path
from tempfile import TemporaryDirectory

from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.errors import MentorError
from mentor_tui.exchange.files import write_file
from mentor_tui.logbook.insights import Insights
from mentor_tui.logbook.locations import data_folder
from mentor_tui.logbook.logbook import Logbook, now
from mentor_tui.logbook.rules import LoadedRulebook, load_rules
from mentor_tui.settings import FILE, Settings, load_settings, settings_text
from mentor_tui.store.records import Operation
from mentor_tui.store.store import Store


@dataclass
class Session:
    """One run of the program on one logbook.

    Attributes:
        today: The day as of which everything is worked out.
        demo: Whether this is a copy of the sample shop that goes away at the end.
    """

    logbook: Logbook
    settings: Settings
    rules: LoadedRulebook
    today: date
    demo: bool = False
    clock: Callable[[], datetime] = now
    _folder: TemporaryDirectory[str] | None = field(default=None, repr=False)

    @cached_property
    def insights(self) -> Insights:
        """What the records add up to, as of the day."""
        return Insights(self.logbook, self.rulebook, self.settings.house, self.today)

    @property
    def rulebook(self) -> Rulebook:
        """What ASE asks for."""
        return self.rules.rulebook

    @property
    def mentor(self) -> str:
        """Who signs: the name in the settings, or the user of this machine."""
        return self.settings.mentor or user()

    def keep_settings(self, settings: Settings) -> None:
        """Write the settings to their file and work with them from now on.

        Raises:
            MentorError: the file cannot be written; nothing changes then.
        """
        if self.logbook.readonly:
            raise MentorError("The settings cannot be changed: the logbook is open for reading only.")
        path = self.logbook.folder / FILE
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        rules = _rules(settings) if settings.rulebook != self.settings.rulebook else self.rules
        self.logbook.folder.mkdir(parents=True, exist_ok=True)
        write_file(path, settings_text(settings, text).encode())
        self.settings, self.rules = settings, rules
        self.__dict__.pop("insights", None)

    def close(self) -> None:
        """Let go of the files; a demo's are removed."""
        self.logbook.close()
        if self._folder is not None:
            self._folder.cleanup()


def open_session(
    *,
    data_dir: Path | None = None,
    demo: bool = False,
    as_of: date | None = None,
    readonly: bool = False,
    clock: Callable[[], datetime] = now,
) -> Session:
    """Open the mentor's own logbook, or a copy of the sample shop.

    Raises:
        MentorError: the settings, the rule book or the logbook cannot be read; says which, where, and what to do.
    """
    if demo:
        return _open_demo(as_of, clock)
    folder = data_folder(data_dir)
    settings = load_settings(folder)
    return Session(
        logbook=Logbook.open(folder, who=settings.mentor or user(), readonly=readonly, clock=clock),
        settings=settings,
        rules=_rules(settings),
        today=as_of or clock().date(),
        clock=clock,
    )


def user() -> str:
    """The name under which this machine knows the user."""
    try:
        return getuser()
    except (KeyError, OSError):
        return "unknown"


def _open_demo(as_of: date | None, clock: Callable[[], datetime]) -> Session:
    from mentor_tui.logbook.sample import sample_day, sample_documents  # noqa: PLC0415 - only a demo needs it

    folder = TemporaryDirectory(prefix="mentor-tui-demo-")
    today = clock().date()
    settings = Settings(mentor="Demo mentor")
    operations = [
        Operation(table, key, None, document)
        for table, documents in sample_documents(today).items()
        for key, document in documents.items()
    ]
    with Store.open(Path(folder.name)) as store:
        store.commit(operations, at=clock(), who=settings.mentor, why="opened a copy of the sample shop")
    return Session(
        logbook=Logbook.open(Path(folder.name), who=settings.mentor, clock=clock),
        settings=settings,
        rules=load_rules(),
        today=as_of or sample_day(today),
        demo=True,
        clock=clock,
        _folder=folder,
    )


def _rules(settings: Settings) -> LoadedRulebook:
    return load_rules(Path(settings.rulebook).expanduser() if settings.rulebook else None)
