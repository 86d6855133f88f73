"""The locks: complete, hashed, the same versions in both, and free of addresses."""

import importlib
import re
import tomllib
from functools import reduce
from pathlib import Path

import pytest

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


# The insides of libraries that this program touches, which may change with any of their releases.
TOUCHED = {
    "flask-socketio": {
        "flask_socketio:SocketIO.init_app": "its `server` is taken, with the options of ours",
    },
    "python-socketio": {
        "socketio:Manager.emit": "live/sockets.py sends one frame to a room instead",
        "socketio:Manager.get_participants": "live/sockets.py asks who is in a room",
        "socketio:Manager.is_sid_room": "live/sockets.py tells rooms from clients",
        "socketio:Server._handle_eio_message": "live/sockets.py stands before it",
        "socketio.packet:Packet.encode": "live/sockets.py gives answers one size",
    },
    "python-engineio": {
        "engineio:Server.send_packet": "live/sockets.py replaces it",
        "engineio:Server.disconnect": "live/sockets.py replaces it",
        "engineio:Server.start_background_task": "live/periodic.py takes its pings over",
        "engineio.socket:Socket._send_ping": "live/periodic.py knows it by its name",
        "engineio.socket:Socket.poll": "live/waiting_packets.py gives it one packet at a time",
        "engineio.socket:Socket.send": "live/sockets.py puts packets into its queue",
        "engineio.packet:Packet.encode": "live/waiting_packets.py has one frame for all",
        "engineio.async_drivers.gevent:_async": "live/sockets.py puts ours there",
    },
    "simple-websocket": {
        "simple_websocket:Server.__init__": "live/transport.py hands it a socket as gunicorn does",
        "simple_websocket:Server.handshake": "live/transport.py puts a Wire there first",
        "wsproto:WSConnection.events": "live/counted_frames.py counts them one by one",
        "simple_websocket:Server._handle_events": "live/transport.py reads without a thread",
    },
    "werkzeug": {
        "werkzeug.routing:Rule._compile_builder": "web/application.py has it called late",
    },
    "gevent": {
        "gevent.pywsgi:WSGIHandler.read_requestline": "serving.py limits its time",
        "gevent.pywsgi:WSGIHandler.MessageClass": "serving.py limits what it reads",
        "gevent.pywsgi:WSGIHandler.get_environ": "serving.py puts `workshop.whole` there",
        "gevent.pywsgi:WSGIHandler.handle_one_response": "serving.py closes what was upgraded",
        "gevent.pywsgi:WSGIHandler._connection_upgrade_requested": "serving.py asks it",
        "gevent.pywsgi:WSGIHandler._sendall": "serving.py limits its time",
        "gevent.pywsgi:WSGIHandler._handle_client_error": "serving.py prints nothing",
        "gevent.pywsgi:Input._discard": "serving.py stands before it",
        "gevent.monkey:get_original": "storage/threads.py takes real threads",
        "gevent.queue:JoinableQueue._put": "live/waiting_packets.py counts bytes",
        "gevent.queue:JoinableQueue._get": "live/waiting_packets.py counts bytes",
        "gevent.socket:socket._sock": "live/transport.py writes to it without waiting",
    },
}
"""By library: each inner part, as "module:attribute", and who touches it for what."""
PARTS = [part for parts in TOUCHED.values() for part in parts]


@pytest.mark.parametrize("part", PARTS)
def test_what_is_touched_is_there(part: str) -> None:
    module, _, path = part.partition(":")
    reduce(getattr, path.split("."), importlib.import_module(module))


@pytest.mark.parametrize("library", TOUCHED)
def test_a_touched_library_is_held_to_one_minor_version(library: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (wanted,) = [one for one in project["dependencies"] if one.startswith(library)]
    name, held, version = wanted.partition("~=")
    assert (name, held) == (library, "~=")
    assert f"\n{library}=={version}" in (ROOT / "requirements.lock").read_text("utf-8")
