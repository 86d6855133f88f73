"""A server whose loop stood still lets go of its phones, and reads nothing that lies in their
sockets."""

import os
import signal
import time

import pytest

from tests.live.conftest import Place
from tests.support.numbered import numbered
from tests.support.sockets import phone
from tests.support.waiting import until
from workshop.live.transport import STOOD_STILL

BEYOND = 0.5


@pytest.mark.parametrize("seconds", [STOOD_STILL / 4, STOOD_STILL + BEYOND])
def test_after_more_than_two_seconds_what_lies_in_a_socket_is_not_read(
    place: Place, seconds: float
) -> None:
    one, quiet = (phone(place.server, place.workshop()) for _ in range(2))
    command = {"type": "check_in", "text": "Row three"}
    os.kill(place.server.pid, signal.SIGSTOP)
    end = time.monotonic() + seconds
    number = one.send("do", numbered(command))
    until(lambda: time.monotonic() > end)
    os.kill(place.server.pid, signal.SIGCONT)
    answer = one.wait(number)
    if seconds < STOOD_STILL:
        assert answer["ok"] and not one.closed.is_set()
    else:
        assert answer is None and one.ends()
        assert quiet.ends(), "also one that says nothing"
