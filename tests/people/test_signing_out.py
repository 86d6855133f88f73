"""Signing out: in a browser, at the provider, and by what the provider says of its sessions."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from sqlalchemy import update

from tests.support.beside import change_library
from tests.support.hosted_teams import Teams
from tests.support.openid.house import House, house_with_provider
from tests.support.openid.signing_in import CLIENT, ENDED, KEYS
from tests.support.sockets import Socket, desk
from tests.support.waiting import WITHIN, until
from workshop.ending.endings import CHECK
from workshop.pretend.client.packets import NotLetIn
from workshop.storage.people_tables import SignIn
from workshop.web.people.provider_pages import SIGN_INS_AT_ONCE

EVENTS: dict[str, object] = {"http://schemas.openid.net/event/backchannel-logout": {}}


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house_with_provider(tmp_path_factory.mktemp("signing-out"), NAME="Club") as house:
        yield house


def is_in(house: House, cookie: str) -> bool:
    return house.server.get("/desk/", Cookie=cookie).status == 200


def says(house: House, by: str = "own", **claims: object) -> int:
    """The status with which our server answers the provider that says this."""
    now = int(time.time())
    usual = {
        "iss": house.provider.issuer, "aud": CLIENT, "iat": now, "exp": now + 120,
        "jti": f"{time.monotonic_ns()}", "sub": "ana-1", "events": EVENTS,
    }  # fmt: skip
    said = {name: value for name, value in {**usual, **claims}.items() if value is not None}
    return sends(house, house.provider.signed(said, by))


def sends(house: House, token: str) -> int:
    body = f"logout_token={token}"
    form = "application/x-www-form-urlencoded"
    connection = house.server.connect()
    try:
        connection.request("POST", ENDED, body, {"Content-Type": form})
        return connection.getresponse().status
    finally:
        connection.close()


def test_who_signs_out_here_is_offered_to_sign_out_there(house: House) -> None:
    cookie = house.desk()
    page = house.server.post("/desk/sign-out", {}, Cookie=cookie)
    assert page.status == 200 and "Max-Age=0" in page.headers["Set-Cookie"]
    assert not is_in(house, cookie)
    there = re.search(r'href="([^"]+)"[^>]*>Sign out of Club, too<', page.text)
    assert there
    assert house.provider.signs_out(unescape(there[1])) == "/enter"


def test_the_owner_signs_out_and_no_provider_is_named(house: House) -> None:
    cookie = house.owner()
    page = house.server.post("/desk/sign-out", {}, Cookie=cookie)
    assert page.status == 200 and "Club" not in page.text
    assert not is_in(house, cookie)
    assert is_in(house, house.owner())


def test_another_site_signs_nobody_out(house: House) -> None:
    cookie = house.desk()
    elsewhere = {"Cookie": cookie, "Origin": "https://elsewhere.example"}
    assert house.server.post("/desk/sign-out", {}, **elsewhere).status == 403
    assert is_in(house, cookie)


def test_who_signs_out_there_is_out_here_with_their_sockets_and_no_other(house: House) -> None:
    teams = Teams(house.server, house.owner())
    team = teams.make_team("Lanterns")
    others, elsewhere, cookie = house.desk("op-5"), house.desk(), house.desk()
    house.server.trade(teams.invite(team, "Ana", "leads"), Cookie=cookie)
    socket = desk(house.server, house.server.new_workshop(cookie, team="Lanterns"), cookie)
    there = f"{house.provider.issuer}/session/end?client_id={CLIENT}"
    there += f"&post_logout_redirect_uri={house.server.origin}/enter"
    assert house.provider.signs_out(there) == "/enter"
    assert socket.ends()
    assert not is_in(house, cookie)
    assert is_in(house, others) and is_in(house, elsewhere)


def test_a_session_or_somebody_is_signed_out_once_by_a_token(house: House) -> None:
    cookie, others = house.desk(), house.desk("op-5")
    assert says(house, sid="unknown") == 200
    assert is_in(house, cookie)
    assert says(house, jti="one") == 200
    assert not is_in(house, cookie) and is_in(house, others)
    cookie = house.desk()
    assert says(house, jti="one") == 400
    assert is_in(house, cookie)


def test_a_name_that_people_would_read_otherwise_is_still_the_same(house: House) -> None:
    cookie = house.desk("x--6")
    assert says(house, sub="x--6") == 200
    assert not is_in(house, cookie)


def test_logouts_that_wait_for_the_provider_keep_nobody_from_signing_in(house: House) -> None:
    house.desk()
    house.provider.bends({KEYS: {"silent": True}})
    with ThreadPoolExecutor(SIGN_INS_AT_ONCE) as pool:
        waiting = [pool.submit(says, house, "other") for _ in range(SIGN_INS_AT_ONCE)]
        until(lambda: house.provider.asked().count(KEYS) == SIGN_INS_AT_ONCE)
        assert is_in(house, house.desk())
        assert not any(one.done() for one in waiting)
    assert {one.result() for one in waiting} == {400}


def days_are_over(house: House) -> None:
    """As if everybody had signed in at the provider more than a week ago."""
    over = update(SignIn).where(SignIn.until != "").values(until="2026-01-01")
    change_library(house.server.data, over)


@pytest.mark.long
def test_a_desk_closes_where_it_is_open_when_the_days_of_its_sign_in_are_over(house: House) -> None:
    cookie = house.desk()
    teams = Teams(house.server, house.owner())
    team = teams.make_team("Beacons")
    house.server.trade(teams.invite(team, "Ana", "leads"), Cookie=cookie)
    workshop = house.server.new_workshop(cookie, team="Beacons")
    open_, stays = desk(house.server, workshop, cookie), house.owner()
    ticket = house.server.boot(f"/desk/{workshop}/", cookie)["ticket"]
    days_are_over(house)
    with pytest.raises(NotLetIn, match="taken_back"):
        Socket(house.server, {"view": "desk", "workshop": workshop, "ticket": ticket})
    assert open_.closed.wait(CHECK + WITHIN)
    assert not is_in(house, cookie) and is_in(house, stays)


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://elsewhere.example"}, {"aud": "another client"}, {"events": None},
        {"events": {"another": {}}}, {"nonce": "one"}, {"sub": None}, {"exp": 1_000_000_000},
        {"iat": None}, {"jti": None}, {"by": "other"},
    ],
    ids=str,
)  # fmt: skip
def test_a_wrong_token_signs_nobody_out(house: House, wrong: dict[str, object]) -> None:
    cookie = house.desk()
    assert says(house, **wrong) == 400  # type: ignore[arg-type]
    assert is_in(house, cookie)


def test_what_is_no_token_signs_nobody_out(house: House) -> None:
    assert [sends(house, token) for token in ("", "x", "a.b.c")] == [400, 400, 400]
