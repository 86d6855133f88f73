"""Reads which style sheets a page has, and in which order: `static/css/sheets.toml` says it."""

import tomllib
from functools import cache

from workshop.summary.formats.package_folders import folder


def style_sheets(page: str) -> list[str]:
    """Returns the sheets of a page in their order, such as "css/base.css".

    Raises KeyError for a page that reads none.
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
