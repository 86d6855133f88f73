"""The load of the workshop at its smallest: each vote is shown to everybody, and so is measured."""

import pytest

from tests.load.test_bench import WORKSHOP
from tools.bench.workshop_load import Load, with_phones

PHONES = 8
SMALL = Load((PHONES,), 0.0, 60.0, 0.2, settle=0.0)


@pytest.mark.long
def test_more_votes_than_there_are_phones_reach_everybody_one_after_the_other() -> None:
    assert PHONES < SMALL.steady < 2 * PHONES
    seen = with_phones(SMALL, PHONES)
    assert set(seen) >= WORKSHOP
    assert seen["burst_s"] > 0 and seen["ack_p50_ms"] > 0
    assert 0 < seen["vote_p50_ms"] <= seen["vote_p99_ms"]
