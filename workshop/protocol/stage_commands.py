"""Commands that lead the room from stage to stage, and what each of them takes away.

`turn` is the turn that the desk was shown; one that lost a race is told, and redraws.
"""

from typing import Literal

import msgspec

from workshop.protocol.base import Closed, Command, StageId

LossCode = Literal[
    "cards_back",
    "cards_shown",
    "cards_unread",
    "lessons_unread",
    "lessons_back",
    "offers_unread",
    "stage_passed",
    "votes_end",
    "votes_too_few",
    "votes_as_before",
    "votes_go",
    "ties_taken",
    "ties_left",
    "result_replaced",
    "result_gone",
    "answers_replaced",
    "answers_few",
    "pulse_told",
    "cards_unshown",
    "answers_erased",
    "cards_aside",
    "cards_off",
    "lessons_left_out",
    "offers_unkept",
    "asked_off",
    "check_ins_waiting",
    "rest_erased",
]
"""The losses of an act: what it takes away, or cannot be undone after it. `cards_back`: cards go
back to their phones, as too few wrote; `cards_unread`: so do cards that nobody has read;
`cards_unshown`: so do all that wait, as no reveal comes after the last stage begins;
`answers_erased`: answers on show that are not on the list of lessons;
`lessons_unread`: lessons that the desk has not decided about go back;
`lessons_back`: and what phones have sent for a list that is passed over; `offers_unread`: and
offers that the desk has not decided about; `cards_aside`: cards that the desk has set aside;
`asked_off`: cards stay although someone asked to take them off; `rest_erased`: all that is not in
the summary;
`answers_few`: answers of a few since the last figures are not shown;
`votes_too_few`: too few have voted for a result, and the votes placed go; `votes_as_before`: so do
those of another vote if it differs from an earlier result by the votes of too few;
`votes_go`: all votes placed in a vote that waits; `result_replaced`: the result, once enough have
voted again; `result_gone`: one that stood until then; `ties_left`: what ties for the last place is
not chosen, nor known before the votes are counted."""


class Loss(Closed):
    """One thing that an act takes away.

    `n` is how many there are; null where that may not be shown, or is no figure. `stage` is the id
    of a stage that is passed over, one for each; "" for everything else.
    """

    what: LossCode
    n: int | None = None
    stage: str = ""


class Ending(Command, kw_only=True):
    """A stage command that may take something away.

    `said` is what the desk has said of it before it was held, as `goes` has it: the server refuses
    one that takes anything else. `turn` is the turn that the desk was shown.
    """

    turn: int
    said: list[Loss] = msgspec.field(default_factory=list)


class Go(Ending, tag="go"):
    """Goes to a stage: forward, back, or anywhere."""

    stage: StageId


class Step(Command, tag="step"):
    """Shows another page of the current stage."""

    turn: int
    step: int


class Pause(Command, tag="pause"):
    """Stops the clock, or starts it again."""

    turn: int
    on: bool


class MoreTime(Command, tag="more_time"):
    """Adds one minute to the clock."""

    turn: int


class Cover(Command, tag="cover"):
    """Covers the room's screen with a calm picture, or uncovers it."""

    turn: int
    on: bool


class OpenAgain(Ending, tag="open_again"):
    """Opens a new round of the current stage, with its own threshold."""


class PageSize(Command, tag="page_size"):
    """Shows cards one at a time, or six at a time.

    `card` is the number of the card to show then; without it, the first of those on show now.
    """

    turn: int
    size: Literal[1, 6]
    card: int | None = None


class AskQuestion(Command, tag="ask_question"):
    """Chooses the question of the story that the room sees, by its place among them, from 0 on."""

    turn: int
    question: int


class AskAbout(Ending, tag="ask_about"):
    """Asks every phone how something like this card can happen."""

    card: int


class CloseAdding(Command, tag="close_adding"):
    """Closes the list of lessons for phones, once and for good: by a press, or as its time is over.
    What they have added comes to the desk now, if enough of them have."""

    turn: int


class EndVoting(Ending, tag="end_voting"):
    """Ends the voting; the lessons are sorted once."""


class RunOff(Command, tag="run_off"):
    """One more vote, between the lessons that tie for the last place."""

    turn: int


class TakeTied(Command, tag="take_tied"):
    """Chooses all lessons that tie for the last place."""

    turn: int


class DrawLots(Command, tag="draw_lots"):
    """Draws lots among the lessons that tie for the last place, for the places that are left."""

    turn: int


class VoteAnew(Ending, tag="vote_anew"):
    """Gives up the votes while voting is paused, so that the list of lessons can change: voting
    begins anew."""


class EndPulse(Ending, tag="end_pulse"):
    """Ends the pulse: makes the totals that may be shown, and erases every answer."""


class Seal(Ending, tag="seal"):
    """Finishes and erases the rest: only the summary is kept."""


StageCommand = (
    Go
    | Step
    | Pause
    | MoreTime
    | Cover
    | OpenAgain
    | PageSize
    | AskAbout
    | CloseAdding
    | EndVoting
    | RunOff
    | TakeTied
    | DrawLots
    | VoteAnew
    | EndPulse
    | Seal
    | AskQuestion
)
"""All that leads the room: done once, on the turn that the desk was shown."""
