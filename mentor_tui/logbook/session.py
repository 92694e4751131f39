"""What a face works with: a logbook, its settings and rules, and the day."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any, NamedTuple

from mentor_tui.domain.frame import Frame
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.errors import MentorError
from mentor_tui.leftovers import abandoned
from mentor_tui.logbook.backups import Backups, way_out
from mentor_tui.logbook.folders import logbook_folder, warning
from mentor_tui.logbook.identity import NameSource, Signer, checked_name, keep_name, signer
from mentor_tui.logbook.insights import Insights, Watch
from mentor_tui.logbook.logbook import Logbook, now
from mentor_tui.logbook.rules import LoadedRulebook, load_rules
from mentor_tui.settings import (
    FILE,
    Settings,
    changed,
    load_settings,
    old_name,
    parse_settings,
    read_settings,
    settings_differences,
    settings_text,
)
from mentor_tui.store.faults import DamagedBookError
from mentor_tui.store.generations import BOOK_NAME
from mentor_tui.store.store import Store

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory


_DEMO_MENTOR = "Demo mentor"
_DEMO_PREFIX = "mentor-tui-demo-"


class Version(NamedTuple):
    """Counts what the screens show.

    Attributes:
        book: Number of the last transaction of the logbook.
        frame: How often settings, rules or the signer have changed since the session was opened.
    """

    book: int
    frame: int


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
        signer: Signer | None = None,
        watch: Watch = iter,
    ) -> None:
        self.logbook = logbook
        self.today = today
        self.demo = demo
        self.clock = clock
        self.known_on = known_on
        self._folder = folder
        self._signer = signer
        self._settings = settings
        self._rules = rules
        self._seen = logbook.settings_text
        self._insights: Insights | None = None
        self._watch = watch
        self._frames = 0

    @property
    def version(self) -> Version:
        """Which state of the data and of what judges them this is; another one after each change of either."""
        self._follow()
        return Version(self.logbook.revision, self._frames)

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
    def frame(self) -> Frame:
        """In what everything is judged: the rules, the shop's own decisions and the day."""
        return Frame(self.rulebook, self.settings.house, self.today)

    @property
    def insights(self) -> Insights:
        """What the records add up to, as of the day; another object once the settings have changed."""
        frame = self.frame
        if self._insights is None:
            self._insights = Insights(self.logbook, frame, self._watch)
        return self._insights

    @property
    def signer(self) -> Signer:
        """Who signs, and where that name comes from.

        Raises:
            MentorError: the environment or the user's own file holds what can be no name.
        """
        if self._signer is None:
            self._signer = signer()
        return self._signer

    @property
    def mentor(self) -> str:
        """The name of who signs."""
        return self.signer.name

    def keep_name(self, name: str) -> Signer:
        """Sign with another name from now on, in every logbook of this user; an empty name is that of the system's user.

        It is written to the user's own file and is no change of the logbook. In the sample shop nothing is written.

        Raises:
            MentorError: it can be no name, or the file cannot be written; nothing changes then.
        """
        if self.demo:
            self._signer = Signer(checked_name(name) or _DEMO_MENTOR, self.signer.user, NameSource.SAMPLE)
        else:
            self._signer = keep_name(name)
        self.logbook.who = self._signer.name
        self._frames += 1
        return self._signer

    def keep_settings(self, settings: Settings) -> None:
        """Write what is different to the settings file, as a step of undo, and work with it from now on.

        Raises:
            MentorError: a setting was changed elsewhere too, the rule book cannot be read, or the file cannot be written;
                nothing changes then.
        """
        if self.logbook.readonly:
            raise MentorError("The settings cannot be changed: the logbook is open for reading only.")
        wanted = settings_differences(self.settings, settings)
        if not wanted:
            return
        folder = self.logbook.folder
        text = read_settings(folder) or ""
        merged = self._merged(wanted, parse_settings(text, folder / FILE))
        rules = self._rules_of(merged)
        told = ", ".join(f"{name} {_shown(old)} → {_shown(new)}" for name, (old, new) in wanted.items())
        self.logbook.keep_settings(settings_text(merged, text), f"changed settings: {told}")
        self._seen = self.logbook.settings_text
        self._take(merged, rules)

    def place_warning(self) -> str:
        """What speaks against the folder that the logbook is in; empty for nothing. To be shown at the start."""
        return "" if self.demo else warning(self.logbook.folder, exclusive=self.logbook.exclusive)

    def name_warning(self) -> str:
        """That a name in the logbook's own settings signs no more; empty where that is of no concern. To be shown at the start."""
        if self.demo or self.logbook.readonly or self.signer.source is not NameSource.SYSTEM:
            return ""
        old = old_name(read_settings(self.logbook.folder) or "")
        if not old or old == self.mentor:
            return ""
        return (
            f"{self.logbook.folder / FILE} names {old} as the mentor. That signs no more, since others may work in the same "
            f"folder: what you do is signed {self.mentor}. Is that your name? `mentor-tui settings set mentor {quote(old)}` "
            f"keeps it for you alone; else take the line out of the file."
        )

    def take_warnings(self) -> tuple[str, ...]:
        """What to tell the mentor beside the last changes, such as a backup that failed; each is handed out once."""
        backups = self.logbook.backups.take_warnings() if self.logbook.backups else ()
        return (*backups, *self.logbook.take_notices())

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
        elsewhere = settings_differences(self._settings, present)
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
        self._frames += 1

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
    watch: Watch = iter,
) -> Session:
    """Open the mentor's own logbook, or a copy of the sample shop.

    Args:
        data_dir: The folder of the logbook; the usual one where it is left out.
        demo: Open a copy of the sample shop instead.
        as_of: The day from which to look; `known_on` or today where it is left out.
        readonly: Refuse changes.
        known_on: Open the logbook as it stood at the end of this day, to read only. The settings are those of today.
        clock: Says what time it is.
        watch: What work over many apprentices goes through.

    Raises:
        MentorError: the settings, the rule book or the logbook cannot be read; says which, where, and what to do.
    """
    if demo:
        if known_on is not None:
            raise MentorError("The sample shop has no past.", hint="Leave out --known-on.")
        return _open_demo(as_of, clock, watch)
    folder = logbook_folder(data_dir)
    settings = load_settings(folder)
    try:
        rules = rules_for(settings, folder)
    except MentorError as error:
        if settings.rulebook:
            names = f"{folder / FILE} names that rule book; without that line the one that ships is used."
            error.hint = f"{error.hint} {names}".strip()
        raise
    backups = Backups(folder / BOOK_NAME, settings.backups)
    # Who only reads signs nothing, and need not be asked for a name.
    me = None if readonly or known_on is not None else signer()
    who, user = (me.name, me.user) if me else ("", "")
    try:
        logbook = Logbook.open(folder, who=who, user=user, readonly=readonly, clock=clock, backups=backups)
        if known_on is not None:
            logbook = logbook.as_known_on(datetime.combine(known_on, datetime.max.time()).astimezone())
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
        signer=me,
        watch=watch,
    )


