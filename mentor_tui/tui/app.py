"""The terminal face: one session, its views, and what holds in all of them."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.reactive import var
from textual.screen import Screen
from textual.widget import AwaitMount

from mentor_tui.domain.record import TrainingRecord
from mentor_tui.errors import MentorError
from mentor_tui.logbook.history import HistoryRow
from mentor_tui.logbook.session import Session
from mentor_tui.tui import commands, theme
from mentor_tui.tui.app_screen import AppScreen, BookChanged
from mentor_tui.tui.commands import Needs
from mentor_tui.tui.key_queue import KeyQueue
from mentor_tui.tui.writing import Refused, Report, Writer, Written

DEMO = "demo"
"""What the app returns when the sample shop is asked for."""

_OTHER_TERMINALS = 1.0
"""Seconds between two looks at what another terminal wrote."""


def load(name: str) -> Any:  # noqa: ANN401 - a screen class or a function, as the registry says
    """What `module:name` below this package stands for, imported now."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(f"mentor_tui.tui.{module}"), attribute)


def _screen(name: str) -> Callable[[], Screen[Any]]:
    def make() -> Screen[Any]:
        screen: Screen[Any] = load(name)()
        return screen

    return make


class MentorApp(App[str]):
    """The program on the screen.

    Attributes:
        session: The logbook, its settings and the day.
        selected: Key of the apprentice that commands are about; None where there is none.
        week_chosen: The week that the mentor went to last while logging; None where that was none.
        ended: Whether the system has ended it; what goes wrong after that is no failure.
    """

    TITLE = "mentor-tui"
    # Those of the screens are among them: a screen that brings its own has all of them read once more.
    CSS_PATH = "styles/app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (120, "-wide")]  # noqa: RUF012 - Textual declares it
    MODES: ClassVar = {command.view: _screen(command.opens) for command in commands.views()}
    DEFAULT_MODE = "roster"
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("app")

    selected: var[str | None] = var(None, bindings=True)

    def __init__(self, session: Session, *, sixteen_colours: bool = False) -> None:
        super().__init__(ansi_color=sixteen_colours or None)
        self.session = session
        self._sixteen_colours = sixteen_colours
        self._writer = Writer()
        self._keys = KeyQueue(self, self._awaits_answer)
        self._taken = session.settings
        self._clashes: set[str] = set()
        self._trouble = ""
        self.week_chosen: date | None = None
        self.ended = False
        self._put_on_colours()

    def on_mount(self) -> None:
        """Take the keys of the settings, greet in an empty logbook, and watch for other terminals."""
        self._take_keys()
        if self._wanted_theme not in self.available_themes:
            self.warn(f"There is no theme called {self._wanted_theme}; ctrl+p, Theme lists them.")
        if self.session.logbook.empty:
            self.open("screens.welcome:open_welcome")
        for warning in filter(None, (self.session.place_warning(), self.session.name_warning())):
            self.warn(warning)
        if not self.session.demo:
            self.set_interval(_OTHER_TERMINALS, self._look_at_other_terminals)

    @property
    def record(self) -> TrainingRecord:
        """What is written down about the apprentice that commands are about.

        Raises:
            MentorError: it cannot be read.
        """
        return self.session.logbook.record(self.selected or "")

    @property
    def _wanted_theme(self) -> str:
        return self.session.settings.theme or theme.DEFAULT

    def _put_on_colours(self) -> None:
        for own in (*theme.OWN_THEMES, *theme.SIXTEEN):
            self.register_theme(own)
        chosen = self._wanted_theme if self._wanted_theme in self.available_themes else theme.DEFAULT
        # Set before anything is styled: a change of theme later styles everything once more.
        self.set_reactive(App.theme, self.validate_theme(chosen))
        self.stylesheet.set_variables(self.get_css_variables())

    def validate_theme(self, name: str) -> str:
        """The theme itself, or in a terminal of sixteen colours the one that stands in for it."""
        found = self.get_theme(name)
        return theme.for_sixteen(found) if found is not None and self._sixteen_colours else name

    def _follow_settings(self) -> None:
        if self.session.settings is not self._taken:
            self._taken = self.session.settings
            self._take_keys()
            if self._wanted_theme in self.available_themes:
                self.theme = self._wanted_theme

    def _take_keys(self) -> None:
        keys = self.session.settings.keys
        unknown = keys.keys() - commands.BY_ID.keys()
        if unknown:
            self.warn(f"The settings give keys to unknown commands: {', '.join(sorted(unknown))}.")
        self.set_keymap({name: keys[name] for name in keys if name not in unknown})

    # What comes in

    async def on_event(self, event: events.Event) -> None:
        """Let a key, click or paste in once what the one before it leads to is there."""
        comes_in = isinstance(event, events.InputEvent | events.Paste) and not event.is_forwarded
        if not (comes_in and self._keys.holds(event)):
            await super().on_event(event)

    def _awaits_answer(self, event: events.Event | None) -> bool:
        """Whether what the last key led to is still under way: a write, the rows of a view, the hits in the palette.

        No event that ends it has to wait for it.
        """
        screen = self.screen
        if event is not None and isinstance(screen, AppScreen) and screen.ended_by(event):
            return False
        if isinstance(screen, CommandPalette):
            return any(worker.node is screen and not worker.is_finished for worker in self.workers)
        return self._writer.awaited or (isinstance(screen, AppScreen) and screen.fills)

    async def _replace_screen(self, screen: Screen[Any]) -> Screen[Any]:
        # What is left while it is mounted is mounted to its end first: its parts would look for each other in vain.
        if not screen.is_mounted:
            await AwaitMount(screen, [screen])
        return await super()._replace_screen(screen)

    # What is done

    def open(self, name: str) -> None:
        """Call the function `module:name` with the app; what it cannot do is shown."""
        try:
            load(name)(self)
        except MentorError as error:
            self.tell(error)

    def action_command(self, command_id: str) -> None:
        """Do a command of the registry that has a module of its own."""
        # The news that the cursor has moved may still be on its way, and a command must not be about somebody else.
        if hasattr(self.screen, "select"):
            self.screen.select()
        self.open(commands.BY_ID[command_id].opens)

    def action_view(self, name: str) -> None:
        """Switch to a main view, and close what lies on top of it."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if self.current_mode != name:
            self.switch_mode(name)

    def action_demo(self) -> None:
        """Start again on the sample shop."""
        self._keep_drafts()
        self.exit(DEMO)

    async def action_quit(self) -> None:
        """Keep what is being typed, and leave."""
        await self._writer.settle()
        # The answers lie in the queue by now, and what they have kept is no draft any more.
        self.call_later(self._leave)

    def _leave(self) -> None:
        self._keep_drafts()
        self.exit()

    def end(self, signal_number: int) -> None:
        """Leave at once, because the system says so; drafts are kept."""
        self.ended = True
        self._keep_drafts()
        self.workers.cancel_all()
        self.exit(return_code=128 + signal_number)

    def _keep_drafts(self) -> None:
        """Keep what is being typed; what cannot be kept does not lose the rest."""
        for screen in reversed(self.screen_stack):
            # One that is not there as a whole has nothing yet that could be lost.
            if isinstance(screen, AppScreen) and screen.is_mounted:
                with suppress(MentorError):
                    screen.keep_unkept()

    # What is written

    def write(
        self,
        label: str,
        write: Callable[[], Any],
        asker: AppScreen[Any] | None = None,
        report: Report | None = None,
    ) -> None:
        """Run a write away from the screen, and answer it here, whatever has become of the screen that asked.

        Args:
            label: What is said once it is durable.
            write: What is run in a thread.
            asker: The screen that is told what became of it, if it is still there.
            report: Makes the screen that tells about it; without one the next key waits for the answer.
        """
        self._writer.ask(self, label, write, asker, report)

    def action_undo(self) -> None:
        """Take back the last change."""
        self.write("Undone", self.session.logbook.undo)

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.write("Done again", self.session.logbook.redo)

    def on_written(self, message: Written) -> None:
        """Say so, and let the screens follow where the logbook has changed."""
        result = message.result
        said = getattr(result, "why", "") or (result if isinstance(result, Path | str) else "")
        # What was undone says so itself in the history.
        said = str(said).removeprefix(f"{message.label.lower()}: ")
        self.notify(f"{message.label}: {said}" if said else message.label, markup=False)
        for warning in self.session.take_warnings():
            self.warn(warning)
        self.book_changed(frozenset(result.keys) if isinstance(result, HistoryRow) else None)
        if message.asker is not None:
            message.asker.durable()
            if message.asker in self.screen_stack:
                message.asker.written()
        if message.report is not None:
            self.push_screen(message.report(result))

    def on_refused(self, message: Refused) -> None:
        """Say why not, unless the screen that asked is still there and does."""
        asker = message.asker if message.asker in self.screen_stack else None
        if asker is None or not asker.refused(message.error):
            self.tell(message.error)

    def book_changed(self, keys: frozenset[str] | None) -> None:
        """Let every screen that can be seen take in what has changed."""
        for screen in self.screen_stack:
            screen.post_message(BookChanged(keys))
        self._follow_settings()
        self.refresh_bindings()

    def _look_at_other_terminals(self) -> None:
        try:
            changed = self.session.logbook.refresh()
        except MentorError as error:
            # It is met again at every look, and told once.
            if str(error) != self._trouble:
                self._trouble = str(error)
                self.tell(error)
            return
        self._trouble = ""
        if changed:
            self.book_changed(changed)

    # What is said

    def tell(self, error: MentorError) -> None:
        """Show what cannot be done and what to do about it; what is shown already is not shown once more."""
        message = load("dialogs.questions:Message").of(error)
        if all(getattr(screen, "said", None) != message.said for screen in self.screen_stack):
            self.push_screen(message)

    def warn(self, text: str) -> None:
        """Say something that needs no answer."""
        self.notify(text, severity="warning", timeout=10, markup=False)

    def handle_bindings_clash(self, clashed_bindings: set[Binding], node: Any) -> None:  # noqa: ANN401, ARG002 - Textual's
        """Say once which commands the settings have given the same key."""
        names = {binding.id or binding.action for binding in clashed_bindings}
        if not names <= self._clashes:
            self._clashes |= names
            self.warn(f"The settings take the key of {', '.join(sorted(names))}.")

    # What applies

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what does not apply now."""
        if action == "view":
            return None if self.current_mode == parameters[0] and len(self.screen_stack) == 1 else True
        name = str(parameters[0]) if action == "command" else f"book.{action}"
        command = commands.BY_ID.get(name)
        return True if command is None or self.meets(command.needs) else None

    def meets(self, needs: Needs) -> bool:
        """Whether all that a command needs is there."""
        book = self.session.logbook
        return not (
            (Needs.APPRENTICE in needs and self.selected is None)
            or (Needs.BOOK in needs and book.empty)
            or (Needs.WRITING in needs and book.readonly)
            or (Needs.OWN_BOOK in needs and self.session.demo)
        )

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: every command of this place and of the program that applies now."""
        here = [
            binding.id for binding in (*type(screen).BINDINGS, *self.BINDINGS) if isinstance(binding, Binding)
        ]
        keyless = [command.id for command in commands.COMMANDS if not command.keys]
        for name in dict.fromkeys((*here, *keyless)):
            command = commands.BY_ID.get(name or "")
            if command and self.meets(command.needs) and command.view != self.current_mode:
                yield SystemCommand(command.title, command.help, self._runner(command.does))

    def _runner(self, action: str) -> Callable[[], Any]:
        async def run() -> None:
            await self.run_action(action, self.screen)

        return run

    def get_key_display(self, binding: Binding) -> str:
        """The key as people call it."""
        return commands.key_name(binding.key)

    # What must never happen

    @property
    def failure(self) -> Exception | None:
        """The error that ended the program, if one did."""
        return self._exception

    def _fatal_error(self) -> None:
        """End without a traceback on the screen; who runs the app tells about it. Drafts are kept."""
        self._keep_drafts()
        self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:  # noqa: ANN401, ARG002 - Textual's
        """End without a traceback on the screen, as when the terminal has gone away."""
        self._fatal_error()
