"""Each "How to add" of CONTRIBUTING, carried out."""

import json
from pathlib import Path

from tests.architecture.recipes import Recipe

_ADD_ANA = ("add", "Ana Ruiz", "--start", "2026-01-05", "--shop", "Granite", "--shop-type", "diesel-shop")


def test_a_command(tmp_path: Path) -> None:
    recipe = Recipe(
        new={
            "mentor_tui/cli/tags.py": '''"""`tags`: every tag, and who has it."""

from argparse import Namespace

from mentor_tui.cli.opening import opened
from mentor_tui.cli.output import show


def run_tags(args: Namespace) -> int:
    with opened(args) as session:
        tags: dict[str, list[str]] = {}
        for apprentice in session.logbook.apprentices():
            for tag in apprentice.tags:
                tags.setdefault(tag, []).append(apprentice.name)
        lines = [f"{tag}: {', '.join(names)}" for tag, names in tags.items()]
        return show(args, session, "tags", {"tags": tags}, lines)
'''
        },
        inserts=(
            (
                "mentor_tui/cli/commands.py",
                "def locate(commands: Commands) -> None:\n",
                'def tags(commands: Commands) -> None:\n    add_command(commands, "tags", "tags.run_tags", "list every tag")\n\n\n',
            ),
            (
                "mentor_tui/cli/program.py",
                '    "commands.locate": ("locate",),\n',
                '    "commands.tags": ("tags",),\n',
            ),
        ),
    )
    copy = recipe.carried_out(tmp_path)
    copy.run(*_ADD_ANA, "--tag", "night shift")
    assert copy.run("tags") == "night shift: Ana Ruiz\n"
    assert json.loads(copy.run("tags", "--json"))["tags"] == {"night shift": ["Ana Ruiz"]}
    assert "tags" in copy.run("--help")


def test_a_setting(tmp_path: Path) -> None:
    recipe = Recipe(
        inserts=(
            (
                "mentor_tui/settings.py",
                "    house: HouseRules = Field(",
                '    motto: Text = Field(default="", title="Motto", description="What hangs over the door")\n',
            ),
        )
    )
    copy = recipe.carried_out(tmp_path)
    copy.run(*_ADD_ANA)
    copy.run("settings", "set", "motto", "Torque to spec")
    assert json.loads(copy.run("settings", "--json"))["settings"]["motto"] == "Torque to spec"
    assert "Motto" in copy.run("settings")
    assert "motto" in copy.run("history")


def test_a_screen(tmp_path: Path) -> None:
    recipe = Recipe(
        new={
            "mentor_tui/tui/dialogs/count.py": '''"""How many apprentices there are."""

from collections.abc import Iterator

from textual.app import ComposeResult

from mentor_tui.tui.app import MentorApp
from mentor_tui.tui.dialogs.base import Dialog
from mentor_tui.tui.widgets.lines import Line
from mentor_tui.tui.widgets.page import Page


class Count(Dialog[None]):
    TITLE = "How many"

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def body(self) -> ComposeResult:
        yield Page(self._write)

    def _write(self, cells: int) -> Iterator[Line]:
        del cells
        yield [(f"There are {self._number} apprentices.", "")]


def open_count(app: MentorApp) -> None:
    app.push_screen(Count(len(list(app.session.logbook.apprentices()))))
''',
        },
        inserts=(
            (
                "mentor_tui/tui/commands.py",
                '    Command("program.palette",',
                '    Command("book.count", "Count", "Say how many there are", "f12", Group.BOOK, opens="dialogs.count:open_count"),\n',
            ),
        ),
    )
    copy = recipe.carried_out(tmp_path)
    copy.python("-c", _PRESS.format(key="f12", wanted="There are 24 apprentices."))
    assert "Say how many there are" in copy.python(
        "-c", "from mentor_tui.tui import commands; print(commands.manual())"
    )


def test_a_check(tmp_path: Path) -> None:
    recipe = Recipe(
        inserts=(
            (
                "mentor_tui/domain/problem.py",
                '    PLACEMENTS_OVERLAP = "placements-overlap"\n',
                '    NO_CONTACT = "no-contact"\n',
            ),
            (
                "mentor_tui/words/problems.py",
                "    ProblemKind.PLACEMENTS_OVERLAP: _overlap,\n",
                '    ProblemKind.NO_CONTACT: "nobody knows how to reach {name}",\n',
            ),
            (
                "mentor_tui/domain/checks.py",
                "def _history(",
                """def _contact(case: Case[Apprentice]) -> Iterator[Problem]:
    if not case.part.contact:
        yield Problem(ProblemKind.NO_CONTACT, "contact", {"name": case.part.name}, blocking=False)


""",
            ),
            ("mentor_tui/domain/checks.py", "_history, _placements),", "_contact, "),
        )
    )
    copy = recipe.carried_out(tmp_path)
    assert len(recipe.files) == 3
    warning = {"field": "contact", "message": "nobody knows how to reach Ana Ruiz"}
    assert json.loads(copy.run(*_ADD_ANA, "--yes", "--json"))["warnings"] == [warning]
    assert "Ana Ruiz, apprentice, contact: nobody knows how to reach Ana Ruiz" in copy.run("doctor", ends=1)


