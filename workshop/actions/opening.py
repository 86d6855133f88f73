"""Leaving a stage and entering another one: rounds, and the clock."""

from collections.abc import Callable
from typing import Any

from workshop.actions.as_it_stands import AsItStands
from workshop.actions.ask_how import leave_asking
from workshop.actions.beginnings import begin_stage
from workshop.actions.hiding import note_here
from workshop.actions.marks import delete_marks
from workshop.actions.questions import end_pulse, release_answers
from workshop.actions.read_first import end_asides
from workshop.actions.reveal import (
    end_wall,
    end_writing,
    reveal,
)
from workshop.actions.sent_lessons import carry_lessons, give_lessons_back
from workshop.actions.voting import (
    end_unsaid,
    end_voting,
    pause_or_end,
    take_known_tie,
)
from workshop.actions.wall import end_reading
from workshop.rules.agenda import Stage, StageKind
from workshop.rules.room_size import asks_if_few, cards_each
from workshop.rules.stages import (
    SENDS_CARDS,
    collects,
    deletes_cards,
    is_ended_by,
)
from workshop.rules.thresholds import amount, tap_item
from workshop.storage.counts import Count
from workshop.storage.orders import NO_ROUND
from workshop.storage.state import RoundWords
from workshop.storage.transaction import Tx
from workshop.views.on_show import opens_new_round

_AFTER_LESSONS = frozenset({"vote", "commit", "finish"})


def enter_stage(tx: Tx, id_: str) -> None:
    """Leaves the current stage and enters the one with this id."""
    take_known_tie(tx, id_)
    pause_or_end(tx, id_)
    leave_stage(tx)
    if id_ != tx.state.stage:
        end_reading(tx)
    tx.keys_over = True
    stage = next(stage for stage in tx.agenda.stages if stage.id == id_)
    now = tx.context.now
    tx.put(
        stage=id_,
        phase="open",
        step=0,
        question=0,
        paused=False,
        ends_at=now + 60.0 * stage.minutes,
        left=0.0,
        covered=False,
        last_call_ends_at=None,
        going_to="",
        entered_at=now,
        started_at=tx.state.started_at or now,
        skipped=[one for one in tx.state.skipped if one != id_],
    )
    fresh = _open_round(tx, stage)
    begin_stage(tx, stage.kind, fresh)


def read_wall(tx: Tx) -> None:
    """Ends the writing on a live wall, and leaves the room before it; the clock runs on."""
    state = tx.state
    clock = {name: getattr(state, name) for name in ("paused", "ends_at", "left")}
    enter_stage(tx, state.stage)
    tx.put(**clock)


def leave_stage(tx: Tx) -> None:
    """Ends what the current stage collects, and writes down how long it took."""
    _write_down(tx)
    ending = _ENDINGS.get(tx.agenda.stages[tx.position].kind)
    if ending:
        ending(tx)
    _close_rounds(tx)


def _close_rounds(tx: Tx) -> None:
    tx.put_rounds([one.n for one in tx.state.rounds], open=False)


def _write_down(tx: Tx) -> None:
    state = tx.state
    if state.entered_at is not None:
        before = state.took.get(state.stage, 0.0)
        took = before + max(tx.context.now - state.entered_at, 0.0)
        tx.put(took={**state.took, state.stage: took})
    # Only here: a count that moved with a command would tell when somebody acted.
    tx.put(devices=max(state.devices, tx.context.here))


def close(tx: Tx) -> None:
    """Ends the workshop where it stands. Nothing that waits is shown by it: no card, no vote.

    The deadline comes without anybody at the desk who could say what goes, also while people write.
    """
    _write_down(tx)
    end_unsaid(tx)
    end_pulse(tx)
    _close_rounds(tx)
    tx.put(phase="closed", ends_at=None)
    tx.keys_over = True


def finish_workshop(tx: Tx) -> None:
    """Ends the workshop from the desk, at its last stage: the last answers are told together."""
    release_answers(tx)
    close(tx)


def open_arrival(tx: Tx) -> None:
    """Opens the round of the arrival, in which a workshop begins: nobody has entered that."""
    if tx.agenda.stages[tx.position].kind == "arrive" and not tx.state.round:
        _open_round(tx, tx.agenda.stages[tx.position])


def open_new_round(tx: Tx) -> None:
    """Opens the current stage again, with a new round and its own threshold."""
    end_reading(tx)
    stage = tx.agenda.stages[tx.position]
    tx.put(phase="open", paused=False, ends_at=tx.context.now + 60.0 * stage.minutes)
    tx.put(last_call_ends_at=None, going_to="")
    _start_round(tx, stage)
    begin_stage(tx, stage.kind, True)


