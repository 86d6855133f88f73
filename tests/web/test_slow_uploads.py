"""A file that comes slowly keeps nobody waiting but its sender, and a stranger's is not read."""

import socket
from collections.abc import Iterator

import gevent
import pytest
from gevent.event import Event

from tests.live.conftest import Place
from tests.stories.pack_files import plain
from tests.support.contributing import beside
from tests.support.server import Server
from tests.support.waiting import WITHIN
from tests.web.test_story_packs import HERE, Desk
from workshop.people.links import make_link
from workshop.stories.pack_file.write_pack_file import write_pack_file
from workshop.web.guarding.request_filter import LARGER, Larger, Places

MANY = max(one.at_once for one in LARGER.values())


@pytest.fixture
def slow(place: Place) -> Iterator[list[socket.socket]]:
    opened: list[socket.socket] = []
    yield opened
    for one in opened:
        one.close()


def begins(server: Server, cookie: str = "") -> socket.socket:
    """Begins to send a pack, and sends nothing of it."""
    sent = socket.create_connection(("127.0.0.1", server.port), timeout=WITHIN)
    head = {
        "Host": f"127.0.0.1:{server.port}", "Origin": server.origin, "Content-Length": "1000000",
        "Content-Type": "multipart/form-data; boundary=edge", "Cookie": cookie,
    }  # fmt: skip
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    sent.sendall(f"POST {HERE}import HTTP/1.1\r\n{lines}\r\n".encode())
    return sent


def signs_in(place: Place) -> str:
    secret = beside(
        place.server.data, lambda at: make_link(at.session, "facilitator", "", one_time=True)
    )
    return place.server.trade(str(secret)).cookie


def test_a_stranger_is_refused_before_anything_of_a_file_is_read(
    place: Place, slow: list[socket.socket]
) -> None:
    for _ in range(MANY + 1):
        slow.append(begins(place.server))
    for one in slow:
        assert b" 401 " in one.recv(64)


def test_a_file_that_comes_slowly_keeps_nobody_else_waiting(
    place: Place, slow: list[socket.socket]
) -> None:
    other = signs_in(place)
    slow += [begins(place.server, other) for _ in range(MANY + 1)]
    reply = Desk(place.server, place.cookie).imports(_large())
    assert reply.status == 200 and "was imported" in reply.text
    for one in slow:
        one.settimeout(0)
        with pytest.raises(BlockingIOError):
            one.recv(64)


def _large() -> bytes:
    """A pack that is no small form."""
    return write_pack_file(plain(withdrawn=tuple(f"{n:060}" for n in range(2_000))))


def test_everybody_has_one_place_and_all_together_have_a_few() -> None:
    places, let_go, inside = Places(Larger(1, at_once=2)), Event(), list[str]()

    def sends(who: str) -> None:
        with places.to_read(who):
            inside.append(who)
            let_go.wait()

    sending = [gevent.spawn(sends, who) for who in ("a", "a", "b", "c")]
    gevent.idle()
    assert inside == ["a", "b"]
    let_go.set()
    gevent.joinall(sending, raise_error=True)
    assert sorted(inside) == ["a", "a", "b", "c"] and not places._own
