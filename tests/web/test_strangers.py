"""A hosted server tells strangers nothing, and each of its answers carries what it must."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.conftest import Place
from tests.support.server import Server, running
from workshop.settings import Settings
from workshop.web.guarding.every_answer import HTTPS_FOR, EveryAnswer, Start

SECRET = "a text of more than twenty characters"
PROXIED = {
    "Host": "workshop.example",
    "Origin": "https://workshop.example",
    "X_Forwarded_Proto": "https",
    "X_Forwarded_Host": "workshop.example",
}
SOCKET = "/socket.io/?EIO=4&transport=websocket"


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    options = ("--port", "0", "--public-url", "https://workshop.example")
    folder = tmp_path_factory.mktemp("hosted") / "data"
    with running(folder, *options, WORKSHOP_FACILITATOR_SECRET=SECRET) as server:
        yield server


def opened(server: Server) -> None:
    cookie = server.trade(SECRET, **PROXIED).cookie
    given = {"title": "A quiet merger", "team": "Cellar", "template": "60"}
    reply = server.post("/desk/new", given, Cookie=cookie, **PROXIED)
    assert reply.status == 303, reply.text


def test_strangers_learn_nothing_at_the_bare_address(hosted: Server) -> None:
    opened(hosted)
    pages = [
        hosted.get("/", **PROXIED),
        hosted.post("/join", {"code": "AAAAAA"}, **PROXIED),
        hosted.get("/j/AAAAAABBBB", **PROXIED),
    ]
    assert [one.status for one in pages] == [200, 404, 404]
    for page in pages:
        assert "A quiet merger" not in page.text and "Cellar" not in page.text


@pytest.mark.parametrize(
    ("path", "status", "host"),
    [
        ("/", 200, "workshop.example"),
        ("/nothing", 404, "workshop.example"),
        ("/desk/", 401, "workshop.example"),
        ("/", 421, "evil.example"),
        ("/healthz", 200, "workshop.example"),
        ("/static/none.js", 404, "workshop.example"),
        (SOCKET, 400, "workshop.example"),
    ],
)
def test_every_answer_of_a_hosted_server_keeps_browsers_to_https(
    hosted: Server, path: str, status: int, host: str
) -> None:
    reply = hosted.get(path, **{**PROXIED, "Host": host, "X_Forwarded_Host": host})
    assert reply.status == status, reply.text
    assert reply.headers.get_all("Strict-Transport-Security") == [f"max-age={HTTPS_FOR}"]
    assert reply.headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert reply.headers.get_all("Cache-Control") == ["no-store"]


def test_a_refused_form_keeps_browsers_to_https_too(hosted: Server) -> None:
    reply = hosted.post("/join", {"code": "x" * 70_000}, **PROXIED)
    assert reply.status == 413 and reply.headers["Strict-Transport-Security"]


def test_a_laptop_speaks_http_and_says_so(place: Place) -> None:
    for path in ("/", "/nothing", SOCKET):
        headers = place.server.get(path).headers
        assert headers["Strict-Transport-Security"] is None
        assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
        assert headers.get_all("Cache-Control") == ["no-store"]


@pytest.mark.parametrize(
    ("public", "kept"),
    [
        ("https://workshop.example", True),
        ("https://workshop.example:443", True),
        ("https://office.example:8443", False),
    ],
)
def test_sites_at_other_ports_of_the_host_are_left_alone(
    tmp_path: Path, public: str, kept: bool
) -> None:
    said: dict[str, str] = {}

    def inside(_environ: object, start: Start) -> list[bytes]:
        start("200 OK", [])
        return []

    def start(_status: str, headers: list[tuple[str, str]]) -> None:
        said.update(headers)

    EveryAnswer(inside, Settings(data=tmp_path, public_url=public))({}, start)
    assert ("Strict-Transport-Security" in said) == kept
