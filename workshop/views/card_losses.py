"""The losses of cards and of answers, once nobody writes any more."""

from collections.abc import Iterator

from workshop.protocol.stage_commands import Loss
from workshop.rules.stages import (
    ENDING_PHASES,
    READING,
    SHOWING,
    is_ended_by,
    looked_through,
    reveals,
)
from workshop.views.on_show import opens_new_round
from workshop.views.room import Room


def was_said(room: Room, to: int) -> bool:
    """True if it was said before the last call what this way shows and passes over."""
    goes_on = room.agenda.stages[to].id == room.state.going_to
    return goes_on and room.state.phase in ENDING_PHASES


def card_losses(room: Room, to: int) -> Iterator[Loss]:
    """Yields what becomes of cards that wait, once nobody writes any more."""
    kinds = [stage.kind for stage in room.agenda.stages]
    at, phase, wall = room.position, room.state.phase, room.state.live_wall
    said = was_said(room, to)
    writes = kinds[at] == "write" and phase == "open" and room.collecting
    shows = reveals(kinds, at, to, live_wall=wall)
    last, waits = kinds[to] == "finish", room.waits.anything or writes
    ends = shows or last or kinds[to] == "look_through"
    few = room.waits.few if ends else opens_new_round(room, to) and ends_few(room, to)
    back = bool(few) and not writes
    if back:
        yield Loss(what="cards_back")
    if last and not shows and waits:
        yield Loss(what="cards_unshown", n=_unshown(room) or None)
    if wall:
        yield from [] if back or to == at else wall_unread(room)
    elif shows and waits:
        late = _late(room, writes)
        unread = _unread(room, any(late))
        yield from _shown(room, said, bool(unread) and all(late))
        yield from unread


def answer_losses(room: Room, to: int) -> Iterator[Loss]:
    """Yields what becomes of the answers to a question, once the last call has begun."""
    phase, stays = room.state.phase, to == room.position
    if room.stage.kind != "ask_how":
        return
    given_back = bool(room.writing and room.writing.given_back)
    if phase == "few" and given_back:
        yield Loss(what="cards_back")
    elif phase in ENDING_PHASES and not stays:
        yield Loss(what="cards_unshown")
    elif phase == READING and stays:
        unread = _unread(room, False)
        yield from _shown(room, False, bool(unread))
        yield from unread
    elif phase == READING:
        yield Loss(what="cards_unshown", n=_unshown(room))
    elif phase == SHOWING:
        yield from answers_erased(room)


def answers_erased(room: Room) -> Iterator[Loss]:
    """Yields what goes of the answers on show, and what stays of them against a wish."""
    kept = [card for card in room.answers if card.listed and not card.off]
    asked = sum(card.asked for card in kept)
    if gone := len(room.answers) - len(kept):
        yield Loss(what="answers_erased", n=gone)
    if asked:
        yield Loss(what="asked_off", n=asked)


def _unshown(room: Room) -> int:
    """Counts the waiting cards that the desk is shown, or else of rounds that no device can add
    to."""
    if room.stage.kind in {"look_through", "ask_how"}:
        return sum(not card.aside for card in room.waiting)
    return room.waits.cards


def ends_few(room: Room, to: int) -> bool:
    """True if a new round there ends one of writing in which too few wrote."""
    kinds = [stage.kind for stage in room.agenda.stages]
    places = [room.agenda.place(stage) or 0 for stage in room.waits.few]
    return any(is_ended_by(kinds, place, to) for place in places)


def wall_unread(room: Room) -> Iterator[Loss]:
    """Yields the cards of a live wall that nobody has let on; in the last call without a number."""
    if room.stage.kind != "write":
        return
    n = sum(not card.aside for card in room.waiting)
    if room.state.phase in ENDING_PHASES:
        yield Loss(what="cards_unread")
    elif n and not room.collecting:
        yield Loss(what="cards_unread", n=n)


def _shown(room: Room, said: bool, more: bool) -> Iterator[Loss]:
    """The cards that the room is shown, unless that was `said` before.

    `more` says that some are not shown.
    """
    at_desk = [card for card in room.waiting if not card.aside]
    read = sum(card.read for card in at_desk) if at_desk else room.waits.cards - room.waits.unread
    if not said and (read or not more):
        yield Loss(what="cards_shown", n=read or None)


def _late(room: Room, writes: bool) -> list[bool]:
    """Of each round that waits and to which devices can still add: True if the agenda has the desk
    read it before the room does."""
    kinds = [stage.kind for stage in room.agenda.stages]
    growing = {*room.waits.grows, *([room.stage.id] if writes else [])}
    return [looked_through(kinds, room.agenda.place(one) or 0) for one in growing]


def _unread(room: Room, late: bool) -> list[Loss]:
    """The cards that are not shown, as nobody has read them: how many, once that is known. `late`
    is whether devices can still add to what the desk is to read."""
    if room.stage.kind in {"look_through", "ask_how"}:
        n = sum(not (card.read or card.aside) for card in room.waiting)
    elif late:
        return [Loss(what="cards_unread")]
    else:
        n = room.waits.unread
    return [Loss(what="cards_unread", n=n)] if n else []
