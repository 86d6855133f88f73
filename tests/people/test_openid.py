"""People sign in at a provider of OpenID Connect; what it says wrongly signs nobody in."""

import re
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.openid.house import House, desk_cookie, house_with_provider
from tests.support.openid.signing_in import (
    CLIENT,
    CLIENT_SECRET,
    DESCRIPTION,
    GO,
    KEYS,
    PEOPLE,
    PUSHED,
    TOKEN,
    USERINFO,
)
from tests.support.server import Reply

SAYS = {
    "state": "Start again from the sign-in page",
    "asking": "could not be reached",
    "answer": "did not let you in",
    "code": "refused the code",
    "token": "did not pass a check",
    "claims": "did not say who you are",
    "allowed": "may not sign in here",
}


def nobody(reply: Reply, step: str, status: int) -> None:
    assert (reply.status, desk_cookie(reply)) == (status, ""), reply.text
    assert SAYS[step] in reply.text


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("openid")
    settings = {"NAME": "Club & Co", "DOMAINS": "example.org", "OPERATORS": "op@example.org"}
    with house_with_provider(folder, **settings) as house:
        yield house


def test_the_page_to_sign_in_offers_the_provider(house: House) -> None:
    page = house.server.get("/enter").text
    assert "Sign in with Club &amp; Co" in page and f'href="{GO}"' in page


def test_a_page_for_people_who_have_signed_in_shows_the_way_there(house: House) -> None:
    reply = house.server.get("/desk/")
    assert reply.status == 401 and "Sign in, or open the link" in reply.text


def test_somebody_signs_in_and_is_known_the_next_time(house: House) -> None:
    reply = house.signs_in()
    assert reply.status == 200 and 'content="0; url=/desk/?entered"' in reply.text
    assert house.server.get("/desk/", Cookie=desk_cookie(reply)).status == 200
    house.signs_in()
    page = house.server.get("/desk/operator/", Cookie=house.owner()).text
    assert page.count("Ana Silva</p>") == 1 and "ana@example.org" in page


def test_a_cookie_for_the_way_back_is_lax_and_that_of_the_desk_strict(house: House) -> None:
    there = house.server.get(GO).headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Secure", f"Path={GO}"} <= {*there.split("; ")}
    kept = house.signs_in().headers.get_all("Set-Cookie", [])
    desk = next(one for one in kept if "-facilitator=" in one)
    assert {"HttpOnly", "SameSite=Strict", "Secure", "Path=/desk"} <= {*desk.split("; ")}


def test_the_request_is_pushed_and_the_browser_carries_none_of_it(house: House) -> None:
    url, _cookie = house.goes()
    assert {*parse_qs(urlsplit(url).query)} == {"client_id", "request_uri"}
    assert PUSHED in house.provider.asked()


def test_whose_address_is_an_operator_s_becomes_one(house: House) -> None:
    assert house.server.get("/desk/operator/", Cookie=house.desk("op-5")).status == 200
    assert house.server.get("/desk/operator/", Cookie=house.desk("ana-1")).status == 404


def test_an_invitation_is_accepted_as_who_has_signed_in(house: House) -> None:
    owner = house.owner()
    made = house.server.post("/desk/teams/", {"name": "Lanterns"}, Cookie=owner)
    team = made.to.split("/")[-2]
    asked = {"name": "Somebody", "role": "reads"}
    house.server.post(f"/desk/teams/{team}/members/invite", asked, Cookie=owner)
    members = f"/desk/teams/{team}/members"
    secret = re.search(r"/enter#([\w-]+)", house.server.get(members, Cookie=owner).text)
    assert secret
    assert house.server.trade(secret[1], Cookie=house.desk()).status == 200
    page = house.server.get(members, Cookie=owner).text
    assert "Ana Silva" in page and "Somebody" not in page


def test_an_answer_to_another_browser_or_none_is_not_taken(house: House) -> None:
    path, cookie = house.answer()
    _, others = house.goes()
    nobody(house.server.get(path), "state", 403)
    nobody(house.server.get(path, Cookie=others), "state", 403)
    assert desk_cookie(house.server.get(path, Cookie=cookie))


