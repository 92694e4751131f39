"""What holds for every room of the house."""

from pathlib import Path

from tests.architecture.house import circles, read_house, small_with_one_importer, upward

_HOUSE = read_house(Path(__file__).parents[2])


def test_no_rooms_import_each_other() -> None:
    assert circles(_HOUSE) == []


def test_no_import_goes_up() -> None:
    assert upward(_HOUSE) == []


def test_a_small_room_that_one_other_uses_lives_in_it() -> None:
    # `cli.crash` is loaded after a fault alone, and brings what nothing else at the start needs.
    assert [room.partition(" ")[0] for room in small_with_one_importer(_HOUSE)] == ["cli.crash"]