def test_a_series_of_tests(tmp_path: Path) -> None:
    history = """sources = ["S6"]
test = "Q1"
placements = [{ key = "p1", kind = "truck", starts = 2022-01-01 }]
work = [{ first = 2022-01-07, weeks = 104, hours = 40, kind = "truck", area = "crane", placement = "p1" }]
"""
    recipe = Recipe(
        new={
            "data/rulebooks/ase-examples-cranes.toml": f"""[[examples]]
key = "crane-day-before"
title = "Two years on cranes, but for a day"
rule = "test/Q1"
as_of = 2023-12-28
{history}
[examples.expect]
state = "building"
absent = ["met_on"]

[[examples]]
key = "crane-on-the-day"
title = "Two years on cranes"
rule = "series/Q"
as_of = 2023-12-29
{history}
[examples.expect]
state = "ready"
met_on = 2023-12-29

[[examples]]
key = "crane-day-after"
title = "Two years on cranes, and a day"
rule = "track/crane"
as_of = 2023-12-30
{history}
[examples.expect]
state = "ready"
met_on = 2023-12-29
"""
        },
        inserts=(
            (
                "data/rulebooks/ase.toml",
                '[[tests]]\ncode = "A1"\n',
                """[[tracks]]
key = "crane"
title = "Cranes"
confidence = "official"
sources = ["S6"]

[[areas]]
key = "crane"
title = "Crane"
kinds = ["truck"]
track = "crane"
aliases = ["boom"]

[[series]]
key = "Q"
title = "Cranes"
requirement = "two-years"
tracks = ["crane"]
kinds = ["truck"]
confidence = "official"
sources = ["S6"]

[[tests]]
code = "Q1"
series = "Q"
name = "Crane Repair"
areas = ["crane"]

""",
            ),
        ),
    )
    copy = recipe.carried_out(tmp_path)
    checked = json.loads(copy.run("rules", "check", "--json"))
    assert checked["differing"] == []
    assert checked["examples"] > 3
    assert "Crane Repair (Cranes)" in copy.run("rules", "Q1")
    copy.run(*_ADD_ANA)
    copy.run("log", "ana-ruiz", "--week", "2026-01-09", "boom=8")
    assert "Crane" in copy.run("standing", "ana-ruiz", "Q1")


_PRESS = """
import asyncio
from mentor_tui.logbook.session import open_session
from mentor_tui.tui.app import MentorApp
from tests.tui.screen_text import screen_text
from tests.tui.waiting import wait_for

async def main():
    session = open_session(demo=True)
    app = MentorApp(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_for(pilot, "Kayla")
        await pilot.press({key!r})
        await wait_for(pilot, {wanted!r})
    session.close()

asyncio.run(main())
"""


def test_an_export_format(tmp_path: Path) -> None:
    recipe = Recipe(
        new={
            "mentor_tui/exchange/summary_names.py": '''"""The eligibility summary as a list of names."""

from mentor_tui.domain.summary import Summary


def write(summary: Summary) -> bytes:
    return "".join(f"{person.apprentice.name}\\n" for person in summary.people).encode()
'''
        },
        inserts=(
            (
                "mentor_tui/exchange/formats.py",
                '        Format("json",',
                '        Format("txt", "Names, to pin on the wall", "summary_names"),\n',
            ),
        ),
    )
    assert len(recipe.files) == 2
    copy = recipe.carried_out(tmp_path)
    copy.run(*_ADD_ANA)
    assert copy.run("export", "eligibility", "--format", "txt") == "Ana Ruiz\n"
    copy.run("export", "eligibility", "-o", str(tmp_path / "names.txt"))
    assert (tmp_path / "names.txt").read_bytes() == b"Ana Ruiz\n"
    assert "md, csv, txt or json" in copy.run("export", "eligibility", "--help")
    copy.python("-c", _PRESS.format(key="x", wanted="Names, to pin on the wall"))


