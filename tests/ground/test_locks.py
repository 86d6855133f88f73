"""The locks: complete, hashed, the same versions in both, and free of addresses."""

import ast
import importlib
import pkgutil
import re
import tomllib
from functools import reduce
from pathlib import Path
from types import ModuleType

import pytest

import workshop

ROOT = Path(__file__).parents[2]
LOCKS = (
    "requirements.lock", "requirements-dev.lock", "requirements-server.lock", "package-lock.json",
)  # fmt: skip
NAME = re.compile(r"^([A-Za-z0-9._-]+)")


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def pins(lock: str) -> dict[str, str]:
    """Name -> version of every package in a requirements lock."""
    text = (ROOT / lock).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", text, re.MULTILINE))


def names(*extras: str) -> set[str]:
    """The direct dependencies of the project and of these extras, as locks spell them."""
    listed = list(project()["dependencies"])
    for extra in extras:
        listed += project()["optional-dependencies"][extra]
    return {NAME.match(line)[1].lower().replace("_", "-").replace(".", "-") for line in listed}


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_holds_an_address(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text("utf-8")


def test_every_direct_dependency_is_locked() -> None:
    assert names("build") <= pins("requirements.lock").keys()
    assert names("build", "dev") <= pins("requirements-dev.lock").keys()
    assert names("build", "server") <= pins("requirements-server.lock").keys()


def test_the_development_lock_contains_the_runtime_lock() -> None:
    # run.py takes an environment made for the tests as good enough for a start.
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_what_several_processes_need_is_what_was_tested() -> None:
    tested, server = pins("requirements-dev.lock"), pins("requirements-server.lock")
    assert pins("requirements.lock").items() <= server.items()
    assert {name: tested.get(name) for name in names("server")}.items() <= server.items()


@pytest.mark.parametrize("lock", LOCKS[:3])
def test_every_pin_has_hashes(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8"))
    bare = [entry for entry in entries if "==" in entry and "--hash=sha256:" not in entry]
    assert bare == []


def test_the_page_of_dependencies_lists_what_is_locked() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| ([a-z0-9-]+) \| (\S+) \| \d{4}-\d\d-\d\d \|$", page, re.M))
    assert listed == pins("requirements-server.lock")


# What may change with any release of a library, and would not be noticed at once.
PRIVATE = {
    "python-engineio": {
        "engineio:Server._async": "live/engine.py puts our websocket there",
        "engineio.socket:Socket._send_ping": "live/periodic.py knows it, and pings by itself",
    },
    "werkzeug": {
        "werkzeug.routing:Rule._compile_builder": "web/application.py has it called late",
    },
    "gevent": {
        "gevent.pywsgi:WSGIHandler._sendall": "serving.py limits its time",
        "gevent.pywsgi:Input._discard": "serving.py stands before it",
    },
    "python-docx": {
        "docx.text.paragraph:Paragraph._p": "summary/formats writes what Word needs into its XML",
        "docx.text.run:Run._r": "the same, of a part of a paragraph",
        "docx.table:Table._tbl": "the same, of a table",
    },
}
"""By library: each private name that the program uses, as "module:name", and who uses it for what.
"""
REPLACED = {
    "flask-socketio": {
        "flask_socketio:SocketIO.init_app": "its `server` is given our engine",
    },
    "python-socketio": {
        "socketio:Manager.emit": "live/sockets.py sends one frame to a room instead",
        "socketio:Manager.get_participants": "live/sockets.py asks who is in a room",
        "socketio:Manager.is_sid_room": "live/sockets.py tells rooms from clients",
        "socketio.packet:Packet.encode": "live/sockets.py gives answers one size",
    },
    "python-engineio": {
        "engineio:Server.create_queue": "live/engine.py has its own",
        "engineio:Server.send_packet": "the same",
        "engineio:Server.disconnect": "the same",
        "engineio:Server.start_background_task": "live/engine.py begins none for pings",
        "engineio.socket:Socket.poll": "live/waiting_packets.py gives it one packet at a time",
        "engineio.packet:Packet.encode": "live/waiting_packets.py has one frame for all",
    },
    "gevent": {
        "gevent.pywsgi:WSGIHandler.read_requestline": "serving.py limits its time",
        "gevent.pywsgi:WSGIHandler.read_request": "serving.py prints nothing about its faults",
        "gevent.pywsgi:WSGIHandler.MessageClass": "serving.py limits what it reads",
        "gevent.pywsgi:WSGIHandler.get_environ": "serving.py puts `workshop.whole` there",
        "gevent.pywsgi:WSGIHandler.handle_one_response": "serving.py closes what was upgraded",
    },
}
"""By library: what is public, and works otherwise here."""
PARTS = [part for table in (PRIVATE, REPLACED) for parts in table.values() for part in parts]
OPEN = {"_asdict", "_replace", "_exit", "_get_current_object"}
"""Documented names that begin with an underscore."""
SECRET = re.compile(r"_[a-z]")


@pytest.mark.parametrize("part", PARTS)
def test_what_is_touched_is_there(part: str) -> None:
    module, _, path = part.partition(":")
    *outer, name = path.split(".")
    owner = reduce(getattr, outer, importlib.import_module(module))
    assert hasattr(owner, name) or name in owner.__init__.__code__.co_names


def test_no_other_private_name_is_used() -> None:
    listed = {part.rsplit(".")[-1] for parts in PRIVATE.values() for part in parts}
    used = set().union(*map(private_names, (ROOT / "workshop").rglob("*.py"))) - OPEN
    for module in pkgutil.walk_packages(workshop.__path__, "workshop."):
        used |= overridden(importlib.import_module(module.name))
    assert used <= listed
    assert len(listed) <= 12


def private_names(path: Path) -> set[str]:
    """The private names that a module takes from an object of another module."""
    tree = [*ast.walk(ast.parse(path.read_text("utf-8")))]
    defined = {one.name for one in tree if isinstance(one, ast.FunctionDef | ast.ClassDef)}
    taken = set()
    for one in tree:
        if isinstance(one, ast.Attribute) and SECRET.match(one.attr):
            on_self = isinstance(one.value, ast.Name) and one.value.id in ("self", "cls")
            (defined if on_self else taken).add(one.attr)
    return taken - defined


def overridden(module: ModuleType) -> set[str]:
    """The private names of others' classes for which the classes of a module have their own."""
    return {
        name
        for one in vars(module).values() if isinstance(one, type)
        for name, body in vars(one).items() if SECRET.match(name) and is_own(body)
        for base in one.__mro__[1:] if name in vars(base) and not is_own(base)
    }  # fmt: skip


def is_own(one: object) -> bool:
    return str(getattr(one, "__module__", "")).startswith("workshop.")


@pytest.mark.parametrize("library", {**PRIVATE, **REPLACED})
def test_a_touched_library_is_held_to_one_minor_version(library: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (wanted,) = [one for one in project["dependencies"] if one.startswith(library)]
    name, held, version = wanted.partition("~=")
    assert (name, held) == (library, "~=")
    assert f"\n{library}=={version}" in (ROOT / "requirements.lock").read_text("utf-8")
