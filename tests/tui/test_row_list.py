"""What a mentor sees and does in a row list."""

from collections.abc import Iterable

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.events import MouseScrollDown, Paste
from textual.message import Message

from mentor_tui.tui.text import width as cells_of
from mentor_tui.tui.widgets.row_list import Cell, Column, Row, RowList
from tests.tui.screen_text import screen_lines, screen_text, style_of

LONG = "Maximiliana Theodora von und zu Hohenstein-Breitenbach-Gross"

COLUMNS = [
    Column("name", "Name", 14, grow=True),
    Column("hours", "Hours", 7, align="right", drop=1),
    Column("weeks", "Weeks", 8, drop=3),
    Column("next", "Next test", 10, drop=2),
]


def person(name: str, hours: int = 0, next_test: str = "A5") -> Row:
    return Row(
        name,
        {
            "name": Cell(name),
            "hours": Cell(f"{hours} h", sort=hours),
            "weeks": Cell("████▁▁··", segments=(("████", "good"), ("▁▁", "warning"), ("··", "muted"))),
            "next": Cell(next_test, "accent"),
        },
        f"{name} {next_test}",
    )


PEOPLE = [
    person("Ana [B] [/bold", 120),
    person("Łukasz Groß", 90, "T4"),
    person("李小龙", 1500, "B2"),
    person("Zoë Müller", 40),
    person(LONG, 7, "S3"),
]


class ListApp(App[None]):
    BINDINGS = [  # noqa: RUF012 - Textual's own way
        Binding("escape", "leave", "Leave"),
        Binding("d", "delete", "Delete"),
    ]

    def __init__(self, rows: Iterable[Row] = PEOPLE, *, empty: str = "No apprentices yet.") -> None:
        super().__init__()
        self.list = RowList(COLUMNS, rows, empty=empty, id="people")
        self.heard: list[Message] = []
        self.left = 0
        self.deleted = 0

    def compose(self) -> ComposeResult:
        yield self.list

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        self.heard.append(message)

    def on_row_list_selected(self, message: RowList.Selected) -> None:
        self.heard.append(message)

    def on_row_list_filter_changed(self, message: RowList.FilterChanged) -> None:
        self.heard.append(message)

    def action_leave(self) -> None:
        self.left += 1

    def action_delete(self) -> None:
        self.deleted += 1

    @property
    def selected(self) -> list[str]:
        return [message.key for message in self.heard if isinstance(message, RowList.Selected)]

    @property
    def highlighted(self) -> list[str | None]:
        return [message.key for message in self.heard if isinstance(message, RowList.Highlighted)]


def names(app: ListApp) -> list[str]:
    """The first word of every row on the screen."""
    lines = screen_lines(app)[1:]
    return [line[2:].split()[0] for line in lines if line.strip() and not line.startswith("/")]


def cursor_line(app: ListApp) -> str:
    return next(line for line in screen_lines(app) if line.startswith("▌"))


def many(count: int) -> list[Row]:
    return [person(f"Row{number:05} of many", number) for number in range(count)]


async def test_rows_show_under_their_titles_as_typed() -> None:
    app = ListApp()
    async with app.run_test(size=(70, 8)):
        lines = screen_lines(app)
        assert lines[0].split() == ["Name", "Hours", "Weeks", "Next", "test"]
        assert lines[1].startswith("▌ Ana [B] [/bold ")
        assert "120 h  ████▁▁··  A5" in lines[1]
        assert lines[3].startswith("  李小龙 ")
        assert "Maximiliana Theodora von und zu Hoh… " in lines[5]


async def test_columns_line_up_whatever_the_names() -> None:
    app = ListApp()
    async with app.run_test(size=(70, 8)):
        rows = screen_lines(app)[1:6]
        ends = {cells_of(row[: row.index(" h") + 2]) for row in rows}
        assert len(ends) == 1


@pytest.mark.parametrize(
    ("width", "titles"),
    [
        (80, ["Name", "Hours", "Weeks", "Next test"]),
        (44, ["Name", "Hours", "Next test"]),
        (34, ["Name", "Hours"]),
        (22, ["Name"]),
        (10, ["Name"]),
    ],
)
async def test_columns_drop_out_on_a_narrow_screen(width: int, titles: list[str]) -> None:
    app = ListApp()
    async with app.run_test(size=(width, 8)):
        header = screen_lines(app)[0]
        assert [title for title in ("Name", "Hours", "Weeks", "Next test") if title in header] == titles


