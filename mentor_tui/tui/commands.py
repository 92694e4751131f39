"""The registry of commands: what each is called, what it does, its keys and where it applies.

Bindings, the names in the keymap, the order of the footer, the palette, the help and the table of keys come from it.
A new screen or dialog needs an entry here and its own module, and nothing else.
"""

from collections.abc import Iterator
from enum import Flag, StrEnum, auto
from typing import NamedTuple

from textual.binding import Binding, BindingType

STAYS = 85
"""From this place in the footer on a key stays there, however narrow the screen."""


class Group(StrEnum):
    """Under which heading the help lists a command."""

    VIEWS = "Views"
    APPRENTICE = "This apprentice"
    VIEW = "This view"
    LIST = "In a list"
    FORM = "In a form"
    BOOK = "Logbook"
    PROGRAM = "Program"


class Needs(Flag):
    """What must be there for a command to apply; it is greyed out where it is not."""

    NOTHING = 0
    APPRENTICE = auto()
    BOOK = auto()
    WRITING = auto()
    OWN_BOOK = auto()


class Command(NamedTuple):
    """One thing that a key, the palette or a click can do.

    Attributes:
        id: Stable name: `place.verb`. The settings give other keys under it.
        title: One or two words for the footer and the palette.
        help: What it does, as a sentence.
        keys: Default keys, with commas between; empty for the palette alone.
        group: Heading in the help.
        where: Places it belongs to; `app` is everywhere.
        action: The Textual action that does it. Empty where `opens` does.
        opens: `module:name` below `mentor_tui.tui`, imported when it is used: a function that takes the app, or for a view
            its screen.
        footer: Place in the footer, the lowest first; 0 for none.
        needs: What must be there.
        priority: Holds even while a field is typed into.
    """

    id: str
    title: str
    help: str
    keys: str
    group: Group
    where: tuple[str, ...] = ("app",)
    action: str = ""
    opens: str = ""
    footer: int = 0
    needs: Needs = Needs.NOTHING
    priority: bool = False

    @property
    def view(self) -> str:
        """The name of the view it switches to; empty where it does something else."""
        return self.id.removeprefix("view.") if self.group is Group.VIEWS else ""

    @property
    def does(self) -> str:
        """The Textual action."""
        if self.view:
            return f"app.view('{self.view}')"
        return self.action or f"app.command('{self.id}')"

    @property
    def binding(self) -> Binding:
        """As Textual binds it."""
        return Binding(
            self.keys,
            self.does,
            self.title,
            show=self.footer > 0,
            priority=self.priority,
            tooltip=self.help,
            id=self.id,
        )


