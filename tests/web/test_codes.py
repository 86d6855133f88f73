"""Codes and links beside many wrong ones: whom they let in, and what they cost."""

import secrets
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import gevent
import pytest

from tests.live.conftest import Place
from tests.support.contributing import invites
from tests.support.few_codes_process import AT_ONCE as FEW
from tests.support.server import Server
from tests.support.waiting import until
from workshop.cluster.bus import Bus
from workshop.rules.joining import ALPHABET, CODE_CHARS, SUFFIX, new_code, read_code
from workshop.rules.pacing import Bucket
from workshop.storage.store import Store
from workshop.web.guarding import failed_codes
from workshop.web.guarding.failed_codes import (
    FAILED_CODES_A_SECOND,
    FAILED_CODES_AT_ONCE,
    FailedCodes,
)

FLOODS = 4
A_DAY = 24 * 3600


def ways_in(server: Server, id_: str) -> tuple[str, str]:
    """Returns the code that phones are shown, and the path of the scanned link."""
    snapshot = server.boot(f"/w/{id_}/")["snapshot"]
    assert isinstance(snapshot, dict)
    workshop = snapshot["entries"]["workshop"]
    return workshop["code"], workshop["join_url"].removeprefix(server.origin)


def test_right_codes_and_links_let_in_beside_a_flood_of_wrong_ones(place: Place) -> None:
    server, id_, over = place.server, place.workshop(), Event()
    code, link = ways_in(server, id_)

    def floods() -> int:
        tried = 0
        while not over.is_set():
            assert server.post("/join", {"code": new_code()}).status == 404
            tried += 1
        return tried

    with ThreadPoolExecutor(FLOODS) as threads:
        flood = [threads.submit(floods) for _ in range(FLOODS)]
        try:
            for _ in range(40):
                assert server.post("/join", {"code": code}).status == 303
                assert server.get(link).status == 303
        finally:
            over.set()
        assert sum(one.result() for one in flood) > 40


class FewCodes(Server):
    """A server that has looked up as many wrong codes as it may."""

    module = "tests.support.few_codes_process"


@pytest.fixture(scope="module")
def used_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    server = FewCodes(tmp_path_factory.mktemp("few") / "data", "--port", "0")
    try:
        yield Place(server, server.sign_in())
    finally:
        server.stop()


def test_beyond_what_a_day_may_have_the_screens_show_the_whole_code_and_it_lets_in(
    used_up: Place,
) -> None:
    server, id_ = used_up.server, used_up.workshop()
    code, link = ways_in(server, id_)
    assert len(code) == CODE_CHARS
    for _ in range(int(FEW)):
        assert server.post("/join", {"code": "AAAAAA"}).status == 404
        assert server.post("/join", {"code": "a typo"}).status == 404, "no code, and no guess"
    refused = server.post("/join", {"code": code})
    assert refused.status == 429 == server.post("/join", {"code": "AAAAAA"}).status
    assert "Type all ten" in refused.text
    whole = link.removeprefix("/j/")
    until(lambda: ways_in(server, id_)[0] == whole)
    for typed in (whole, f"{whole[:3]} {whole[3:6]} {whole[6:]}".lower()):
        reply = server.post("/join", {"code": typed})
        assert (reply.status, reply.to) == (303, f"/w/{id_}/")
    assert server.get(link).status == 303
    for nearly in (code + "AAAA", code + whole[:-5:-1]):
        if nearly != whole:
            assert server.post("/join", {"code": nearly}).status == 404
            assert server.get(f"/j/{nearly}").status == 404


def test_a_day_has_no_more_guesses_than_one_in_two_seconds() -> None:
    bucket, guesses = Bucket(FAILED_CODES_A_SECOND, FAILED_CODES_AT_ONCE, 0.0), 0
    for second in range(A_DAY):
        while bucket.take(float(second)):
            guesses += 1
    assert guesses <= 30 + 0.5 * A_DAY
    assert guesses < len(ALPHABET) ** CODE_CHARS / 8000


def test_screens_show_the_whole_code_once_the_number_is_used_up_and_others_are_told_now_and_then(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failed_codes, "FAILED_CODES_AT_ONCE", 3.0)
    bus, said = Bus(), list[str]()
    bus.say = said.append
    codes = FailedCodes(store, bus)
    for _ in range(3):
        assert codes.may_try()
        codes.was_right()
    assert [codes.may_try() for _ in range(20)] == [True] * 3 + [False] * 17
    assert codes.whole and len(said) == 1
    elsewhere = Bus()
    there = FailedCodes(store, elsewhere)
    assert not there.whole
    elsewhere.take(said[0])
    assert there.whole
    monkeypatch.setattr(failed_codes, "WHOLE_FOR", -1.0)
    assert not codes.may_try() and not codes.whole


def test_links_that_lead_nowhere_wait_and_only_so_many_of_them(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slept: list[float] = []

    def sleeps(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) < 200:
            codes.slow_down()  # one more, while this one waits

    monkeypatch.setattr(gevent, "sleep", sleeps)
    monkeypatch.setattr(time, "monotonic", lambda: 0.0)
    codes = FailedCodes(store, Bus())
    for _ in range(int(failed_codes.SLOWED_FROM)):
        codes.slow_down()
    assert slept == []
    codes.slow_down()
    assert slept == [failed_codes.SLOWED] * failed_codes.MOST_SLOWED


@pytest.mark.long
def test_a_right_secret_is_traded_beside_many_wrong_ones(place: Place) -> None:
    right = invites(place.server.data).secret
    wrong = [secrets.token_urlsafe(24) for _ in range(40)]
    with ThreadPoolExecutor(FLOODS) as threads:
        replies = [threads.submit(place.server.trade, one) for one in wrong]
        assert place.server.trade(right).status == 200
        assert {one.result().status for one in replies} == {403}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("abc def", ("ABCDEF", "")),
        ("ABC-DEF-GHJK", ("ABCDEF", "GHJK")),
        ("ABCDEFG", None),
        ("ABCDEFGHJKM", None),
        ("ABCDE0", None),
        ("x" * 60_000, None),
        ("", None),
    ],
)
def test_a_code_has_six_characters_or_all_ten(typed: str, read: tuple[str, str] | None) -> None:
    assert CODE_CHARS + SUFFIX == 10
    assert read_code(typed) == read
