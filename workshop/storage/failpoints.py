"""Faults that come when they are called: what a test can't bring about from outside the process.

The setting WORKSHOP_FAILPOINTS names them, each with a file; a fault lasts as long as its file is
there. Without the setting nothing of this is ever reached.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Failpoints:
    """The faults that may come, by their names in the setting."""

    armed: Mapping[str, Path] = field(default_factory=dict)

    def reach(self, step: str) -> None:
        """Ends the process at this step, as a loss of power would; once, for whoever asked."""
        if self.is_on(step):
            # Before the end: the server that is started next must live.
            self.armed[step].unlink()
            os._exit(1)

    def is_on(self, name: str) -> bool:
        """Whether a fault is there: with "read_only", every database refuses to write."""
        return name in self.armed and self.armed[name].exists()


NONE = Failpoints()
