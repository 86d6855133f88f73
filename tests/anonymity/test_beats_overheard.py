"""Who listens on the lines of all phones and of the desk learns no more than chance: not who asked
to take a card off, who asked to be spoken to, who has been there, who has stepped out.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import pytest

from tests.anonymity.beating_room import BeatingRoom
from tests.anonymity.eavesdropper import DELAY
from tests.anonymity.judging import Tallies, Tally, beyond_chance, tallied
from tests.anonymity.overheard_line import Line, listened_to
from tests.support.sockets import close_all
from tests.support.steady import hang_up_all
from workshop.settings import PHONE_ANSWER_MS

BEAT_MS = 200
SIZES = (8, 15, 30)
TODAY = (8, 8, 8)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    folder = tmp_path_factory.mktemp("line")
    with listened_to(folder, PHONE_ANSWER_MS, WORKSHOP_BEAT_MS=str(BEAT_MS)) as made:
        yield made


def plays(room: BeatingRoom) -> None:
    """Each of the four questions, in the stage in which it comes up."""
    room.goes_to("story")
    for _ in range(2):
        been = {"type": "been_there", "round": room.round, "item": "story", "on": True}
        room.asks("been there", been)
    for _ in range(2):
        room.asks("a word", {"type": "check_in", "text": f"Row {room.chance.randrange(9)}"})
    room.goes_to("write")
    for n, phone in enumerate(room.phones):
        words = {"happened": f"Broken: {n}", "learned": ""}
        phone.socket.do({"type": "write_card", "round": room.round, **words})
    room.goes_to("reveal")
    for card in "12":
        room.asks("take it off", {"type": "ask_off", "card": card})
    room.goes_to("vote")
    room.asks("stepped out", {"type": "done_voting", "round": room.round})


def played(line: Line, sizes: Sequence[int], seeds: range, **how: Any) -> dict[str, Tally]:
    """Returns the guesses in these workshops, each by a chance of its own."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for seed in seeds:
        for number, size in enumerate(sizes):
            chance = random.Random(f"{seed}, {number}")
            plays(BeatingRoom(line, size, chance, tallies, **how))
            close_all()
            hang_up_all()
    return tallies


def of_all(tallies: dict[str, Tally]) -> Tallies:
    """Returns the guesses by each way, about all four questions together: so few of each would be
    far from chance too often."""
    found: dict[str, Tally] = defaultdict(Tally)
    for what, one in tallies.items():
        found[what.partition(", ")[2]].add(one.right, one.of, one.mean, one.variance)
    return found


@pytest.mark.long
def test_who_listens_on_both_lines_guesses_as_chance_does(line: Line) -> None:
    def guessed(seeds: range) -> Tallies:
        found = of_all(played(line, SIZES[1:2], seeds))
        # How long something takes is another time otherwise, whatever the seed.
        return {what: one for what, one in found.items() if not what.endswith(DELAY)}

    assert beyond_chance(guessed, range(1)) == {}


@pytest.mark.long
def test_who_listens_often_guesses_no_question_better_than_chance(line: Line) -> None:
    assert beyond_chance(partial(played, line, SIZES), range(8)) == {}


@pytest.mark.long
def test_where_taps_go_at_once_they_find_out_each_time(line: Line) -> None:
    tallies = tallied(partial(played, line, TODAY, at_once=True), range(1))
    for what in ("been there", "a word", "take it off", "stepped out"):
        assert tallies[f"{what}, who spoke most"].share == 1.0