def _open_round(tx: Tx, stage: Stage) -> bool:
    """Opens the round of a stage: a new one, or the last one again unless it is spent."""
    if opens_new_round(AsItStands(tx), tx.position):
        _start_round(tx, stage)
        return True
    last = None if _collects_nothing(tx, stage) else _last_round(tx, stage)
    if last is None:
        tx.put(round=0)
        return False
    # What the room decided stays decided: going back to a vote shows its end.
    reopens = not last.spent and (stage.kind != "vote" or tx.state.vote_paused)
    tx.put_rounds([last.n], open=reopens, **({"given_back": False} if reopens else {}))
    tx.put(round=last.n)
    return False


def _collects_nothing(tx: Tx, stage: Stage) -> bool:
    kinds = [one.kind for one in tx.agenda.stages]
    waits = stage.kind == "lessons" and tx.state.vote_paused
    return waits or stage.kind == "ask_how" or not collects(kinds, tx.position)


def _last_round(tx: Tx, stage: Stage) -> RoundWords | None:
    found = [one for one in tx.state.rounds if one.stage == stage.id]
    return found[-1] if found else None


def start_round_here(tx: Tx, about: int = 0) -> None:
    """A new round in the current stage: a run-off, or a question `about` a card."""
    _start_round(tx, tx.agenda.stages[tx.position], wipe=bool(about), about=about)


def _start_round(tx: Tx, stage: Stage, *, wipe: bool = True, about: int = 0) -> None:
    number = len(tx.state.rounds) + 1
    _close_rounds(tx)
    opened = RoundWords(n=number, stage=stage.id, open=True, about=about, **_room(tx, stage))
    tx.put(round=number, rounds=[*tx.state.rounds, opened])
    tx.own.begin_round(number)
    tx.memory.changed.clear()
    if stage.kind in SENDS_CARDS:
        tx.memory.writers[number] = set()
    if wipe and deletes_cards(stage.kind):
        _wipe_others(tx, number, stage.kind)
    note_here(tx)
    tx.open_counts(number)
    # Encrypted anew each time: two copies of the file do not tell if anything was sent there.
    tx.put_order(NO_ROUND, tx.order(NO_ROUND))


def _room(tx: Tx, stage: Stage) -> dict[str, Any]:
    """Returns the settings of a round of writing that hold as long as it does, whoever comes or
    goes."""
    if stage.kind == "ask_how":
        return {"cards_each": 1}
    if stage.kind != "write":
        return {}
    here = tx.context.here
    each = cards_each(here, stage.settings.cards_each)
    return {"cards_each": each, "asks_if_few": asks_if_few(here)}


def _wipe_others(tx: Tx, number: int, kind: StageKind) -> None:
    """Ends what rounds of this stage and of those before it left.

    Their marks go, and with them every way to a card's author.

    Only here are shown the taps that waited in them for others: shown whenever their stage is left,
    one tap after the other could be read off by going away and coming back.
    Cards that still wait for their reveal stay where enough wrote; of those set aside only why.
    """
    others = _ended_here(tx, number)
    tx.memory.ended = frozenset()
    end_writing(tx, others)
    delete_marks(tx, others)
    if kind == "lessons":
        carry_lessons(tx, number, others)
    elif kind in _AFTER_LESSONS:
        give_lessons_back(tx, others)
    end_asides(tx, others)
    tx.put_rounds(others, spent=True)


def _ended_here(tx: Tx, number: int) -> list[int]:
    """The rounds that the one with this number ends, which opens in the current stage."""
    kinds = [stage.kind for stage in tx.agenda.stages]
    others = [one for one in tx.state.rounds if one.n != number]
    places = {one.n: tx.agenda.place(one.stage) or 0 for one in others}
    return [n for n, place in places.items() if is_ended_by(kinds, place, tx.position)]


def _end_writing(tx: Tx) -> None:
    """Ends the live wall; without a stage for the reveal, the cards are revealed here."""
    end_wall(tx)
    kinds = [stage.kind for stage in tx.agenda.stages[tx.position :]]
    if not tx.state.live_wall and "reveal" not in kinds:
        reveal(tx)


def _end_story(tx: Tx) -> None:
    """Remembers whether most had been where the story was: its taps go with the next round."""
    place = tx.agenda.told(tx.position)
    tapped = tx.counts(tx.state.round).get(tap_item(place), Count())
    if amount(tapped.released, tx.state.devices) == "most" and place not in tx.state.most_been:
        tx.put(most_been=[*tx.state.most_been, place])


def _end_vote(tx: Tx) -> None:
    if tx.state.phase in {"open", "run_off"} and not tx.state.vote_paused:
        end_voting(tx)


_ENDINGS: dict[StageKind, Callable[[Tx], None]] = {
    "story": _end_story,
    "write": _end_writing,
    "ask_how": leave_asking,
    "vote": _end_vote,
}
