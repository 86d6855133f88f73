"""The program itself behind the proxies of deploy/: pages, sockets and cards come through."""

from collections.abc import Iterator

import pytest

from tests.support.balancers import KINDS, ONE, Balancer
from tests.support.proxy import HostedServer, hold_port
from tests.support.waiting import until
from tests.web.test_hosting import CARD, SECRET, HostedPlace, card_through


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
