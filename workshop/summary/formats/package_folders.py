"""The folders that travel with the program, and which style sheets a page has of them."""

import tomllib
from functools import cache
from pathlib import Path

PACKAGE_FOLDER = Path(__file__).parents[2]


def folder(name: str) -> Path:
    """Returns a folder by its name: inside the wheel, or beside the package."""
    inside = PACKAGE_FOLDER / name
    return inside if inside.is_dir() else PACKAGE_FOLDER.parent / name


def style_sheets(page: str) -> list[str]:
    """Returns the sheets of a page in their order, such as "css/base.css".

    `static/css/sheets.toml` says it. Raises KeyError for a page that reads none.
    """
    return _by_page()[page]


@cache
def _by_page() -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    text = (folder("static") / "css" / "sheets.toml").read_text("utf-8")
    for some in tomllib.loads(text)["sheets"]:
        for page in some["by"]:
            known.setdefault(page, []).extend(f"css/{name}.css" for name in some["read"])
    return known
