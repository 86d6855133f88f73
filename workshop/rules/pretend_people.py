"""The pretend people who come to a workshop that is tried out or rehearsed."""

from dataclasses import dataclass

FEWEST, MOST, USUAL = 3, 60, 8
"""How many may come to a rehearsal, and how many do where nothing else is asked for."""


@dataclass(frozen=True)
class PretendPeople:
    """How many come, and the language in which they write.

    In a rehearsal they come to the copy of the workshop that `rehearses` names, and now and then
    lose their connections.
    """

    people: int = USUAL
    language: str = "en"
    rehearses: str = ""


def asked_for(text: str) -> int:
    """How many somebody asked for, brought between the fewest and the most."""
    digits = text.strip()
    asked = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else USUAL
    return min(max(asked, FEWEST), MOST)
