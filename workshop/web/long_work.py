"""Long work for a page, on a thread of its own, so that phones are answered meanwhile."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from workshop.storage.beside import Beside, breathing

WORKS, RESTS = 0.001, 0.003
"""Seconds of work, and of the rest after it: somebody waits for it, and phones must not."""

T = TypeVar("T")


def long_work(work: Callable[..., T], *args: Any) -> T:
    """The result of some work, which gets the pause that it has to make as its last argument."""
    return _thread().run(work, *args, breathing(WORKS, RESTS))


@cache
def _thread() -> Beside:
    return Beside()
