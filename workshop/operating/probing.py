"""Asks again and again whether an engine answers, and waits a second for it at most."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

import gevent
from gevent.threadpool import ThreadPool

from workshop.operating.health import Health

PROBE_LIMIT_S = 1.0
"""Seconds within which an engine must have answered."""
PROBE_PAUSE_S = 0.5
"""Seconds until the next question."""
SOON = 0.1
"""Seconds until the next question after one that had no answer."""
MISSES = 2
"""Questions in a row without an answer after which an engine is silent: a line that was lost once,
or one slow second of a database that all processes share, takes nobody out."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Probe:
    """A question to an engine. `ask` raises if there is no answer, and may block: it is called on a
    thread of its own, so that a line which is dead holds nobody up. `give_up` ends it meanwhile."""

    name: str
    ask: Callable[[], object]
    give_up: Callable[[], None] = lambda: None


def keep_asking(probe: Probe, health: Health) -> None:
    """Asks for as long as the process lives, on a greenlet of its own."""
    gevent.spawn(_ask_forever, probe, health, ThreadPool(1))


def _ask_forever(probe: Probe, health: Health, thread: ThreadPool) -> None:
    missed = 0
    while True:
        began, asked = time.monotonic(), thread.spawn(_answers, probe)
        # One question at a time: the next one would only queue behind it.
        late = False
        while not asked.ready():
            asked.wait(PROBE_LIMIT_S)
            if not asked.ready():
                late = True
                probe.give_up()
                missed = _noted(probe, health, missed + 1)
        if asked.value:
            health.took[probe.name] = time.monotonic() - began
        if asked.value or not late:
            missed = _noted(probe, health, 0 if asked.value else missed + 1)
        gevent.sleep(SOON if missed else PROBE_PAUSE_S)


def _noted(probe: Probe, health: Health, missed: int) -> int:
    """Notes how many questions in a row had no answer, and returns that."""
    if missed == MISSES:
        log.warning("no answer from %s", probe.name)
    if not missed and health.silent_for(probe.name):
        log.warning("%s answers again", probe.name)
    health.note(probe.name, missed < MISSES)
    return missed


def _answers(probe: Probe) -> bool:
    try:
        probe.ask()
    except Exception:
        return False
    return True
