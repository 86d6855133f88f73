"""Thresholds: what is shown where how many take part, in figures or in words.

A figure is never shown where it could point at somebody: then a word says how many.
"""

from typing import Literal

Amount = Literal["none", "several", "most"]
ShareWord = Literal["", "some", "most", "nearly_all"]

MISSING_TOLD = 3
"""Devices that must be missing for a screen to tell how many have voted: fewer would be pointed
at."""
FEW_PEOPLE = 5
FEWEST_ANSWERS = 5
LIVE_BATCH = 5
SHARE_OF_A_BATCH = 4
"""No author has more than one card in so many on the live wall's batches: whoever was seen to send
most would be taken for the author of all."""
WALL_CARDS_AT_ONCE = 3
"""Cards that go up on the live wall at once, unless they are the last that the desk has."""


SMALL_ROOM, MIDDLE_ROOM = 6, 12
MOST_NEEDED = 8
HERE_TALLY = "here"
"""The tally of the most devices that were here while a round went on."""
TOOK_PART = "took_part"
"""The tally of the devices that sent a card in a round, or had nothing to add."""
WROTE = "wrote"
"""The tally of the devices that have a card in a round. What was shown of it has hidden others."""
NEWLY_WROTE = "newly_wrote"
"""The tally of those whose words were not shown before, in an earlier round of the same stage."""
OF_WRITING = frozenset({HERE_TALLY, WROTE, NEWLY_WROTE})
"""The tallies by which it is decided if a round of words is shown. No other use is made of them."""
_HIDING = "hiding:"


def devices_needed(here: int) -> int:
    """Returns how many devices must have written before the words of a round are shown, where at
    most `here` devices were here during that round: fewer would make it easy to guess who wrote
    what."""
    if here <= SMALL_ROOM:
        return 3
    return 4 if here <= MIDDLE_ROOM else min(-(-here // 3), MOST_NEEDED)


def hiding_item(thing: str) -> str:
    """Returns the tally of the devices that have added to a thing since it was shown last."""
    return f"{_HIDING}{thing}"


def is_hiding(item: str) -> bool:
    """True if a tally is one of devices that hide each other."""
    return item.startswith(_HIDING)


def one_batch(here: int) -> bool:
    """True if lessons from phones reach the desk together, once adding has closed, where at most
    `here` devices were here."""
    return here <= MIDDLE_ROOM


def enough_wrote(wrote: int, newly: int, here: int) -> bool:
    """True if so many devices wrote that the words of a round may be shown.

    `newly` of them were not shown before where the round's stage was opened again: the others do
    not count, unless half of the devices that were `here` wrote. Else one person with a few devices
    could open it again for each of the others.
    """
    needed = devices_needed(here)
    return newly >= needed or (wrote >= needed and 2 * wrote >= here)


def may_go_up(read: int, at_desk: int) -> bool:
    """True if so many of the cards at the desk may go up on the wall: none comes alone, but where
    it is the last."""
    return read >= min(WALL_CARDS_AT_ONCE, at_desk)


def are_few(people: int) -> bool:
    """True at three or four people: a guess is easy, and every device must be told."""
    return people < FEW_PEOPLE


def only_the_end_shows(here: int, acted: int, needed: int) -> bool:
    """True if so few have not acted yet that nothing moves before the end: what moved then would be
    read as the act of whoever was the last to tap."""
    return here - acted < needed


HEADS_SHOWN = 6
_BEEN_THERE = "been_there:"


def tap_item(of: str) -> str:
    """The tally of those who have been where a card, or a story, was."""
    return f"{_BEEN_THERE}{of}"


def is_tapped(item: str) -> bool:
    """True if a tally is one of "been there"."""
    return item.startswith(_BEEN_THERE)


def amount(count: int, here: int) -> Amount:
    """ "several" from as many on as hide each other, "most" from half of those here on."""
    if count < devices_needed(here):
        return "none"
    return "most" if here and count * 2 >= here else "several"


def share_word(took_part: int, here: int) -> ShareWord:
    """Returns a word for the share of those here who have taken part, coarse enough not to tell who
    just has."""
    if took_part < 1 or here < 1:
        return ""
    share = took_part / here
    if share >= 0.85:
        return "nearly_all"
    return "most" if share >= 0.5 else "some"
