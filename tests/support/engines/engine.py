"""An engine under test, which offers windows of a size, each a device of its own."""

from pathlib import Path
from typing import Protocol

from tests.support.engines.window import Window

Size = tuple[int, int]
PHONE: Size = (390, 844)
NARROW: Size = (320, 568)
LAPTOP: Size = (1366, 768)
SCREEN: Size = (1280, 720)
"""CSS pixels."""


class Engine(Protocol):
    """A running browser."""

    downloads: Path
    """Where it puts what is saved."""

    def window(self, size: Size) -> Window:
        """A window that shares nothing with the others, as on a device of its own."""

    def complaints(self) -> list[str]:
        """Returns the complaints of all consoles."""
