"""Commands of a participant's device.

`round` is the round that the device was shown.

No command says what language the device speaks: what people write bears the workshop's.
"""

from typing import Annotated, Literal

import msgspec

from workshop.protocol.base import CardNumber, Command, ItemId, Key, Text
from workshop.rules.agenda import Told

PulseStep = Annotated[int, msgspec.Meta(ge=1, le=5)]
"""An answer to a sentence of the pulse, from "not at all" to "fully"."""


class WriteCard(Command, tag="write_card"):
    """A card. The key of its envelope becomes the card's key."""

    round: int
    happened: Text
    learned: Text = ""
    may_stand: bool = False
    show_few: bool = False
    """True if the card may be shown if too few devices write; otherwise it goes back."""
    about: int = 0
    """The number of the card to whose question this is an answer; 0 for a card."""


class EditCard(Command, tag="edit_card"):
    """New words for a card that this device wrote, as long as its round is open."""

    round: int
    card: Key
    happened: Text
    learned: Text = ""
    may_stand: bool = False
    show_few: bool = False


class WithdrawCard(Command, tag="withdraw_card"):
    """Withdraws one of this device's cards, as long as its round is open."""

    round: int
    card: Key


class NothingToAdd(Command, tag="nothing_to_add"):
    """Takes part without a card, or without one more. Sending a card does not need this: it is
    taking part."""

    round: int


class BeenThere(Command, tag="been_there"):
    """Says "I have been there" about the story ("story") or about a card (its number)."""

    round: int
    item: CardNumber
    on: bool


class Unclear(Command, tag="unclear"):
    """Something in the ground rules is unclear."""

    round: int
    on: bool


class AskOff(Command, tag="ask_off"):
    """Asks the desk to take a card off the screen, without sender or reason."""

    card: CardNumber


class AddLesson(Command, tag="add_lesson"):
    """A lesson, written freely."""

    round: int
    text: Text


class KeepLessons(Command, tag="keep_lessons"):
    """Marks which of its dealt lessons this device would keep, if there are more than the ballot
    takes. The set replaces whatever it has marked before."""

    round: int
    lessons: Annotated[list[ItemId], msgspec.Meta(max_length=5)]


class Vote(Command, tag="vote"):
    """Sets how many of this device's votes are on a lesson."""

    round: int
    lesson: ItemId
    votes: Annotated[int, msgspec.Meta(ge=0, le=20)]


class DoneVoting(Command, tag="done_voting"):
    """Says "That's all from me": the ballot counts as complete with the votes that it has placed.
    They can still be moved until the voting ends."""

    round: int


class Offer(Command, tag="offer"):
    """A commitment: "If `when` happens, I (or we) will `will`". `owner` only names the sender."""

    round: int
    lesson: ItemId
    when: Text
    will: Text
    who: Literal["I", "we"] = "I"
    owner: Text = ""
    by: Annotated[str, msgspec.Meta(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?\Z")] = ""


class Take(Command, tag="take"):
    """Says "I'll take this on": puts the sender's name to a commitment that nobody has taken."""

    round: int
    commitment: ItemId
    owner: Text


class Answer(Command, tag="answer"):
    """An answer to one of the two questions at the finish; the newest one counts."""

    round: int
    question: Literal["worth", "use"]
    choice: Literal["yes", "partly", "no"]


class CheckIn(Command, tag="check_in"):
    """Asks the facilitator to come and speak: with a name, seat or number, or without a word.

    A device has one such request; a newer one replaces it.
    """

    text: Text = ""


class WithdrawCheckIn(Command, tag="withdraw_check_in"):
    """Withdraws the wish to be spoken to; harmless if the desk has already seen it."""


class WriteLetter(Command, tag="write_letter"):
    """A line to the teller of a story, in place of the one that this device wrote them before; ""
    takes it back."""

    to: Told
    text: Text = ""


class AnswerPulse(Command, tag="answer_pulse"):
    """All answers to the pulse in their order, at the arrival or at the end.

    An empty list withdraws them. A device's newest answers count, as long as their stage is open.
    """

    at: Literal["arrive", "finish"]
    answers: Annotated[list[PulseStep], msgspec.Meta(max_length=3)]


TakenAlong = BeenThere | Unclear | AskOff | CheckIn | WithdrawCheckIn
"""The commands that a phone never sends on their own: its next beat takes them along."""

Riding = TakenAlong | NothingToAdd | DoneVoting
"""All that a beat can take along: also the two that a phone says for someone who stepped out."""

ParticipantCommand = (
    WriteCard
    | EditCard
    | WithdrawCard
    | NothingToAdd
    | BeenThere
    | Unclear
    | AskOff
    | AddLesson
    | Vote
    | DoneVoting
    | KeepLessons
    | Offer
    | Take
    | Answer
    | CheckIn
    | WithdrawCheckIn
    | AnswerPulse
    | WriteLetter
)
"""All that a participant's device can ask for."""
