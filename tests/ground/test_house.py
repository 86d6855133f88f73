"""The house keeps its plan: arrows point inward."""

from itertools import chain
from pathlib import Path

import pytest

from tests.ground import house
from tools.generate.imports import circles, file_imports

ROOT = Path(__file__).parents[2]


ROOMS = ("rules", "protocol", "storage", "actions", "live", "web")
EMPTY = {f"{room}/x": "" for room in ROOMS} | {"settings": ""}


def build(folder: Path, files: dict[str, str]) -> Path:
    """A package `workshop` of these modules, named without their ".py"."""
    package = folder / "workshop"
    for name, text in files.items():
        file = package / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return package


def test_every_import_points_inward() -> None:
    assert house.forbidden_imports(ROOT / "workshop") == []


def test_all_speak_to_the_ports_of_storage() -> None:
    assert house.past_the_ports(ROOT) == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("workshop/web/join.py", "from workshop.storage.sqlite.engines import open_engine"),
        ("workshop/storage/transaction.py", "from .sqlite import engines"),
        ("workshop/actions/cast.py", "from sqlalchemy.dialects.sqlite import insert"),
        ("tests/actions/test_cast.py", "import sqlite3"),
        ("workshop/live/writer.py", "from workshop.storage.postgres.connections import run"),
        ("workshop/web/join.py", "import psycopg"),
        ("tests/web/test_join.py", "from tests.support.files import file_of"),
    ],
)
def test_what_speaks_past_the_ports_is_found(tmp_path: Path, file: str, line: str) -> None:
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(line)
    assert [one.split(" -> ")[0] for one in house.past_the_ports(tmp_path)] == [file]
    know = tmp_path / "workshop/storage/sqlite/engines.py"
    know.parent.mkdir(parents=True)
    (tmp_path / file).replace(know)
    assert house.past_the_ports(tmp_path) == []


CIRCLES = [{"views.care", "views.room"}]
"""Modules that still import each other. Nothing is added here."""


def test_no_modules_import_each_other() -> None:
    assert [one for one in circles(ROOT / "workshop") if one not in CIRCLES] == []


def test_no_tool_needs_a_test() -> None:
    tools = ROOT / "tools"
    arrows = chain.from_iterable(file_imports(file, tools) for file in tools.rglob("*.py"))
    assert [one.place for one in arrows if one.target == "tests"] == []


def test_a_circle_is_found(tmp_path: Path) -> None:
    files = {
        "live/board": "from workshop.live.guests import Guest",
        "live/guests": "from workshop.live import devices; from workshop.rules import x",
        "live/devices": "if TYPE_CHECKING:\n    from workshop.live.board import Board",
    }
    package = build(tmp_path, EMPTY | files)
    assert circles(package) == [{"live.board", "live.guests", "live.devices"}]


def test_every_module_has_a_name_that_says_something() -> None:
    assert house.nameless(ROOT) == []


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("rules/votes", "from workshop.storage import models"),
        ("rules/votes", "from workshop import settings"),
        ("rules/votes", "import workshop.protocol"),
        ("storage/tables", "from ..actions import cast"),
        ("storage/tables", "import flask"),
        ("actions/cast", "from flask_socketio import emit"),
        ("views/desk", "from workshop.actions.cast import cast"),
        ("live/join", "from workshop.web import rooms"),
        ("web/join", "from workshop import create_app"),
        ("settings", "from workshop.rules import limits"),
        ("cli", "from tools.bench import wires"),
        ("cli", "from tests.support import room"),
        ("surprise", "from workshop.rules import limits"),
    ],
)
def test_an_arrow_outward_is_found(tmp_path: Path, room: str, line: str) -> None:
    package = build(tmp_path, EMPTY | {room: f"def later():\n    {line}\n"})
    assert len(house.forbidden_imports(package)) == 1


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("cli", "from workshop import create_app"),
        ("web/join", "from workshop import actions, settings"),
        ("web/join", "from flask import Blueprint"),
        ("storage/tables", "from .x import y; from ..rules import votes"),
        ("protocol/entries", "from workshop.rules.agenda import StageKind"),
        ("__init__", "from workshop.web import join; import flask"),
    ],
)
def test_an_arrow_inward_is_allowed(tmp_path: Path, room: str, line: str) -> None:
    package = build(tmp_path, EMPTY | {room: line})
    assert house.forbidden_imports(package) == []


def test_what_is_nameless_is_found(tmp_path: Path) -> None:
    build(tmp_path, {"utils": "", "web/votes": ""})
    assert house.nameless(tmp_path) == ["workshop/utils.py"]
