"""The proxies of deploy/ before three processes: the workshop's id alone says which one answers."""

import http.client
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import websocket

from tests.support.backends import Backend
from tests.support.balancers import KINDS, ONE, VISITOR, Balancer
from tests.support.proxy import HostedServer, hold_port
from tests.support.server import Client
from tests.support.waiting import WITHIN, until
from tests.web.test_hosting import CARD, SECRET, HostedPlace, card_through

IDS = [f"Workshop{number:04}" for number in range(24)]
ENOUGH = 3
"""Number of health checks after which a proxy has judged a process."""
PATIENCE = 30.0
"""Seconds: longer than a proxy needs to judge, shorter than it bears a socket without pings."""
DRIP = 0.2
"""Seconds between two bytes of a body."""
CHECKING = ("haproxy", "caddy")
"""The proxies that ask processes whether they are ready."""


class Before:
    """A proxy before three processes."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind = kind
        self.backends = {name: Backend(name) for name in "abc"}
        self.proxy = Balancer(kind, folder, [one.port for one in self.backends.values()])
        until(self.all_answer, says=self.proxy.written)
        self.homes = {id_: self.home(id_) for id_ in IDS}

    def all_answer(self) -> bool:
        """True once each process has got something."""
        return {self.home(id_) for id_ in IDS} == set(self.backends)

    def home(self, id_: str) -> str:
        """The process that gives a workshop's page; "" if none does."""
        reply = self.proxy.get(f"/w/{id_}/")
        return reply.text if reply.status == 200 else ""

    def of(self, name: str) -> list[str]:
        """The workshops of a process."""
        return [id_ for id_ in IDS if self.homes[id_] == name]

    def is_whole(self) -> bool:
        """True if each workshop is where it was at first."""
        return all(self.home(id_) == self.homes[id_] for id_ in IDS)

    def stop(self) -> None:
        """Ends all of it."""
        self.proxy.stop()
        for backend in self.backends.values():
            backend.stop()


def has_ended(line: websocket.WebSocket) -> bool:
    """True once a websocket has ended, False if it has not in time; it is let go of."""
    line.settimeout(PATIENCE)
    try:
        return not line.recv()
    except websocket.WebSocketTimeoutException:
        return False
    except (websocket.WebSocketException, OSError):
        return True
    finally:
        line.shutdown()


