"""The end of a voting: ranks, ties, and the cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.rules.lessons import of_groups, root
from workshop.rules.votes import budget, least_changed, may_take_all, result

tally = st.dictionaries(st.sampled_from("abcdefghijkl"), st.integers(0, 5))


def test_three_votes_and_five_from_eight_lessons_on() -> None:
    assert [budget(lessons) for lessons in (2, 7, 8, 12)] == [3, 3, 5, 5]


def test_nobody_has_more_votes_than_the_ballot_can_take() -> None:
    assert [budget(lessons, each) for lessons, each in ((1, None), (2, 5), (3, 5))] == [2, 4, 5]


def test_all_that_tie_are_taken_while_that_makes_five_or_fewer() -> None:
    assert [may_take_all(2, tied) for tied in (2, 3, 4)] == [True, True, False]


def test_the_first_three_are_chosen() -> None:
    assert result({"a": 4, "b": 3, "c": 2, "d": 1}).chosen == {"a", "b", "c"}


def test_a_tie_across_the_cut_is_left_to_the_room() -> None:
    ended = result({"a": 4, "b": 3, "c": 2, "d": 2, "e": 1})
    assert (ended.chosen, ended.cut_tie) == ({"a", "b"}, ("c", "d"))


def test_a_tie_above_the_cut_decides_nothing() -> None:
    ended = result({"a": 4, "b": 4, "c": 2, "d": 1})
    assert (ended.chosen, ended.cut_tie) == ({"a", "b", "c"}, ())


def test_what_nobody_voted_for_is_not_chosen() -> None:
    ended = result({"a": 1, "b": 0, "c": 0})
    assert (ended.chosen, ended.cut_tie) == ({"a"}, ())


@given(tally)
def test_nobody_is_passed_over_for_one_with_fewer_votes(votes: dict[str, int]) -> None:
    ended = result(votes)
    taken = ended.chosen | set(ended.cut_tie)
    for lesson in votes:
        better = any(votes[lesson] > votes[other] for other in taken)
        assert lesson in taken or not better


@given(tally)
def test_with_the_tied_at_least_three_are_taken_where_there_are_votes(
    votes: dict[str, int],
) -> None:
    ended = result(votes)
    voted = sum(1 for count in votes.values() if count)
    assert len(ended.chosen | set(ended.cut_tie)) >= min(3, voted)
    assert len(ended.chosen) <= 3


@given(tally, st.data())
def test_merging_keeps_the_sum(votes: dict[str, int], data: st.DataObject) -> None:
    parents: dict[str, str] = dict.fromkeys(votes, "")
    for lesson in votes:
        into = root(data.draw(st.sampled_from(sorted(votes))), parents)
        if into != root(lesson, parents):
            parents[lesson] = into
    assert sum(of_groups(votes, parents).values()) == sum(votes.values())


@pytest.mark.parametrize(
    ("before", "now", "changed"),
    [
        ({"a": 6, "b": 3}, {"a": 6, "b": 3}, 0),
        ({"a": 6}, {"a": 6, "b": 1}, 1),
        ({"a": 6}, {"a": 6, "b": 3}, 2),
        ({"a": 6}, {"a": 6, "b": 4}, 2),
        ({"a": 6, "b": 4}, {"a": 6}, 2),
        ({}, {"a": 2, "b": 2, "c": 2, "d": 1}, 3),
        ({"a": 2, "b": 2, "c": 2, "d": 1}, {}, 3),
    ],
)
def test_a_difference_takes_as_many_devices_as_their_ballots_can_hold(
    before: dict[str, int], now: dict[str, int], changed: int
) -> None:
    assert least_changed(before, now, votes=3, most=2) == changed