async def test_the_screen_may_change_its_size() -> None:
    app = ListApp(many(50))
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.press("G")
        await pilot.resize_terminal(30, 6)
        assert "Weeks" not in screen_lines(app)[0]
        assert cursor_line(app).startswith("▌ Row00049")


async def test_cursor_keys() -> None:
    app = ListApp(many(40))
    async with app.run_test(size=(60, 11)) as pilot:
        seen = {}
        for keys in ("down j j up", "k k", "pagedown", "G", "pageup", "g", "end", "home", "up"):
            await pilot.press(*keys.split())
            seen[keys] = cursor_line(app)[2:10]
        assert seen == {
            "down j j up": "Row00002",
            "k k": "Row00000",
            "pagedown": "Row00010",
            "G": "Row00039",
            "pageup": "Row00029",
            "g": "Row00000",
            "end": "Row00039",
            "home": "Row00000",
            "up": "Row00000",
        }


async def test_the_list_scrolls_no_more_than_it_must() -> None:
    app = ListApp(many(40))
    async with app.run_test(size=(60, 11)) as pilot:
        await pilot.press(*["down"] * 12)
        assert names(app) == [f"Row{number:05}" for number in range(3, 13)]
        await pilot.press(*["up"] * 5)
        assert names(app)[0] == "Row00003"
        assert cursor_line(app).startswith("▌ Row00007")


async def test_each_step_is_told_once() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        await pilot.press("down", "up", "up", "enter")
        assert app.highlighted == ["Ana [B] [/bold", "Łukasz Groß", "Ana [B] [/bold"]
        assert app.selected == ["Ana [B] [/bold"]
        assert {message.control for message in app.heard} == {app.list}


async def test_typing_a_filter_narrows_the_list() -> None:
    app = ListApp()
    async with app.run_test(size=(70, 9)) as pilot:
        await pilot.press("slash", "g", "r", "o", "s", "s")
        assert names(app) == ["Łukasz", "Maximiliana"]
        assert screen_lines(app)[-1].split() == ["/", "gross", "2", "of", "5"]
        await pilot.press("space", *"lu")
        assert names(app) == ["Łukasz"]
        assert screen_lines(app)[-1].split() == ["/", "gross", "lu", "1", "of", "5"]
        await pilot.press("enter", "enter")
        assert app.selected == ["Łukasz Groß"]
        assert "1 of 5" in screen_text(app)
        changes = [message for message in app.heard if isinstance(message, RowList.FilterChanged)]
        assert (changes[-1].text, changes[-1].shown, changes[-1].total) == ("gross lu", 1, 5)


async def test_escape_clears_the_filter_first_and_then_goes_back() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        await pilot.press("slash", *"zoe", "escape")
        assert len(names(app)) == 5
        assert cursor_line(app).startswith("▌ Zoë")
        assert app.left == 0
        await pilot.press("slash", *"zoe", "enter", "escape")
        assert (len(names(app)), app.left) == (5, 0)
        await pilot.press("escape")
        assert app.left == 1


async def test_letters_typed_into_the_filter_are_no_commands() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        await pilot.press("slash", *"dgjks")
        assert (app.deleted, app.list.filter_text, app.list.sort) == (0, "dgjks", None)
        await pilot.press("enter", "d")
        assert app.deleted == 1


async def test_editing_the_filter() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        await pilot.press("slash", *"anb", "left", "a", "right", "backspace")
        assert app.list.filter_text == "ana"
        await pilot.press("home", "delete", "end", *" x", "ctrl+w")
        assert app.list.filter_text == "na "
        await pilot.press("ctrl+u")
        assert app.list.filter_text == ""
        assert len(names(app)) == 5
        assert app.list.filtering


async def test_rows_can_be_walked_while_a_filter_is_typed() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        await pilot.press("slash", *"a5", "down")
        assert cursor_line(app).startswith("▌ Zoë")


async def test_a_filter_can_be_pasted() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        await pilot.press("slash")
        app.post_message(Paste("  Zoë\nMüller [x"))
        await pilot.press("backspace", "backspace", "backspace")
        assert app.list.filter_text == "Zoë Müller"
        assert names(app) == ["Zoë"]


async def test_a_pasted_text_outside_the_filter_does_nothing() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        app.post_message(Paste("zoe"))
        await pilot.pause()
        assert (app.list.filter_text, len(names(app))) == ("", 5)


async def test_nothing_matches() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        await pilot.press("slash", *"[/q")
        assert "Nothing matches '[/q', esc clears." in screen_text(app)
        assert "0 of 5" in screen_text(app)
        assert app.list.cursor_key is None
        await pilot.press("down", "enter", "enter", "escape")
        assert app.selected == []
        assert len(names(app)) == 5


