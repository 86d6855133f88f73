"""Commands over a socket: their answers, and what the views are told."""

import json
import secrets
import time
from typing import Any

from tests.live.conftest import Place
from tests.support.sockets import ASK_AGAIN, Socket, desk, phone
from tests.support.waiting import until
from workshop.pretend.client.known_view import said_with_undo

HOUR = 3600


def entries(socket: Socket, place: Place, cookie: str = "") -> dict[str, Any]:
    """Returns the entries of a view, wherever the answer to hello says that they are."""
    answer = socket.ask("hello", {})
    if "fetch" in answer:
        reply = place.server.get(answer["fetch"], Cookie=cookie)
        assert reply.headers["Content-Type"] == "application/json"
        return dict(json.loads(reply.text)["entries"])
    return dict(answer["snapshot"]["entries"])


def press(place: Place, table: Socket, command: dict[str, Any]) -> None:
    """Presses at the desk; a desk that was shown an older turn redraws and presses again."""

    def pressed() -> Any:
        shown = entries(table, place, place.cookie)
        told = said_with_undo(shown, command["type"], command.get("stage", ""))
        saying = {"said": told} if told else {}
        answer = table.do({**command, "turn": shown["now"]["turn"], **saying})
        return answer if answer.get("refused") != "moved_on" else None

    assert until(pressed, again=ASK_AGAIN) == {"ok": True, "id": ""}


def go(place: Place, table: Socket, kind: str) -> None:
    """Lets the desk go to the first stage of a kind."""
    stages = entries(table, place, place.cookie)["agenda"]["stages"]
    stage = next(stage["id"] for stage in stages if stage["kind"] == kind)
    press(place, table, {"type": "go", "stage": stage})

    def arrives() -> bool:
        now = entries(table, place, place.cookie)["now"]
        return now["kind"] == kind or now["phase"] == "last_call"

    until(arrives, says=lambda: entries(table, place, place.cookie)["now"], again=ASK_AGAIN)


def tick_after(socket: Socket, moment: float) -> dict[str, Any]:
    """The first tick that the server made after a moment of its clock."""
    return socket.until("tick", lambda tick: tick["time"] > moment)


def server_time(socket: Socket) -> float:
    """The server's clock, as it answers."""
    return float(socket.ask("hello", {})["time"])


def round_of(socket: Socket, place: Place) -> int:
    return int(entries(socket, place)["now"]["round"])


def test_what_has_changed_is_sent_to_every_view_that_shows_it(place: Place) -> None:
    id_ = place.workshop()
    someone, table = phone(place.server, id_), desk(place.server, id_, place.cookie)
    go(place, table, "story")
    for socket in (someone, table):
        # The desk is told of each slot, also where nothing has changed.
        change = socket.until("change", lambda one: "part" in one)
        assert change["part"]["now"]["kind"] == "story"


def test_a_view_that_has_everything_is_told_so(place: Place) -> None:
    socket = phone(place.server, place.workshop())
    snapshot = socket.ask("hello", {})["snapshot"]
    known = {"epoch": snapshot["epoch"], "rev": snapshot["rev"]}
    assert socket.ask("hello", known)["current"] is True


def test_the_page_holds_what_the_socket_would_send(place: Place) -> None:
    id_ = place.workshop()
    held = place.server.boot(f"/w/{id_}/")["snapshot"]
    sent = phone(place.server, id_).ask("hello", {})["snapshot"]
    assert isinstance(held, dict)
    assert (held["epoch"], held["rev"], held["entries"]) == (
        sent["epoch"], sent["rev"], sent["entries"],
    )  # fmt: skip


def test_an_unknown_field_is_refused_with_its_name(place: Place) -> None:
    socket = phone(place.server, place.workshop())
    command = {"type": "unclear", "round": 1, "on": True, "colour": "red"}
    assert socket.do(command) == {"refused": "unknown_field", "about": "colour"}


def test_what_is_no_command_is_refused(place: Place) -> None:
    socket = phone(place.server, place.workshop())
    for command in (
        {},
        {"type": "fly"},
        {"type": "unclear"},
        {"type": "unclear", "round": "1", "on": 1},
    ):
        assert socket.do(command)["refused"] == "malformed"


