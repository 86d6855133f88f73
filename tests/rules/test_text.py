"""Cleaning: a keyboard leaves no print, and no script loses a letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.rules.text import clean, one_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u201cIt\u2019s fine\u201d", '"It\'s fine"'),
        ("a\u00a0b\u2009c", "a b c"),
        ("tab\there", "tab here"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("left\u202eright", "leftright"),
        ("e\u0301", "\u00e9"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("  edges  ", "edges"),
        ("bell\x07", "bell"),
        ("x\u200dy", "xy"),
    ],
)  # fmt: skip
def test_what_is_typed_is_kept_without_its_print(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_one_line_has_no_line_break(text: str) -> None:
    assert "\n" not in one_line(text)


@pytest.mark.parametrize(
    "typed",
    [
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0915\u094d\u200d\u0937",
        "\u2764\ufe0f",
    ],
)
def test_joiners_stay_where_an_emoji_or_a_script_needs_them(typed: str) -> None:
    assert clean(typed) == typed
