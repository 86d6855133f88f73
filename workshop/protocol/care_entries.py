"""What the desk sees of people who ask to be spoken to, and of the pulse once it is over."""

from typing import Literal

from workshop.protocol.base import Closed

PulseUse = Literal["", "room", "summary"]
"""Whether the pulse is taken, and where its sums may stand: "" for not at all."""


class CheckInEntry(Closed):
    """Somebody asks to be spoken to; `text` is what they chose to say of themselves."""

    handle: str
    text: str


class PulseItem(Closed):
    """How one sentence was answered: how many took each of the five steps, at both ends.

    `change` is how many answered lower, the same, and higher at the end; a list is empty where
    too few answered.
    """

    arrive: list[int]
    finish: list[int]
    change: list[int]


class PulseEntry(Closed):
    """The pulse: `items` is empty until it is over, and where too few answered."""

    use: PulseUse
    over: bool
    items: list[PulseItem]
