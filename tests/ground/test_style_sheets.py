"""The order of the style sheets is written down once, in `static/css/sheets.toml`."""

import re
import tomllib
from itertools import chain
from pathlib import Path

from workshop.summary.formats.package_folders import style_sheets
from workshop.web.static.joined_files import PAGE_KINDS

ROOT = Path(__file__).parents[2]
SHEETS = ROOT / "static" / "css"
LIST = tomllib.loads((SHEETS / "sheets.toml").read_text("utf-8"))["sheets"]
LINKED = re.compile(r"css/[\w-]+\.css")
"""A sheet that a page names itself."""


def test_each_sheet_is_listed_once() -> None:
    listed = [*chain.from_iterable(some["read"] for some in LIST)]
    assert sorted(listed) == sorted(file.stem for file in SHEETS.glob("*.css"))


def test_each_view_has_sheets_and_the_layers_first() -> None:
    assert {style_sheets(kind)[0] for kind in PAGE_KINDS} == {"css/layers.css"}


def test_pages_read_sheets_in_the_one_order() -> None:
    order = [f"css/{name}.css" for some in LIST for name in some["read"]]
    for page in {page for some in LIST for page in some["by"]}:
        places = [order.index(sheet) for sheet in style_sheets(page)]
        assert places == sorted(places), page


def test_no_page_names_a_sheet_besides() -> None:
    files = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "workshop" / "web").rglob("*.py")]
    named = {file.name: LINKED.findall(file.read_text("utf-8")) for file in files}
    assert {name: found for name, found in named.items() if found} == {}
    assert LINKED.findall("{{ static('css/team.css') }}") == ["css/team.css"]
