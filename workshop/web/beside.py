"""Long work for a page, on a thread of its own, so that phones are answered meanwhile."""

from collections.abc import Callable, Hashable
from functools import cache
from typing import Any, TypeVar, cast

from gevent.event import AsyncResult

from workshop.storage.beside import Beside, breathing

WORKS, RESTS = 0.001, 0.003
"""Seconds of work, and of the rest after it: somebody waits for it, and phones must not."""

T = TypeVar("T")
_asked: dict[Hashable, "AsyncResult[Any]"] = {}
"""What is being made for more than one, until it is there."""


def beside(work: Callable[..., T], *args: Any) -> T:
    """The result of some work, which gets the pause that it has to make as its last argument."""
    return _thread().run(work, *args, breathing(WORKS, RESTS))


def once_beside(what: Hashable, work: Callable[..., T], *args: Any) -> T:
    """The same, once for all who ask for the same `what` while it is being made: at the finish a
    whole room does. Nothing is kept afterwards."""
    if what in _asked:
        return cast(T, _asked[what].get())
    made = _asked[what] = AsyncResult()
    try:
        result = beside(work, *args)
        made.set(result)
    except BaseException as error:
        # Whoever waits must not wait for ever.
        made.set_exception(error)
        raise
    finally:
        del _asked[what]
    return result


@cache
def _thread() -> Beside:
    return Beside()
