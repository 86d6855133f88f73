"""The troubles of the machine, as desks are told them: no place for one more phone, a disk that is
almost full, or one that has the keys and is not there. Each process looks for itself, again and
again."""

import shutil
from collections.abc import Callable
from pathlib import Path

from gevent.event import AsyncResult
from gevent.threadpool import ThreadPool

from workshop.live.periodic import repeat
from workshop.operating.machine_checks import LOW, NONE_LEFT
from workshop.reserve import Reserve
from workshop.settings import Settings
from workshop.storage.sqlite.key_mark import KeyMark
from workshop.storage.troubles import NO_KEYS

LOOK = 2.0
"""Seconds between two looks."""
WITHIN = 1.0
"""Seconds within which the folder of the keys must have answered."""


class MachineTroubles:
    """The trouble of the machine, and what that says about the trouble of a workshop."""

    def __init__(
        self, data: Path | None, reserve: Reserve | None = None, keys: Path | None = None
    ) -> None:
        """`data`, and the folder of its `keys`, are None where nothing is kept on a disk of this
        machine."""
        self._data = data
        self._keys = KeysLook(KeyMark(data, keys)) if data and keys else None
        self._free = LOW
        self.reserve = reserve or Reserve.of_process()
        self._changed: Callable[[], None] = lambda: None
        self.code = ""
        """The code of the trouble, as desks know it; "" for none."""
        self.look()

    @classmethod
    def of_server(cls, settings: Settings) -> "MachineTroubles":
        """Returns the troubles of the machine on which a server with these settings runs."""
        return cls(None if settings.cluster else settings.data, keys=settings.keys)

    def watch(self, changed: Callable[[], None]) -> None:
        """Looks again and again; `changed` is called when desks are to be told something else."""
        self._changed = changed
        repeat(LOOK, self.look)

    def look(self) -> None:
        """Looks once."""
        self._free = _free(self._data) if self._data else LOW
        code = "disk_low" if self._free < LOW else ""
        if self.reserve.turns_away():
            code = "no_place"
        if self._keys and self._keys.are_missing():
            code = NO_KEYS
        if code != self.code:
            self.code = code
            self._changed()

    def of(self, trouble: str) -> str:
        """Returns what a desk is to be told, whose workshop has this trouble, or "" for none."""
        if trouble == "disk_error" and self._free < NONE_LEFT:
            return "disk_full"
        return trouble or self.code


class KeysLook:
    """Looks whether the folder of the keys is there, on a thread of its own: that of a network
    share may never answer, and would hold up the loop and everyone with it."""

    def __init__(self, mark: KeyMark) -> None:
        mark.learn()
        self._mark = mark
        self._thread = ThreadPool(1)
        self._asked: AsyncResult[bool] | None = None

    def are_missing(self) -> bool:
        """True if the folder is not there, or does not answer in time."""
        # One look at a time: the next one would only queue behind it.
        asked = self._asked = self._asked or self._thread.spawn(_is_missing, self._mark)
        asked.wait(WITHIN)
        if not asked.ready():
            return True
        self._asked = None
        return bool(asked.get())


def _is_missing(mark: KeyMark) -> bool:
    try:
        return mark.is_elsewhere()
    except OSError:
        return True  # a disk that was pulled out


def _free(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return LOW  # it cannot be asked; what is written will tell
