"""The replay of forecasts: that it runs, and says how many lay within their range."""

from mentor_tui.domain.rulebook import Rulebook
from tests.bench.calibration import Trial, table, trials
from tests.bench.seeded_shop import LAST_WEEK, records


def test_a_seeded_shop_is_the_same_each_time_and_its_forecasts_can_be_replayed(rulebook: Rulebook) -> None:
    first, second = records(2, 7), records(2, 7)
    assert first == second
    assert first != records(2, 8)
    found = [trial for record in first for trial in trials(record, rulebook, LAST_WEEK)]
    assert len(found) > 100
    assert all(trial.ahead > 0 for trial in found)
    assert len(list(table(found))) == 9


def test_a_row_of_the_table_counts_what_lay_within_the_range() -> None:
    found = [Trial(20, 10, 21, 30), Trial(20, 20, 24, None), Trial(20, 21, 28, 35), Trial(20, 5, 12, 19)]
    assert [trial.inside for trial in found] == [True, True, False, False]
    assert Trial(20, None, None, None).inside is False
    assert list(table(found))[1].split() == ["1", "to", "30", "4", "50%", "6", "days", "17", "days"]
