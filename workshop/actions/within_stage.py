"""The desk's acts within a stage: its pages, its clock, the cover, and one more round."""

from workshop.actions.answers import is_open, stage_kind
from workshop.actions.as_it_stands import AsItStands
from workshop.actions.ask_how import can_be_asked, leave_answers
from workshop.actions.opening import open_arrival, open_new_round, start_round_here
from workshop.actions.questions import end_pulse, is_taken
from workshop.actions.revealed_cards import choose_known, flag, shown_order
from workshop.actions.sent_lessons import end_adding
from workshop.actions.stage import leads
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.stages import ENDING_PHASES, PICKING, SHOWING, opens_again
from workshop.rules.thresholds import are_few
from workshop.storage.state import round_of
from workshop.storage.transaction import Tx
from workshop.views.on_show import page_count, reads_wall, story_on_show

MINUTE_S = 60.0


@leads
def _step(tx: Tx, command: commands.Step) -> Refused | None:
    if not 0 <= command.step < page_count(AsItStands(tx)):
        return Refused(refused="no_such", about="step")
    tx.put(step=command.step)
    open_arrival(tx)
    if _shows_cards(tx):
        _mark_shown(tx)
    return None


@leads
def _page_size(tx: Tx, command: commands.PageSize) -> Refused | None:
    """Keeps the card on show in view when the size of the page changes."""
    if not _shows_cards(tx):
        return Refused(refused="wrong_stage", about="reveal")
    step = tx.state.step
    first = (step - 1) * tx.state.page_size if step else 0
    if command.card is not None:
        order = shown_order(tx)
        if command.card not in order:
            return Refused(refused="no_such", about="card")
        first = order.index(command.card)
    tx.put(page_size=command.size, step=1 + first // command.size if step else 0)
    _mark_shown(tx)
    return None


def _shows_cards(tx: Tx) -> bool:
    return stage_kind(tx) == "reveal" or reads_wall(AsItStands(tx))


def _mark_shown(tx: Tx) -> None:
    size, step = tx.state.page_size, tx.state.step
    if step:
        choose_known(tx)
    on_show = shown_order(tx)[(step - 1) * size : step * size] if step else []
    flag(tx, "shown", on_show)


@leads
def _ask_question(tx: Tx, command: commands.AskQuestion) -> Refused | None:
    if stage_kind(tx) != "story":
        return Refused(refused="wrong_stage", about="story")
    if not 0 <= command.question < len(story_on_show(AsItStands(tx)).questions):
        return Refused(refused="no_such", about="question")
    tx.put(question=command.question)
    return None


@leads
def _pause(tx: Tx, command: commands.Pause) -> Refused | None:
    state, now = tx.state, tx.context.now
    if command.on and state.ends_at is not None:
        tx.put(paused=True, left=state.ends_at - now, ends_at=None)
    elif not command.on and state.ends_at is None:
        left = state.left if state.paused else MINUTE_S * tx.agenda.stages[tx.position].minutes
        tx.put(paused=False, ends_at=now + left, left=0.0)
        tx.put(entered_at=state.entered_at or now, started_at=state.started_at or now)
    return None


@leads
def _more_time(tx: Tx, _command: commands.MoreTime) -> Refused | None:
    state = tx.state
    if state.phase in ENDING_PHASES:
        return _longer_last_call(tx)
    _lengthen_half(tx)
    if state.ends_at is None:
        tx.put(left=max(state.left, 0.0) + MINUTE_S)
    else:
        tx.put(ends_at=max(state.ends_at, tx.context.now) + MINUTE_S)
    return None


def _lengthen_half(tx: Tx) -> None:
    """Gives the minute to the second half of a talk while it runs: it must not become the first
    again."""
    state = tx.state
    left = state.left if state.ends_at is None else state.ends_at - tx.context.now
    if stage_kind(tx) == "talk" and left <= state.second_half:
        tx.put(second_half=max(state.second_half, max(left, 0.0) + MINUTE_S))


def _longer_last_call(tx: Tx) -> Refused | None:
    """One more minute, once: writing has an end. After the last call only where too few wrote."""
    state, now, found = tx.state, tx.context.now, round_of(tx.state, tx.state.round)
    over = state.phase == "few"
    if state.last_call_longer or found is None or (over and not found.given_back):
        return Refused(refused="not_allowed", about="more_time")
    ends_at = now if over else max(state.last_call_ends_at or now, now)
    tx.put(phase="last_call", last_call_ends_at=ends_at + MINUTE_S, last_call_longer=True)
    tx.put_rounds([found.n], given_back=False)
    return None


@leads
def _cover(tx: Tx, command: commands.Cover) -> Refused | None:
    tx.put(covered=command.on)
    return None


@leads
def _ask_about(tx: Tx, command: commands.AskAbout) -> Refused | None:
    if stage_kind(tx) != "ask_how" or tx.state.phase not in {PICKING, SHOWING}:
        return Refused(refused="wrong_stage", about="ask_how")
    if not can_be_asked(tx, command.card):
        return Refused(refused="no_such", about="card")
    leave_answers(tx)
    start_round_here(tx, about=command.card)
    tx.put(phase="open", step=0, few=are_few(tx.context.here), last_call_longer=False)
    return None


@leads
def _close_adding(tx: Tx, _command: commands.CloseAdding) -> Refused | None:
    if stage_kind(tx) != "lessons":
        return Refused(refused="wrong_stage", about="lessons")
    end_adding(tx)
    return None


@leads
def _open_again(tx: Tx, _command: commands.OpenAgain) -> Refused | None:
    over = not is_open(tx, tx.state.round) and not tx.state.vote_paused
    if not opens_again(stage_kind(tx), tx.state.round) or not over:
        return Refused(refused="not_allowed", about="open_again")
    open_new_round(tx)
    return None


@leads
def _end_pulse(tx: Tx, _command: commands.EndPulse) -> Refused | None:
    if stage_kind(tx) != "finish" or not is_taken(tx):
        return Refused(refused="wrong_stage", about="finish")
    end_pulse(tx)
    return None
