"""What acts of the desk take away: codes with figures, which the desk turns into sentences."""

from typing import Literal

import msgspec

from workshop.protocol.base import Closed, Command

LossCode = Literal[
    "cards_back",
    "cards_shown",
    "cards_unread",
    "lessons_unread",
    "lessons_back",
    "offers_unread",
    "stage_passed",
    "votes_end",
    "votes_few",
    "votes_go",
    "ties_taken",
    "ties_left",
    "result_replaced",
    "answers_replaced",
    "answers_few",
    "pulse_told",
    "cards_unshown",
    "cards_aside",
    "cards_off",
    "lessons_left_out",
    "offers_unkept",
    "asked_off",
    "check_ins_waiting",
    "rest_erased",
]
"""What an act takes away, or cannot be undone after it. `cards_back`: cards go back to their
phones, as too few took part; `cards_unread`: so do cards that nobody has read;
`cards_unshown`: so do all that wait, as no reveal comes after the last stage begins;
`lessons_unread`: so do lessons that the desk has not decided about;
`lessons_back`: and what phones have sent for a list that is passed over; `offers_unread`: and
offers that the desk has not decided about; `cards_aside`: cards that the desk has set aside;
`asked_off`: cards stay although someone asked to take them off; `rest_erased`: all that is not in
the summary;
`answers_few`: answers of one or two since the last figures are not told;
`votes_few`: the end may show one or two ballots alone; `votes_go`: all votes of a voting that
waits; `ties_left`: what ties for the last place is not chosen, nor known before the votes are
counted."""


class Loss(Closed):
    """One thing that an act takes away.

    `n` is how many there are; null where that may not be shown, or is no figure. `stage` is the id
    of a stage that is passed over, one for each; "" of everything else.
    """

    what: LossCode
    n: int | None = None
    stage: str = ""


class Goes(Closed):
    """An act that takes something away, and what: the desk says it, then has it held for a second.

    `act` is the command's type, `to` the id of the stage that `go` leads to.
    """

    act: Literal["go", "end_voting", "open_again", "end_pulse", "vote_anew", "seal"]
    to: str
    takes: list[Loss]


class Ending(Command, kw_only=True):
    """A stage command that may take something away.

    `said` is what the desk has said of it before it was held, as `goes` has it: the server refuses
    one that takes anything else. `turn` is the turn that the desk was shown.
    """

    turn: int
    said: list[Loss] = msgspec.field(default_factory=list)
