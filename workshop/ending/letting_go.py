"""How the keys of a workshop end on a server of several processes: each of them drops its own copy
first, so that none can read on what is destroyed."""

import time
from collections.abc import Callable
from typing import TypeVar

import gevent

from workshop.storage.processes import UNSEEN_S
from workshop.storage.store import Store

LETTING_GO_S = UNSEEN_S + 5.0
"""Seconds for which the others are waited for: by then each has let go, or counts as ended."""
LETTING_GO_LOOK_S = 0.2
"""Seconds between two looks at who has let go."""

T = TypeVar("T")


class StillHeld(RuntimeError):
    """Another process has the key of a workshop in its memory yet."""


def delete_everywhere(store: Store, id_: str) -> None:
    """Deletes what is stored of a workshop, its keys first, once no other process has them.

    Raises StillHeld until then; the others have been asked. For the database thread.
    """
    processes = store.workshops.processes
    if store.workshops.left_of(id_):
        processes.ask_to_drop(id_)
        if processes.holding(id_):
            raise StillHeld(id_)
    store.failpoints.reach("exit_let_go")
    store.workshops.delete(id_)


def until_let_go(work: Callable[[], T], held: object, hurry: Callable[[], None]) -> T:
    """Returns what some work gives; begins it again as long as it is `held` up, and says so once,
    to `hurry` the others. It waits on the loop: this process, too, has to let go."""
    said, end = work(), time.monotonic() + LETTING_GO_S
    if said == held:
        hurry()
    while said == held and time.monotonic() < end:
        gevent.sleep(LETTING_GO_LOOK_S)
        said = work()
    return said
