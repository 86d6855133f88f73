"""The troubles of the machine, as desks are told them: no place for one more phone, or a disk that
is almost full. Each process looks for itself, again and again."""

import shutil
from collections.abc import Callable
from pathlib import Path

from workshop.live.periodic import repeat
from workshop.operating.machine_checks import LOW, NONE_LEFT
from workshop.reserve import Reserve
from workshop.settings import Settings

MACHINE_LOOK_S = 2.0
"""Seconds between two looks."""


class MachineTroubles:
    """The trouble of the machine, and what that says about the trouble of a workshop."""

    def __init__(self, data: Path | None, reserve: Reserve | None = None) -> None:
        """`data` is None where nothing is kept on a disk of this machine."""
        self._data = data
        self._free = LOW
        self.reserve = reserve or Reserve.of_process()
        self._changed: Callable[[], None] = lambda: None
        self.code = ""
        """The code of the trouble, as desks know it; "" for none."""
        self.look()

    @classmethod
    def of_server(cls, settings: Settings) -> "MachineTroubles":
        """Returns the troubles of the machine on which a server with these settings runs."""
        return cls(None if settings.cluster else settings.data)

    def watch(self, changed: Callable[[], None]) -> None:
        """Looks again and again; `changed` is called when desks are to be told something else."""
        self._changed = changed
        repeat(MACHINE_LOOK_S, self.look)

    def look(self) -> None:
        """Looks once."""
        self._free = _free(self._data) if self._data else LOW
        code = "disk_low" if self._free < LOW else ""
        if self.reserve.turns_away():
            code = "no_place"
        if code != self.code:
            self.code = code
            self._changed()

    def of(self, trouble: str) -> str:
        """Returns what a desk is to be told, whose workshop has this trouble, or "" for none."""
        if trouble == "disk_error" and self._free < NONE_LEFT:
            return "disk_full"
        return trouble or self.code


def _free(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return LOW  # it cannot be asked; what is written will tell