def test_a_phone_cannot_lead(place: Place) -> None:
    socket = phone(place.server, place.workshop())
    answer = socket.do({"type": "go", "turn": 0, "stage": "story"})
    assert answer == {"refused": "not_allowed", "about": "go"}


def test_a_command_sent_twice_is_done_once(place: Place) -> None:
    id_ = place.workshop()
    table = desk(place.server, id_, place.cookie)
    go(place, table, "write")
    someone, key = phone(place.server, id_), secrets.token_hex(16)
    card = {
        "type": "write_card", "round": round_of(someone, place), "happened": "I forgot the lock.",
        "show_few": True,
    }  # fmt: skip
    assert someone.do(card, key) == someone.do(card, key) == {"ok": True, "id": ""}
    for device in (phone(place.server, id_), phone(place.server, id_)):
        assert device.do(card)["ok"]  # as many as must have written
    go(place, table, "look_through")
    go(place, table, "look_through")
    until(
        lambda: entries(table, place, place.cookie)["now"]["kind"] == "look_through",
        again=ASK_AGAIN,
    )
    waiting = entries(table, place, place.cookie)
    assert len([path for path in waiting if path.startswith("review/")]) == 3


def test_the_tick_says_how_many_are_here_and_done_only_coarsely(place: Place) -> None:
    id_ = place.workshop()
    table = desk(place.server, id_, place.cookie)
    go(place, table, "write")
    people = [phone(place.server, id_) for _ in range(4)]
    number = round_of(people[0], place)
    for person in people[:3]:
        person.do({"type": "nothing_to_add", "round": number})
    tick = table.until("tick", lambda tick: tick.get("took_part") == "most")
    assert tick["here"] == 4
    assert not {"here", "took_part"} & set(tick_after(people[0], tick["time"]))


def test_a_device_with_two_windows_counts_once(place: Place) -> None:
    id_, secret = place.workshop(), secrets.token_hex(16)
    table = desk(place.server, id_, place.cookie)
    for _ in range(2):
        phone(place.server, id_, secret).ask("hello", {})
    assert tick_after(table, server_time(table))["here"] == 1


def test_who_leaves_is_no_longer_here(place: Place) -> None:
    id_ = place.workshop()
    table, someone = desk(place.server, id_, place.cookie), phone(place.server, id_)
    assert tick_after(table, server_time(table))["here"] == 1
    someone.close()
    table.until("tick", lambda tick: tick["here"] == 0)


def test_fates_are_asked_with_nine_keys_and_tell_nothing_of_unknown_ones(place: Place) -> None:
    socket = phone(place.server, place.workshop())
    keys = [secrets.token_hex(16) for _ in range(9)]
    assert socket.ask("mine", {"keys": keys}) == {"fates": ["none"] * 9}
    assert socket.ask("mine", {"keys": keys[:3]})["refused"] == "malformed"


def test_the_room_hears_of_the_seal_and_nothing_can_be_done_after_it(place: Place) -> None:
    id_ = place.workshop(template="30", support="Noor in room 4", reporting="the ombuds office")
    table, someone = desk(place.server, id_, place.cookie), phone(place.server, id_)
    go(place, table, "finish")
    before, since = entries(someone, place), time.time()
    press(place, table, {"type": "seal"})
    while "finish" not in (shown := entries(someone, place)) or not shown["finish"]["sealed"]:
        someone.next("change")
    assert shown["finish"]["summary"] == f"/w/{id_}/summary.html"
    assert since + 24 * HOUR <= shown["finish"]["open_until"] <= time.time() + 25 * HOUR
    for stays in ("title", "team", "support", "reporting"):
        assert shown["workshop"][stays] == before["workshop"][stays], stays
    assert line(shown) == line(before) and shown["now"]["position"] == before["now"]["position"]
    # A desk is told with the end of a slot.
    until(lambda: entries(table, place, place.cookie)["workshop"]["support"] == "")
    assert someone.do({"type": "nothing_to_add", "round": 1})["refused"] == "sealed"
    assert place.server.get(f"/w/{id_}/").status == 200


def line(shown: dict[str, Any]) -> list[tuple[str, int]]:
    """Returns the stages and minutes from which the stage line is drawn."""
    return [(stage["kind"], stage["minutes"]) for stage in shown["agenda"]["stages"]]
