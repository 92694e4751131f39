"""What can be typed to look, to take back and to keep safe: the words and options of each command, and which function runs it.

Nothing is imported here that a command needs to run, so that help costs next to nothing.
"""

from pathlib import Path

from mentor_tui.cli.arguments import (
    Commands,
    Parser,
    add_command,
    add_group,
    add_name,
    add_one,
    span,
    whole,
)
from mentor_tui.exchange.formats import DEFAULT, FORMATS


def overview(commands: Commands) -> None:
    roster = add_command(
        commands,
        "roster",
        "overview.run_roster",
        "list all apprentices with their state, weeks and next date",
    )
    roster.add_argument("--filter", metavar="TEXT", help="only those in whose row all these words stand")
    add_command(
        commands,
        "board",
        "overview.run_board",
        "list the standing of every apprentice with every test that matters",
    )
    suggest = add_command(
        commands,
        "suggest",
        "overview.run_suggest",
        "suggest specialisations, with the evidence",
        spare="name",
    )
    add_one(suggest)
    due = add_command(
        commands,
        "due",
        "overview.run_due",
        "list what is to be done: papers, results, renewals, retests, bookings, who is ready",
    )
    due.add_argument(
        "--within", type=span, default="60d", metavar="TIME", help="how far ahead: 60d, 8w, 3m, 1y"
    )


def standing(commands: Commands) -> None:
    parser = add_command(
        commands,
        "standing",
        "standing.run_standing",
        "where an apprentice stands, or with a test, why, week by week",
        spare="code",
    )
    add_name(parser)
    parser.add_argument("code", nargs="?", metavar="CODE", help="a test, such as A5: adds the full tally")
    parser.add_argument(
        "--all", action="store_true", help="also the tests that do not concern the apprentice"
    )


def exports(commands: Commands) -> None:
    group = add_group(commands, "export", "write the eligibility summary, or the whole logbook")
    summary = add_command(
        group,
        "eligibility",
        "exports.run_eligibility",
        "write who is ready for which test, and why not",
        spare="name",
    )
    add_one(summary)
    summary.add_argument("--filter", metavar="TEXT", help="only those in whose row all these words stand")
    summary.add_argument(
        "--test", action="append", metavar="CODE", help="only this test; may be given several times"
    )
    summary.add_argument(
        "--format",
        choices=tuple(FORMATS),
        help=f"{' or '.join(', '.join(FORMATS).rsplit(', ', 1))}; else by the ending of FILE, else {DEFAULT}",
    )
    whole = add_command(
        group, "json", "exports.run_whole", "write the whole logbook in a form that `import` takes back"
    )
    for parser in (summary, whole):
        _add_output(parser)


def _add_output(parser: Parser) -> None:
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="the file; standard output where it is left out"
    )


def rules(commands: Commands) -> None:
    parser = add_command(
        commands, "rules", "rules.run_rules", "what ASE asks for a test, and where that is written"
    )
    parser.add_argument(
        "code", nargs="?", metavar="CODE", help="a test, such as A5; all tests where there is none; or check"
    )
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="with check: a rule book, to run the examples beside it"
    )


def past(commands: Commands) -> None:
    add_command(commands, "undo", "past.run_undo", "take the last change back, also one from before today")
    add_command(commands, "redo", "past.run_redo", "do again what was undone last")
    history = add_command(
        commands, "history", "past.run_history", "show what was done, newest first", spare="name"
    )
    add_one(history)
    history.add_argument(
        "--last", type=whole, default=30, metavar="N", help="how many changes; 30 where it is left out"
    )


def backup(commands: Commands) -> None:
    backup = add_command(
        commands,
        "backup",
        "backup.run_backup",
        "copy the logbook now; that of each day is made by itself",
        spare="folder",
    )
    backup.add_argument(
        "folder", nargs="?", metavar="FOLDER", help="where to; the usual folder where it is left out"
    )
    restore = add_command(
        commands,
        "restore",
        "backup.run_restore",
        "list the backups, or go back to one; undo takes it back",
        spare="file",
    )
    restore.add_argument("file", nargs="?", metavar="FILE", help="a backup, or its day such as 2026-11-20")
    restore.add_argument(
        "--into", type=Path, metavar="FOLDER", help="put it there as a logbook of its own, and change nothing"
    )
    add_command(commands, "compact", "backup.run_compact", "write the logbook anew so that it opens faster")


def doctor(commands: Commands) -> None:
    doctor = add_command(
        commands,
        "doctor",
        "doctor.run_doctor",
        "examine the logbook, and mend it when asked; exit code 1 if something is found",
    )
    doctor.add_argument(
        "--repair",
        action="store_true",
        help="write a new logbook of all that is good; the old one is kept, and what is left out is listed",
    )


def settings(commands: Commands) -> None:
    parser = add_command(
        commands, "settings", "settings.run_settings", "list, show or change the settings", spare="value"
    )
    parser.add_argument(
        "action", nargs="?", choices=("list", "get", "set"), default="list", metavar="list|get|set"
    )
    parser.add_argument(
        "key", nargs="?", metavar="KEY", help="such as house.hours_per_year, or hours_per_year"
    )
    parser.add_argument("value", nargs="?", metavar="VALUE", help="with set: what it should be")


def locate(commands: Commands) -> None:
    add_command(commands, "locate", "locate.run_locate", "say where the logbook and the other files are")
