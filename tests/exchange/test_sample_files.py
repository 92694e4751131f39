from collections.abc import Mapping
from datetime import date

import pytest

from mentor_tui.domain.house import HouseRules
from mentor_tui.domain.record import TrainingRecord
from mentor_tui.domain.rulebook import Rulebook
from mentor_tui.exchange.hours_import import plan_import
from mentor_tui.exchange.import_plan import ImportPlan, RowState
from mentor_tui.logbook.sample import sample_records
from mentor_tui.resources import data_folder

_TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def shop() -> Mapping[str, TrainingRecord]:
    return {found.apprentice.key: found for found in sample_records(_TODAY)}


def _plan(name: str, shop: Mapping[str, TrainingRecord], rulebook: Rulebook) -> ImportPlan:
    data = (data_folder() / "samples" / name).read_bytes()
    return plan_import(data, name, shop, rulebook, HouseRules(), _TODAY)


def test_the_foremans_sheet(shop: Mapping[str, TrainingRecord], rulebook: Rulebook) -> None:
    plan = _plan("foreman-hours.csv", shop, rulebook)
    assert [name.text for name in plan.unknown_people] == ["Tyler Brant"]
    assert plan.unknown_people[0].suggestions[0] == "tyler-brandt"
    assert plan.rows[-1].state is RowState.LEFT_OUT
    assert plan.rows[-1].problem == ""
    assert any("Windows-1252" in note for note in plan.notes)
    assert any(row.name.startswith("Jürgen") and row.state is RowState.NEW for row in plan.rows)


def test_the_export_from_excel(shop: Mapping[str, TrainingRecord], rulebook: Rulebook) -> None:
    plan = _plan("excel-export.csv", shop, rulebook)
    assert plan.unknown_people == plan.unknown_areas == ()
    week = {row.number for row in plan.rows if "in the week to 2026-11-20" in row.understood}
    assert week == {row.number for row in plan.rows} - {2}


def test_the_allocations(shop: Mapping[str, TrainingRecord], rulebook: Rulebook) -> None:
    plan = _plan("allocations.csv", shop, rulebook)
    assert [name.text for name in plan.unknown_people] == ["r.castillo@example.com"]
    assert plan.unknown_areas == ()
    assert plan.choice is None
    assert plan.counts[RowState.LEFT_OUT] == 2


@pytest.mark.parametrize("name", ["foreman-hours.csv", "excel-export.csv", "allocations.csv"])
def test_the_same_file_twice_adds_nothing(
    name: str, shop: Mapping[str, TrainingRecord], rulebook: Rulebook
) -> None:
    plan = _plan(name, shop, rulebook)
    after = dict(shop)
    for put in plan.sheets:
        held = after[put.apprentice]
        sheets = (*(one for one in held.sheets if one.key != put.key), put)
        after[put.apprentice] = held.model_copy(update={"sheets": sheets})
    again = _plan(name, after, rulebook)
    assert plan.sheets
    assert again.sheets == ()
    assert again.counts[RowState.SAME] == plan.counts[RowState.NEW] + plan.counts[RowState.CHANGED]
