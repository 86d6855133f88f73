"""Folders whose contents survive a loss of power."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Makes sure that what was added to or taken from a folder survives a loss of power."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
