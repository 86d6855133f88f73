"""A server whose loop stood still lets go of its phones, and reads nothing that lies in their
sockets."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import strict_loop_process
from tests.support.numbered import numbered
from tests.support.server import Server
from tests.support.sockets import close_all, phone
from tests.support.strict_loop_process import STOOD_STILL
from tests.support.waiting import until
from workshop.live import transport

BEYOND = 0.5
assert transport.STOOD_STILL == STOOD_STILL


class StrictServer(Server):
    """A server that lets go of its phones as soon as in a release."""

    module = strict_loop_process.__name__


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = StrictServer(tmp_path / "data", "--port", "0")
    yield made
    close_all()
    made.stop()


@pytest.mark.parametrize("seconds", [STOOD_STILL / 4, STOOD_STILL + BEYOND])
def test_after_more_than_two_seconds_what_lies_in_a_socket_is_not_read(
    server: Server, seconds: float
) -> None:
    workshop = server.new_workshop(server.sign_in())
    one, quiet = (phone(server, workshop) for _ in range(2))
    command = {"type": "check_in", "text": "Row three"}
    os.kill(server.pid, signal.SIGSTOP)
    end = time.monotonic() + seconds
    number = one.send("do", numbered(command))
    until(lambda: time.monotonic() > end)
    os.kill(server.pid, signal.SIGCONT)
    answer = one.wait(number)
    if seconds < STOOD_STILL:
        assert answer["ok"] and not one.closed.is_set()
    else:
        assert answer is None and one.ends()
        assert quiet.ends(), "also one that says nothing"
