"""Being stopped from outside: the signals of a terminal and of a system become an orderly end."""

import signal
from typing import Any

import gevent

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
"""The signals that end a run, of those that the system knows. An interrupt is what Ctrl+C sends."""
SHELLS_OFFSET = 128
"""A shell tells of a signal by an exit status so much above its number."""


class Stopped(BaseException):
    """Somebody has stopped it. No `except Exception` on the way may keep it from the end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.status = SHELLS_OFFSET + number
        """The exit status."""
        self.left = ""
        """A sentence that says what stays behind; "" if nothing does."""


def stop_in_order() -> None:
    """From now on the first signal raises Stopped here, in the greenlet that calls this.

    It comes at the next moment at which that greenlet waits for something. More signals change
    nothing: the server and its folder are cleared away in any case.
    """
    here, came = gevent.getcurrent(), list[int]()

    def stop(number: int) -> None:
        if not came:
            came.append(number)
            gevent.kill(here, Stopped(number))

    for name in SIGNALS:
        number: Any = getattr(signal, name, None)
        if number is not None:
            gevent.signal_handler(number, stop, int(number))
