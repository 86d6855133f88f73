"""Descriptors, of which a process has a fixed number: each phone costs one."""

import http.client
import json
from collections.abc import Callable

from tests.live.conftest import Place
from tests.support.process import descriptors
from tests.support.sockets import phone, secrets_of_a_device
from tests.support.waiting import WITHIN, until

MANY = 12
Leaves = Callable[[], None]


def test_a_phone_costs_one_descriptor_over_both_transports_and_none_once_it_has_gone(
    place: Place,
) -> None:
    workshop, pid = place.workshop(), place.server.pid
    comes_by = (comes_by_websocket, comes_by_polling)
    for comes in comes_by:  # what a process opens once is open from here on
        comes(place, workshop)()
    before = settled(pid)
    for comes in comes_by:
        gone = [comes(place, workshop) for _ in range(MANY)]
        until(lambda: descriptors(pid) <= before + MANY, says=lambda: (descriptors(pid), before))
        for leave in gone:
            leave()
        until(lambda: descriptors(pid) <= before, says=lambda: (descriptors(pid), before))


def settled(pid: int) -> int:
    """The number of descriptors once it no longer falls."""
    counts = [descriptors(pid)]
    until(lambda: counts.append(descriptors(pid)) or len(set(counts[-25:])) == 1 < len(counts) - 24)
    return counts[-1]


def comes_by_websocket(place: Place, workshop: str) -> Leaves:
    """A phone that stays on a socket."""
    return phone(place.server, workshop).close


def comes_by_polling(place: Place, workshop: str) -> Leaves:
    """A phone without websockets, which says hello and then waits for what comes next."""
    path, port = "/socket.io/?EIO=4&transport=polling", place.server.port
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=WITHIN)

    def ask(method: str, body: str = "") -> str:
        line.request(method, path, body or None)
        return line.getresponse().read().decode()

    path += "&sid=" + json.loads(ask("GET")[1:])["sid"]
    auth = {"view": "participant", "workshop": workshop, "secret": secrets_of_a_device()}
    ask("POST", "40" + json.dumps(auth))
    until(lambda: "40{" in ask("GET"))
    line.request("GET", path)
    return line.close
