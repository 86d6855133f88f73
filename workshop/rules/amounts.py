"""How many, in words: never a figure where a figure could point at somebody."""

from typing import Literal

Amount = Literal["none", "several", "most"]
ShareWord = Literal["", "some", "most", "nearly_all"]

SEVERAL = 3
HEADS_SHOWN = 6
_BEEN_THERE = "been_there:"


def tap_item(of: str) -> str:
    """The tally of those who have been where a card, or a story, was."""
    return f"{_BEEN_THERE}{of}"


def is_tapped(item: str) -> bool:
    """True if a tally is one of "been there"."""
    return item.startswith(_BEEN_THERE)


def amount(count: int, here: int) -> Amount:
    """ "several" from three on, "most" from half of those here on."""
    if count < SEVERAL:
        return "none"
    return "most" if here and count * 2 >= here else "several"


def share_word(took_part: int, here: int) -> ShareWord:
    """How many of those here have taken part, coarse enough not to tell who just has."""
    if took_part < 1 or here < 1:
        return ""
    share = took_part / here
    if share >= 0.85:
        return "nearly_all"
    return "most" if share >= 0.5 else "some"
