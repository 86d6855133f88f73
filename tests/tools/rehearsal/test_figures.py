"""The figures of a rehearsal, and the texts by which its cards can be told apart."""

from collections import Counter

import pytest
from msgspec.structs import replace

from tools.rehearsal.numbered_texts import REHEARSAL_CARDS, numbered
from tools.rehearsal.report import Figures, Times, times
from workshop.pretend.behaviour.sayings import deal, sayings
from workshop.rules.limits import HAPPENED, LESSON_CHARS, WILL

GOOD = Figures(
    participants=3, sent=9, acked=8, lost=0, duplicated=0, differing_views=0,
    ack_ms=Times(1, 2, 3), delivery_ms=Times(None, None, None), bytes_per_participant=5,
    server_cpu_s=2.5, server_rss_mb=80, connections_lost=0, longest_away_s=0,
)  # fmt: skip


def test_times_are_in_milliseconds_by_nearest_rank() -> None:
    assert times([]) == Times(None, None, None)
    assert times([0.5]) == Times(500, 500, 500)
    assert times([n / 1000 for n in range(200, 0, -1)]) == Times(100, 198, 200)


@pytest.mark.parametrize("name", ["lost", "duplicated", "differing_views"])
@pytest.mark.parametrize("count", [1, None])
def test_one_fault_or_one_figure_that_is_missing_is_not_well(name: str, count: int | None) -> None:
    assert GOOD.well
    assert not replace(GOOD, **{name: count}).well


def test_the_table_says_what_could_not_be_told() -> None:
    table = replace(GOOD, lost=None).table()
    assert "not known" in table
    assert "p50 1 ms, p99 2 ms, at most 3 ms" in table and "no figure" in table


def test_the_table_says_how_many_connections_were_lost_and_for_how_long() -> None:
    rows = [line.split("  ", 1) for line in GOOD.table().splitlines()]
    assert {name: rest.strip() for name, rest in rows}["connections lost"] == "0"
    lost = replace(GOOD, connections_lost=1200, longest_away_s=2.5)
    assert "1,200, longest away 2.5 s" in lost.table()


def test_the_table_is_silent_about_a_server_that_was_not_measured() -> None:
    foreign = replace(GOOD, server_cpu_s=None, server_rss_mb=None)
    assert "processor" in GOOD.table() and "80 MB" in GOOD.table()
    assert "server" not in foreign.table()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "Nothing was lost, nothing was duplicated, and every view is right."),
        ({"lost": 1}, "1 command was lost."),
        ({"lost": 2, "duplicated": 3}, "2 commands were lost, 3 were duplicated."),
        ({"duplicated": 1, "differing_views": 1}, "1 was duplicated, 1 view is wrong."),
        ({"lost": 0, "differing_views": None}, "It is not known whether anything was lost"),
    ],
)
def test_the_figures_come_to_one_line_of_words(change: dict[str, int], said: str) -> None:
    assert replace(GOOD, **change).words().startswith(said)


def test_no_two_cards_or_commitments_of_a_crowd_say_the_same() -> None:
    parts = [numbered(part, i) for i, part in enumerate(deal(sayings("en"), 2000, 1), 1)]
    cards = Counter(card.happened for part in parts for card in part.cards)
    wills = Counter((one.when, one.will) for part in parts for one in part.commitments)
    assert len(cards) == 2000 * REHEARSAL_CARDS and max(cards.values()) == max(wills.values()) == 1
    assert max(map(len, cards)) <= HAPPENED
    assert max(len(will) for _, will in wills) <= WILL
    assert max(len(text) for part in parts for text in part.lessons) <= LESSON_CHARS
