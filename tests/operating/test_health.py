"""A proxy is told that a process lives, and whether people may be sent to it."""

from pathlib import Path
from typing import Any

import pytest

from tests.operating.conftest import Process, says
from tests.support.server import running
from workshop.operating.health import DATABASE_PART, DAY_KEYS_PART, OLD_FILE, Health, HealthPages


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The moment that was set."""
        return self.now


def asked(health: Health, path: str, method: str = "GET") -> tuple[str, str]:
    found: list[Any] = []

    def inside(_environ: dict[str, Any], start: Any) -> list[bytes]:
        start("404 Not Found", [])
        return [b"inside"]

    def start(status: str, _headers: object) -> None:
        found.append(status)

    body = HealthPages(inside, health)({"PATH_INFO": path, "REQUEST_METHOD": method}, start)
    return found[0], b"".join(body).decode().strip()


@pytest.mark.parametrize(
    ("silent", "status", "said"),
    [
        ([], "200 OK", "Ready."),
        ([DATABASE_PART], "503 Service Unavailable", "Not ready: no answer from database."),
        ([DAY_KEYS_PART], "503 Service Unavailable", OLD_FILE),
        (
            [DAY_KEYS_PART, DATABASE_PART],
            "503 Service Unavailable",
            "Not ready: no answer from database.",
        ),
    ],
)
def test_a_process_is_ready_if_what_it_cannot_do_without_answers(
    silent: list[str], status: str, said: str
) -> None:
    health = Health()
    for name in silent:
        health.note(name, False)
    assert asked(health, "/readyz") == (status, said)
    for name in silent:
        health.note(name, True)
    assert asked(health, "/readyz") == ("200 OK", "Ready.")


def test_a_process_that_ends_lives_and_is_not_ready() -> None:
    health = Health(draining=True)
    assert asked(health, "/readyz")[0] == "503 Service Unavailable"
    assert asked(health, "/healthz") == ("200 OK", "This process lives.")


def test_silence_counts_from_its_beginning() -> None:
    clock = Clock()
    health = Health(clock)
    clock.now = 10.0
    health.note(DATABASE_PART, False)
    clock.now = 14.0
    health.note(DATABASE_PART, False)
    assert health.silent_for(DATABASE_PART) == 4.0
    health.note(DATABASE_PART, True)
    assert health.silent_for(DATABASE_PART) == 0.0


def test_all_other_pages_and_all_that_is_sent_are_left_to_others() -> None:
    health = Health()
    assert asked(health, "/readyz/")[1] == "inside"
    assert asked(health, "/readyz", "POST")[1] == "inside"
    assert asked(health, "/healthz", "HEAD") == ("200 OK", "")


def test_a_laptop_is_always_ready(tmp_path: Path) -> None:
    with running(tmp_path / "data") as server:
        for path in ("/healthz", "/readyz"):
            reply = server.get(path, Host="10.0.0.7:8000")
            assert reply.status == 200 and reply.headers["Set-Cookie"] is None
        assert server.get("/", Host="10.0.0.7:8000").status == 421


@pytest.mark.postgres
def test_a_process_of_several_says_that_it_is_ready(process: Process) -> None:
    says(process, 200, "Ready.")
    assert "Everything is kept in PostgreSQL" in process.printed
    assert process.at_address("/healthz").status == 200
    assert process.at_address("/").status == 421
