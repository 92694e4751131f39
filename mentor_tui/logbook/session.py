"""What a face works with: a logbook, its settings and rules, and the day."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.errors import MentorError
from mentor_tui.logbook.backups import Backups, way_out
from mentor_tui.logbook.insights import Insights
from mentor_tui.logbook.locations import data_folder
from mentor_tui.logbook.logbook import Logbook, now
from mentor_tui.logbook.past import last_moment
from mentor_tui.logbook.places import warning
from mentor_tui.logbook.rules import LoadedRulebook, load_rules
from mentor_tui.logbook.settings_file import rewriting
from mentor_tui.settings import (
    FILE,
    Settings,
    changed,
    differences,
    load_settings,
    parse_settings,
    read_settings,
    settings_text,
)
from mentor_tui.store.copies import BOOK_NAME
from mentor_tui.store.faults import DamagedBookError
from mentor_tui.store.records import Operation
from mentor_tui.store.store import Store

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory


class Session:
    """One run of the program on one logbook.

    Attributes:
        today: The day as of which everything is worked out.
        demo: Whether this is a copy of the sample shop that goes away at the end.
        clock: Says what time it is.
        known_on: The earlier day as of whose end the logbook is shown; None for now.
    """

    def __init__(
        self,
        logbook: Logbook,
        settings: Settings,
        rules: LoadedRulebook,
        today: date,
        *,
        demo: bool = False,
        clock: Callable[[], datetime] = now,
        folder: "TemporaryDirectory[str] | None" = None,
        known_on: date | None = None,
    ) -> None:
        self.logbook = logbook
        self.today = today
        self.demo = demo
        self.clock = clock
        self.known_on = known_on
        self._folder = folder
        self._settings = settings
        self._rules = rules
        self._seen = logbook.settings_text
        self._insights: Insights | None = None

    @property
    def settings(self) -> Settings:
        """The settings as they are now: undo, redo and another terminal change them too."""
        self._follow()
        return self._settings

    @property
    def rules(self) -> LoadedRulebook:
        """The rule book as it was loaded."""
        self._follow()
        return self._rules

    @property
    def rulebook(self) -> Rulebook:
        """What ASE asks for."""
        return self.rules.rulebook

    @property
    def insights(self) -> Insights:
        """What the records add up to, as of the day; another object once the settings have changed."""
        rulebook, settings = self.rulebook, self.settings
        if self._insights is None:
            self._insights = Insights(self.logbook, rulebook, settings.house, self.today)
        return self._insights

    @property
    def mentor(self) -> str:
        """Who signs: the name in the settings, or the user of this machine."""
        return self.settings.mentor or user()

    def keep_settings(self, settings: Settings) -> None:
        """Write what is different to the settings file, as a step of undo, and work with it from now on.

        Raises:
            MentorError: a setting was changed elsewhere too, the rule book cannot be read, or the file cannot be written;
                nothing changes then.
        """
        if self.logbook.readonly:
            raise MentorError("The settings cannot be changed: the logbook is open for reading only.")
        wanted = differences(self.settings, settings)
        if not wanted:
            return
        folder = self.logbook.folder
        text = read_settings(folder) or ""
        merged = self._merged(wanted, parse_settings(text, folder / FILE))
        rules = self._rules_of(merged)
        told = ", ".join(f"{name} {_shown(old)} → {_shown(new)}" for name, (old, new) in wanted.items())
        # The new name signs its own change, so that the same person can take it back.
        self._sign_as(merged)
        try:
            self.logbook.keep_settings(settings_text(merged, text), f"changed settings: {told}")
        except BaseException:
            self._sign_as(self._settings)
            raise
        self._seen = self.logbook.settings_text
        self._take(merged, rules)

    def place_warning(self) -> str:
        """What speaks against the folder that the logbook is in; empty for nothing. To be shown at the start."""
        return "" if self.demo else warning(self.logbook.folder, exclusive=self.logbook.exclusive)

    def take_warnings(self) -> tuple[str, ...]:
        """What to tell the mentor beside the last changes, such as a backup that failed; each is handed out once."""
        return self.logbook.backups.take_warnings() if self.logbook.backups else ()

    def close(self) -> None:
        """Let go of the files; a demo's are removed."""
        self.logbook.close()
        if self._folder is not None:
            self._folder.cleanup()

    def _follow(self) -> None:
        text = self.logbook.settings_text
        if text is self._seen:
            return
        self._seen = text
        # What another version of the program wrote may not be for this one: it goes on with what it has.
        with suppress(MentorError):
            settings = parse_settings(text or "", self.logbook.folder / FILE)
            self._take(settings, self._rules_of(settings))

    def _merged(self, wanted: dict[str, tuple[Any, Any]], present: Settings) -> Settings:
        """What the file says now, with the wanted settings put in."""
        elsewhere = differences(self._settings, present)
        merged = present
        for name, (old, new) in wanted.items():
            held = elsewhere.get(name, (old, old))[1]
            if held not in {old, new}:
                self._take(present, self._rules_of(present))
                raise MentorError(
                    f"{name} was set to {_shown(held)} elsewhere meanwhile.",
                    hint="Look at it and set it again.",
                )
            merged = changed(merged, name, new)
        return merged

    def _take(self, settings: Settings, rules: LoadedRulebook) -> None:
        if self.logbook.backups is not None and settings.backups != self._settings.backups:
            self.logbook.backups = Backups(self.logbook.path, settings.backups)
        self._settings, self._rules, self._insights = settings, rules, None
        self._sign_as(settings)

    def _sign_as(self, settings: Settings) -> None:
        self.logbook.who = settings.mentor or user()

    def _rules_of(self, settings: Settings) -> LoadedRulebook:
        same = settings.rulebook == self._settings.rulebook
        return self._rules if same else rules_for(settings, self.logbook.folder)