def _open_demo(as_of: date | None, clock: Callable[[], datetime], watch: Watch) -> Session:
    from tempfile import TemporaryDirectory  # noqa: PLC0415 - only a demo needs it

    from mentor_tui.logbook.sample import sample_day, sample_documents  # noqa: PLC0415 - the same

    _sweep_demos()
    folder = TemporaryDirectory(prefix=f"{_DEMO_PREFIX}{os.getpid()}-")
    today = clock().date()
    settings = Settings()
    me = Signer(_DEMO_MENTOR, "", NameSource.SAMPLE)
    with (
        Store.open(Path(folder.name)) as store,
        store.transaction(at=clock(), who="mentor-tui", why="opened a copy of the sample shop") as db,
    ):
        for address, document in sample_documents(today):
            db.table(address.table).replace(address.key, document, expected=None)
    return Session(
        logbook=Logbook.open(Path(folder.name), who=me.name, clock=clock),
        settings=settings,
        rules=load_rules(),
        today=as_of or sample_day(today),
        demo=True,
        clock=clock,
        folder=folder,
        signer=me,
        watch=watch,
    )


def _sweep_demos() -> None:
    """Remove the sample shops of this user's runs that were killed."""
    from shutil import rmtree  # noqa: PLC0415 - only a demo needs it
    from tempfile import gettempdir  # noqa: PLC0415 - the same

    for folder in Path(gettempdir()).glob(f"{_DEMO_PREFIX}*"):
        with suppress(OSError):
            if folder.stat().st_uid == os.getuid() and abandoned(folder.name):
                rmtree(folder, ignore_errors=True)


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
