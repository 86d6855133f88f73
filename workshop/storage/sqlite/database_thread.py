"""The one thread of the databases, beside the loop."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from gevent.threadpool import ThreadPool

P = ParamSpec("P")
T = TypeVar("T")


class OneThread:
    """Runs functions one at a time, beside the loop, on a thread of their own.

    A reader that is open, even a half-fetched cursor, makes a COMMIT wait; one thread for
    everything means that nothing is ever half open when something else runs.
    """

    def __init__(self) -> None:
        self._pool = ThreadPool(1)

    def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Waits for the function's result, letting other greenlets run meanwhile."""
        result: T = self._pool.apply(work, args, kwargs)
        return result

    def stop(self) -> None:
        """Ends the thread after what it is doing."""
        self._pool.join()
        self._pool.kill()
