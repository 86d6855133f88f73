"""Messages cost what they cost the server; nobody who is calm waits for those who are not."""

import queue
import time
from contextlib import suppress
from types import SimpleNamespace
from typing import Any, get_args

import pytest

from tests.live.conftest import Place
from tests.support.sockets import Socket, phone, secrets_of_a_device
from tests.support.waiting import until
from workshop.live.devices import Devices
from workshop.live.periodic import Sweep
from workshop.live.spending import (
    BURST,
    COSTS,
    FULL_AFTER,
    RATE,
    SHARED_BURST,
    SHARED_RATE,
    Purse,
    Purses,
)
from workshop.live.spending import cost_of as cost
from workshop.pretend.client.packets import AsksAgain
from workshop.protocol import commands
from workshop.rules.pacing import Bucket

NOW = 1000.0
VOTE = {"command": {"type": "vote"}}
CARD = {"command": {"type": "write_card"}}
KNOWN = {"epoch": "", "rev": 0}
LONGEST_PAUSE = 1.5
"""Seconds after which a phone sends again at the latest what was refused as too fast."""


def purse(shared: Bucket | None = None) -> Purse:
    return Purse(shared or shared_bucket(), NOW)


def shared_bucket() -> Bucket:
    return Purses(NOW).shared


def test_each_cost_is_that_of_an_event_or_a_command_of_a_phone() -> None:
    tags = {one.__struct_config__.tag for one in get_args(commands.ParticipantCommand)}
    assert COSTS.keys() <= tags | {"connect", "hello", "beat", "mine", "held"}


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
    shared = shared_bucket()
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
    shared = shared_bucket()
    assert shared.take(NOW, SHARED_BURST)
    mine = purse(shared)
    said = [mine.spend(NOW, "do", CARD) for _ in range(40)]
    assert said == [True] * 15 + [False] * 25
    assert mine.spend(NOW + 1, "do", CARD), "two tokens a second are its own"


def comes_anew(mine: Purse, now: float, tabs: int = 1) -> bool:
    """True if each tab of a device connects and says hello without being told to wait."""
    each = [mine.spend(now, event) for _ in range(tabs) for event in ("connect", "hello")]
    return all(each)


def test_a_laptop_with_three_tabs_on_a_bad_network_feels_nothing_of_what_that_costs() -> None:
    mine = purse()
    for second in range(0, 600, 2):
        assert comes_anew(mine, NOW + second, tabs=3)
        assert mine.spend(NOW + second, "do", VOTE) and mine.spend(NOW + second + 1, "do", CARD)


def test_a_phone_that_keeps_losing_its_connection_comes_back_while_others_spend_all() -> None:
    shared = shared_bucket()
    mine = purse(shared)
    for second in range(0, 600, 3):
        shared.take(NOW + second, SHARED_BURST)
        assert comes_anew(mine, NOW + second) and mine.spend(NOW + second + 1, "do", VOTE)


def test_a_hall_whose_phones_all_come_back_at_once_comes_in_and_says_what_waits() -> None:
    purses = Purses(NOW)
    for n in range(2000):
        mine = purses.of(n.to_bytes(16), NOW)
        assert comes_anew(mine, NOW, tabs=2) and mine.spend(NOW, "mine")
        assert all(mine.spend(NOW, "do", CARD) for _ in range(5))


def test_a_purse_is_forgotten_once_it_is_full_and_not_before() -> None:
    purses = Purses(NOW)
    for n in range(500):
        purses.of(n.to_bytes(16), NOW)
    greedy, since = b"g" * 16, NOW + FULL_AFTER - 1
    while purses.of(greedy, since).spend(since, "hello"):
        pass
    later = since + 1
    purses.forget_full(later)
    asked = [purses.of(greedy, later).spend(later, "held") for _ in range(5)]
    assert sum(asked) == RATE // COSTS["held"], "it has what has come since, and no new purse"
    assert len(purses) == 1
    purses.forget_full(later + FULL_AFTER)
    assert not len(purses)


def test_each_sweep_forgets_full_purses_though_nobody_says_anything() -> None:
    devices = Devices()
    devices.purses.of(b"a", time.monotonic())
    engine = SimpleNamespace(sockets={})
    nobody: Any = SimpleNamespace(connections=set, all=list)
    boards: Any = [SimpleNamespace(devices=devices)]
    Sweep(engine, nobody, boards)()
    assert not len(devices.purses)


def test_a_device_that_connects_again_and_again_spends_what_one_connection_may(
    place: Place,
) -> None:
    workshop, secret = place.workshop(), secrets_of_a_device()
    began, done, refused = time.monotonic(), 0, 0
    for _ in range(60):
        try:
            greedy = phone(place.server, workshop, secret)
        except AsksAgain:
            refused += 1
            continue
        done += COSTS["connect"]
        hellos = [greedy.send("hello", KNOWN) for _ in range(30)]
        done += "time" in greedy.wait(hellos.pop())
        done += sum(is_let_in(greedy, number) for number in hellos)
        greedy.cut()
    allowed = BURST + RATE * (time.monotonic() - began)
    assert refused and done <= allowed
    other = phone(place.server, workshop)
    assert "time" in other.ask("hello", KNOWN)
    assert until(lambda: comes(place, workshop, secret), again=0.5), "it is let in again"


def is_let_in(phone: Socket, number: int) -> bool:
    """True if a hello was answered with what is shown. The one before a newer one may have none: of
    snapshots that wait for a slow line the newest alone is sent."""
    with suppress(queue.Empty):
        return "time" in phone.answer(number, 0.0)
    return False


def comes(place: Place, workshop: str, secret: str) -> bool:
    try:
        return bool(phone(place.server, workshop, secret))
    except AsksAgain:
        return False


def test_the_tabs_of_a_device_share_what_it_may_spend(place: Place) -> None:
    workshop, secret = place.workshop(), secrets_of_a_device()
    began = time.monotonic()
    tabs = [phone(place.server, workshop, secret) for _ in range(3)]
    asked = [(tab, tab.send("hello", KNOWN)) for _ in range(40) for tab in tabs]
    done = sum("time" in tab.wait(number) for tab, number in asked)
    allowed = BURST - len(tabs) * COSTS["connect"] + RATE * (time.monotonic() - began)
    assert 20 < done <= allowed


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
