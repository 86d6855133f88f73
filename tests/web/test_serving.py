"""The command: one server for a data directory, its port, its log, its end."""

import socket
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from tests.live.conftest import Place
from tests.support.forking import ROOT
from tests.support.server import Server, running
from tests.support.waiting import START_WITHIN


def second_start(data: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "workshop", "--no-browser", "--data", str(data), *options]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=START_WITHIN, check=False
    )


def test_started_again_it_opens_the_one_that_runs(tmp_path: Path) -> None:
    with running(tmp_path / "data") as server:
        again = second_start(server.data, "--host", "127.0.0.1")
        assert again.returncode == 0, again.stderr
        assert "already running" in again.stdout
        secret = again.stdout.partition("/enter#")[2].split()[0]
        assert f":{server.port}/enter#" in again.stdout
        assert server.trade(secret).status == 200


def test_only_a_room_is_told_to_join_by_the_same_wifi(tmp_path: Path) -> None:
    with running(tmp_path / "room") as server:
        assert "Participants join here, on the same Wi-Fi:" in server.printed
    hosted = ("--port", "0", "--public-url", "https://workshop.example.org")
    secret = "a text of more than twenty characters"
    with running(tmp_path / "hosted", *hosted, WORKSHOP_FACILITATOR_SECRET=secret) as server:
        assert "Participants join here:" in server.printed


def test_a_start_says_where_the_desk_is_found_again_and_which_workshops_are_open(
    tmp_path: Path,
) -> None:
    with running(tmp_path / "room") as server:
        assert f":{server.port}/desk/" in server.printed and "Open:" not in server.printed
        server.new_workshop(server.sign_in(), title="Spring release")
    again = Server(tmp_path / "room")
    again.stop()
    assert "Open: Spring release" in again.printed
    hosted = ("--port", "0", "--public-url", "https://workshop.example.org")
    secret = "a text of more than twenty characters"
    with running(tmp_path / "room", *hosted, WORKSHOP_FACILITATOR_SECRET=secret) as server:
        assert "Spring release" not in server.printed, "what a hosted server prints is a log"


def test_the_port_is_remembered(tmp_path: Path) -> None:
    with running(tmp_path / "data") as server:
        port = server.port
    again = Server(tmp_path / "data")
    again.stop()
    assert again.port == port


def test_another_port_is_taken_only_when_a_stranger_has_it_and_that_is_said(tmp_path: Path) -> None:
    with running(tmp_path / "data") as server:
        port = server.port
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", port))
        stranger.listen()
        again = Server(tmp_path / "data")
        again.stop()
    assert again.port != port
    assert f"Port {port} is in use by another program" in again.printed


def test_it_stops_cleanly_and_leaves_no_lock(tmp_path: Path) -> None:
    server = Server(tmp_path / "data", "--port", "0")
    assert server.stop() == "" and server.exit_code == 0
    with running(tmp_path / "data") as again:
        assert again.get("/").status == 200


def test_the_log_holds_nothing_of_who_asked_for_what(tmp_path: Path) -> None:
    server = Server(tmp_path / "data", "--port", "0")
    place = Place(server, server.sign_in())
    id_ = place.workshop()
    server.get(f"/w/{id_}/?secret=sesame", User_Agent="a-phone")
    server.get("/socket.io/?EIO=4&transport=websocket&sid=made-up", Origin="http://evil.example")
    server.get("/socket.io/?EIO=4&transport=websocket&sid=made-up")
    server.post("/join", {"code": "SESAME"})
    log = server.stop() + server.printed
    for trace in ("sesame", "SESAME", "a-phone", "made-up", "evil", id_, "/join"):
        assert trace not in log


def test_a_wrong_setting_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    refused = second_start(tmp_path / "data", "--public-url", "http://plain.example")
    assert refused.returncode != 0 and "must start with https://" in refused.stderr


def test_the_version_is_told() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "workshop", "--version"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0 and f" {version('failure-workshop')}\n" in told.stdout
