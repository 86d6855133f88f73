"""Going on to another stage, or to the end, and what comes before: the last call for cards and the
time to withdraw them, a list of lessons that fits on the ballot."""

from workshop.actions.answers import is_open, stage_kind
from workshop.actions.ask_how import go_on_asking
from workshop.actions.hiding import most_here
from workshop.actions.lessons import ballot_lessons, chooses_early, collect
from workshop.actions.opening import enter_stage, finish_workshop, read_wall
from workshop.actions.read_first import desk_reads_wall
from workshop.actions.reveal import count_writers
from workshop.actions.sent_lessons import end_adding, give_unread_back
from workshop.actions.stage import leads
from workshop.actions.within_stage import MINUTE_S
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.limits import HURRIED_CALL, LAST_CALL_S, MOST_VOTED
from workshop.rules.stages import ENDING_PHASES, PICKING, SHOWING, decides_at, leaving
from workshop.rules.thresholds import WROTE, are_few
from workshop.storage.state import round_of
from workshop.storage.transaction import Tx


@leads
def _go(tx: Tx, command: commands.Go) -> Refused | None:
    state, to = tx.state, command.stage
    if to == state.stage and not (_writes_wall(tx) or _asks(tx)):
        return Refused(refused="no_such", about="stage")
    if state.phase in ENDING_PHASES and _has_time_left(tx):
        return Refused(refused="not_allowed", about=state.phase)
    forward = (tx.agenda.place(to) or 0) > tx.position
    kinds = [stage.kind for stage in tx.agenda.stages]
    decides = forward and tx.agenda.kind_of(to) == decides_at(kinds)
    if decides and chooses_early(tx) and _brings_too_many(tx):
        return None  # the desk is shown the list, chooses, and presses again
    if decides and _too_many(tx):
        return Refused(refused="ballot_full", about=str(MOST_VOTED))
    if is_open(tx, state.round) and leaving(stage_kind(tx), state.phase) == "last_call":
        _last_call(tx, to)
    elif state.phase == "last_call" and _withdraws_first(tx):
        _let_withdraw(tx, to)
    elif state.phase == "few" and count_writers(tx):
        return None  # the desk is told, and says what goes by its next press
    elif to == state.stage and _asks(tx):
        go_on_asking(tx)
    elif to == state.stage:
        read_wall(tx)
    else:
        if forward and stage_kind(tx) == "lessons":
            if end_adding(tx):
                return None  # the desk is shown what phones have added, reads, and presses again
            give_unread_back(tx)
        enter_stage(tx, to)
    return None


def _writes_wall(tx: Tx) -> bool:
    """True if the writing on a live wall can be ended with the wall still before the room."""
    return desk_reads_wall(tx) and is_open(tx, tx.state.round)


def _asks(tx: Tx) -> bool:
    """True if there is a question before the room that the answers to it have yet to follow."""
    return stage_kind(tx) == "ask_how" and tx.state.phase not in {PICKING, SHOWING}


def _too_many(tx: Tx) -> bool:
    """True if the desk must leave some out first: in the lessons' stage, or without one before it
    is chosen from them. A list that has a result can't be changed any more, and keeps nobody from
    it."""
    chooses = stage_kind(tx) == "lessons" or chooses_early(tx)
    has_result = tx.state.chosen or tx.state.cut_tie
    return chooses and not has_result and len(ballot_lessons(tx)) > MOST_VOTED


def _brings_too_many(tx: Tx) -> bool:
    """Makes the list of lessons; whether that brings more than the ballot holds."""
    before = len(ballot_lessons(tx))
    collect(tx)
    tx.changed = True
    return before < len(ballot_lessons(tx)) and len(ballot_lessons(tx)) > MOST_VOTED


def _last_call(tx: Tx, to: str) -> None:
    """ "Send, or keep private?": writing ends in a moment."""
    ends = tx.context.now + (LAST_CALL_S if tx.context.withdraw_seconds else HURRIED_CALL)
    few = are_few(most_here(tx, tx.state.round))
    # The rest of a live wall is read first, and so are answers: in this stage still.
    to = tx.state.stage if desk_reads_wall(tx) or stage_kind(tx) == "ask_how" else to
    tx.put(phase="last_call", last_call_ends_at=ends, going_to=to, few=few)
    tx.put(last_call_longer=False)


def _withdraws_first(tx: Tx) -> bool:
    """Counts who wrote, now that the last call is over. True if they are so few that everybody is
    told, and may still withdraw; or too few to be shown, which the desk is told with it."""
    count_writers(tx)
    found = round_of(tx.state, tx.state.round)
    too_few = found is not None and found.given_back
    return too_few or (are_few(tx.tally(WROTE)) and tx.context.withdraw_seconds > 0)


def _has_time_left(tx: Tx) -> bool:
    """True while a last call, or the time to withdraw after it, lasts. If the clock was set back by
    hours between two starts, more would be left than was ever given: then it is over."""
    left = (tx.state.last_call_ends_at or 0.0) - tx.context.now
    most = LAST_CALL_S + MINUTE_S if tx.state.phase == "last_call" else tx.context.withdraw_seconds
    return tx.context.withdraw_seconds > 0 and 0.0 < left <= 2 * most


def _let_withdraw(tx: Tx, to: str) -> None:
    ends = tx.context.now + tx.context.withdraw_seconds
    tx.put(phase="few", last_call_ends_at=ends, going_to=to)


@leads
def _seal(tx: Tx, _command: commands.Seal) -> Refused | None:
    """Closes the workshop; what follows (the summary, the key, the file) is the seal's work."""
    if stage_kind(tx) != "finish":
        return Refused(refused="wrong_stage", about="finish")
    finish_workshop(tx)
    return None