def test_the_header_of_a_spreadsheet(tmp_path: Path) -> None:
    recipe = Recipe(
        inserts=(("mentor_tui/exchange/mapping.py", '        "apprentice name",\n', '        "azubi",\n'),)
    )
    copy = recipe.carried_out(tmp_path)
    copy.run(*_ADD_ANA)
    (tmp_path / "hours.csv").write_text("Azubi,Week ending,Area,Hours\nAna Ruiz,2026-01-09,Brakes,6.5\n")
    copy.run("import", str(tmp_path / "hours.csv"), "--yes")
    (record,) = json.loads(copy.run("export", "json"))["records"]
    assert record["sheets"][0]["lines"][0]["minutes"] == 390


def test_a_kind_of_document(tmp_path: Path) -> None:
    recipe = Recipe(
        new={
            "mentor_tui/domain/loan.py": '''"""A tool that an apprentice has taken home."""

from datetime import date

from mentor_tui.domain.model import Key, Model, Name


class ToolLoan(Model):
    apprentice: Key
    key: Key
    tool: Name
    since: date
'''
        },
        inserts=(
            (
                "mentor_tui/domain/record.py",
                "from mentor_tui.domain.model import",
                "from mentor_tui.domain.loan import ToolLoan\n",
            ),
            (
                "mentor_tui/domain/record.py",
                "    def model_copy(",
                "    loans: tuple[ToolLoan, ...] = ()\n\n",
            ),
            (
                "mentor_tui/logbook/kinds.py",
                "from mentor_tui.domain.record import",
                "from mentor_tui.domain.loan import ToolLoan\n",
            ),
            ("mentor_tui/logbook/kinds.py", "Apprentice | WeekSheet | ", "ToolLoan | "),
            (
                "mentor_tui/logbook/kinds.py",
                ')\n"""What belongs to an apprentice,',
                """    DocumentKind(
        ToolLoan, "loans", ("key",), "loan", lambda key, name: f"the loan {key} of {name}", lambda key: f"loan {key}"
    ),
""",
            ),
        ),
    )
    assert len(recipe.files) <= 5
    copy = recipe.carried_out(tmp_path)
    copy.run(*_ADD_ANA)
    assert copy.python("-c", _LEND, str(tmp_path / "home")) == "torque wrench\n"

    (lent, _) = json.loads(copy.run("history", "--json"))["changes"]
    assert (lent["why"], lent["documents"], lent["apprentices"]) == ("lent", 1, ["Ana Ruiz"])
    assert copy.python("-c", _FIELDS, str(tmp_path / "home")).splitlines() == [
        "Ana Ruiz: loan l1: tool: torque wrench",
        "Ana Ruiz: loan l1: since: 2026-02-02",
    ]
    assert json.loads(copy.run("doctor", "--json"))["entries"] == 2

    exported = tmp_path / "everything.json"
    copy.run("export", "json", "-o", str(exported))
    loan = {"apprentice": "ana-ruiz", "key": "l1", "tool": "torque wrench", "since": "2026-02-02"}
    assert json.loads(exported.read_bytes())["records"][0]["loans"] == [loan]

    copy.run("undo")
    assert copy.python("-c", _READ, str(tmp_path / "home")) == "\n"
    copy.run("import", str(exported), "--yes")
    assert copy.python("-c", _READ, str(tmp_path / "home")) == "torque wrench\n"

    exported.write_text(exported.read_text().replace("2026-02-02", "some day"))
    assert "records[ana-ruiz].loans[l1].since" in copy.python("-c", _REFUSED, str(exported))


_READ = """
import sys
from pathlib import Path
from mentor_tui.logbook.session import open_session

session = open_session(data_dir=Path(sys.argv[1]))
print(*(loan.tool for loan in session.logbook.record("ana-ruiz").loans))
"""

_LEND = (
    """
import sys
from datetime import date
from pathlib import Path
from mentor_tui.domain.loan import ToolLoan
from mentor_tui.logbook.changes import change
from mentor_tui.logbook.session import open_session

loan = ToolLoan(apprentice="ana-ruiz", key="l1", tool="torque wrench", since=date(2026, 2, 2))
open_session(data_dir=Path(sys.argv[1])).logbook.apply(change("lent", None, loan))
"""
    + _READ
)

_FIELDS = """
import sys
from pathlib import Path
from mentor_tui.logbook.session import open_session

for each in open_session(data_dir=Path(sys.argv[1])).logbook.field_changes(2):
    print(f"{each.name}: {each.what}: {each.field}: {each.after}")
"""

_REFUSED = """
import sys
from pathlib import Path
from mentor_tui.errors import MentorError
from mentor_tui.exchange.logbook_json import load_logbook

try:
    load_logbook(Path(sys.argv[1]).read_bytes(), "everything.json")
except MentorError as error:
    print(error.message)
"""
