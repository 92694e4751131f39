"""The list of all commands, one a line.

A new screen or dialog needs an entry here, its own module and its own stylesheet, and nothing else.
"""

from collections.abc import Iterator

from textual.binding import Binding, BindingType

from mentor_tui.tui.command import Command, Group, Needs
from mentor_tui.tui.entry_commands import ENTRY
from mentor_tui.tui.widgets.row_list import keys as row_list_keys

_MAIN = ("roster", "board", "due", "profile")

# fmt: off
_OWN = (
    Command("view.roster", "Roster", "Everybody, and how far they are", "1,f1", Group.VIEWS, opens="screens.roster:RosterScreen"),
    Command("view.board", "Board", "Everybody against every test", "2,f2", Group.VIEWS, opens="screens.board:BoardScreen"),
    Command("view.due", "Due", "What has a date in the coming weeks", "3,f3", Group.VIEWS, opens="screens.due:DueScreen"),
    Command("view.history", "History", "What was done, by whom, and taking it back", "5,f5", Group.VIEWS, opens="screens.history:HistoryScreen"),

    Command("roster.details", "Details", "Show or hide the details below the list", "i", Group.VIEW, ("roster",), "screen.details", footer=40),
    Command("board.tests", "All tests", "Show every test, or those alone that somebody works towards", "a", Group.VIEW, ("board",), "screen.tests", footer=40),
    Command("due.span", "Time span", "Look 60, 90 or 365 days ahead", "t", Group.VIEW, ("due",), "screen.span", footer=40),
    Command("history.one", "One person", "Show the changes of the apprentice you came from alone, or again all", "a", Group.VIEW, ("history",), "screen.one", footer=40),
    Command("history.take_back", "Take this back", "Undo this very change, whoever made it", "U", Group.VIEW, ("history", "change"), "screen.take_back", footer=30, needs=Needs.WRITING),

    Command("book.export", "Export", "Write the eligibility summary to a file", "x", Group.BOOK, _MAIN, opens="dialogs.export:open_export", footer=50, needs=Needs.BOOK),
    Command("book.undo", "Undo", "Take back the last change", "u", Group.BOOK, action="app.undo", needs=Needs.WRITING),
    Command("book.redo", "Redo", "Do again what was taken back", "ctrl+r", Group.BOOK, action="app.redo", needs=Needs.WRITING),
    Command("book.damage", "Unreadable", "List what is written down but is not valid, and so is left out", "exclamation_mark", Group.BOOK, opens="dialogs.message:open_damage", needs=Needs.BOOK),
    Command("book.backups", "Backups", "List the backups, and go back to one", "", Group.BOOK, opens="dialogs.backups:open_backups", needs=Needs.WRITING | Needs.OWN_BOOK),
    Command("book.demo", "Sample shop", "Look at the sample shop, a copy of which nothing is kept", "", Group.BOOK, action="app.demo", needs=Needs.OWN_BOOK),

    Command("program.help", "Help", "Say what this place shows and which keys it has", "question_mark", Group.PROGRAM, opens="dialogs.help:open_help", footer=90),
    Command("program.palette", "Palette", "Find any command by its name", "ctrl+p", Group.PROGRAM, action="app.command_palette"),
    Command("program.theme", "Theme", "Choose other colours", "", Group.PROGRAM, action="app.change_theme"),
    Command("program.suspend", "To the shell", "Stop the program for a while; `fg` brings it back", "ctrl+z", Group.PROGRAM, action="app.suspend_process"),
    Command("program.quit", "Quit", "Leave the program", "q", Group.PROGRAM, action="app.quit", footer=95),
    Command("program.quit_now", "Quit at once", "Leave the program, wherever you are", "ctrl+q", Group.PROGRAM, action="app.quit", priority=True),

    Command("screen.back", "Back", "Go back one step", "escape,q", Group.PROGRAM, ("back",), "screen.back", footer=85),
    Command("message.close", "Close", "Go on", "enter,space,escape,q", Group.PROGRAM, ("message",), "screen.back", footer=85),

    Command("grid.left", "Left", "Go to the column before", "left,h", Group.LIST, ("grid",), "left"),
    Command("grid.right", "Right", "Go to the next column", "right,l", Group.LIST, ("grid",), "right"),

    Command("page.down", "Down", "Go on a line", "down,j", Group.LIST, ("page",), "down"),
    Command("page.up", "Up", "Go back a line", "up,k", Group.LIST, ("page",), "up"),
    Command("page.page_down", "Page down", "Go on a page", "pagedown,space", Group.LIST, ("page",), "page_down"),
    Command("page.page_up", "Page up", "Go back a page", "pageup", Group.LIST, ("page",), "page_up"),
    Command("page.first", "Start", "Go to the start", "g,home", Group.LIST, ("page",), "first"),
    Command("page.last", "End", "Go to the end", "G,end", Group.LIST, ("page",), "last"),
)
# fmt: on


def _of_widget(bindings: list[BindingType], place: str) -> Iterator[Command]:
    """The commands of a widget that stands on its own and brings its keys along."""
    for binding in bindings:
        if isinstance(binding, Binding) and binding.id:
            yield Command(
                id=binding.id,
                title=binding.description,
                help=binding.tooltip,
                keys=binding.key,
                group=Group.LIST,
                where=(place,),
                action=binding.action,
                footer=10 if binding.show else 0,
            )


COMMANDS: tuple[Command, ...] = (*_OWN, *ENTRY, *_of_widget(row_list_keys.BINDINGS, "list"))
