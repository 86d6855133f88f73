"""The server is killed again and again while everybody writes, edits, votes and taps."""

import random
import time

import pytest

from tests.support.agreement import everything_agrees
from tests.support.lasting import House
from tests.support.phones import Crowd, Phone, crowd_of
from tests.support.steady import Desk, desk
from tests.support.stored import check_copy
from tests.support.waiting import until

PHONES = 50
STAGES = ("story", "write", "reveal", "vote")
LESSONS = 4


@pytest.mark.parametrize(
    "kills",
    [(0, 2, 1, 1), pytest.param((5, 12, 6, 7), marks=pytest.mark.long)],
    ids=["4 kills", "30 kills"],
)
def test_nothing_is_lost_and_nothing_doubled(home: House, kills: tuple[int, ...]) -> None:
    leader = desk(home.server, home.workshop, home.cookie)
    leader.lists_lessons(LESSONS)
    with crowd_of(PHONES, home) as crowd:
        for kind, times in zip(STAGES, kills, strict=True):
            enter(kind, leader, crowd)
            for _ in range(times):
                kill_once(home, crowd)
            crowd.rests()
            everything_agrees(home, leader, crowd)
            home.server.start()
        assert crowd.expected_cards().total() == PHONES
    print(f"{crowd.acked} commands acked, {sum(kills)} kills")


def enter(kind: str, leader: Desk, crowd: Crowd) -> None:
    """Everybody is in this stage, and acts."""
    if kind == "reveal":
        crowd.each(Phone.writes)  # who has a card is refused: in a large room each sends one
    leader.goes_to(kind)
    turn = leader.now["turn"]
    crowd.shows(lambda phone: phone.now["turn"] == turn)
    crowd.acts()
    before = crowd.acked
    until(lambda: crowd.acked > before + PHONES)


def kill_once(home: House, crowd: Crowd) -> None:
    """At any moment; and returns when everybody has been answered again."""
    time.sleep(random.uniform(0.1, 0.6))
    home.server.kill()
    check_copy(home.server.data)
    home.server.start()
    began = time.monotonic()
    crowd.shows(lambda phone: phone.answered > began)
    print(f"all acked again {time.monotonic() - began:.2f} s after the port was open")
