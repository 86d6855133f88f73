"""The folders that travel with the program."""

from pathlib import Path

PACKAGE = Path(__file__).parents[2]


def folder(name: str) -> Path:
    """Returns a folder by its name: inside the wheel, or beside the package."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name
