"""The text that a phone's camera reads to join a Wi-Fi."""

import pytest

from workshop.rules.joining import literal, wifi_text


@pytest.mark.parametrize(
    ("name", "password", "text"),
    [
        ("Atrium guest", "locksmith", "WIFI:T:WPA;S:Atrium guest;P:locksmith;;"),
        ("Atrium", "", "WIFI:T:nopass;S:Atrium;;"),
        ('a;b,c:d"e\\f', "x;y", 'WIFI:T:WPA;S:a\\;b\\,c\\:d\\"e\\\\f;P:x\\;y;;'),
        ("Ana\u2019s phone", "größer", "WIFI:T:WPA;S:Ana\u2019s phone;P:größer;;"),
    ],
)
def test_every_name_and_password_can_be_read_back(name: str, password: str, text: str) -> None:
    assert wifi_text(name, password) == text


def test_what_is_kept_is_what_was_typed_but_for_what_no_keyboard_means() -> None:
    assert literal(" Ana\u2019s \u2013 phone\r\n\x00 ") == "Ana\u2019s \u2013 phone"
