"""Commands of the desk about cards, lessons, votes, commitments and people who ask for help."""

from typing import Annotated, Literal

import msgspec

from workshop.protocol.base import CardNumber, Command, Fit, ItemId, Outcome, Text


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
    """Sets how many votes a lesson has on paper."""

    round: int
    lesson: ItemId
    votes: Annotated[int, msgspec.Meta(ge=0, le=500)]


class PaperOffer(Command, tag="paper_offer"):
    """A commitment of somebody without a device, said aloud or handed in on paper; the room sees it
    at once. `owner` is the name by which its owner goes, "" for none."""

    round: int
    lesson: ItemId
    when: Text
    will: Text
    who: Literal["I", "we"] = "I"
    owner: Text = ""
    by: Annotated[str, msgspec.Meta(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?\Z")] = ""


class SetAside(Command, tag="set_aside"):
    """Keeps a card off the screen before the room sees it, for a reason; "" puts it back."""

    card: ItemId
    reason: Literal["", "protect", "names", "care", "elsewhere"]


class MarkSensitive(Command, tag="mark_sensitive"):
    """Marks a card as sensitive: no "been there" on it. Before the reveal and after it."""

    card: CardNumber
    on: bool


class TakeOff(Command, tag="take_off"):
    """Takes a card off every screen after the reveal, or shows it again."""

    card: CardNumber
    on: bool


class LeaveCard(Command, tag="leave_card"):
    """Leaves a card on the screen although someone asked to take it off."""

    card: CardNumber


class Opened(Command, tag="opened"):
    """Says that cards were opened at a desk: from now on they count as read."""

    cards: Annotated[list[ItemId], msgspec.Meta(min_length=1, max_length=500)]


class AddToLessons(Command, tag="add_to_lessons"):
    """Puts an answer on the list of lessons: one that the desk reads, by its handle, once the room
    is shown it, or takes it off again; or one on show, by its number."""

    card: ItemId
    on: bool


class LetOn(Command, tag="let_on"):
    """Lets through what phones have sent and the desk has read: from now on the room sees it."""

    unread: Annotated[list[ItemId], msgspec.Meta(min_length=1, max_length=500)]
    """The handles of what that desk was showing, and of nothing that came since."""


class PutAside(Command, tag="put_aside"):
    """Keeps something that a phone has sent from the room, for a reason; "" puts it back.

    This also works for an offer that the room sees already, which then leaves every screen.
    """

    unread: ItemId
    reason: Literal["", "protect", "names", "care", "elsewhere"]


class Merge(Command, tag="merge"):
    """Merges a lesson, with everything merged into it, into another one. `words` is what the room
    sees of the two; "" for the words of `into`."""

    lesson: ItemId
    into: ItemId
    words: Text = ""


class MergeAll(Command, tag="merge_all"):
    """Merges several lessons that say the same thing into one of them; undone in one step. `words`
    as in `merge`."""

    lessons: Annotated[list[ItemId], msgspec.Meta(min_length=1, max_length=100)]
    into: ItemId
    words: Text = ""


class Reword(Command, tag="reword"):
    """Says a lesson, with everything merged into it, in other words."""

    lesson: ItemId
    words: Text


class Split(Command, tag="split"):
    """Takes a lesson out of its group."""

    lesson: ItemId


class LeaveOut(Command, tag="leave_out"):
    """Leaves a lesson off the ballot, or puts it back."""

    lesson: ItemId
    on: bool


class LeaveRest(Command, tag="leave_rest"):
    """Leaves out lessons at random until twelve are left; merged ones stay longest."""


class UndoLessons(Command, tag="undo_lessons"):
    """Undoes the last merge, split or leave-out, one press at a time."""


class DeskLesson(Command, tag="desk_lesson"):
    """A lesson written down at the desk."""

    text: Text


class PickLesson(Command, tag="pick_lesson"):
    """Chooses a lesson where nobody votes, or undoes that."""

    lesson: ItemId
    on: bool


class Pick(Command, tag="pick"):
    """Picks a commitment for its lesson, or undoes that."""

    commitment: ItemId
    on: bool


class FreeCommitment(Command, tag="free_commitment"):
    """Takes the name off a commitment."""

    commitment: ItemId


class CheckedIn(Command, tag="checked_in"):
    """Puts away a note as it was read: if it has changed since, it stays."""

    check_in: ItemId


class FollowUp(Command, tag="follow_up"):
    """Says what became of a commitment from an earlier workshop; "" undoes that.

    Each message is complete: `learned` is what the room learned from it, `will` and `by` are its
    new words and date if it was changed, and `fit` says of a kept one whether the plan fitted.
    """

    n: Annotated[int, msgspec.Meta(ge=1, le=20)]
    outcome: Outcome
    learned: Text = ""
    will: Text = ""
    by: Text = ""
    fit: Fit = ""


ContentCommand = (
    PaperCard
    | PaperVotes
    | PaperOffer
    | SetAside
    | MarkSensitive
    | TakeOff
    | LeaveCard
    | Opened
    | AddToLessons
    | LetOn
    | PutAside
    | Merge
    | MergeAll
    | Reword
    | Split
    | LeaveOut
    | LeaveRest
    | UndoLessons
    | DeskLesson
    | PickLesson
    | Pick
    | FreeCommitment
    | CheckedIn
    | FollowUp
)
"""All that the desk does with what people write and vote on."""
