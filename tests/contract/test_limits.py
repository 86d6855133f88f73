"""The limits that a phone shows are those that the rules hold."""

import re
from pathlib import Path

from workshop.rules import limits

SHOWN = Path(__file__).parents[2] / "static" / "js" / "participant" / "limits.js"


def test_a_phone_shows_the_limits_that_the_rules_hold() -> None:
    shown = re.findall(r"export const (\w+) = (\d+);", SHOWN.read_text())
    assert len(shown) > 5
    assert {name: int(value) for name, value in shown} == {
        name: getattr(limits, name) for name, _ in shown
    }
