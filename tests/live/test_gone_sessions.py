"""A session that has ended gets no place in a room, whatever it says in its last breath."""

from typing import Any

import pytest
from engineio.socket import Socket
from flask import Flask
from socketio import Namespace

from workshop.live.sockets import _text_only, bind
from workshop.live.transport import end_connection

SESSION = "session"
LETS_IN = '0{"secret":"0"}'


class Room(Namespace):  # type: ignore[misc]
    """Lets everyone in; a session may go meanwhile."""

    goes = False

    def on_connect(self, _sid: str, _environ: dict[str, Any], _auth: Any) -> None:
        if self.goes:
            end_connection(self.server.eio, SESSION)


@pytest.fixture
def server() -> Any:
    """A Socket.IO server with one session and one room."""
    made = bind(Flask(__name__), lambda _origin, _environ: True).server
    made.register_namespace(Room("/"))
    made.eio.on("message", _text_only(made))
    made.eio.sockets[SESSION] = Socket(made.eio, SESSION)
    made.environ[SESSION] = {}
    return made


def says(server: Any, text: str) -> None:
    server.eio.handlers["message"](SESSION, text)


def places(server: Any) -> int:
    return sum(map(len, server.manager.rooms.values())) + len(server.manager.pending_connect)


def test_a_session_that_is_let_in_has_a_place_and_leaves_none(server: Any) -> None:
    says(server, LETS_IN)
    assert places(server)
    end_connection(server.eio, SESSION)
    assert not places(server)


@pytest.mark.parametrize("ends", ["x", "1"])
def test_a_session_that_has_ended_is_not_let_in(server: Any, ends: str) -> None:
    session = server.eio.sockets[SESSION]
    says(server, ends)
    session.close(wait=False)
    says(server, LETS_IN)
    assert not places(server) and SESSION not in server.environ


def test_a_session_that_ends_while_it_is_let_in_leaves_no_place(
    server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Room, "goes", True)
    says(server, LETS_IN)
    assert not places(server) and SESSION not in server.environ
