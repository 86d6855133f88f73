"""The order of devices' commands, for whoever has every key and no phone: it links nothing that a
device did to anything else that it did, and counts nothing.

Other tests leave out what chance and secrets make of it; see same_keys.
"""

import os
import random
from itertools import permutations

import pytest

from tests.support.room import TestRoom, done, new_room
from workshop.protocol import commands
from workshop.protocol.messages import FIRST_NUMBER, RIDE_AT_ONCE
from workshop.storage.counts import all_rows
from workshop.storage.orders import (
    ALONE_LANE,
    ASKS,
    BEATS,
    NO_ROUND,
    NOTHING_SENT,
    NUMBER_BYTES,
    SHORT,
    Lane,
    SendingOrder,
    write_order,
)
from workshop.storage.store import Store

PEOPLE, FEW = 12, 6
"""Devices; and how many of them are guessed at most. By chance it is one."""
STEP = 1 << 40
"""A browser's longest step, as in device.js."""


@pytest.fixture
def room(store: Store) -> TestRoom:
    made = new_room(store)
    made.participants(PEOPLE)
    return made


def order_in(room: TestRoom, round_: int) -> SendingOrder:
    """Returns the order as the file has it, read with all keys."""
    file = room.store.workshops.open(room.id)
    assert file is not None
    with file.read() as connection:
        return all_rows(connection, file.own, file.cache)[round_].order


def all_act(room: TestRoom) -> None:
    """Each person sends a card and asks for the facilitator, with numbers as a browser has
    them."""
    room.desk.goes("write")
    now = room.round
    for i, person in enumerate(room.people):
        number = FIRST_NUMBER + random.randrange(FIRST_NUMBER)
        card = commands.WriteCard(round=now, happened=f"It broke {i}.", show_few=True)
        for command in (card, commands.CheckIn(text=f"Row {i}")):
            key = os.urandom(16)
            number += 1 + random.randrange(STEP)
            room.numbers[key] = number
            assert done(person.does(command, key))


def names(room: TestRoom, round_: int, lane: str) -> list[bytes]:
    """Returns what the people are called in a lane."""
    file = room.store.workshops.open(room.id)
    assert file is not None
    secrets = (person.actor.secret for person in room.people)
    return [file.keys.mark(secret, "order", round_, lane)[:SHORT] for secret in secrets]


def number_in(lane: Lane, name: bytes) -> int:
    return int.from_bytes(lane[name][:NUMBER_BYTES], "big")


def test_near_numbers_do_not_lead_from_one_part_to_another(room: TestRoom) -> None:
    all_act(room)
    cards, asks = order_in(room, room.round).lanes[ALONE_LANE], order_in(room, NO_ROUND).lanes[ASKS]
    right = 0
    pairs = zip(names(room, room.round, ALONE_LANE), names(room, NO_ROUND, ASKS), strict=True)
    for in_cards, in_asks in pairs:
        number = number_in(cards, in_cards)
        right += in_asks == min(asks, key=lambda name: abs(number_in(asks, name) - number))
    assert right <= FEW


@pytest.mark.parametrize("lane", [ALONE_LANE, BEATS, ASKS])
def test_no_entry_says_how_often_its_device_has_sent(lane: str) -> None:
    once, often = os.urandom(2 * SHORT), os.urandom(2 * SHORT)
    order = NOTHING_SENT.with_(lane, once, FIRST_NUMBER, os.urandom(SHORT))
    for number in range(RIDE_AT_ONCE + 1):
        order = order.with_(lane, often, FIRST_NUMBER + number, os.urandom(SHORT))
    one, other = order.lanes[lane].values()
    assert len(one) == len(other)
    assert bytes(SHORT) not in (one[at : at + SHORT] for at in range(0, len(one), SHORT))
    both = len(order.ended((lane,)).over)
    assert both == 2 * len(NOTHING_SENT.with_(lane, once, 1, bytes(SHORT)).ended((lane,)).over)


def test_nothing_is_written_in_the_order_in_which_it_came() -> None:
    sent = [(lane, os.urandom(2 * SHORT), os.urandom(SHORT)) for lane in (ALONE_LANE, BEATS, BEATS)]
    entries = {device: os.urandom(SHORT) for _, device, _ in sent}

    def written(turns: tuple[tuple[str, bytes, bytes], ...]) -> str:
        lanes: dict[str, Lane] = {}
        for lane, device, _ in turns:
            lanes.setdefault(lane, {})[device] = entries[device]
        return repr(write_order(SendingOrder(lanes, frozenset(key for *_, key in turns))))

    assert len({written(turns) for turns in permutations(sent)}) == 1