def open_session(
    *,
    data_dir: Path | None = None,
    demo: bool = False,
    as_of: date | None = None,
    readonly: bool = False,
    known_on: date | None = None,
    clock: Callable[[], datetime] = now,
) -> Session:
    """Open the mentor's own logbook, or a copy of the sample shop.

    Args:
        data_dir: The folder of the logbook; the usual one where it is left out.
        demo: Open a copy of the sample shop instead.
        as_of: The day from which to look; `known_on` or today where it is left out.
        readonly: Refuse changes.
        known_on: Open the logbook as it stood at the end of this day, to read only. The settings are those of today.
        clock: Says what time it is.

    Raises:
        MentorError: the settings, the rule book or the logbook cannot be read; says which, where, and what to do.
    """
    if demo:
        if known_on is not None:
            raise MentorError("The sample shop has no past.", hint="Leave out --known-on.")
        return _open_demo(as_of, clock)
    folder = data_folder(data_dir)
    settings = load_settings(folder)
    try:
        rules = rules_for(settings, folder)
    except MentorError as error:
        if settings.rulebook:
            names = f"{folder / FILE} names that rule book; without that line the one that ships is used."
            error.hint = f"{error.hint} {names}".strip()
        raise
    backups = Backups(folder / BOOK_NAME, settings.backups)
    who = settings.mentor or user()
    try:
        logbook = Logbook.open(folder, who=who, readonly=readonly, clock=clock, backups=backups)
        if known_on is not None:
            logbook = logbook.as_known_on(last_moment(known_on))
    except DamagedBookError as error:
        error.hint = way_out(backups)
        raise
    return Session(
        logbook,
        settings,
        rules,
        as_of or known_on or clock().date(),
        clock=clock,
        known_on=known_on,
    )


def user() -> str:
    """The name under which this machine knows the user."""
    try:
        return getuser().encode("utf-8", "replace").decode()
    except (ImportError, KeyError, OSError):
        return "unknown"


def signer(folder: Path) -> str:
    """Who signs in a folder, also where its settings cannot be read."""
    with suppress(MentorError):
        return load_settings(folder).mentor or user()
    return user()


def _open_demo(as_of: date | None, clock: Callable[[], datetime]) -> Session:
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - only a demo needs it

    from mentor_tui.logbook.sample import sample_day, sample_documents  # noqa: PLC0415 - the same

    folder = TemporaryDirectory(prefix="mentor-tui-demo-")
    today = clock().date()
    settings = Settings(mentor="Demo mentor")
    operations = [
        Operation(table, key, None, document)
        for table, documents in sample_documents(today).items()
        for key, document in documents.items()
    ]
    text = settings_text(settings, "")
    (Path(folder.name) / FILE).write_text(text, encoding="utf-8")
    operations.append(rewriting(None, text))
    with Store.open(Path(folder.name)) as store:
        store.commit(operations, at=clock(), who="mentor-tui", why="opened a copy of the sample shop")
    return Session(
        logbook=Logbook.open(Path(folder.name), who=settings.mentor, clock=clock),
        settings=settings,
        rules=load_rules(),
        today=as_of or sample_day(today),
        demo=True,
        clock=clock,
        folder=folder,
    )


def rules_for(settings: Settings, folder: Path) -> LoadedRulebook:
    """The rule book that the settings in a folder name, or the one that ships.

    Raises:
        MentorError: it cannot be read.
    """
    if not settings.rulebook:
        return load_rules()
    try:
        # A path in the settings is meant from where the settings are.
        path = folder / Path(settings.rulebook).expanduser()
    except RuntimeError as error:
        raise MentorError(f"rulebook: {settings.rulebook}: there is no such home folder.") from error
    return load_rules(path)


def _shown(value: object) -> str:
    return "nothing" if value in {"", None} else str(value)
