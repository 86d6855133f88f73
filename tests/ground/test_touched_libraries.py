"""The insides of libraries that this program touches, which may change with any of their releases.

Such a library is held to one minor version (`~=`). Whoever raises it reads here what to look at.
"""

import importlib
import tomllib
from functools import reduce
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOUCHED = {
    "flask-socketio": {
        "flask_socketio:SocketIO.init_app": "its `server` is taken, with the options of ours",
    },
    "python-socketio": {
        "socketio:Manager.emit": "live/fanout.py sends one frame to a room instead",
        "socketio:Manager.get_participants": "live/fanout.py asks who is in a room",
        "socketio:Manager.is_sid_room": "live/fanout.py tells rooms from clients",
        "socketio:Server._handle_eio_message": "live/sockets.py stands before it",
        "socketio.packet:Packet.encode": "live/padded_packet.py gives answers one size",
    },
    "python-engineio": {
        "engineio:Server.send_packet": "live/sockets.py replaces it",
        "engineio:Server.disconnect": "live/sockets.py replaces it",
        "engineio:Server.start_background_task": "live/pings.py takes its pings over",
        "engineio.socket:Socket._send_ping": "live/pings.py knows it by its name",
        "engineio.socket:Socket.poll": "live/waiting_packets.py gives it one packet at a time",
        "engineio.socket:Socket.send": "live/fanout.py puts packets into its queue",
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
