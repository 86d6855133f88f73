"""The numbers of a phone's commands: without one nothing is done, and hello gives the last."""

from tests.live.conftest import Place
from tests.support.numbered import numbered
from tests.support.sockets import phone, secrets_of_a_device
from workshop.protocol.messages import FIRST_NUMBER

COMMAND = {"type": "check_in", "text": "Row three"}


def test_hello_gives_the_last_number_of_a_device_and_one_as_long_before_any(place: Place) -> None:
    workshop, secret = place.workshop(), secrets_of_a_device()
    one = phone(place.server, workshop, secret)
    assert one.ask("hello", {})["number"] == FIRST_NUMBER
    said = numbered(COMMAND)
    assert one.ask("do", said)["ok"]
    again = phone(place.server, workshop, secret)
    assert again.ask("hello", {})["number"] == said["number"]
    other = phone(place.server, workshop)
    assert other.ask("hello", {})["number"] == FIRST_NUMBER


def test_an_old_copy_on_another_connection_is_refused_with_the_last_number(place: Place) -> None:
    workshop, secret = place.workshop(), secrets_of_a_device()
    first, second = (phone(place.server, workshop, secret) for _ in range(2))
    old, newer = numbered(COMMAND), numbered({"type": "withdraw_check_in"})
    assert second.ask("do", newer)["ok"]
    assert first.ask("do", old) == {"refused": "out_of_date", "about": str(newer["number"])}


def test_a_phone_s_command_without_a_number_is_not_done(place: Place) -> None:
    one = phone(place.server, place.workshop())
    said = {"key": "f" * 32, "command": COMMAND}
    assert one.ask("do", said) == {"refused": "malformed", "about": "number"}
