"""What can be typed to write down something: the words and options of each command, and which function runs it."""

from pathlib import Path

from mentor_tui.cli.arguments import (
    Commands,
    Parser,
    add_command,
    add_group,
    add_name,
    add_reason,
    add_yes,
    day,
    exact_day,
    values,
    week_day,
    whole,
)
from mentor_tui.domain.vocabulary import Absence, Status, Supervision, TestStep


def sheets(commands: Commands) -> None:
    log = add_command(commands, "log", "sheets.run_log", "keep the hands-on hours of one week", spare="work")
    _add_sheet_arguments(log)
    log.add_argument(
        "work",
        nargs="*",
        metavar="AREA=HOURS",
        help="brakes=6.5, electrical=4+3.5, hvac=7:30; car:brakes=3 for another kind of vehicle",
    )
    log.add_argument(
        "--supervision",
        choices=values(Supervision),
        default="supervised",
        help="how far the work was done alone",
    )
    log.add_argument("--estimated", action="store_true", help="the split was estimated, not noted down")
    log.add_argument("--absence", choices=values(Absence), help="why no work, or less of it, was done")
    log.add_argument("--note", help="what there is to say about the week")
    log.add_argument("--approve", action="store_true", help="approve the sheet, which locks it")
    add_yes(log)
    approve = add_command(
        commands, "approve", "sheets.run_approve", "approve a sheet, or many at once, which locks them"
    )
    sent_back = add_command(
        commands,
        "return",
        "sheets.run_return",
        "return a sheet, or many at once; none of them counts until it is approved",
    )
    for parser in (approve, sent_back):
        _add_sheet_arguments(parser, many=True)
        parser.add_argument(
            "--yes", action="store_true", help="do it without asking, and in spite of a warning"
        )
    reopen = add_command(
        commands, "reopen", "sheets.run_reopen", "make an approved or returned sheet a draft again"
    )
    _add_sheet_arguments(reopen)
    for parser in (sent_back, reopen):
        add_reason(parser)


def _add_sheet_arguments(parser: Parser, *, many: bool = False) -> None:
    """What names a sheet; with `many`, what names all of a week, of a shop or of the logbook too."""
    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="?" if many else None,
        help="the apprentice: a key, a name or a part of one"
        + ("; all where it is left out" if many else ""),
    )
    parser.add_argument(
        "--week",
        type=week_day,
        metavar="DATE",
        help="the last day of the week, or today for this week; the newest week that is over where it is left out",
    )
    if many:
        parser.add_argument("--shop", metavar="SHOP", default="", help="the sheets of all weeks at that shop")
        parser.add_argument("--all", action="store_true", help="the sheets of all weeks")
    parser.add_argument(
        "--placement", metavar="KEY", help="which placement, where there are two in that week"
    )


def people(commands: Commands) -> None:
    add = add_command(commands, "add", "people.run_add", "add an apprentice with the first placement")
    add.add_argument("name", metavar="NAME", help="the name as it should stand on the roster")
    add.add_argument("--start", type=day, required=True, metavar="DATE", help="first day of the programme")
    _add_place_arguments(add, needed=True)
    _add_details(add)
    edit = add_command(commands, "edit", "people.run_edit", "change what is known about an apprentice")
    add_name(edit)
    edit.add_argument("--name", dest="new_name", help="another name")
    edit.add_argument("--start", type=exact_day, metavar="DATE", help="another first day of the programme")
    edit.add_argument("--status", choices=values(Status), help="a change of status")
    edit.add_argument("--since", type=day, metavar="DATE", help="from when on; today where it is left out")
    edit.add_argument("--untag", action="append", default=[], metavar="TAG", help="take a tag off")
    _add_details(edit)
    void = add_group(commands, "void", "take a sheet or an apprentice out; nothing is erased")
    sheet = add_command(void, "sheet", "people.run_void_sheet", "take a sheet out")
    _add_sheet_arguments(sheet)
    add_reason(sheet)
    apprentice = add_command(
        void, "apprentice", "people.run_void_apprentice", "take an apprentice off the roster"
    )
    add_name(apprentice)
    add_reason(apprentice)


def _add_details(parser: Parser) -> None:
    parser.add_argument("--mentor", help="who looks after the apprentice")
    parser.add_argument("--tag", action="append", default=[], metavar="TAG", help="a word to find groups by")
    parser.add_argument("--contact", help="how to reach the apprentice")
    parser.add_argument("--ase-id", help="the number at ASE")
    parser.add_argument("--note", help="what else there is to say")
    add_yes(parser)


def placements(commands: Commands) -> None:
    group = add_group(commands, "placement", "add, change or void a placement")
    add = add_command(group, "add", "placements.run_add", "add a placement")
    add_name(add)
    _add_place_arguments(add, needed=True)
    add.add_argument("--starts", type=day, required=True, metavar="DATE", help="first day there")
    add.add_argument("--ends", type=exact_day, metavar="DATE", help="last day there")
    edit = add_command(group, "edit", "placements.run_edit", "change a placement")
    _add_which(edit)
    _add_place_arguments(edit, needed=False)
    edit.add_argument("--starts", type=exact_day, metavar="DATE", help="first day there")
    ends = edit.add_mutually_exclusive_group()
    ends.add_argument("--ends", type=exact_day, metavar="DATE", help="last day there")
    ends.add_argument("--goes-on", action="store_true", help="take the last day away")
    void = add_command(
        group, "void", "placements.run_void", "take a placement out; its sheets stay, and are not counted"
    )
    _add_which(void)
    add_reason(void)
    for parser in (add, edit):
        add_yes(parser)


