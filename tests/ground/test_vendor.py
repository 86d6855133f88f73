"""Other people's files that we carry along: those that SOURCES.toml names, unchanged."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHELVES = [
    (ROOT / "static" / "vendor", "library"),
    (ROOT / "static" / "fonts", "family"),
    (ROOT / "workshop" / "summary" / "fonts", "family"),
]
NAMES = ["vendor", "fonts", "summary"]


def named(shelf: Path, kind: str) -> dict[str, str]:
    """Path below the shelf -> SHA-256, as SOURCES.toml has it."""
    sources = tomllib.loads((shelf / "SOURCES.toml").read_text(encoding="utf-8"))
    return {path: digest for entry in sources[kind] for path, digest in entry["files"].items()}


def found(shelf: Path) -> dict[str, str]:
    """Path below the shelf -> SHA-256, as it lies there."""
    files = (path for path in shelf.rglob("*") if path.is_file() and path.name != "SOURCES.toml")
    return {
        path.relative_to(shelf).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


@pytest.mark.parametrize(("shelf", "kind"), SHELVES, ids=NAMES)
def test_every_file_is_named_and_unchanged(shelf: Path, kind: str) -> None:
    assert found(shelf) == named(shelf, kind)


@pytest.mark.parametrize(("shelf", "kind"), SHELVES, ids=NAMES)
def test_everything_carried_has_a_version_and_a_licence_text(shelf: Path, kind: str) -> None:
    sources = tomllib.loads((shelf / "SOURCES.toml").read_text(encoding="utf-8"))
    for entry in sources[kind]:
        assert entry["name"] and entry["version"] and entry["licence"]
        assert any("LICENSE" in path or "OFL" in path for path in entry["files"])
