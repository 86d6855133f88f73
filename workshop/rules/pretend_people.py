"""The pretend people who come to a workshop that is tried out or rehearsed."""

from dataclasses import dataclass

FEWEST_PRETEND, MOST_PRETEND, USUAL_PRETEND = 3, 60, 8
"""Numbers of people: the fewest and the most that may come to a rehearsal, and the usual one."""


@dataclass(frozen=True)
class PretendPeople:
    """A number of pretend people, and the language in which they write.

    In a rehearsal they come to the copy of the workshop that `rehearses` names, and now and then
    lose their connections.
    """

    people: int = USUAL_PRETEND
    language: str = "en"
    rehearses: str = ""


def asked_for(text: str) -> int:
    """Returns the number that a text asks for, brought between the fewest and the most."""
    digits = text.strip()
    asked = (
        int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else USUAL_PRETEND
    )
    return min(max(asked, FEWEST_PRETEND), MOST_PRETEND)