async def test_a_mistyped_name_shows_the_nearest() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        await pilot.press("slash", *"mllr")
        assert names(app) == ["Zoë"]
        assert "no match, nearest 1 of 5" in screen_text(app)


async def test_a_filter_longer_than_the_screen_keeps_its_caret_in_sight() -> None:
    app = ListApp()
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.press("slash", *"abcdefghijklmnopqrstuvwxyz", *"李李")
        line = screen_lines(app)[-1]
        assert line.endswith("0 of 5")
        assert "xyz李李" in line


async def test_an_empty_list_says_so() -> None:
    app = ListApp([], empty="No apprentices yet.\nPress n to add [one].")
    async with app.run_test() as pilot:
        lines = screen_lines(app)
        assert [line.strip() for line in lines[1:3]] == ["No apprentices yet.", "Press n to add [one]."]
        await pilot.press("down", "G", "pageup", "enter", "s", "slash", "x")
        assert app.selected == []
        app.list.set_rows(PEOPLE)
        app.list.filter_text = ""
        await pilot.pause()
        assert len(names(app)) == 5


async def test_sorting_by_key_shows_its_sign_and_keeps_the_cursor_on_its_row() -> None:
    app = ListApp()
    async with app.run_test(size=(80, 9)) as pilot:
        await pilot.press("down", "s")
        assert "Name▲" in screen_lines(app)[0]
        assert names(app) == ["Ana", "Łukasz", "Maximiliana", "Zoë", "李小龙"]
        assert cursor_line(app).startswith("▌ Łukasz")
        await pilot.press("s", "S")
        assert "Hours▼" in screen_lines(app)[0]
        assert names(app) == ["李小龙", "Ana", "Łukasz", "Zoë", "Maximiliana"]
        await pilot.press("s", "s", "s")
        assert names(app) == ["Ana", "Łukasz", "李小龙", "Zoë", "Maximiliana"]
        assert app.list.sort is None


async def test_rows_without_a_value_come_last_both_ways() -> None:
    rows = [
        Row(key, {"hours": Cell("", sort=value)}, key) for key, value in (("a", 2), ("b", None), ("c", 1))
    ]
    app = ListApp([*rows, Row("d", {}, "d")])
    async with app.run_test() as pilot:
        order = []
        for reverse in (False, True):
            app.list.sort_by("hours", reverse=reverse)
            await pilot.press("g", "down", "down", "down")
            order.append([*app.highlighted[-4:]])
        assert order == [["c", "a", "b", "d"], ["a", "c", "b", "d"]]


async def test_new_rows_keep_cursor_filter_and_sort() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        app.list.sort_by("name", reverse=True)
        await pilot.press("slash", *"a5", "enter", "down")
        assert cursor_line(app).startswith("▌ Ana")
        app.list.set_rows([person("Bo New", 3), *PEOPLE])
        await pilot.pause()
        assert names(app) == ["Zoë", "Bo", "Ana"]
        assert cursor_line(app).startswith("▌ Ana")


async def test_the_cursor_keeps_its_height_where_its_row_is_gone() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        await pilot.press("down", "down")
        app.list.set_rows([row for row in PEOPLE if row.key != "李小龙"])
        await pilot.pause()
        assert cursor_line(app).startswith("▌ Zoë")
        app.list.set_rows(PEOPLE[:1])
        await pilot.pause()
        assert cursor_line(app).startswith("▌ Ana")


async def test_two_rows_may_not_share_a_key() -> None:
    with pytest.raises(ValueError, match="'Ana'"):
        RowList(COLUMNS, [person("Bo"), person("Ana"), person("Ana")])


async def test_one_changed_row_draws_one_line() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        app.list._exchange_repaint_regions()
        app.list.update_row(Row("Zoë Müller", {"name": Cell("Zoë Meier")}, "Zoë Müller A5"))
        assert [region.height for region in app.list._repaint_regions] == [1]
        await pilot.pause()
        assert names(app)[3] == "Zoë"
        assert "Meier" in screen_lines(app)[4]


async def test_a_change_to_a_row_that_is_gone_is_no_error() -> None:
    app = ListApp()
    async with app.run_test():
        assert not app.list.update_row(person("Nobody"))
        assert app.list.update_row(person("Zoë Müller"))
        assert len(names(app)) == 5


