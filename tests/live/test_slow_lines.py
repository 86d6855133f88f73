"""Phones on slow lines that read what they get, beside phones that read nothing at all."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Event, Thread

import psutil
import pytest

from tests.live.conftest import Place
from tests.live.test_fanout import Reader
from tests.support.follower import Watched
from tests.support.rough_line import Knobs, rough_line
from tests.support.sockets import Socket, phone, secrets_of_a_device
from tests.support.steady import desk, hang_up_all
from tests.support.waiting import until
from workshop.pretend.client.packets import connect_frame

SLOW = Knobs(bits_per_second=50_000)
MANY = 60
PAUSE = 0.1
"""Seconds between two questions of one phone."""
MOST_MEMORY = 25_000_000
"""Bytes by which the memory of the process may grow: it took five, and fifty without the bounds."""
HELLO = '421["hello",{"epoch":"","rev":0}]'


@dataclass(frozen=True)
class Line:
    """Where phones connect that are on a slow line."""

    origin: str
    tls: ssl.SSLContext | None = None


@pytest.fixture
def unread(place: Place) -> Iterator[list[Reader]]:
    opened: list[Reader] = []
    yield opened
    for one in opened:
        one.vanish()
    hang_up_all()


@pytest.mark.long
def test_a_slow_line_stays_beside_phones_that_read_nothing_and_memory_is_bounded(
    place: Place, unread: list[Reader]
) -> None:
    workshop, server = place.workshop(), place.server
    leader, memory = desk(server, workshop, place.cookie), psutil.Process(server.pid).memory_info
    with rough_line(server.port) as line:
        line.knobs = SLOW
        slow = [on_slow_line(place, workshop, line.port) for _ in range(2)]
        before, over = memory().rss, Event()
        asking = Thread(target=asks, args=(place, workshop, unread, over))
        asking.start()
        until(lambda: len(unread) == MANY)
        for kind in ("story", "talk", "arrive", "write"):
            leader.goes_to(kind)
            for each in slow:
                each.until(lambda each=each, kind=kind: each.now["kind"] == kind)
                assert "time" in each.socket.ask("hello", {"epoch": "", "rev": 0})
        assert memory().rss < before + MOST_MEMORY
        over.set()
        asking.join()
        fresh = Watched(server, phone(server, workshop))
        for each in slow:
            each.until(lambda each=each: each.entries == fresh.entries)
            assert not each.socket.closed.is_set()


def on_slow_line(place: Place, workshop: str, port: int) -> Watched:
    """A phone that comes by way of a port."""
    auth = {"view": "participant", "workshop": workshop, "secret": secrets_of_a_device()}
    own = {"host": f"127.0.0.1:{place.server.port}", "origin": place.server.origin}
    return Watched(place.server, Socket(Line(f"http://127.0.0.1:{port}"), auth, **own))


def asks(place: Place, workshop: str, unread: list[Reader], over: Event) -> None:
    """Says hello again and again from many phones, and never reads an answer."""
    port, auth = place.server.port, {"view": "participant", "workshop": workshop}
    while not over.wait(PAUSE):
        for _ in range(MANY - len(unread)):
            greeting = connect_frame(auth | {"secret": secrets_of_a_device()})
            unread.append(Reader(port, buffer=4096, greeting=greeting))
        for each in [*unread]:
            try:
                each.say(HELLO)
            except OSError:  # it has been sent away
                unread.remove(each)
                each.vanish()