def test_another_state_is_not_taken(house: House) -> None:
    path, cookie = house.answer()
    nobody(house.server.get(path.replace("state=", "state=x"), Cookie=cookie), "state", 403)


def test_an_answer_is_taken_once(house: House) -> None:
    path, cookie = house.answer()
    assert desk_cookie(house.server.get(path, Cookie=cookie))
    nobody(house.server.get(path, Cookie=cookie), "state", 403)


def test_two_tabs_of_a_browser_sign_in_one_after_the_other(house: House) -> None:
    first, cookie = house.goes()
    second, _ = house.goes(cookie)
    for url in (first, second):
        path = house.provider.answer_to("ana-1", url, house.server.origin)
        assert desk_cookie(house.server.get(path, Cookie=cookie))


@pytest.mark.parametrize("bent", ["iss=https%3A%2F%2Felsewhere.example", ""])
def test_an_answer_of_another_provider_or_of_no_name_is_not_taken(house: House, bent: str) -> None:
    path, cookie = house.answer()
    nobody(house.server.get(re.sub(r"iss=[^&]+", bent, path), Cookie=cookie), "answer", 403)


def test_who_is_refused_there_is_told(house: House) -> None:
    path, cookie = house.answer("")
    assert "error=access_denied" in path
    nobody(house.server.get(path, Cookie=cookie), "answer", 403)


def test_a_code_of_another_sign_in_is_not_taken(house: House) -> None:
    others, _ = house.answer()
    path, cookie = house.answer()
    mine, stolen = (parse_qs(urlsplit(one).query)["code"][0] for one in (path, others))
    nobody(house.server.get(path.replace(mine, stolen), Cookie=cookie), "code", 502)


def test_a_code_that_was_used_is_not_taken_again(house: House) -> None:
    used, cookie = house.answer()
    assert desk_cookie(house.server.get(used, Cookie=cookie))
    path, cookie = house.answer()
    mine, spent = (parse_qs(urlsplit(one).query)["code"][0] for one in (path, used))
    nobody(house.server.get(path.replace(mine, spent), Cookie=cookie), "code", 502)