async def test_a_step_draws_two_lines_and_no_key_asks_for_a_layout() -> None:
    app = ListApp(many(100))
    async with app.run_test() as pilot:
        await pilot.pause()
        layouts = app.list._layout_updates
        app.list._exchange_repaint_regions()
        app.list.action_move(1)
        assert [region.height for region in app.list._repaint_regions] == [2]
        await pilot.press("G", "slash", *"row 7", "escape", "s")
        assert app.list._layout_updates == layouts


async def test_a_changed_row_moves_where_sort_and_filter_want_it() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        app.list.sort_by("hours")
        await pilot.press("G")
        app.list.update_row(person("Zoë Müller", 9000))
        await pilot.pause()
        assert names(app)[-2:] == ["李小龙", "Zoë"]
        assert cursor_line(app).startswith("▌ 李小龙")
        await pilot.press("slash", *"a5")
        app.list.update_row(person("Zoë Müller", 9000, "L1"))
        await pilot.pause()
        assert names(app) == ["Ana"]


async def test_a_click_goes_to_a_row_and_a_second_one_opens_it() -> None:
    app = ListApp()
    async with app.run_test(size=(70, 9)) as pilot:
        await pilot.click(RowList, offset=(5, 1))
        assert app.selected == []
        await pilot.click(RowList, offset=(5, 3))
        assert cursor_line(app).startswith("▌ 李小龙")
        assert app.selected == []
        await pilot.click(RowList, offset=(9, 3))
        assert app.selected == ["李小龙"]
        await pilot.click(RowList, offset=(5, 7))
        assert app.selected == ["李小龙"]


async def test_a_click_on_a_title_sorts() -> None:
    app = ListApp()
    async with app.run_test(size=(70, 9)) as pilot:
        hours = screen_lines(app)[0].index("Hours")
        await pilot.click(RowList, offset=(hours, 0))
        assert names(app)[0] == "Maximiliana"
        await pilot.click(RowList, offset=(hours, 0))
        assert names(app)[0] == "李小龙"


async def test_the_wheel_scrolls_and_a_key_returns_to_the_cursor() -> None:
    app = ListApp(many(40))
    async with app.run_test(size=(60, 11)) as pilot:
        app.list.post_message(MouseScrollDown(app.list, 5, 5, 0, 0, 0, shift=False, meta=False, ctrl=False))
        await pilot.pause()
        assert names(app)[0] == "Row00003"
        await pilot.press("down")
        assert names(app)[0] == "Row00001"
        assert cursor_line(app).startswith("▌ Row00001")


async def test_the_terminal_cursor_follows_for_screen_readers() -> None:
    app = ListApp()
    async with app.run_test(size=(60, 9)) as pilot:
        await pilot.press("down", "down")
        assert app.cursor_position == (2, 3)
        await pilot.press("slash", *"zö", "left")
        assert app.cursor_position == (3, 8)
        await pilot.press("enter")
        assert app.cursor_position == (2, 1)


async def test_focus_shows_without_colour() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        assert screen_lines(app)[1].startswith("▌")
        app.set_focus(None)
        await pilot.pause()
        assert screen_lines(app)[1].startswith("▏")


async def test_every_theme_tells_cursor_and_roles_apart() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        for theme in app.available_themes:
            app.theme = theme
            await pilot.pause()
            assert style_of(app, "Ana") != style_of(app, "Zoë"), theme
            assert style_of(app, "S3") != style_of(app, "Maximiliana"), theme


async def test_footer_shows_what_applies() -> None:
    app = ListApp()
    async with app.run_test() as pilot:

        def offered() -> set[str]:
            return {
                active.binding.description for active in app.active_bindings.values() if active.binding.show
            }

        assert {"Open", "Filter", "Sort", "Leave", "Delete"} <= offered()
        await pilot.press("slash", "a")
        assert {"Open", "All rows"} <= offered()
        assert not {"Filter", "Sort", "Delete", "Leave"} & offered()


async def test_ten_thousand_rows() -> None:
    app = ListApp(many(10_000))
    async with app.run_test(size=(80, 20)) as pilot:
        await pilot.press("G", "up")
        assert cursor_line(app).startswith("▌ Row09998")
        await pilot.press("slash", *"0777", "down")
        assert names(app)[:2] == ["Row00777", "Row07770"]
        assert "11 of 10,000" in screen_text(app)
        assert app.list.virtual_size == app.list.size


async def test_keys_can_be_changed() -> None:
    app = ListApp()
    async with app.run_test() as pilot:
        app.set_keymap({"list.down": "n", "list.filter": "f"})
        await pilot.press("n", "j", "f", *"zo")
        assert names(app) == ["Zoë"]
