"""The commands with which something is entered: weeks, people and their papers, settings, imports, and the keys of forms."""

from mentor_tui.tui.command import Command, Group, Needs

_MAIN = ("roster", "board", "due", "profile", "papers")
_ONE = Needs.APPRENTICE | Needs.WRITING

# fmt: off
ENTRY = (
    Command("view.settings", "Settings", "The shop's own rules, colours and keys", "6,f6", Group.VIEWS, opens="screens.settings:SettingsScreen"),

    Command("apprentice.log", "Log a week", "Enter the hours of a week", "l", Group.APPRENTICE, _MAIN, opens="dialogs.log_week:open_log", footer=20, needs=_ONE),
    Command("apprentice.papers", "Papers", "Placements, credits, tests and status of this apprentice, to add and correct", "p", Group.APPRENTICE, ("roster", "board", "due", "profile"), opens="screens.papers:open_papers", footer=22, needs=Needs.APPRENTICE),
    Command("apprentice.new", "New", "Add an apprentice", "n", Group.APPRENTICE, ("roster", "board", "due", "welcome"), opens="dialogs.apprentice_form:open_new", footer=24, needs=Needs.WRITING),
    Command("apprentice.edit", "Edit", "Change the name, the start and what else is written down about this apprentice", "e", Group.APPRENTICE, ("roster", "board", "due", "profile"), opens="dialogs.apprentice_form:open_edit", footer=26, needs=_ONE),
    Command("apprentice.status", "Status", "Write down that this apprentice is on leave, back, has left or finished", "t", Group.APPRENTICE, ("roster", "profile", "papers"), opens="dialogs.apprentice_form:open_status", needs=_ONE),
    Command("apprentice.void", "Take off", "Take this apprentice off the roster, with a reason; nothing is erased", "d", Group.APPRENTICE, ("roster", "profile"), opens="dialogs.apprentice_form:open_void", needs=_ONE),
    Command("import.open", "Import", "Read hours from a spreadsheet, with a look at every row first", "I", Group.BOOK, ("roster", "board", "due", "welcome"), opens="dialogs.import_preview:open_import", needs=Needs.WRITING),

    Command("papers.new", "New", "Add a placement, a training credit, a test event or a change of status", "n", Group.VIEW, ("papers",), "screen.new", footer=20, needs=Needs.WRITING),
    Command("papers.edit", "Edit", "Change this row", "e", Group.VIEW, ("papers",), "screen.edit", footer=22),
    Command("papers.void", "Take out", "Take this row out, with a reason; it stays in the history", "d", Group.VIEW, ("papers",), "screen.void", footer=24),

    Command("import.keep", "Import", "Write what is new and changed to the logbook, as one step of undo", "ctrl+s", Group.VIEW, ("import",), "screen.keep", footer=20, needs=Needs.WRITING),
    Command("import.dates", "Dates", "Say how dates such as 03/04/2026 are to be read", "o", Group.VIEW, ("import",), "screen.dates", footer=22),

    Command("week.older", "Week before", "Go to the week before", "pageup,ctrl+left", Group.FORM, ("log_week",), "screen.older", footer=30),
    Command("week.newer", "Next week", "Go to the next week", "pagedown,ctrl+right", Group.FORM, ("log_week",), "screen.newer", footer=31),
    Command("week.missing", "Missing", "Go to the next older week that has no sheet", "ctrl+n", Group.FORM, ("log_week",), "screen.missing", footer=32),
    Command("week.accept", "Take grey", "Take all hours in grey as if they had been typed", "ctrl+y", Group.FORM, ("log_week",), "screen.accept", footer=10),
    Command("week.approve", "Approve", "Keep the sheet and approve it, which locks it", "ctrl+o", Group.FORM, ("log_week",), "screen.approve", footer=14),
    Command("week.return", "Return", "Return the sheet with a reason; it does not count until it is approved", "ctrl+t", Group.FORM, ("log_week",), "screen.send_back", footer=34),
    Command("week.reopen", "Reopen", "Make an approved or returned sheet a draft again, with a reason", "ctrl+r", Group.FORM, ("log_week",), "screen.reopen", footer=11),

    Command("lines.next", "Next", "Go to the next line", "enter,tab", Group.FORM, ("lines",), "next"),
    Command("lines.previous", "Previous", "Go to the line before", "shift+tab", Group.FORM, ("lines",), "previous"),
    Command("lines.down", "Down", "Go to the next line", "down", Group.FORM, ("lines",), "down"),
    Command("lines.up", "Up", "Go to the line before", "up", Group.FORM, ("lines",), "up"),
    Command("lines.accept", "Take this", "Take the hours in grey on this line as if they had been typed", "equals_sign", Group.FORM, ("lines",), "accept"),
    Command("lines.kind", "Vehicle", "Another kind of vehicle on this line", "k", Group.FORM, ("lines",), "kind", footer=40),
    Command("lines.supervision", "Supervision", "Observed, assisted, supervised or alone", "v", Group.FORM, ("lines",), "supervision", footer=41),
    Command("lines.estimated", "Estimated", "The hours of this line are estimated, not noted down", "e", Group.FORM, ("lines",), "estimated", footer=43),
    Command("lines.note", "Note", "Write a note on this line", "n", Group.FORM, ("lines",), "note", footer=42),

    Command("form.keep", "Keep", "Keep what is typed", "ctrl+s", Group.FORM, ("form_dialog", "ask"), "screen.keep", footer=12),
    Command("form.drop", "Drop", "Drop what is typed here, and show what is written down", "f8", Group.FORM, ("form_dialog",), "screen.drop", footer=16),
    Command("form.help", "Help", "Say what this place shows and which keys it has", "f1", Group.FORM, ("form_dialog",), "app.command('program.help')", footer=90),
    Command("form.back", "Back", "Leave the form; what is typed is there again next time", "escape", Group.FORM, ("form_dialog",), "screen.back", footer=86),
    Command("ask.back", "Back", "Go back without an answer", "escape", Group.FORM, ("ask", "conflict", "confirm"), "screen.back", footer=86),
    Command("form.down", "Next field", "Go to the next field", "down,tab", Group.FORM, ("form",), "down"),
    Command("form.up", "Field before", "Go to the field before", "up,shift+tab", Group.FORM, ("form",), "up"),
    Command("choice.next", "Next", "The next choice", "right", Group.FORM, ("choice",), "step(1)"),
    Command("choice.previous", "Previous", "The choice before", "left", Group.FORM, ("choice",), "step(-1)"),
    Command("choice.pick", "List", "Show all choices", "enter,space", Group.FORM, ("choice",), "pick", footer=40),
    Command("confirm.yes", "Do it", "Do what is asked about", "y", Group.FORM, ("confirm",), "screen.yes", footer=10),
    Command("conflict.mine", "Keep mine", "Keep what you typed", "m", Group.FORM, ("conflict",), "screen.mine", footer=10),
    Command("conflict.theirs", "Keep theirs", "Leave what is written down, and drop what you typed", "t", Group.FORM, ("conflict",), "screen.theirs", footer=11),
)
# fmt: on
