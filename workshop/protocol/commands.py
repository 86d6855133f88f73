"""What a person can ask for: one closed type per thing that can be done."""

from typing import Annotated, Literal

import msgspec

from workshop.protocol.base import Closed, ItemId, Key, Language, Text


class Command(Closed, tag_field="type"):
    """The base of all commands; the field `type` tells which one it is."""


# From a participant's device. `round` is the round that the device was shown.


class WriteCard(Command, tag="write_card"):
    """A card. The key of its envelope becomes the card's key."""

    round: int
    happened: Text
    learned: Text = ""
    may_stand: bool = False
    language: Language = "en"


class EditCard(Command, tag="edit_card"):
    """New words for a card that this device wrote, as long as its round is open."""

    round: int
    card: Key
    happened: Text
    learned: Text = ""
    may_stand: bool = False
    language: Language = "en"


class WithdrawCard(Command, tag="withdraw_card"):
    """Takes a card of this device away, as long as its round is open."""

    round: int
    card: Key


class Done(Command, tag="done"):
    """This device is done writing, also with nothing to add."""

    round: int
    on: bool


class BeenThere(Command, tag="been_there"):
    """Says "I have been there", of the story ("story") or of a card (its number)."""

    round: int
    item: ItemId
    on: bool


class Unclear(Command, tag="unclear"):
    """Something in the ground rules is unclear."""

    round: int
    on: bool


class AskOff(Command, tag="ask_off"):
    """Asks the desk to take a card off the screen; reaches it without sender or reason."""

    card: ItemId


class AddLesson(Command, tag="add_lesson"):
    """A lesson, written freely."""

    round: int
    text: Text
    language: Language = "en"


class Vote(Command, tag="vote"):
    """How many of this device's votes stand on a lesson from now on."""

    round: int
    lesson: ItemId
    votes: Annotated[int, msgspec.Meta(ge=0, le=20)]


class Offer(Command, tag="offer"):
    """A commitment: "If `when` happens, I (or we) will `will`". `owner` only names oneself."""

    round: int
    lesson: ItemId
    when: Text
    will: Text
    who: Literal["I", "we"] = "I"
    owner: Text = ""
    by: Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d\d-\d\d)?$")] = ""
    language: Language = "en"


class Take(Command, tag="take"):
    """Says "I take this": puts one's own name to a commitment that nobody has taken."""

    round: int
    commitment: ItemId
    owner: Text


class Answer(Command, tag="answer"):
    """An answer to one of the two questions at the finish; the newest one counts."""

    round: int
    question: Literal["worth", "use"]
    choice: Literal["yes", "partly", "no"]


# From the desk. `turn` is the turn that the desk was shown; a desk that lost a race redraws.


class Go(Command, tag="go"):
    """Goes to the stage at this position: on, back, or anywhere."""

    turn: int
    position: int


class Step(Command, tag="step"):
    """Shows another page of the current stage."""

    turn: int
    step: int


class Pause(Command, tag="pause"):
    """Stops the clock, or lets it run on."""

    turn: int
    on: bool


class MoreTime(Command, tag="more_time"):
    """Adds one minute to the clock."""

    turn: int


class Cover(Command, tag="cover"):
    """Covers the room's screen with a calm picture, or uncovers it."""

    turn: int
    on: bool


class OpenAgain(Command, tag="open_again"):
    """Opens a new round of the current stage, with its own threshold."""

    turn: int


class PageSize(Command, tag="page_size"):
    """Cards one at a time, or pages of six."""

    turn: int
    size: Literal[1, 6]


class EndVoting(Command, tag="end_voting"):
    """Ends the voting; the lessons are sorted once."""

    turn: int


class RunOff(Command, tag="run_off"):
    """One more vote, between those tied at the cut."""

    turn: int


class TakeTied(Command, tag="take_tied"):
    """Takes all that are tied at the cut."""

    turn: int


class Seal(Command, tag="seal"):
    """Finish and erase traces: only the summary stays."""

    turn: int


class SetAside(Command, tag="set_aside"):
    """Keeps a card off the screen before the reveal, for a reason; "" puts it back."""

    card: ItemId
    reason: Literal["", "protect", "care", "elsewhere"]


class MarkSensitive(Command, tag="mark_sensitive"):
    """Marks a card as sensitive: no "been there" on it. Before the reveal and after it."""

    card: ItemId
    on: bool


class TakeOff(Command, tag="take_off"):
    """Takes a card off every screen after the reveal, or shows it again."""

    card: ItemId
    on: bool


class LeaveCard(Command, tag="leave_card"):
    """Leaves a card on the screen that somebody asked to take off."""

    card: ItemId


class Merge(Command, tag="merge"):
    """Puts a lesson, and what was merged into it, under another one."""

    lesson: ItemId
    into: ItemId


class Split(Command, tag="split"):
    """Takes a lesson out of its group."""

    lesson: ItemId


class LeaveOut(Command, tag="leave_out"):
    """Leaves a lesson off the ballot, or puts it back."""

    lesson: ItemId
    on: bool


class UndoLessons(Command, tag="undo_lessons"):
    """Takes back the last merge, split or leave-out."""


class DeskLesson(Command, tag="desk_lesson"):
    """A lesson written down at the desk."""

    text: Text
    language: Language = "en"


class Pick(Command, tag="pick"):
    """Picks a commitment for its lesson, or lets it go."""

    commitment: ItemId
    on: bool


class FreeCommitment(Command, tag="free_commitment"):
    """Takes the name off a commitment."""

    commitment: ItemId


# From the leader's page.


class LeaderStory(Command, tag="leader_story"):
    """The leader's own failure for go first, written beforehand."""

    name: Text
    text: Text
    language: Language = "en"


ParticipantCommand = (
    WriteCard
    | EditCard
    | WithdrawCard
    | Done
    | BeenThere
    | Unclear
    | AskOff
    | AddLesson
    | Vote
    | Offer
    | Take
    | Answer
)
StageCommand = (
    Go
    | Step
    | Pause
    | MoreTime
    | Cover
    | OpenAgain
    | PageSize
    | EndVoting
    | RunOff
    | TakeTied
    | Seal
)
DeskCommand = (
    StageCommand
    | SetAside
    | MarkSensitive
    | TakeOff
    | LeaveCard
    | Merge
    | Split
    | LeaveOut
    | UndoLessons
    | DeskLesson
    | Pick
    | FreeCommitment
)
AnyCommand = ParticipantCommand | DeskCommand
