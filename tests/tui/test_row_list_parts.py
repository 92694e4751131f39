"""The parts of a row list that need no screen."""

from hypothesis import assume, given
from hypothesis import strategies as st

from mentor_tui.tui.text import width
from mentor_tui.tui.widgets.line_editor import LineEditor
from mentor_tui.tui.widgets.lines import Viewport
from mentor_tui.tui.widgets.row_list import Cell, Column, Row
from mentor_tui.tui.widgets.row_painter import GAP, lay_out
from mentor_tui.tui.widgets.row_view import RowView

columns = st.lists(
    st.builds(
        Column,
        key=st.text("abc", min_size=1),
        title=st.just(""),
        width=st.integers(1, 20),
        grow=st.booleans(),
        drop=st.integers(0, 3),
    ),
    max_size=6,
    unique_by=lambda column: column.key,
)
words = st.text("ab é李", max_size=6)
row_sets = st.dictionaries(
    st.text("klmn", min_size=1, max_size=3), st.tuples(words, st.none() | st.integers())
).map(lambda found: [Row(key, {"n": Cell(text, sort=number)}, text) for key, (text, number) in found.items()])


@given(columns, st.integers(0, 100))
def test_columns_never_overlap_nor_stick_out(wanted: list[Column], room: int) -> None:
    slots = lay_out(wanted, room)
    ends = [slot.x + slot.width for slot in slots]
    assert all(end <= room for end in ends)
    assert all(after.x == end + GAP for end, after in zip(ends, slots[1:], strict=False))
    assert [slot.column for slot in slots] == [
        column for column in wanted if column in [slot.column for slot in slots]
    ]


@given(columns, st.integers(0, 100))
def test_growing_columns_use_all_the_room(wanted: list[Column], room: int) -> None:
    slots = lay_out(wanted, room)
    if any(slot.column.grow for slot in slots):
        assert room - GAP <= slots[-1].x + slots[-1].width <= room


@given(st.integers(0, 200), st.integers(-3, 40), st.lists(st.integers(-20, 250), max_size=8))
def test_what_is_to_be_shown_is_in_view(count: int, page: int, indexes: list[int]) -> None:
    port = Viewport()
    port.resize(count=count, page=page)
    for index in indexes:
        port.scroll_to(index)
        bar = [port.bar(line) for line in range(port.page)]
        assert ("▐" in bar) == (count > port.page)
        if 0 <= index < count:
            port.show(index)
            assert port.holds(index)
    port.scroll_to(count)
    assert count <= port.page or port.bar(port.page - 1) == "▐"


@given(
    st.lists(
        st.sampled_from([*"ab李", "\u0308", "left", "right", "home", "end", "backspace", "delete", "ctrl+w"])
    )
)
def test_the_caret_is_always_in_sight(keys: list[str]) -> None:
    line = LineEditor()
    for key in keys:
        line.press(key, key if len(key) == 1 else None)
        assert 0 <= line.caret <= len(line.text)
        visible = line.visible(6)
        assert width("".join(visible)) <= 6
        assert visible.before == line.text[line.caret - len(visible.before) : line.caret]


def test_a_letter_goes_with_its_marks() -> None:
    line = LineEditor()
    line.insert("Zoe\u0308 x")
    for key in ("left", "left", "backspace"):
        line.press(key, None)
    assert line.text == "Zo x"


@given(row_sets, row_sets, words, st.booleans())
def test_the_cursor_keeps_its_row_wherever_that_goes(
    before: list[Row], after: list[Row], query: str, reverse: bool
) -> None:
    view = RowView()
    view.set_rows(before)
    view.cursor = max(0, len(view) - 1)
    key = view.cursor_key
    view.sort_by("n", reverse=reverse)
    assert view.cursor_key == key
    view.search(query, keep=True)
    shown = [view[index].key for index in range(len(view))]
    assert view.cursor_key == key if key in shown else view.cursor_key in [*shown, None]
    view.search("", keep=True)
    key = view.cursor_key
    view.set_rows(after)
    assert len(view) == len(after)
    assert view.cursor_key == key if key in view else (view.cursor_key is None) == (not after)


@given(row_sets, words, st.booleans(), st.data())
def test_changing_a_row_equals_setting_all_rows(
    rows: list[Row], query: str, reverse: bool, data: st.DataObject
) -> None:
    assume(rows)
    place = data.draw(st.integers(0, len(rows) - 1))
    text, number = data.draw(words), data.draw(st.none() | st.integers())
    changed = Row(rows[place].key, {"n": Cell(text, sort=number)}, text)
    one, all_at_once = RowView(), RowView()
    one.set_rows(rows)
    all_at_once.set_rows([*rows[:place], changed, *rows[place + 1 :]])
    for view in (one, all_at_once):
        view.sort_by("n", reverse=reverse)
        view.search(query)
    one.replace(changed)
    assert [one[index] for index in range(len(one))] == [
        all_at_once[index] for index in range(len(all_at_once))
    ]
