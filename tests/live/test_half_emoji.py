"""Half an emoji, as a phone leaves it when it cuts a text, harms neither card nor connection."""

import secrets

import pytest

from tests.live.conftest import Place
from tests.live.test_speaking import go, round_of
from tests.support.sockets import desk, phone
from workshop.live.sockets import WireJson

HALVES = ["\ud83d", "\ude00", "\ude00\ud83d", "\ud83d\ud83d\ude00"]


@pytest.mark.parametrize("half", HALVES, ids=ascii)
def test_a_card_with_half_an_emoji_is_stored_and_the_phone_stays(place: Place, half: str) -> None:
    id_ = place.workshop()
    go(place, desk(place.server, id_, place.cookie), "write")
    someone = phone(place.server, id_)
    number = round_of(someone, place)
    card = {"type": "write_card", "round": number, "happened": f"It fell {half}."}
    assert someone.do(card) == {"ok": True, "id": ""}
    assert someone.do({"type": "nothing_to_add", "round": number})["ok"]


def test_a_message_of_halves_only_is_refused_and_the_phone_stays(place: Place) -> None:
    someone = phone(place.server, place.workshop())
    command = {"type": "\ud800", "round": 1}
    assert someone.do(command, secrets.token_hex(16))["refused"] == "malformed"
    assert someone.ask("hello", {})["snapshot"]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ('"\\ud83d\\ude00"', "\U0001f600"),
        ('"a\\ud83db"', "ab"),
        ('"\\\\ud83d"', "\\ud83d"),
        ('["\\uD83D", "\\uDE00x"]', ["", "x"]),
        ('{"\\ud83d": 1}', {"": 1}),
    ],
)
def test_whole_pairs_stay_and_halves_go(sent: str, read: object) -> None:
    assert WireJson.loads(sent) == read


@pytest.mark.parametrize("sent", ['"\\ud83', '"\\ud83d', "[" * 20_000 + '"\\ud83d"', "\\ud83d"])
def test_what_is_no_json_is_still_refused(sent: str) -> None:
    with pytest.raises(ValueError, match="not JSON"):
        WireJson.loads(sent)
