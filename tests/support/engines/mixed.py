"""A room whose devices are of several engines, as the ones that people bring are."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.engines.engine import Engine, Size
from tests.support.engines.window import Window


@dataclass(frozen=True)
class Mixed:
    """Opens each window in the engine of its size; all save into one folder."""

    engines: Mapping[Size, Engine]
    downloads: Path

    def window(self, size: Size) -> Window:
        return self.engines[size].window(size)

    def complaints(self) -> list[str]:
        different = {id(one): one for one in self.engines.values()}
        return [said for one in different.values() for said in one.complaints()]
