"""The door: once it is closed, only devices come in that were here before."""

import json
from contextlib import closing
from pathlib import Path

import websocket
from hypothesis import given
from hypothesis.strategies import floats, lists
from pytest import MonkeyPatch

from tests.live.conftest import Place
from tests.support.room import new_room, new_store
from tests.support.server import Server
from tests.support.sockets import ASK_AGAIN, Socket, desk, secrets_of_a_device
from tests.support.waiting import WITHIN, until
from workshop.live.boards import Boards
from workshop.live.devices import NO_PASS, STAY, Devices, is_pass_of
from workshop.pretend.client.packets import NotLetIn, address
from workshop.protocol import commands
from workshop.views import Surroundings


def comes(place: Place, workshop: str, secret: str, ticket: str = NO_PASS) -> Socket:
    """A phone with this secret, that has kept this ticket."""
    auth = {"view": "participant", "workshop": workshop, "secret": secret, "ticket": ticket}
    return Socket(place.server, auth)


def is_refused(place: Place, workshop: str, secret: str, ticket: str = NO_PASS) -> bool:
    """True if the phone finds the door closed."""
    try:
        comes(place, workshop, secret, ticket)
    except NotLetIn as refused:
        assert str(refused) == "door_closed"
        return True
    return False


def closes(place: Place, workshop: str, *, on: bool = True) -> None:
    """The desk closes the door, or opens it, and a phone that nobody knows has met it so."""
    table = desk(place.server, workshop, place.cookie)
    assert table.do({"type": "close_door", "on": on})["ok"]
    until(lambda: is_refused(place, workshop, secrets_of_a_device()) == on, again=ASK_AGAIN)


def test_a_closed_door_lets_those_back_in_that_were_here(place: Place) -> None:
    id_, mine, other = place.workshop(), secrets_of_a_device(), secrets_of_a_device()
    ticket = comes(place, id_, mine).ask("hello", {})["ticket"]
    closes(place, id_)
    assert is_refused(place, id_, mine), "it has lost its ticket"
    assert is_refused(place, id_, other, ticket), "the ticket is another device's"
    assert comes(place, id_, mine, ticket).ask("hello", {})["ticket"] == ticket
    closes(place, id_, on=False)
    assert not is_refused(place, id_, other)


def test_a_closed_door_keeps_out_a_phone_that_left_at_once_unless_it_has_acted(
    place: Place,
) -> None:
    id_, mine, other = place.workshop(), secrets_of_a_device(), secrets_of_a_device()
    acts, leaves = comes(place, id_, mine), comes(place, id_, other)
    assert acts.do({"type": "check_in", "text": "Seat 7"})["ok"]
    passes = [one.ask("hello", {})["ticket"] for one in (acts, leaves)]
    table = desk(place.server, id_, place.cookie)
    acts.close()
    leaves.close()
    table.until("tick", lambda tick: tick["here"] == 0)
    closes(place, id_)
    assert not is_refused(place, id_, mine, passes[0])
    assert is_refused(place, id_, other, passes[1])
    closes(place, id_, on=False)
    assert not is_refused(place, id_, other, passes[1])


@given(stays=lists(lists(floats(0.0, 1.5 * STAY), min_size=1, max_size=3), min_size=1, max_size=9))
def test_a_pass_counts_after_a_minute_in_sum_whatever_comes_and_goes(
    stays: list[list[float]],
) -> None:
    """A pile of quiet devices, each here for some stretches, with the sweeps in between."""
    devices, clock, names = Devices(), 1000.0, [bytes([number]) for number in range(len(stays))]
    with MonkeyPatch.context() as patch:
        patch.setattr("workshop.live.devices.time.monotonic", lambda: clock)
        for name, stretches in zip(names, stays, strict=True):
            devices.comes_new(name)
            for stretch in stretches:
                devices.arrive(name)
                clock += stretch
                devices.forget(clock)
                devices.leave(name)
        for name, stretches in zip(names, stays, strict=True):
            here = sum(stretches)
            assert abs(here - STAY) < 0.001 or devices.has_stayed(name) is (here > STAY)


def test_a_ticket_is_in_every_answer_and_always_as_long(place: Place) -> None:
    id_ = place.workshop()
    phones = [comes(place, id_, secrets_of_a_device()) for _ in range(3)]
    answers = [phone.ask("hello", {}) for phone in phones]
    shown = answers[0]["snapshot"]
    answers.append(phones[0].ask("hello", {"epoch": shown["epoch"], "rev": shown["rev"]}))
    assert answers[-1]["current"]
    assert {len(answer["ticket"]) for answer in answers} == {len(NO_PASS)}
    assert len({answer["ticket"] for answer in answers}) == len(phones)


def test_a_ticket_opens_no_other_workshop(place: Place) -> None:
    one, other, secret = place.workshop(), place.workshop(), secrets_of_a_device()
    ticket = comes(place, one, secret).ask("hello", {})["ticket"]
    closes(place, other)
    assert is_refused(place, other, secret, ticket)


def test_the_desk_comes_in_through_a_closed_door(place: Place) -> None:
    id_ = place.workshop()
    closes(place, id_)
    assert "ticket" not in desk(place.server, id_, place.cookie).ask("hello", {})


def test_while_a_seal_waits_those_come_in_that_were_here(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    room = new_room(store)
    assert room.desk.does(commands.CloseDoor(on=True))
    file, secret = store.workshops.open(room.id), bytes(16)
    assert file is not None
    boards = Boards(store, lambda _board, _listed: Surroundings())
    boards.unsealed[room.id] = "disk_full"
    board = boards.get(room.id)
    assert board is not None and board.door_closed
    assert is_pass_of(board.keys, secret, file.keys.mark("in", secret).hex())
    assert not is_pass_of(board.keys, secret, NO_PASS)
    store.close()


class Full(Server):
    """A server that has no place for a phone."""

    module = "tests.support.full_process"


def test_a_phone_that_stays_though_there_is_no_place_for_it_is_soon_ended(tmp_path: Path) -> None:
    server = Full(tmp_path / "data", "--port", "0")
    auth = {"view": "participant", "workshop": "", "secret": secrets_of_a_device(), "ticket": ""}
    line = websocket.create_connection(
        address(server.origin, auth), timeout=WITHIN, origin=server.origin
    )
    with closing(line.sock):
        line.recv()
        line.send("40" + json.dumps(auth))
        assert '"full"' in line.recv()
        assert is_ended(line)
    server.stop()


def is_ended(line: websocket.WebSocket) -> bool:
    """True once the server has ended it; pings may come before."""
    try:
        while line.recv() == "2":
            line.send("3")
    except (websocket.WebSocketConnectionClosedException, OSError) as ended:
        return not isinstance(ended, TimeoutError)
    return True
