"""People sign in by a proxy that names them, if it knows the secret."""

from collections.abc import Iterator

import pytest

from tests.support.openid.house import SECRET, desk_cookie
from tests.support.proxy import HostedServer, hosted

WAY = "/desk/sign-in/proxy"
OF_THE_PROXY = "only the proxy and the server know this"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostedServer]:
    given = {"WORKSHOP_PROXY_USER_HEADER": "X-Remote-User", "WORKSHOP_PROXY_SECRET": OF_THE_PROXY}
    with hosted(tmp_path_factory.mktemp("trusted"), SECRET, lambda _: given) as (server, _proxy):
        yield server


def test_who_is_named_signs_in_and_is_known_the_next_time(server: HostedServer) -> None:
    assert f'href="{WAY}"' in server.get("/enter").text
    named = {"X_Remote_User": "ana@example.org", "X_Workshop_Proxy_Secret": OF_THE_PROXY}
    cookies = [desk_cookie(server.get(WAY, **named)) for _ in range(2)]
    assert [server.get("/desk/", Cookie=cookie).status for cookie in cookies] == [200, 200]
    owner = server.trade(SECRET).cookie
    page = server.get("/desk/operator/", Cookie=owner).text
    assert page.count("ana@example.org</p>") == 1


def test_names_in_other_letters_are_different_people(server: HostedServer) -> None:
    for name in ("вера", "веса"):
        sent = name.encode().decode("latin-1")
        reply = server.get(WAY, X_Remote_User=sent, X_Workshop_Proxy_Secret=OF_THE_PROXY)
        assert desk_cookie(reply)
    page = server.get("/desk/operator/", Cookie=server.trade(SECRET).cookie).text
    assert (page.count(">вера<"), page.count(">веса<")) == (1, 1)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X_Remote_User": "ana@example.org"},
        {"X_Remote_User": "ana@example.org", "X_Workshop_Proxy_Secret": OF_THE_PROXY + "!"},
        {"X_Workshop_Proxy_Secret": OF_THE_PROXY},
        {"X_Remote_User": "a" * 256, "X_Workshop_Proxy_Secret": OF_THE_PROXY},
        {"X_Remote_User": "ana, ben", "X_Workshop_Proxy_Secret": OF_THE_PROXY},
        {"X_Remote_User": "o--n", "X_Workshop_Proxy_Secret": OF_THE_PROXY},
        {"X_Remote_User": "\xff", "X_Workshop_Proxy_Secret": OF_THE_PROXY},
    ],
)
def test_without_the_secret_or_a_name_nobody_signs_in(
    server: HostedServer, headers: dict[str, str]
) -> None:
    reply = server.get(WAY, **headers)
    assert (reply.status, desk_cookie(reply)) == (403, "")
    assert "did not let you in" in reply.text


def test_the_header_alone_is_nobody_on_any_other_page(server: HostedServer) -> None:
    named = {"X_Remote_User": "ana@example.org", "X_Workshop_Proxy_Secret": OF_THE_PROXY}
    assert server.get("/desk/", **named).status == 401
    assert server.get("/desk/sign-in", **named).status == 404


def test_another_site_cannot_sign_its_visitors_in_by_a_picture(server: HostedServer) -> None:
    named = {"X_Remote_User": "ana@example.org", "X_Workshop_Proxy_Secret": OF_THE_PROXY}
    for dest, status in (("image", 403), ("iframe", 403), ("empty", 403), ("document", 200)):
        reply = server.get(WAY, Sec_Fetch_Dest=dest, **named)
        assert (reply.status, bool(desk_cookie(reply))) == (status, status == 200)
