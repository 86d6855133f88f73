"""A text that is far too long is refused before anything is done with it."""

import pytest

from workshop.actions import answers
from workshop.actions.answers import FAR, cleaned
from workshop.protocol.messages import Refused

LIMIT = 140


def never(_text: str) -> str:
    raise AssertionError("cleaned")


@pytest.mark.parametrize("sign", ["x", "\u0315", "\u200d"])
def test_it_is_refused_before_it_is_cleaned(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "clean", never)
    refused = Refused(refused="too_long", about=f"text:{LIMIT}")
    assert cleaned("text", sign * (FAR * LIMIT + 1), LIMIT) == refused


def test_spaces_make_no_text_too_long() -> None:
    text = "x" * (LIMIT - 2)
    assert cleaned("text", f"{text}{' ' * FAR * LIMIT}x\n\n", LIMIT) == f"{text} x"


def test_what_the_clean_up_makes_shorter_is_judged_by_its_length_afterwards() -> None:
    assert cleaned("text", "\u1112\u1161\u11ab" * LIMIT, LIMIT) == "\ud55c" * LIMIT
