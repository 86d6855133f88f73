"""A loop of gevent in which time passes only when nobody has anything to do: an hour takes as long
as the work in it. Nothing here waits for a descriptor."""

import heapq
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import gevent.hub
from gevent._ffi.callback import callback


class Timer:
    """A watcher of the loop: calls back once its time has come."""

    def __init__(self, loop: "VirtualLoop", after: float, repeat: float = 0.0) -> None:
        self._loop, self._after, self._repeat = loop, after, repeat
        self.owner = loop.owner
        self.callback: Callable[..., Any] | None = None
        self.args: tuple[Any, ...] | None = None
        self.active = self.pending = False
        self.ref = True

    def start(self, then: Callable[..., Any], *args: Any, update: bool | None = None) -> None:
        """Begins to count."""
        self.callback, self.args, self.active = then, args, True
        self._loop.add(self, self._after)

    def again(self, then: Callable[..., Any], *args: Any, update: bool | None = None) -> None:
        """Begins to count anew."""
        self.stop()
        self.start(then, *args)

    def stop(self) -> None:
        """Calls nobody back any more."""
        self.callback = self.args = None
        self.active = self.pending = False

    close = stop

    def come(self) -> None:
        """Its time has come."""
        then, args = self.callback, self.args
        if then is None or args is None:
            return
        if self._repeat:
            self._loop.add(self, self._repeat)
        else:
            self.stop()
        then(*args)

    def __enter__(self) -> "Timer":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Asynchronous:
    """A watcher by which another thread would wake the loop; there is no other thread."""

    def __init__(self, loop: "VirtualLoop") -> None:
        self._loop = loop
        self.owner = loop.owner
        self._then: Callable[[], Any] | None = None

    def start(self, then: Callable[..., Any], *args: Any) -> None:
        """Waits to be woken."""
        self._then = lambda: then(*args)

    def send(self) -> None:
        """Wakes who waits."""
        if self._then:
            self._loop.run_callback(self._then)

    send_ignoring_arg = send

    def stop(self) -> None:
        """Waits no more."""
        self._then = None

    close = stop


class VirtualLoop:
    """gevent's loop, of callbacks and timers alone."""

    MAXPRI, MINPRI = 2, -2
    approx_timer_resolution = 0.0
    default = False
    WatcherType = Timer

    def __init__(self) -> None:
        self.owner: object = None
        """On whose behalf the loop runs: what is begun by a process ends with it."""
        self._ended: set[int] = set()
        self.time = 0.0
        """Seconds since it was made, for everybody who asks."""
        self.steps = 0
        """Callbacks so far."""
        self._ready: deque[tuple[Any, object]] = deque()
        self._due: list[tuple[float, int, Timer]] = []
        self._numbers = count()
        self.error_handler: Any = None
        self._kept: list[Any] = []

    def add(self, timer: Timer, after: float) -> None:
        """Has a timer come after so many seconds; at the same time, in the order of this call."""
        heapq.heappush(self._due, (self.time + max(after, 0.0), next(self._numbers), timer))

    def run_callback(self, then: Callable[..., Any], *args: Any) -> Any:
        """Calls back before any time passes."""
        self._ready.append((one := callback(then, args), self.owner))
        return one

    run_callback_threadsafe = run_callback

    def timer(
        self, after: float, repeat: float = 0.0, ref: bool = True, priority: Any = None
    ) -> Timer:
        """A timer that has not begun yet."""
        return Timer(self, after, repeat)

    def async_(self, ref: bool = True, priority: Any = None) -> Asynchronous:
        """A watcher to be woken by."""
        return Asynchronous(self)

    def run(self, nowait: bool = False, once: bool = False) -> None:
        """Calls back until nothing is left to do."""
        while self._ready or self._due:
            if self._ready:
                one, self.owner = self._ready.popleft()
                self._call(one)
            else:
                moment, _, timer = heapq.heappop(self._due)
                if timer.active:
                    self.time, self.owner = max(self.time, moment), timer.owner
                    self._guard(timer, timer.come)

    @contextmanager
    def owned_by(self, owner: object) -> Iterator[None]:
        """Has what is begun in a block be that owner's."""
        before, self.owner = self.owner, owner
        try:
            yield
        finally:
            self.owner = before

    def end(self, owner: object) -> None:
        """Has nothing happen any more that is an owner's, as when a process has ended."""
        self._ended.add(id(owner))
        self._kept.append(owner)

    def now(self) -> float:
        """The time, in seconds."""
        return self.time

    def update_now(self) -> None:
        """Nothing: the time is what it is."""

    update = update_now

    def _call(self, one: Any) -> None:
        then, args = one.callback, one.args
        one.callback = None
        if then is not None:
            self._guard(one, then, *args)
        one.args = None

    def _guard(self, one: Any, act: Callable[..., Any], *args: Any) -> None:
        if id(self.owner) in self._ended:
            # Whoever waits stays in memory: let go of, it would still clean up.
            self._kept.append((one, act, args))
            return
        self.steps += 1
        try:
            act(*args)
        except BaseException as error:
            self.handle_error(None, type(error), error, error.__traceback__)

    def handle_error(self, context: Any, kind: Any, value: Any, trace: Any) -> None:
        """As gevent's own: the hub says what to do."""
        if self.error_handler is None:
            raise value
        self.error_handler.handle_error(context, kind, value, trace)


def take_over() -> VirtualLoop:
    """Makes a virtual loop that of this thread; to be called before anybody uses gevent."""
    loop = VirtualLoop()
    hub = gevent.hub.Hub(loop=loop)
    gevent.hub.set_hub(hub)
    return loop
