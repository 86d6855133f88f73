"""A workshop that is made once, and copied for each test."""

import shutil
from copy import copy
from pathlib import Path
from typing import Self


class MadeOnce:
    """A data directory with one workshop in it."""

    data: Path
    id: str

    def copied(self, folder: Path) -> Self:
        """Copies this workshop, with its key, into another folder."""
        shutil.copytree(self.data.parent, folder)
        other = copy(self)
        other.data = folder / self.data.name
        return other

    @property
    def file(self) -> Path:
        """The workshop's database."""
        return file_of(self.data, self.id)


def file_of(data: Path, id_: str) -> Path:
    """The database of a workshop in a data directory."""
    return data / "workshops" / f"{id_}.db"
