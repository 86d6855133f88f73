"""A workshop is played again, with other people in every part, where the pulse is taken.

A device's answers lie under its own secret until the pulse is over, through all stages: so the
files differ in these rows, and in nothing else. Once it is over, not even there.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing

import pytest

from tests.anonymity.house import Files, prepare
from tests.anonymity.test_swap import OWN, Outcome, Rows, exports, play, rows
from workshop.actions import questions
from workshop.protocol.summary import read_summary
from workshop.rules.pulse import PulseAnswers

OVER = "the pulse has ended"


@pytest.fixture(scope="module")
def outcomes(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[Outcome]:
    prepared = prepare(tmp_path_factory.mktemp("swap") / "prepared", pulse="summary")
    plays = 3 if request.config.getoption("--long") else 2
    return [play(prepared, 12, seed) for seed in range(1, plays + 1)]


def count(files: Files, table: str) -> int:
    (content,) = (content for name, content in files.items() if name.endswith(".db"))
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def at(outcome: Outcome, moment: str) -> Rows:
    """All rows at a moment, but those that stand under what only a device has."""
    return rows(outcome.moments[moment], outcome.keys)


def test_whoever_answered_what_the_rest_of_the_file_is_the_same(outcomes: list[Outcome]) -> None:
    assert {"pulse_answer", "check_in"} <= {*OWN}
    first, *others = outcomes
    for moment in ("story opens", "reveal opens", "vote ends", "finish opens", OVER):
        assert (count(first.moments[moment], "pulse_answer") == 0) is (moment == OVER)
        assert count(first.moments[moment], "check_in") == 0
        for other in others:
            assert at(other, moment) == at(first, moment), moment


def test_the_sums_and_all_that_is_made_of_them_are_the_same(outcomes: list[Outcome]) -> None:
    first, *others = outcomes
    kept = read_summary(first.sealed.body).pulse
    assert [sum(item.arrive) for item in kept] == [sum(item.change) for item in kept] == [9] * 3
    assert [other.sealed for other in others] == [first.sealed] * len(others)
    assert exports(others[0].sealed) == exports(first.sealed)


@pytest.mark.long
def test_sums_in_the_order_of_the_rows_would_be_seen(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def first_ones(answered: Iterable[PulseAnswers], _devices: int) -> dict[str, int]:
        return {f"pulse:arrive:0:{step - 1}": 5 for step in next(iter(answered)).arrive}

    monkeypatch.setattr(questions, "sum_up", first_ones)
    prepared = prepare(tmp_path_factory.mktemp("swap") / "prepared", pulse="summary")
    first = at(play(prepared, 12, 1), OVER)
    assert any(at(play(prepared, 12, seed), OVER) != first for seed in (2, 3, 4))
