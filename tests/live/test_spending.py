"""Messages cost what they cost the server; nobody who is calm waits for those who are not."""

import time
from typing import Any, get_args

import pytest

from tests.live.conftest import Place
from tests.support.sockets import phone
from workshop.live.spending import (
    BURST,
    COSTS,
    RATE,
    SHARED_BURST,
    SHARED_RATE,
    Purse,
    shared_bucket,
)
from workshop.live.spending import cost_of as cost
from workshop.protocol import commands

NOW = 1000.0
VOTE = {"command": {"type": "vote"}}
CARD = {"command": {"type": "write_card"}}
LONGEST_PAUSE = 1.5
"""Seconds after which a phone sends again at the latest what was refused as too fast."""


def purse(shared: Any = None) -> Purse:
    return Purse("participant", shared or shared_bucket(NOW), NOW)


def test_each_cost_is_that_of_an_event_or_a_command_of_a_phone() -> None:
    tags = {one.__struct_config__.tag for one in get_args(commands.ParticipantCommand)}
    assert COSTS.keys() <= tags | {"hello", "mine", "held"}


@pytest.mark.parametrize(
    "message", [None, [], "x", {}, {"command": 1}, {"command": {"type": []}}, {"command": {}}]
)
def test_what_is_no_command_costs_as_much_as_one(message: Any) -> None:
    assert cost("do", message) == cost("do", {"command": {"type": "god"}}) > 0


def test_what_costs_the_server_more_comes_less_often() -> None:
    def at_once(event: str, message: Any) -> int:
        mine = purse()
        return sum(mine.spend(NOW, event, message) for _ in range(1000))

    held, hellos = at_once("held", {}), at_once("hello", {})
    assert held < at_once("do", CARD) < at_once("do", VOTE) == hellos == BURST
    assert held >= 3, "a person who opens the page about this device, and checks again, is answered"


def test_thirty_cards_after_a_night_offline_all_come_in_soon() -> None:
    mine, now, cards = purse(), NOW, 30
    while cards:
        cards -= mine.spend(now, "do", CARD)
        now += 0.05 if cards else 0
        if not mine.spend(now, "hello", {}):
            now += LONGEST_PAUSE
    assert now - NOW < 30


def test_many_connections_at_once_leave_a_calm_phone_all_that_it_needs() -> None:
    shared = shared_bucket(NOW)
    crowd, calm = [purse(shared) for _ in range(500)], purse(shared)
    spent = [0.0, 0.0]
    for tenth in range(300):
        now = NOW + tenth / 10
        for one in crowd:
            for _ in range(2):
                spent[tenth > 250] += one.spend(now, "hello", {})
        if tenth % 10 == 0:
            assert calm.spend(now, "do", VOTE)
    assert spent[0] > SHARED_BURST, "else nobody was held back"
    seconds = 49 / 10
    assert spent[1] / seconds < (500 * 2 + SHARED_RATE) * 1.1 < 500 * RATE / 3


def test_what_the_workshop_refuses_costs_a_phone_nothing() -> None:
    shared = shared_bucket(NOW)
    assert shared.take(NOW, SHARED_BURST)
    mine = purse(shared)
    said = [mine.spend(NOW, "do", CARD) for _ in range(40)]
    assert said == [True] * 15 + [False] * 25
    assert mine.spend(NOW + 1, "do", CARD), "two tokens a second are its own"


def test_a_phone_that_asks_for_its_rows_again_and_again_is_told_to_wait(place: Place) -> None:
    workshop = place.workshop()
    greedy, calm = phone(place.server, workshop), phone(place.server, workshop)
    keys = {"keys": ["0" * 32] * 16}
    began = time.monotonic()
    answers = [greedy.wait(number) for number in [greedy.send("held", keys) for _ in range(40)]]
    allowed = (BURST + RATE * (time.monotonic() - began)) / COSTS["held"]
    assert 3 <= sum("rows" in answer for answer in answers) <= allowed
    assert {"refused": "too_fast", "about": ""} in answers
    assert "rows" in calm.ask("held", keys)
