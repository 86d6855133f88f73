"""A lone vote is measured beside Node's: everybody hears of both, and the figures are reckoned."""

from collections.abc import Callable

import pytest

from tools.bench.lone_vote import Turn, Turns, lone_vote_row, nodes, ours, quiet
from tools.bench.nodejs import find_node
from tools.bench.trial import Votes

PHONES = 8
SMALL = Turns((PHONES,), votes=PHONES + 4, rounds=1, join_over=0.0, settle=0.0)
needs_node = pytest.mark.skipif(find_node() is None, reason="Node has no socket.io here")


@pytest.mark.parametrize(
    "turn",
    [
        pytest.param(ours, marks=pytest.mark.long),
        pytest.param(nodes, marks=needs_node),
    ],
)
def test_each_vote_reaches_everybody(turn: Callable[[Turns, int], Turn]) -> None:
    seen = turn(SMALL, PHONES)
    assert sum(len(votes.sent) for votes in seen.lone) == SMALL.votes
    assert seen.burst and len(seen.burst.sent) == PHONES
    made = lone_vote_row("it", PHONES, [seen])
    assert made["bytes"] > 0
    assert 0 < made["last_p50_ms"] <= made["last_p99_ms"]
    assert made["burst_s"] > 0


@pytest.mark.long
def test_of_a_vote_that_is_hidden_until_the_end_nobody_hears() -> None:
    seen = quiet(SMALL)
    assert {"first_cpu_ms", "second_cpu_ms"} <= seen.keys()


def test_votes_are_timed_until_the_last_phone_has_them() -> None:
    """Of two processes of phones one is behind; a vote before was seen by both."""
    first = [[1, 5_000_000], [2, 14_000_000], [3, 25_000_000]]
    waited = [
        {"sums": [[1, 1], [2, 2], [3, 3]], "rises": first, "changes": [60, 62]},
        {"sums": [[1, 1], [3, 3]], "rises": [[1, 6_000_000], [3, 29_000_000]], "changes": [122]},
    ]
    votes = Votes([10_000_000, 20_000_000], [1.0, 1.0], 0, cpu=0.006, waited=waited, before=1)
    assert votes.last == [0.019, 0.009]
    assert votes.took == 0.019
    made = lone_vote_row("it", 4, [Turn([votes], votes, share=0.5)])
    assert (made["cpu_ms"], made["last_p50_ms"], made["bytes"]) == (3.0, 9.0, 61)
    assert (made["burst_s"], made["burst_cpu_ms"]) == (0.019, 3.0)
