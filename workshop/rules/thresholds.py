"""How many must take part before anything is shown."""

REVEAL = 3
FEW = 5
ANSWERS = 5
LIVE_BATCH = 5
SHARE_OF_A_BATCH = 4
"""No author has more than one card in so many on the live wall's batches: whoever was seen to send
most would be taken for the author of all."""
LESSON_BATCH = 3
TOGETHER = 3
"""Cards that go up on the live wall at once, unless they are the last that the desk has."""


def may_reveal(took_part: int) -> bool:
    """True if so many devices took part that what they wrote may be shown."""
    return took_part >= REVEAL


def hide_each_other(authors: int) -> bool:
    """Under three devices that wrote, only cards are shown whose writers have agreed to that."""
    return authors >= REVEAL


def may_go_up(read: int, at_desk: int) -> bool:
    """True if so many of the cards at the desk may go up on the wall: none comes alone, but where
    it is the last."""
    return read >= min(TOGETHER, at_desk)


def are_few(people: int) -> bool:
    """At three or four a guess is easy, and every device must be told."""
    return people < FEW


def only_the_end_shows(here: int, acted: int, needed: int) -> bool:
    """Whether so few have not acted yet that nothing moves before the end: what moved then would be
    read as the act of whoever was the last to tap."""
    return needed > 1 and here - acted < needed


def may_release(changed: int, needed: int) -> bool:
    """A tally is shown when enough different ballots changed since it was shown last."""
    return changed >= needed
