"""The desk turns away a flood of new devices: these go, and whoever was here before stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.anonymity.holding import HeldRoom, Holder
from tests.live.conftest import Place
from tests.support.server import running
from tests.support.sockets import ASK_AGAIN, Socket, close_all, desk, secrets_of_a_device
from tests.support.waiting import until
from workshop.live.devices import NO_PASS
from workshop.live.newcomers import FLOOD
from workshop.pretend.client.packets import NotLetIn
from workshop.rules.thresholds import devices_needed


@pytest.fixture
def room(place: Place) -> Iterator[HeldRoom]:
    room = HeldRoom.on(place.server, place.cookie)
    yield room
    room.table.close()


def comes(room: HeldRoom, secret: str, ticket: str) -> Socket:
    auth = {"view": "participant", "workshop": room.id, "secret": secret, "ticket": ticket}
    return Socket(room.server, auth)


def is_shut_out(room: HeldRoom, one: Holder, ticket: str) -> bool:
    try:
        comes(room, one.secret, ticket)
    except NotLetIn as why:
        return str(why) == "door_closed"
    return False


def turns_away(room: HeldRoom) -> dict[str, object]:
    shown = room.entries
    turn, clears = shown["now"]["turn"], shown["desk"]["clears"]
    answer = room.say({"type": "turn_away", "turn": turn, "clears": clears})
    return dict(answer)


def flood(room: HeldRoom) -> list[Holder]:
    """So many devices as make a flood, once the room has begun."""
    return [room.device() for _ in range(FLOOD)]


def is_heard(room: HeldRoom) -> bool:
    """True if the desk is told of the whole flood at the next tick."""
    return heard_of(room) >= FLOOD


def heard_of(room: HeldRoom) -> int:
    """Returns the number of devices of the flood, as the next tick tells it to the desk."""
    return int((room.table.next("tick").get("flood") or {}).get("devices", 0))


def test_a_flood_is_turned_away_with_what_it_sent_and_others_stay(tmp_path: Path) -> None:
    secret = secrets_of_a_device()
    with running(tmp_path / "data") as server:
        room = HeldRoom.on(server, server.sign_in())
        ticket = comes(room, secret, NO_PASS).ask("hello", {})["ticket"]
        close_all()
    with running(tmp_path / "data") as server:
        cookie = server.sign_in()
        room = HeldRoom(server, cookie, room.id, desk(server, room.id, cookie))
        round_ = room.goes("write")
        early = Holder(room, secret, comes(room, secret, ticket))
        early.does("write_card", round_, happened="It fell.")
        made_up = flood(room)
        tickets = [one.socket.ask("hello", {})["ticket"] for one in made_up]
        for one in made_up:
            one.does("write_card", round_, happened="Made up.")
        made_up[-1].socket.close()
        until(lambda: is_heard(room), again=0.0)
        assert turns_away(room).get("ok")
        assert all(one.socket.ends() for one in made_up)
        until(lambda: is_shut_out(room, made_up[0], tickets[0]), again=ASK_AGAIN)
        assert is_shut_out(room, made_up[-1], tickets[-1]), "also one that had gone before"
        assert early.socket.ask("hello", {})["ticket"] == ticket
        assert not is_shut_out(room, early, ticket)
        until(lambda: not heard_of(room), again=0.0)
        assert "card" not in early.purposes(), "its card is back in its hands"
        early.does("write_card", int(room.now["round"]), happened="It fell.")
        close_all()


def test_once_the_door_is_open_one_that_was_turned_away_comes_in_again(room: HeldRoom) -> None:
    room.device()
    room.goes("story")
    made_up = flood(room)
    ticket = made_up[0].socket.ask("hello", {})["ticket"]
    until(lambda: is_heard(room), again=0.0)
    assert turns_away(room).get("ok")
    until(lambda: is_shut_out(room, made_up[0], ticket), again=ASK_AGAIN)
    assert room.say({"type": "close_door", "on": False}).get("ok")
    until(lambda: not is_shut_out(room, made_up[0], ticket), again=ASK_AGAIN)
    assert room.say({"type": "close_door", "on": True}).get("ok")
    until(lambda: is_shut_out(room, made_up[1], ""), again=ASK_AGAIN)
    assert not is_shut_out(room, made_up[0], ticket), "it has been let in, and is not new"


def test_where_something_else_would_go_than_was_said_nobody_is_turned_away(room: HeldRoom) -> None:
    room.goes("write")
    made_up = flood(room)
    ticket = made_up[0].socket.ask("hello", {})["ticket"]
    until(lambda: is_heard(room), again=0.0)
    said = {"type": "turn_away", "turn": room.now["turn"], "clears": "votes"}
    assert room.say(said)["refused"] == "not_said"
    assert room.say({"type": "close_door", "on": True}).get("ok")
    until(lambda: is_shut_out(room, made_up[1], ""), again=ASK_AGAIN)
    assert not is_shut_out(room, made_up[0], ticket)


def test_without_a_flood_nobody_can_be_turned_away(room: HeldRoom) -> None:
    one = room.device()
    room.goes("write")
    assert turns_away(room)["refused"] == "not_allowed"
    assert one.socket.ask("hello", {})["ticket"]


def test_a_phone_can_turn_nobody_away(room: HeldRoom) -> None:
    room.goes("write")
    (one, *_others) = flood(room)
    said = {"type": "turn_away", "turn": room.now["turn"], "clears": "cards"}
    assert one.socket.do(said)["refused"] == "not_allowed"


def test_the_same_press_sent_again_is_done_once(room: HeldRoom) -> None:
    room.goes("write")
    flood(room)
    key, shown = secrets_of_a_device(), room.entries
    said = {"type": "turn_away", "turn": shown["now"]["turn"], "clears": "cards"}
    assert room.table.do(said, key).get("ok")
    assert room.table.do(said, key).get("ok")
    until(lambda: room.now["cleared"] == [shown["now"]["round"]], again=ASK_AGAIN)


def test_lessons_that_were_shown_go_back_and_no_device_is_turned_away(room: HeldRoom) -> None:
    room.goes("story")
    round_ = room.goes("lessons")
    made_up = flood(room)
    for one in made_up[: devices_needed(FLOOD)]:
        one.does("add_lesson", round_, text=f"Made up {one.secret}.")
    until(lambda: room.entries["desk"]["clears"] == "lessons_back", again=ASK_AGAIN)
    assert turns_away(room).get("ok")
    until(lambda: not any(path.startswith("unread/") for path in room.entries), again=ASK_AGAIN)
    assert all("time" in one.socket.ask("hello", {}) for one in made_up)
    # It can be done again until the flood has nothing left.
    until(lambda: is_heard(room), again=0.0)