# fmt: off
COMMANDS = (
    Command("view.roster", "Roster", "Everybody, and how far they are", "1,f1", Group.VIEWS,
            opens="screens.roster:RosterScreen"),
    Command("view.board", "Board", "Everybody against every test", "2,f2", Group.VIEWS,
            opens="screens.board:BoardScreen"),
    Command("view.due", "Due", "What has a date in the coming weeks", "3,f3", Group.VIEWS,
            opens="screens.due:DueScreen"),
    Command("view.history", "History", "What was done, by whom, and taking it back", "5,f5", Group.VIEWS,
            opens="screens.history:HistoryScreen"),
    Command("roster.details", "Details", "Show or hide the details below the list", "i", Group.VIEW,
            ("roster",), "screen.details", footer=40),
    Command("board.tests", "All tests", "Show every test, or those alone that somebody works towards", "a",
            Group.VIEW, ("board",), "screen.tests", footer=40),
    Command("due.span", "Time span", "Look 60, 90 or 365 days ahead", "t", Group.VIEW, ("due",),
            "screen.span", footer=40),
    Command("history.one", "One person",
            "Show the changes of the apprentice you came from alone, or again all", "a", Group.VIEW,
            ("history",), "screen.one", footer=40),
    Command("history.take_back", "Take this back", "Undo this very change, whoever made it", "U", Group.VIEW,
            ("history", "change"), "screen.take_back", footer=30, needs=Needs.WRITING),
    Command("book.export", "Export", "Write the eligibility summary to a file", "x", Group.BOOK,
            ("roster", "board", "due", "profile"), opens="dialogs.export:open_export", footer=50,
            needs=Needs.BOOK),
    Command("book.undo", "Undo", "Take back the last change", "u", Group.BOOK, action="app.undo",
            needs=Needs.WRITING),
    Command("book.redo", "Redo", "Do again what was taken back", "ctrl+r", Group.BOOK, action="app.redo",
            needs=Needs.WRITING),
    Command("book.damage", "Unreadable", "List what is written down but is not valid, and so is left out",
            "exclamation_mark", Group.BOOK, opens="dialogs.care:open_damage", needs=Needs.BOOK),
    Command("book.backups", "Backups", "List the backups, and go back to one", "", Group.BOOK,
            opens="dialogs.care:open_backups", needs=Needs.WRITING | Needs.OWN_BOOK),
    Command("book.demo", "Sample shop", "Look at the sample shop, a copy of which nothing is kept", "",
            Group.BOOK, action="app.demo", needs=Needs.OWN_BOOK),
    Command("program.help", "Help", "Say what this place shows and which keys it has", "question_mark",
            Group.PROGRAM, opens="dialogs.help:open_help", footer=90),
    Command("program.palette", "Palette", "Find any command by its name", "ctrl+p", Group.PROGRAM,
            action="app.command_palette"),
    Command("program.theme", "Theme", "Choose other colours", "", Group.PROGRAM, action="app.change_theme"),
    Command("program.suspend", "To the shell", "Stop the program for a while; `fg` brings it back", "ctrl+z",
            Group.PROGRAM, action="app.suspend_process"),
    Command("program.quit", "Quit", "Leave the program", "q", Group.PROGRAM, action="app.quit", footer=95),
    Command("program.quit_now", "Quit at once", "Leave the program, wherever you are", "ctrl+q",
            Group.PROGRAM, action="app.quit", priority=True),
    Command("screen.back", "Back", "Go back one step", "escape,q", Group.PROGRAM, ("back",), "screen.back",
            footer=85),
    Command("message.close", "Close", "Go on", "enter,space,escape,q", Group.PROGRAM, ("message",),
            "screen.back", footer=85),
    Command("grid.left", "Left", "Go to the column before", "left,h", Group.LIST, ("grid",), "step(-1)"),
    Command("grid.right", "Right", "Go to the next column", "right,l", Group.LIST, ("grid",), "step(1)"),
    Command("page.down", "Down", "Go on a line", "down,j", Group.LIST, ("page",), "move(1)"),
    Command("page.up", "Up", "Go back a line", "up,k", Group.LIST, ("page",), "move(-1)"),
    Command("page.page_down", "Page down", "Go on a page", "pagedown,space", Group.LIST, ("page",),
            "page(1)"),
    Command("page.page_up", "Page up", "Go back a page", "pageup", Group.LIST, ("page",), "page(-1)"),
    Command("page.first", "Start", "Go to the start", "g,home", Group.LIST, ("page",), "first"),
    Command("page.last", "End", "Go to the end", "G,end", Group.LIST, ("page",), "last"),
    Command("view.settings", "Settings", "The shop's own rules, colours and keys", "6,f6", Group.VIEWS,
            opens="screens.settings:SettingsScreen"),
    Command("apprentice.log", "Log a week", "Enter the hours of a week", "l", Group.APPRENTICE,
            ("roster", "board", "due", "profile", "papers"), opens="dialogs.log_week:open_log", footer=20,
            needs=Needs.APPRENTICE | Needs.WRITING),
    Command("apprentice.papers", "Papers",
            "Placements, credits, tests and status of this apprentice, to add and correct", "p",
            Group.APPRENTICE, ("roster", "board", "due", "profile"), opens="screens.papers:open_papers",
            footer=22, needs=Needs.APPRENTICE),
    Command("apprentice.new", "New", "Add an apprentice", "n", Group.APPRENTICE,
            ("roster", "board", "due", "welcome"), opens="dialogs.forms:open_new", footer=24,
            needs=Needs.WRITING),
    Command("apprentice.edit", "Edit",
            "Change the name, the start and what else is written down about this apprentice", "e",
            Group.APPRENTICE, ("roster", "board", "due", "profile"),
            opens="dialogs.forms:open_edit", footer=26, needs=Needs.APPRENTICE | Needs.WRITING),
    Command("apprentice.status", "Status",
            "Write down that this apprentice is on leave, back, has left or finished", "t", Group.APPRENTICE,
            ("roster", "profile", "papers"), opens="dialogs.forms:open_status",
            needs=Needs.APPRENTICE | Needs.WRITING),
    Command("apprentice.void", "Take off",
            "Take this apprentice off the roster, with a reason; nothing is erased", "d", Group.APPRENTICE,
            ("roster", "profile"), opens="dialogs.forms:open_void",
            needs=Needs.APPRENTICE | Needs.WRITING),
    Command("import.open", "Import", "Read hours from a spreadsheet, with a look at every row first", "I",
            Group.BOOK, ("roster", "board", "due", "welcome"), opens="dialogs.import_preview:open_import",
            needs=Needs.WRITING),
    Command("papers.new", "New", "Add a placement, a training credit, a test event or a change of status",
            "n", Group.VIEW, ("papers",), "screen.new", footer=20, needs=Needs.WRITING),
    Command("papers.edit", "Edit", "Change this row", "e", Group.VIEW, ("papers",), "screen.edit", footer=22, needs=Needs.WRITING),
    Command("papers.void", "Take out", "Take this row out, with a reason; it stays in the history", "d",
            Group.VIEW, ("papers",), "screen.void", footer=24, needs=Needs.WRITING),
    Command("import.keep", "Import", "Write what is new and changed to the logbook, as one step of undo",
            "ctrl+s", Group.VIEW, ("import",), "screen.keep", footer=20, needs=Needs.WRITING),
    Command("import.dates", "Dates", "Say how dates such as 03/04/2026 are to be read", "o", Group.VIEW,
            ("import",), "screen.dates", footer=22),
    Command("week.older", "Week before", "Go to the week before", "pageup,ctrl+left", Group.FORM,
            ("log_week",), "screen.step(-1)", footer=30),
    Command("week.newer", "Next week", "Go to the next week", "pagedown,ctrl+right", Group.FORM,
            ("log_week",), "screen.step(1)", footer=31),
    Command("week.missing", "Missing", "Go to the next older week that has no sheet", "ctrl+n", Group.FORM,
            ("log_week",), "screen.missing", footer=32),
    Command("week.accept", "Take grey", "Take all hours in grey as if they had been typed", "ctrl+y",
            Group.FORM, ("log_week",), "screen.accept", footer=10),
    Command("week.approve", "Approve", "Keep the sheet and approve it, which locks it", "ctrl+o", Group.FORM,
            ("log_week",), "screen.approve", footer=14),
    Command("week.return", "Return", "Return the sheet with a reason; it does not count until it is approved",
            "ctrl+t", Group.FORM, ("log_week",), "screen.send_back", footer=34),
    Command("week.reopen", "Reopen", "Make an approved or returned sheet a draft again, with a reason",
            "ctrl+r", Group.FORM, ("log_week",), "screen.reopen", footer=11),
    Command("lines.next", "Next", "Go to the next line", "enter,tab", Group.FORM, ("lines",), "next"),
    Command("lines.previous", "Previous", "Go to the line before", "shift+tab", Group.FORM, ("lines",),
            "previous"),
    Command("lines.down", "Down", "Go to the next line", "down", Group.FORM, ("lines",), "down"),
    Command("lines.up", "Up", "Go to the line before", "up", Group.FORM, ("lines",), "up"),
    Command("lines.accept", "Take this", "Take the hours in grey on this line as if they had been typed",
            "equals_sign", Group.FORM, ("lines",), "accept"),
    Command("lines.kind", "Vehicle", "Another kind of vehicle on this line", "k", Group.FORM, ("lines",),
            "cycle('kind')", footer=40),
    Command("lines.supervision", "Supervision", "Observed, assisted, supervised or alone", "v", Group.FORM,
            ("lines",), "cycle('supervision')", footer=41),
    Command("lines.estimated", "Estimated", "The hours of this line are estimated, not noted down", "e",
            Group.FORM, ("lines",), "estimated", footer=43),
    Command("lines.note", "Note", "Write a note on this line", "n", Group.FORM, ("lines",), "note",
            footer=42),
    Command("form.keep", "Keep", "Keep what is typed", "ctrl+s", Group.FORM, ("form_dialog", "ask"),
            "screen.keep", footer=12),
    Command("form.drop", "Drop", "Drop what is typed here, and show what is written down", "f8", Group.FORM,
            ("form_dialog",), "screen.drop", footer=16),
    Command("form.help", "Help", "Say what this place shows and which keys it has", "f1", Group.FORM,
            ("form_dialog",), "app.command('program.help')", footer=90),
    Command("form.back", "Back", "Leave the form; what is typed is there again next time", "escape",
            Group.FORM, ("form_dialog",), "screen.back", footer=86),
    Command("ask.back", "Back", "Go back without an answer", "escape", Group.FORM,
            ("ask", "conflict", "confirm"), "screen.back", footer=86),
    Command("form.down", "Next field", "Go to the next field", "down,tab", Group.FORM, ("form",), "app.focus_next"),
    Command("form.up", "Field before", "Go to the field before", "up,shift+tab", Group.FORM, ("form",), "app.focus_previous"),
    Command("choice.next", "Next", "The next choice", "right", Group.FORM, ("choice",), "step(1)"),
    Command("choice.previous", "Previous", "The choice before", "left", Group.FORM, ("choice",), "step(-1)"),
    Command("choice.pick", "List", "Show all choices", "enter,space", Group.FORM, ("choice",), "pick",
            footer=40),
    Command("confirm.yes", "Do it", "Do what is asked about", "y", Group.FORM, ("confirm",), "screen.dismiss(True)",
            footer=10),
    Command("conflict.mine", "Keep mine", "Keep what you typed", "m", Group.FORM, ("conflict",),
            "screen.dismiss(True)", footer=10),
    Command("conflict.theirs", "Keep theirs", "Leave what is written down, and drop what you typed", "t",
            Group.FORM, ("conflict",), "screen.dismiss(False)", footer=11),
    Command("list.down", "Down", "Go to the next row", "down,j", Group.LIST, ("list",), "move(1)"),
    Command("list.up", "Up", "Go to the row before", "up,k", Group.LIST, ("list",), "move(-1)"),
    Command("list.page_down", "Page down", "Go on a page", "pagedown", Group.LIST, ("list",), "page(1)"),
    Command("list.page_up", "Page up", "Go back a page", "pageup", Group.LIST, ("list",), "page(-1)"),
    Command("list.first", "First", "Go to the first row", "g,home", Group.LIST, ("list",), "first"),
    Command("list.last", "Last", "Go to the last row", "G,end", Group.LIST, ("list",), "last"),
    Command("list.select", "Open", "Open this row", "enter", Group.LIST, ("list",), "select", footer=10),
    Command("list.filter", "Filter", "Show only the rows that hold what you type", "slash", Group.LIST,
            ("list",), "filter", footer=10),
    Command("list.clear_filter", "All rows", "Take the filter off", "escape", Group.LIST, ("list",),
            "clear_filter", footer=10),
    Command("list.sort", "Sort", "Sort by the next column", "s", Group.LIST, ("list",), "sort", footer=10),
    Command("list.sort_reverse", "Sort back", "Turn the order round", "S", Group.LIST, ("list",),
            "sort_reverse"),
)
# fmt: on

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}
NEEDS = {command.action: command.needs for command in COMMANDS if command.needs}
"""What must be there, by the action of a command."""


