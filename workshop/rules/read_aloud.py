"""How long it takes to read a text aloud."""

WORDS_A_MINUTE = 120
"""The pace of somebody who reads to a room, slowly."""


def minutes_aloud(text: str) -> int:
    """Returns the minutes that a text takes when it is read aloud, rounded up; at least one."""
    return max(1, -(-len(text.split()) // WORDS_A_MINUTE))
