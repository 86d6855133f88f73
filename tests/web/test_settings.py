"""Settings for this machine alone are refused where others come."""

import pytest

from workshop.settings import RELEASE, WrongSetting, read_settings

ALONE = {
    "WORKSHOP_DEVELOPER": "1",
    "WORKSHOP_FAILPOINTS": "read_only=/tmp/one",
    "WORKSHOP_RELEASE_BALLOTS": str(RELEASE - 1),
}
BEHIND_A_PROXY = {
    "host": "127.0.0.1",
    "public_url": "https://workshop.example.org",
    "facilitator_secret": "a secret of twenty letters",
}


@pytest.mark.parametrize("name", ALONE)
@pytest.mark.parametrize(
    "reached", [{"host": "0.0.0.0"}, {"host": "192.168.1.20"}, {"host": "::"}, BEHIND_A_PROXY]
)
def test_it_is_refused_where_others_come(name: str, reached: dict[str, str]) -> None:
    with pytest.raises(WrongSetting, match=f"{name} .* must not be set where others can connect"):
        read_settings({name: ALONE[name]}, **reached)


@pytest.mark.parametrize("name", ALONE)
@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_it_is_taken_on_this_machine(name: str, host: str) -> None:
    assert read_settings({name: ALONE[name]}, host=host) != read_settings({}, host=host)


def test_tallies_may_wait_for_more_ballots_anywhere() -> None:
    more = {"WORKSHOP_RELEASE_BALLOTS": str(RELEASE + 1)}
    assert read_settings(more, host="0.0.0.0").release_ballots == RELEASE + 1


def test_a_switch_is_on_or_off() -> None:
    with pytest.raises(WrongSetting, match="1 for on"):
        read_settings({"WORKSHOP_DEVELOPER": "yes"}, host="127.0.0.1")
