"""The style guide is for whoever works on the screens, on their own machine."""

import pytest

from tests.live.conftest import Place
from workshop.settings import WrongSetting, read_settings


def test_nobody_else_is_served_the_style_guide(place: Place) -> None:
    assert place.server.get("/styleguide", Cookie=place.cookie).status == 404


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_developer_mode_is_switched_on_for_this_machine(host: str) -> None:
    assert read_settings({"WORKSHOP_DEVELOPER": "1"}, host=host).developer
    assert not read_settings({}, host=host).developer


@pytest.mark.parametrize(
    "reached",
    [
        {"host": "0.0.0.0"},
        {"host": "192.168.1.20"},
        {
            "host": "127.0.0.1",
            "public_url": "https://workshops.example",
            "facilitator_secret": "x" * 20,
        },
    ],
)
def test_it_is_refused_where_others_come(reached: dict[str, str]) -> None:
    with pytest.raises(WrongSetting, match="WORKSHOP_DEVELOPER"):
        read_settings({"WORKSHOP_DEVELOPER": "1"}, **reached)


def test_a_switch_is_on_or_off() -> None:
    with pytest.raises(WrongSetting, match="1 for on"):
        read_settings({"WORKSHOP_DEVELOPER": "yes"}, host="127.0.0.1")