WRONG: dict[str, dict[str, object]] = {
    "nonce": {"claims": {"nonce": "another"}},
    "no nonce": {"claims": {"nonce": None}},
    "issuer": {"claims": {"iss": "https://elsewhere.example"}},
    "audience": {"claims": {"aud": "another client"}},
    "two audiences": {"claims": {"aud": [CLIENT, "another client"]}},
    "expired": {"claims": {"exp": 1_000_000_000}},
    "not yet": {"claims": {"nbf": 32_000_000_000}},
    "no subject": {"claims": {"sub": None}},
    "another's key": {"claims": {}, "by": "other", "kid": "own"},
    "our secret as its key": {"claims": {}, "by": "secret"},
    "another's access token": {"claims": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}},
    "no token": {"body": {"id_token": None}},
    "unsigned": {"body": {"id_token": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbmEtMSJ9."}},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_token_signs_nobody_in(house: House, wrong: str) -> None:
    path, cookie = house.answer()
    house.provider.bends({TOKEN: WRONG[wrong]})
    nobody(house.server.get(path, Cookie=cookie), "token", 502)


def test_clocks_may_differ_by_a_minute(house: House) -> None:
    path, cookie = house.answer()
    house.provider.bends({TOKEN: {"claims": {"exp": int(time.time()) - 30}}})
    assert desk_cookie(house.server.get(path, Cookie=cookie))


def test_a_header_may_hold_the_certificates_of_its_key(house: House) -> None:
    path, cookie = house.answer()
    house.provider.bends({TOKEN: {"claims": {}, "more": {"x5c": ["A" * 2000] * 3}}})
    assert desk_cookie(house.server.get(path, Cookie=cookie))


@pytest.mark.parametrize("shown", [["new"], ["own", "new"], ["new", "own"]])
def test_keys_without_a_name_may_be_changed(house: House, shown: list[str]) -> None:
    for by, keys in (("own", ["own"]), ("new", shown)):
        path, cookie = house.answer()
        token = {"claims": {}, "by": by, "kid": ""}
        house.provider.bends({TOKEN: token, KEYS: {"shown": keys, "nameless": True}})
        assert desk_cookie(house.server.get(path, Cookie=cookie)), by
    path, cookie = house.answer()
    house.provider.bends({TOKEN: {"claims": {}, "by": "other", "kid": ""}})
    nobody(house.server.get(path, Cookie=cookie), "token", 502)


def test_new_keys_are_fetched_once_when_a_token_names_one(house: House) -> None:
    path, cookie = house.answer()
    house.provider.bends({TOKEN: {"claims": {}, "by": "new"}, KEYS: {}})
    assert desk_cookie(house.server.get(path, Cookie=cookie))
    assert house.provider.asked().count(KEYS) == 1
    path, cookie = house.answer()
    house.provider.bends({TOKEN: {"claims": {}, "by": "other"}})
    nobody(house.server.get(path, Cookie=cookie), "token", 502)
    assert house.provider.asked().count(KEYS) == 1


@pytest.mark.parametrize(
    ("bent", "step", "status"),
    [
        ({"sub": "ben-2"}, "claims", 502),
        ({"name": None, "email": None}, "claims", 502),
        ({"name": ["Ana"]}, "claims", 502),
        ({"name": "A" * 256}, "claims", 502),
        ({"email_verified": False}, "allowed", 403),
        ({"email_verified": None}, "allowed", 403),
        ({"email": "ana@example.org.elsewhere.example"}, "allowed", 403),
    ],
)
def test_wrong_claims_sign_nobody_in(
    house: House, bent: dict[str, object], step: str, status: int
) -> None:
    path, cookie = house.answer()
    house.provider.bends({USERINFO: {"body": bent}})
    nobody(house.server.get(path, Cookie=cookie), step, status)


@pytest.mark.parametrize("login", ["ben-2", "cy-3"])
def test_who_may_not_sign_in_gets_no_row(house: House, login: str) -> None:
    reply = house.signs_in(login)
    nobody(reply, "allowed", 403)
    # The provider would send them back with the same account, again and again.
    assert "Sign out there" in reply.text and "Try again" not in reply.text
    page = house.server.get("/desk/operator/", Cookie=house.owner()).text
    assert PEOPLE[login]["email"] not in page


def test_a_provider_that_breaks_off_is_said_to_be_away(house: House) -> None:
    path, cookie = house.answer()
    house.provider.bends({PUSHED: {"broken": True}, TOKEN: {"status": 503}})
    nobody(house.server.get(GO), "asking", 502)
    nobody(house.server.get(path, Cookie=cookie), "code", 502)


def test_a_provider_that_says_nothing_holds_nobody_up(house: House) -> None:
    house.provider.bends({PUSHED: {"silent": True}})
    nobody(house.server.get(GO), "asking", 502)
    house.provider.bends()
    assert house.signs_in().status == 200


def test_a_provider_that_sends_on_is_not_followed(house: House) -> None:
    path, cookie = house.answer()
    house.provider.bends({USERINFO: {"status": 307, "to": DESCRIPTION}})
    nobody(house.server.get(path, Cookie=cookie), "claims", 502)
    assert DESCRIPTION not in house.provider.asked()


def test_neither_page_nor_log_holds_anything_of_a_token(started: House) -> None:
    started.provider.bends({TOKEN: {"claims": {"nonce": "another"}}})
    reply = started.signs_in()
    tokens = started.provider.tokens()
    log = started.server.stop()
    assert "a sign-in failed at the step token: InvalidClaimError" in log
    secrets = [one for one in tokens if len(one) > 30]
    assert len(secrets) >= 2
    for words in (reply.text, log):
        assert "Traceback" not in words
        assert not [one for one in (*secrets, CLIENT_SECRET, "Silva", "ana-1") if one in words]
