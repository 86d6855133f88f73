"""Asking to be spoken to, and the pulse: what a device says of its person, and the desk's side."""

from typing import Annotated, Literal

import msgspec

from workshop.protocol.base import Command, ItemId, Text
from workshop.protocol.ends import Ending

Step = Annotated[int, msgspec.Meta(ge=1, le=5)]
"""From "not at all" to "fully"."""


class CheckIn(Command, tag="check_in"):
    """Asks the facilitator to come and speak: by name, seat or number, or without a word.

    A device has one; a newer one takes its place.
    """

    text: Text = ""


class WithdrawCheckIn(Command, tag="withdraw_check_in"):
    """Takes it back; harmless when it was seen already."""


class CheckedIn(Command, tag="checked_in"):
    """Puts away what somebody asked for, as it was read: one that has changed since stays."""

    check_in: ItemId


class AnswerPulse(Command, tag="answer_pulse"):
    """All answers to the pulse in their order, at the arrival or at the end; none takes them back.

    The newest ones of a device count, as long as their stage is open.
    """

    at: Literal["arrive", "finish"]
    answers: Annotated[list[Step], msgspec.Meta(max_length=3)]


class EndPulse(Ending, tag="end_pulse"):
    """Ends the pulse: what may be told of it is summed up, every answer is erased."""
