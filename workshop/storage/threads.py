"""Threads beside the loop: the one of the databases, and those for long work."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from gevent.monkey import get_original
from gevent.threadpool import ThreadPool

P = ParamSpec("P")
T = TypeVar("T")


Halt = Callable[[], None]


@dataclass(frozen=True)
class _Raised:
    """An error, on its way from the thread to whoever asked: raised there, it would be reported as
    a fault, also where somebody expects it."""

    error: Exception


def _caught(work: Callable[[], T]) -> T | _Raised:
    try:
        return work()
    except Exception as error:
        return _Raised(error)


class OneThread:
    """Runs functions one at a time, beside the loop, on a thread of their own."""

    def __init__(self) -> None:
        self._pool = ThreadPool(1)

    def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Waits for the function's result, letting other greenlets run meanwhile. Raises what the
        function raises."""
        outcome = self._pool.apply(_caught, (lambda: work(*args, **kwargs),))
        if isinstance(outcome, _Raised):
            raise outcome.error
        result: T = outcome
        return result

    def stop(self) -> None:
        """Ends the thread after what it is doing."""
        self._pool.join()
        self._pool.kill()


def breathing(works: float, rests: float) -> Halt:
    """A pause to call often: after so many seconds of work it lets others run for so many.

    Pure Python on another thread holds the loop up as if it ran there.
    """
    sleep: Callable[[float], None] = get_original("time", "sleep")
    since = time.perf_counter()

    def breathe() -> None:
        nonlocal since
        if time.perf_counter() - since >= works:
            sleep(rests)
            since = time.perf_counter()

    return breathe