@pytest.fixture(scope="module", params=KINDS)
def before(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator:
    made = Before(request.param, tmp_path_factory.mktemp(request.param))
    yield made
    made.stop()


def test_pages_of_a_workshop_go_to_one_process(before: Before) -> None:
    for id_, home in before.homes.items():
        for path in (f"/desk/{id_}/", f"/desk/{id_}/links", f"/screen/{id_}/", f"/leader/{id_}/"):
            assert before.proxy.get(path).text == home


def test_a_websocket_passes_both_ways(before: Before) -> None:
    for id_ in IDS[:6]:
        line = before.proxy.websocket(id_)
        assert line.recv() == before.homes[id_]
        line.send("something")
        assert line.recv() == before.homes[id_]
        line.shutdown()


def test_what_names_no_workshop_goes_to_several_processes(before: Before) -> None:
    until(lambda: len({before.proxy.get("/desk/").text for _ in range(12)}) > 1)


def test_a_killed_process_loses_its_workshops_at_once_and_the_others_keep_theirs(
    before: Before,
) -> None:
    line = before.proxy.websocket(before.of("a")[0])
    assert line.recv() == "a"
    before.backends["a"].die()
    assert has_ended(line)
    # Each of them answered, at the first try.
    now = {id_: before.home(id_) for id_ in IDS}
    assert {now[id_] for id_ in before.of("a")} == {"b", "c"}
    assert all(now[id_] == home for id_, home in before.homes.items() if home != "a")
    before.backends["a"].start()
    until(before.is_whole)


def test_a_process_that_is_not_ready_gets_nothing_new_and_keeps_its_sockets(
    before: Before,
) -> None:
    if before.kind not in CHECKING:
        pytest.skip("It asks no process whether it is ready.")
    line = before.proxy.websocket(before.of("b")[0])
    assert line.recv() == "b"
    before.backends["b"].ready = False
    until(lambda: all(before.home(id_) in {"a", "c"} for id_ in before.of("b")))
    line.send("something")
    assert line.recv() == "b"
    line.shutdown()
    before.backends["b"].ready = True
    until(before.is_whole)


@pytest.mark.long
def test_the_sockets_of_a_process_that_hangs_end(before: Before) -> None:
    if before.kind != "haproxy":
        pytest.skip("It leaves them until the phone gives up.")
    line = before.proxy.websocket(before.of("c")[0])
    assert line.recv() == "c"
    before.backends["c"].hang()
    assert has_ended(line)
    assert all(before.home(id_) in {"a", "b"} for id_ in before.of("c"))
    before.backends["c"].go_on()
    until(before.is_whole)


def test_where_none_is_ready_all_are_asked_as_before(before: Before) -> None:
    if before.kind != "haproxy":
        pytest.skip("Caddy answers 503 itself then, and nginx never knows.")
    for backend in before.backends.values():
        backend.ready, backend.refused = False, 0
    until(lambda: min(backend.refused for backend in before.backends.values()) > ENOUGH)
    until(before.is_whole)
    for backend in before.backends.values():
        backend.ready = True
    until(before.is_whole)


def test_the_largest_body_passes(before: Before) -> None:
    largest = b"x" * (20 * 1024 * 1024 + 4096)
    reply = before.proxy.ask("POST", "/desk/stories/packs/import", largest)
    assert (reply.status, reply.text in before.backends) == (200, True)


def test_the_visitors_address_goes_no_further(before: Before) -> None:
    before.proxy.get("/w/Workshop0000/?seen", X_Forwarded_For="198.51.100.7")
    heads = [head for backend in before.backends.values() for head in backend.heads]
    assert any("?seen" in head for head in heads)
    for head in heads:
        assert VISITOR not in head and "198.51.100.7" not in head
        assert "x-forwarded-proto: https" in head.lower()


def test_an_address_without_https_leads_to_the_right_one(before: Before) -> None:
    connection = http.client.HTTPConnection("localhost", before.proxy.http, timeout=WITHIN)
    connection.request("GET", "/j/ABCDEF", headers={"Host": "localhost"})
    reply = connection.getresponse()
    reply.read()
    connection.close()
    assert reply.status in {301, 308}
    assert reply.headers["Location"].startswith("https://localhost")
    assert reply.headers["Location"].endswith("/j/ABCDEF")


def test_no_line_holds_an_address_or_a_path_even_where_nobody_answers(before: Before) -> None:
    line = before.proxy.websocket(IDS[0])
    for backend in before.backends.values():
        backend.die()
    assert line.recv() in before.backends and has_ended(line)
    assert not before.home(IDS[0])
    for backend in before.backends.values():
        backend.start()
    until(before.is_whole)
    written = before.proxy.written()
    assert written
    for trace in (VISITOR, "Workshop0", "/w/", "socket.io", "GET ", "POST"):
        assert trace not in written


@pytest.mark.parametrize("kind", ["haproxy", pytest.param("nginx", marks=pytest.mark.long)])
def test_an_address_with_too_many_connections_gets_no_more_and_others_do(
    kind: str, tmp_path: Path
) -> None:
    changes = {
        "haproxy": {"sc0_conn_cur gt 6000": "sc0_conn_cur gt 3"},
        "nginx": {"one_address 6000": "one_address 3"},
    }
    backends = [Backend(name) for name in "abc"]
    proxy = Balancer(kind, tmp_path, [one.port for one in backends], changes[kind])
    lines: list[websocket.WebSocket] = []
    try:
        until(lambda: proxy.get(f"/w/{IDS[0]}/").status == 200, says=proxy.written)
        until(lambda: _is_refused(proxy, lines), says=proxy.written)
        assert 2 <= len(lines) <= 3
        elsewhere = Client(proxy.https)
        elsewhere.connect = lambda: http.client.HTTPSConnection(  # type: ignore[method-assign]
            "localhost", proxy.https, timeout=WITHIN, context=proxy.tls
        )
        assert elsewhere.get(f"/w/{IDS[0]}/").status == 200
        lines.pop().shutdown()
        until(lambda: not _is_refused(proxy, lines), says=proxy.written)
    finally:
        for line in lines:
            line.shutdown()
        proxy.stop()
        for one in backends:
            one.stop()


@pytest.mark.parametrize("kind", ["haproxy", pytest.param("caddy", marks=pytest.mark.long)])
def test_a_body_that_drips_in_is_refused(kind: str, tmp_path: Path) -> None:
    changes = {
        "haproxy": {"timeout http-request 15s": "timeout http-request 1s"},
        "caddy": {"read_body 75s": "read_body 1s"},
    }
    backends = [Backend(name) for name in "abc"]
    proxy = Balancer(kind, tmp_path, [one.port for one in backends], changes[kind])
    try:
        until(lambda: proxy.get(f"/w/{IDS[0]}/").status == 200, says=proxy.written)
        with _begins_a_body(proxy) as line:
            until(lambda: _is_answered(line), says=proxy.written)
        # HAProxy has the whole of a small body before it asks a process. Caddy passes it on.
        heard = any("POST" in head for one in backends for head in one.heads)
        assert heard == (kind == "caddy")
    finally:
        proxy.stop()
        for one in backends:
            one.stop()


def _begins_a_body(proxy: Balancer) -> ssl.SSLSocket:
    line = socket.create_connection(("127.0.0.1", proxy.https), WITHIN, (VISITOR, 0))
    begun = proxy.tls.wrap_socket(line, server_hostname="localhost")
    begun.sendall(b"POST /join HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000\r\n\r\n")
    begun.settimeout(DRIP)
    return begun


def _is_answered(line: ssl.SSLSocket) -> bool:
    """Sends one more byte of a body; True if it was answered, or the connection was ended."""
    try:
        line.sendall(b"x")
        line.recv(4096)
    except TimeoutError:
        return False
    except OSError:
        pass
    return True


def _is_refused(proxy: Balancer, lines: list[websocket.WebSocket]) -> bool:
    """Opens one more line; True if it is not let in."""
    try:
        lines.append(proxy.websocket(IDS[0]))
    except (OSError, websocket.WebSocketException):
        return True
    return False


# The program itself behind the proxies of deploy/: pages, sockets and cards come through.
@pytest.fixture(scope="module", params=[*KINDS, pytest.param(ONE, marks=pytest.mark.long)])
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HostedPlace]:
    folder = tmp_path_factory.mktemp(request.param)
    with hold_port() as held:
        port = held.getsockname()[1]
        proxy = Balancer(request.param, folder, [port] * 3)
        server = HostedServer(folder / "data", proxy, SECRET, {})
        # The proxy has found nobody behind it until now, and asks again.
        until(lambda: server.get("/").status == 200)
        yield HostedPlace(server, server.trade(SECRET).cookie, proxy)
        server.stop()
        proxy.stop()


def test_a_card_arrives_and_the_proxy_has_written_nothing(place: HostedPlace) -> None:
    id_ = card_through(place)
    written = place.proxy.written()
    for trace in (CARD, id_, "/w/", "/desk", "socket.io", "GET ", "POST"):
        assert trace not in written
