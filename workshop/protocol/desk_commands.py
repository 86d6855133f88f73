"""What the desk can ask for. `turn` is the turn that the desk was shown; one that lost a race
is told, and redraws."""

from typing import Annotated, Literal

import msgspec

from workshop.protocol.base import CardNumber, Command, ItemId, Outcome, StageId, Text
from workshop.protocol.ends import Ending


class Go(Ending, tag="go"):
    """Goes to a stage: on, back, or anywhere."""

    stage: StageId


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


class EndLastCall(Command, tag="end_last_call"):
    """Leaves the last call a few seconds, in which each phone still sends what it has to."""

    turn: int


class Cover(Command, tag="cover"):
    """Covers the room's screen with a calm picture, or uncovers it."""

    turn: int
    on: bool


class OpenAgain(Ending, tag="open_again"):
    """Opens a new round of the current stage, with its own threshold."""


class PageSize(Command, tag="page_size"):
    """Cards one at a time, or pages of six.

    `card` is the number of the card that is on show then; without one it is the first that is on
    show now.
    """

    turn: int
    size: Literal[1, 6]
    card: int | None = None


class EndVoting(Ending, tag="end_voting"):
    """Ends the voting; the lessons are sorted once."""


class RunOff(Command, tag="run_off"):
    """One more vote, between those tied at the cut."""

    turn: int


class TakeTied(Command, tag="take_tied"):
    """Takes all that are tied at the cut."""

    turn: int


class VoteAnew(Ending, tag="vote_anew"):
    """Gives up the votes of a paused voting, so that the list of lessons can change: voting begins
    anew."""


class Seal(Ending, tag="seal"):
    """Finish and erase the rest: only the summary stays."""


class PaperCard(Command, tag="paper_card"):
    """A card that came on paper, typed in before the reveal; nothing marks it afterwards.

    The key of its envelope becomes the card's key. `round` is the round that the desk was shown:
    that of the writing, or 0 in the look-through.
    """

    round: int
    happened: Text
    learned: Text = ""
    may_stand: bool = False


class PaperVotes(Command, tag="paper_votes"):
    """How many votes a lesson has on paper from now on."""

    round: int
    lesson: ItemId
    votes: Annotated[int, msgspec.Meta(ge=0, le=500)]


class SetAside(Command, tag="set_aside"):
    """Keeps a card off the screen before the room sees it, for a reason; "" puts it back."""

    card: ItemId
    reason: Literal["", "protect", "care", "elsewhere"]


class Opened(Command, tag="opened"):
    """Says that cards were opened at a desk: from now on they count as read."""

    cards: Annotated[list[ItemId], msgspec.Meta(min_length=1, max_length=500)]


class MarkSensitive(Command, tag="mark_sensitive"):
    """Marks a card as sensitive: no "been there" on it. Before the reveal and after it."""

    card: CardNumber
    on: bool


class TakeOff(Command, tag="take_off"):
    """Takes a card off every screen after the reveal, or shows it again."""

    card: CardNumber
    on: bool


class LeaveCard(Command, tag="leave_card"):
    """Leaves a card on the screen that somebody asked to take off."""

    card: CardNumber


class LetOn(Command, tag="let_on"):
    """Lets on what the desk has read of what phones have sent: from now on the room sees it."""

    unread: Annotated[list[ItemId], msgspec.Meta(min_length=1, max_length=500)]
    """The handles of what was on show at the desk that lets it on, and nothing that came since."""


class PutAside(Command, tag="put_aside"):
    """Keeps something that a phone has sent from the room, for a reason; "" puts it back.

    Of offers also one that the room sees already, which then leaves every screen.
    """

    unread: ItemId
    reason: Literal["", "protect", "care", "elsewhere"]


class Merge(Command, tag="merge"):
    """Puts a lesson, and what was merged into it, under another one."""

    lesson: ItemId
    into: ItemId


class MergeAll(Command, tag="merge_all"):
    """Puts several lessons that say the same under one of them; undone in one step."""

    lessons: Annotated[list[ItemId], msgspec.Meta(min_length=1, max_length=100)]
    into: ItemId


class Split(Command, tag="split"):
    """Takes a lesson out of its group."""

    lesson: ItemId


class LeaveOut(Command, tag="leave_out"):
    """Leaves a lesson off the ballot, or puts it back."""

    lesson: ItemId
    on: bool


class LeaveRest(Command, tag="leave_rest"):
    """Leaves out by chance what is beyond twelve; those that others were merged into stay first."""


class UndoLessons(Command, tag="undo_lessons"):
    """Takes back the last merge, split or leave-out; one press's work at a time."""


class DeskLesson(Command, tag="desk_lesson"):
    """A lesson written down at the desk."""

    text: Text


class FollowUp(Command, tag="follow_up"):
    """Says what became of a commitment of an earlier workshop; "" takes that back.

    It says all there is to say: `learned` is what the room draws from it, `will` and `by` are its
    new words and date where it was changed.
    """

    n: Annotated[int, msgspec.Meta(ge=1, le=20)]
    outcome: Outcome
    learned: Text = ""
    will: Text = ""
    by: Text = ""


class Pick(Command, tag="pick"):
    """Picks a commitment for its lesson, or lets it go."""

    commitment: ItemId
    on: bool


class FreeCommitment(Command, tag="free_commitment"):
    """Takes the name off a commitment."""

    commitment: ItemId
