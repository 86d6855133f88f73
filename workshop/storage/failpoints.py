"""Faults that come when they are called: what a test can't bring about from outside the process.

The setting WORKSHOP_FAILPOINTS names them, each with a file; a fault lasts as long as its file is
there. Without the setting nothing of this is ever reached.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Engine, event


@dataclass(frozen=True)
class Failpoints:
    """The faults that may come, by their names in the setting."""

    armed: Mapping[str, Path] = field(default_factory=dict)

    def reach(self, step: str) -> None:
        """Ends the process at this step, as a loss of power would; once, for whoever asked."""
        if self._is_on(step):
            # Before the end: the server that is started next must live.
            self.armed[step].unlink()
            os._exit(1)

    def haunt(self, engine: Engine) -> None:
        """`read_only`: the engine's database refuses every write, as a read-only disk does.

        To be called before the engine is told how to begin: BEGIN IMMEDIATE is a write already.
        """
        if "read_only" in self.armed:
            event.listen(engine, "begin", self._before_begin)

    def _before_begin(self, connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA query_only={self._is_on('read_only'):d}")

    def _is_on(self, name: str) -> bool:
        return name in self.armed and self.armed[name].exists()


NONE = Failpoints()