def _add_which(parser: Parser) -> None:
    add_name(parser)
    parser.add_argument(
        "placement", metavar="KEY", help="the placement, such as p1; `standing NAME` shows them"
    )


def _add_place_arguments(parser: Parser, *, needed: bool) -> None:
    """What describes a shop."""
    parser.add_argument("--shop", required=needed, help="name of the shop")
    parser.add_argument(
        "--shop-type", required=needed, metavar="TYPE", help="such as diesel-shop, dealership, body-shop"
    )
    parser.add_argument(
        "--kind", help="kind of vehicle proposed for work there; the shop type's where it is left out"
    )
    parser.add_argument("--address", help="address of the shop")
    parser.add_argument("--supervisor", help="who supervises the work there")


def papers(commands: Commands) -> None:
    group = add_group(commands, "credit", "add, change or void a training credit")
    add = add_command(group, "add", "papers.run_add_credit", "add a training credit")
    add_name(add)
    _add_credit_arguments(add, needed=True)
    edit = add_command(group, "edit", "papers.run_edit_credit", "change a training credit")
    void = add_command(group, "void", "papers.run_void_credit", "take a training credit out")
    for parser in (edit, void):
        add_name(parser)
        parser.add_argument(
            "credit", metavar="KEY", help="the credit, such as c1; `standing NAME` shows them"
        )
    _add_credit_arguments(edit, needed=False)
    add_reason(void)
    steps = values(TestStep)
    test = add_command(
        commands,
        "test",
        "papers.run_test",
        "write down what happened with an ASE test, or change or void that",
    )
    add_name(test)
    test.add_argument("code", metavar="CODE", help="the test, such as A5")
    test.add_argument(
        "step", metavar="STEP", choices=(*steps, "edit", "void"), help=f"{', '.join(steps)}; or edit, void"
    )
    test.add_argument(
        "--on", type=day, metavar="DATE", help="the day it happened; today where it is left out"
    )
    test.add_argument(
        "--until", type=exact_day, metavar="DATE", help="last day of a booking's window or a certificate"
    )
    test.add_argument("--note", help="what there is to say about it")
    test.add_argument("--to-step", choices=steps, metavar="STEP", help="with edit: what it was instead")
    test.add_argument("--to-day", type=exact_day, metavar="DATE", help="with edit: when it was instead")
    test.add_argument("--reason", default="", help="with void: why; it stands in the history")


def _add_credit_arguments(parser: Parser, *, needed: bool) -> None:
    parser.add_argument("--kind", required=needed, help="the kind of training; `rules` lists them")
    parser.add_argument("--title", required=needed, help="what it is called on the paper")
    parser.add_argument("--starts", type=exact_day, required=needed, metavar="DATE", help="first day")
    parser.add_argument("--ends", type=exact_day, required=needed, metavar="DATE", help="last day")
    parser.add_argument(
        "--months", type=whole, help="full-time months, where that is less than the dates say"
    )
    parser.add_argument(
        "--school-years",
        type=float,
        metavar="YEARS",
        help="school years, for a kind that counts in them, such as 2 or 1.5; as many as the dates hold where left out",
    )
    parser.add_argument(
        "--granted", type=whole, metavar="MONTHS", help="months that ASE has granted in writing"
    )
    parser.add_argument(
        "--track",
        action="append",
        metavar="KEY",
        help="a track it counts towards, or all; that of the first placement where none is given",
    )
    parser.add_argument("--evidence", help="what proves it: a diploma, a letter, a form")
    parser.add_argument("--note", help="what else there is to say")


def imports(commands: Commands) -> None:
    parser = add_command(
        commands,
        "import",
        "imports.run_import",
        "read hours from a spreadsheet, or a logbook from `export json`",
        spare="file",
    )
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="a .csv or .tsv file of hours, or a .json logbook"
    )
    parser.add_argument("--yes", action="store_true", help="write it without asking; else it is shown first")
    parser.add_argument("--date-order", choices=("mdy", "dmy"), help="how to read 03/04/2026")
    parser.add_argument(
        "--name", action="append", default=[], metavar="THEIRS=OURS", help="whom a name in the file means"
    )
    parser.add_argument(
        "--area",
        action="append",
        default=[],
        metavar="THEIRS=OURS",
        help="which work area a name in the file means",
    )
    parser.add_argument(
        "--add-people",
        action="store_true",
        help="add everybody in a file of hours who is on no roster and like nobody on it",
    )
    parser.add_argument(
        "--new",
        action="append",
        default=[],
        metavar="NAME",
        help="add this one, who is somebody else than those of a similar name",
    )
    parser.add_argument(
        "--shop", default="", help="the shop of those added, where the file has no column for it"
    )
    parser.add_argument(
        "--shop-type",
        metavar="TYPE",
        help="the type of a shop that is not in the logbook yet, such as diesel-shop; else the vehicles in the file tell",
    )
    meeting = parser.add_mutually_exclusive_group()
    meeting.add_argument(
        "--add",
        action="store_true",
        help="add hours to those that a week has of the same work, where their days do not tell whether they are among them",
    )
    meeting.add_argument(
        "--replace",
        action="store_true",
        help="put such hours in place of those that the week has; with a .json file: put its entries in place of ones that differ",
    )
    parser.add_argument(
        "--approve",
        action="store_true",
        help="approve every sheet that the file of hours names, if its week is over; else they are drafts, which do not count",
    )
