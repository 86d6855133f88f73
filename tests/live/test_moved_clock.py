"""The clock of the computer is set hours forward or back while a server runs."""

import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from engineio import packet, socket
from flask import Flask

from tests.support.clocks import Clocks
from tests.support.moved_clock_process import FILE
from tests.support.server import Server
from tests.support.sockets import Socket, phone
from tests.support.waiting import WITHIN
from workshop.live.engine import GRACE
from workshop.live.guests import Guests
from workshop.live.periodic import Sweep, ping
from workshop.live.sockets import bind
from workshop.settings import Settings
from workshop.settings.steady_clock import JUMP

HOUR = 3600.0
BY = [5 * HOUR, -5 * HOUR, -9 * 365 * 24 * HOUR]
"""A clock that was set forward, one that was set back, and one whose battery is empty."""


@pytest.mark.parametrize("by", BY)
def test_a_jump_does_not_move_the_steady_clock(by: float) -> None:
    clocks = Clocks()
    steady, began = clocks.steady(), clocks.wall
    clocks.passes(10.0)
    assert steady() == began + 10.0
    clocks.wall += by
    assert steady() == began + 10.0
    clocks.passes(HOUR)
    assert steady() == pytest.approx(began + 10.0 + HOUR)
    clocks.wall -= by  # set right again
    assert steady() == pytest.approx(began + 10.0 + HOUR)


def test_small_steps_are_followed_for_months() -> None:
    clocks = Clocks()
    steady = clocks.steady()
    for _ in range(1000):
        clocks.passes(60.0)
        clocks.wall += 0.9 * JUMP
        assert steady() == pytest.approx(clocks.wall)


def test_who_sets_one_clock_sets_both(tmp_path: Path) -> None:
    clocks = Clocks()
    assert Settings(data=tmp_path, now=lambda: 7.0).steady() == 7.0
    both = Settings(data=tmp_path, now=lambda: 7.0, steady=clocks.steady())
    assert (both.now(), both.steady()) == (7.0, clocks.wall)
    real = Settings(data=tmp_path)
    assert real.steady() == pytest.approx(time.time(), abs=60)


@pytest.mark.parametrize("by", BY)
def test_a_jump_sends_nobody_away_who_owes_a_pong_and_keeps_nobody_who_stays_silent(
    monkeypatch: pytest.MonkeyPatch, by: float
) -> None:
    engine = bind(Flask(__name__), lambda _origin, _environ: True).server.eio
    here: Any = socket.Socket(engine, "here")
    engine.sockets["here"] = here
    sweep = Sweep(engine, cast(Guests, SimpleNamespace(connections=lambda: {"here"}, all=list)))
    ping(here)
    right = time.time
    monkeypatch.setattr(time, "time", lambda: right() + by)
    here.send(packet.Packet(packet.MESSAGE, "2"))
    sweep()
    assert not here.closed and "here" in engine.sockets
    here.pinged -= GRACE + 1
    sweep()
    assert "here" not in engine.sockets


class MovedServer(Server):
    """A server on a computer whose clock a test sets; see `moved_clock_process.py`."""

    module = "tests.support.moved_clock_process"

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        # A name that begins with PYTHON: a process of its own, as its modules are not imported yet.
        environ = {FILE: str(self._file), "PYTHONDONTWRITEBYTECODE": "1"}
        super().__init__(folder / "data", "--port", "0", environ=environ)
        self.cookie = self.sign_in()

    def is_set(self, by: float) -> None:
        """Sets the clock: at once for the server, which never reads half of a file."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(str(by))
        fresh.replace(self._file)


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MovedServer]:
    server = MovedServer(tmp_path_factory.mktemp("moved"))
    try:
        yield server
    finally:
        assert "Traceback" not in server.stop()


@pytest.mark.parametrize("by", [BY[0], pytest.param(BY[1], marks=pytest.mark.long), BY[2]])
def test_a_running_server_goes_on_as_if_its_clock_had_not_been_set(
    moved: MovedServer, by: float
) -> None:
    moved.is_set(0.0)
    cookie = moved.cookie
    id_ = moved.new_workshop(cookie)
    code = entries(moved, id_, cookie)["workshop"]["code"]
    ticket = str(moved.boot(f"/desk/{id_}/", cookie)["ticket"])
    someone, leads = phone(moved, id_), desk_with(moved, id_, ticket)
    before = someone.next("tick")["time"]
    moved.is_set(by)
    assert 0.0 <= someone.next("tick")["time"] - before < WITHIN
    assert not someone.closed.is_set() and not leads.closed.is_set()
    assert not desk_with(moved, id_, ticket).closed.is_set(), "the ticket is from before"
    assert moved.get("/desk/", Cookie=cookie).status == 200
    assert moved.post("/join", {"code": code}).status == 303
    assert moved.get(f"/w/{id_}/").status == 200


def desk_with(server: Server, id_: str, ticket: str) -> Socket:
    """The desk by a ticket that a page was given before."""
    return Socket(server, {"view": "desk", "workshop": id_, "ticket": ticket})


def entries(server: Server, id_: str, cookie: str) -> dict[str, Any]:
    """Returns what the desk's page shows."""
    snapshot: Any = server.boot(f"/desk/{id_}/", cookie)["snapshot"]
    return dict(snapshot["entries"])
