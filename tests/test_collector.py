"""The collector stays off as long as any work wants it to."""

import gc

import pytest

from mentor_tui.collector import no_collection


@pytest.mark.parametrize("enabled", [True, False])
def test_it_is_off_until_the_last_work_ends_and_then_as_it_was(enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        first, second = no_collection(), no_collection()
        first.__enter__()
        second.__enter__()
        assert not gc.isenabled()
        first.__exit__(None, None, None)
        assert not gc.isenabled()
        second.__exit__(None, None, None)
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()
