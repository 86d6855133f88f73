"""Sign-ins that are under way at the provider: no number of strangers ends one, nor does a
restart."""

import re

import pytest

from workshop.people.openid import SIGN_IN_S, SignInFailed, SignInsUnderWay, UnderWay

KEY, NOW = bytes(range(32)), 1_900_000_000.5
STRANGERS = 10_001


def refused(by: SignInsUnderWay, state: str, browser: str, now: float = NOW) -> bool:
    try:
        by.find(state, browser, now)
    except SignInFailed as fault:
        assert fault.step == "state"
        return True
    return False


def come_back(by: SignInsUnderWay, one: UnderWay) -> None:
    """Somebody comes back, and the provider vouches for them."""
    by.find(one.state, one.browser, NOW)
    by.end(one, NOW)


def test_strangers_who_begin_a_sign_in_end_nobody_else_s() -> None:
    ways = SignInsUnderWay(KEY)
    mine = ways.begin("", NOW)
    for _ in range(STRANGERS):
        ways.begin("", NOW)
    assert ways.find(mine.state, mine.browser, NOW) == mine


def test_a_restart_ends_no_sign_in_that_is_under_way() -> None:
    mine = SignInsUnderWay(KEY).begin("", NOW)
    assert SignInsUnderWay(KEY).find(mine.state, mine.browser, NOW) == mine


def test_another_server_knows_nothing_of_it() -> None:
    mine = SignInsUnderWay(KEY).begin("", NOW)
    assert refused(SignInsUnderWay(bytes(32)), mine.state, mine.browser)


def test_tabs_of_one_browser_are_under_way_beside_each_other() -> None:
    ways = SignInsUnderWay(KEY)
    first = ways.begin("", NOW)
    second = ways.begin(first.browser, NOW)
    assert first.browser == second.browser and first.state != second.state
    assert len({first.nonce, first.verifier, second.nonce, second.verifier}) == 4
    for one in (second, first):
        come_back(ways, one)


def test_what_is_under_way_is_known_in_its_own_browser_only_and_for_ten_minutes() -> None:
    ways = SignInsUnderWay(KEY)
    mine, others = ways.begin("", NOW), ways.begin("", NOW)
    assert refused(ways, mine.state, others.browser) and refused(ways, mine.state, "")
    assert not refused(ways, mine.state, mine.browser, NOW + SIGN_IN_S - 1)
    assert refused(ways, mine.state, mine.browser, NOW + SIGN_IN_S + 1)


@pytest.mark.parametrize("bent", ["", ".", "x", "é", "{until}9{rest}", "{until}{rest}x"])
def test_a_state_that_was_not_made_here_is_not_known(bent: str) -> None:
    ways = SignInsUnderWay(KEY)
    mine = ways.begin("", NOW)
    until, dot, rest = mine.state.partition(".")
    assert refused(ways, bent.format(until=until, rest=dot + rest), mine.browser)


def test_a_sign_in_is_taken_once_and_one_that_failed_may_be_tried_again() -> None:
    ways = SignInsUnderWay(KEY)
    mine = ways.begin("", NOW)
    assert not refused(ways, mine.state, mine.browser)
    come_back(ways, mine)
    assert refused(ways, mine.state, mine.browser)
    with pytest.raises(SignInFailed):
        ways.end(mine, NOW)


def test_only_those_who_came_back_are_remembered_and_none_for_longer_than_it_takes() -> None:
    ways = SignInsUnderWay(KEY)
    for _ in range(100):
        ways.begin("", NOW)
    come_back(ways, ways.begin("", NOW))
    assert ways.remembered == 1
    later = ways.begin("", NOW + SIGN_IN_S + 1)
    ways.end(later, NOW + SIGN_IN_S + 1)
    assert ways.remembered == 1


def test_the_verifier_is_as_long_as_the_protocol_asks() -> None:
    mine = SignInsUnderWay(KEY).begin("", NOW)
    assert re.fullmatch(r"[\w.~-]{43,128}", mine.verifier, re.ASCII)


def test_a_browser_gets_a_cookie_of_a_few_bytes_whatever_it_sent() -> None:
    assert len(SignInsUnderWay(KEY).begin("x" * 10_000, NOW).browser) <= 64