def bindings(*places: str) -> list[BindingType]:
    """The bindings of the commands that belong to any of the places, in the order of the footer."""
    wanted = [command for command in COMMANDS if command.keys and not set(places).isdisjoint(command.where)]
    return [command.binding for command in sorted(wanted, key=lambda command: command.footer or 99)]


def views() -> tuple[Command, ...]:
    """The commands that switch to a main view, in the order of their keys."""
    return tuple(command for command in COMMANDS if command.view)


def key_name(key: str) -> str:
    """A key as people call it: `question_mark` is `?`, `escape` is `esc`."""
    *modifiers, name = key.split("+")
    return "+".join([*modifiers, _KEY_NAMES.get(name, name)])


_KEY_NAMES = {
    "question_mark": "?",
    "exclamation_mark": "!",
    "slash": "/",
    "escape": "esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "equals_sign": "=",
    "upper_g": "G",
    "upper_s": "S",
    "upper_u": "U",
}


def manual() -> str:
    """The page of all keys, `KEYS.md`; `make keys` writes it."""
    lines = [
        "# Keys",
        "",
        "Every command, and its keys. The id is its name in the settings: `mentor-tui settings set keys.apprentice.log ctrl+l`.",
        "",
        *_rows(),
    ]
    return "\n".join(lines) + "\n"


def _rows() -> Iterator[str]:
    yield from ("| keys | command | id for the settings | what it does |", "|---|---|---|---|")
    for group in Group:
        yield from (
            f"| {' '.join(f'`{key_name(key)}`' for key in command.keys.split(',') if key)} | {command.title} | `{command.id}` | {command.help} |"
            for command in COMMANDS
            if command.group is group
        )
