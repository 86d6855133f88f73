"""Who may connect, and what ends a connection."""

import json
from contextlib import suppress

import pytest
import websocket

from tests.live.conftest import Place
from tests.support.sockets import Socket, desk, phone, secrets_of_a_device
from tests.support.waiting import WITHIN, until
from workshop.pretend.client.packets import NotLetIn

HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec_WebSocket_Version": "13",
    "Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}


def refusal(place: Place, auth: object) -> str:
    with pytest.raises(NotLetIn) as refused:
        Socket(place.server, auth)
    return str(refused.value)


def test_a_phone_is_let_in_with_a_secret_of_its_own(place: Place) -> None:
    hello = phone(place.server, place.workshop()).ask("hello", {})
    assert hello["snapshot"]["entries"]["workshop"]["title"] == "Spring release"


def test_an_unknown_workshop_is_refused(place: Place) -> None:
    auth = {"view": "participant", "workshop": "nothere", "secret": secrets_of_a_device()}
    assert refusal(place, auth) == "no_such"


@pytest.mark.parametrize("view", ["desk", "projector"])
def test_the_desk_and_the_screen_need_the_ticket_of_their_page(place: Place, view: str) -> None:
    id_ = place.workshop()
    for ticket in (None, "", "1.2", "9999999999." + "0" * 64):
        auth = {"view": view, "workshop": id_, "ticket": ticket}
        assert refusal(place, auth) == "not_allowed"


def test_a_ticket_of_another_workshop_or_view_opens_nothing(place: Place) -> None:
    one, other = place.workshop(), place.workshop()
    ticket = place.server.boot(f"/desk/{one}/", place.cookie)["ticket"]
    assert refusal(place, {"view": "desk", "workshop": other, "ticket": ticket}) == "not_allowed"
    assert refusal(place, {"view": "projector", "workshop": one, "ticket": ticket}) == "not_allowed"


def test_a_phone_without_a_secret_is_not_let_in(place: Place) -> None:
    auth = {"view": "participant", "workshop": place.workshop()}
    assert refusal(place, auth) == "not_allowed"


@pytest.mark.parametrize(
    "auth", [None, [], {"view": "participant"}, {"view": "god", "workshop": "x"}]
)
def test_what_is_no_connect_message_is_refused(place: Place, auth: object) -> None:
    assert refusal(place, auth) == "malformed"


def test_a_secret_of_another_shape_is_refused(place: Place) -> None:
    auth = {"view": "participant", "workshop": place.workshop(), "secret": "x" * 32}
    assert refusal(place, auth) == "malformed"


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:{port}"])
def test_a_foreign_origin_is_not_connected(place: Place, origin: str) -> None:
    named = origin.format(port=place.server.port)
    path = "/socket.io/?EIO=4&transport=websocket"
    assert place.server.get(path, Origin=named, **HANDSHAKE).status == 400


def test_a_rebound_name_is_not_connected(place: Place) -> None:
    host = f"rebound.example:{place.server.port}"
    path = "/socket.io/?EIO=4&transport=websocket"
    reply = place.server.get(path, Host=host, Origin=f"http://{host}", **HANDSHAKE)
    assert reply.status == 421


def test_compression_is_not_taken_up(place: Place) -> None:
    url = f"ws://127.0.0.1:{place.server.port}/socket.io/?EIO=4&transport=websocket"
    offered = websocket.create_connection(
        url,
        timeout=WITHIN,
        origin=place.server.origin,
        header=["Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"],
    )
    assert "sec-websocket-extensions" not in {name.lower() for name in offered.getheaders()}
    offered.close()


def test_a_binary_frame_ends_the_connection(place: Place) -> None:
    socket = phone(place.server, place.workshop())
    socket.raw(b"42", binary=True)
    assert socket.ends()


def test_a_message_that_announces_binary_parts_ends_the_connection(place: Place) -> None:
    socket = phone(place.server, place.workshop())
    socket.raw('451-["do",{"_placeholder":true,"num":0}]')
    assert socket.ends()


def test_an_unknown_event_ends_the_connection(place: Place) -> None:
    socket = phone(place.server, place.workshop())
    socket.raw('42["shout",{}]')
    assert socket.ends()


@pytest.mark.parametrize("message", ["42", "42[]", "42{}", "42[1,2]", "42[", "4x", "49"])
def test_what_is_no_event_ends_the_connection_or_nothing(place: Place, message: str) -> None:
    id_ = place.workshop()
    socket = phone(place.server, id_)
    socket.raw(message)
    socket.close()
    assert phone(place.server, id_).ask("hello", {})["snapshot"]


def test_a_frame_that_is_too_large_ends_the_connection(place: Place) -> None:
    socket = phone(place.server, place.workshop())
    socket.raw('42["hello",' + json.dumps("x" * 40_000) + "]")
    assert socket.ends()


def test_nothing_but_a_websocket_is_let_in_and_no_request_reaches_its_session(place: Place) -> None:
    url = f"ws://127.0.0.1:{place.server.port}/socket.io/?EIO=4&transport=websocket"
    line = websocket.create_connection(url, timeout=WITHIN, origin=place.server.origin)
    sid = json.loads(line.recv()[1:])["sid"]
    for transport in ("websocket", "polling"):
        path = f"/socket.io/?EIO=4&transport={transport}"
        assert place.server.get(path).status == 400
        for method in ("GET", "POST"):
            assert place.server.ask(method, f"{path}&sid={sid}", "40{}").status == 400
    assert place.server.ask("POST", "/socket.io/", "4" + "x" * 70_000).status == 413
    line.shutdown()


def test_who_never_says_who_they_are_is_closed(place: Place) -> None:
    url = f"ws://127.0.0.1:{place.server.port}/socket.io/?EIO=4&transport=websocket"
    silent = websocket.create_connection(url, timeout=WITHIN, origin=place.server.origin)
    try:
        while silent.recv():
            pass
    except websocket.WebSocketConnectionClosedException:
        pass
    finally:
        silent.shutdown()


def test_a_phone_that_floods_is_told_so_and_then_closed(place: Place) -> None:
    id_ = place.workshop()
    socket = phone(place.server, id_)

    def is_told() -> bool:
        # A whole view that waits makes room for the next one: only the last is sure to be answered.
        *_, last = [socket.send("hello", {}) for _ in range(60)]
        return bool(socket.wait(last) == {"refused": "too_fast", "about": ""})

    until(is_told, again=0.0)
    with suppress(OSError, websocket.WebSocketException):
        until(lambda: socket.closed.is_set() or not socket.send("hello", {}), again=0.0)
    assert socket.ends()
    assert desk(place.server, id_, place.cookie).ask("hello", {})["time"]


def test_an_event_named_connect_makes_no_second_device(place: Place) -> None:
    id_ = place.workshop()
    ghost = phone(place.server, id_)
    auth = {"view": "participant", "workshop": id_, "secret": secrets_of_a_device()}
    ghost.raw("42" + json.dumps(["connect", {}, auth]))
    assert ghost.ends()
