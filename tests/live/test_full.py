"""A phone for which there is no place, and which does not go."""

import json
from contextlib import closing
from pathlib import Path

import websocket

from tests.support.server import Server
from tests.support.sockets import secrets_of_a_device
from tests.support.waiting import WITHIN
from workshop.pretend.client.packets import address


class Full(Server):
    """A server that has no place for a phone."""

    module = "tests.support.full_process"


def test_a_phone_that_is_told_so_and_stays_is_soon_ended(tmp_path: Path) -> None:
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
