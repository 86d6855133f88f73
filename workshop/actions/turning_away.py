"""Clearing a stage after a flood of made-up devices: what was sent goes back to all phones.

Whose anything is plays no part: nothing is picked out, so nothing can be told from what is missing
at the next look. What `views.clearing` says can be cleared is what nobody has been shown.
"""

from collections.abc import Callable, Mapping

from sqlalchemy import delete

from workshop.actions.marks import wipe
from workshop.actions.opening import open_new_round
from workshop.actions.sent_lessons import clear_shown, give_lessons_back
from workshop.protocol.messages import Refused
from workshop.protocol.stage_commands import Clears
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Card
from workshop.views.clearing import clears
from workshop.views.room_reading import room_in


def turn_away(tx: Tx, said: Clears) -> Refused | None:
    """Closes the door, and clears what the desk has `said` goes back; refuses where that is not so
    any more. Whom the door is closed to is the server's to know: it has sent them off before."""
    if said != clears(room_in(tx)):
        return Refused(refused="not_said", about="turn_away")
    tx.put(door_closed=True, devices=min(tx.state.devices, tx.context.known))
    _clear_stage(tx, said)
    return None


def _clear_stage(tx: Tx, what: Clears) -> None:
    """Clears what the current stage collects, and opens it again for everyone. Lessons that the
    desk was shown go back, and those who sent them stay: their round goes on, and what each device
    has sent counts, so that a flood comes to its end."""
    if what == "lessons_back":
        clear_shown(tx)
    if what not in _TAKES:
        return
    _TAKES[what](tx, tx.state.round)
    tx.put(cleared=[*tx.state.cleared, tx.state.round])
    open_new_round(tx)


def _take_cards(tx: Tx, number: int) -> None:
    tx.touch(Card)
    tx.connection.execute(delete(Card).where(Card.round == number))
    tx.put_rounds([number], settled=True)


def _take_lessons(tx: Tx, number: int) -> None:
    give_lessons_back(tx, [number], cleared=True)


def _take_counts(tx: Tx, number: int) -> None:
    wipe(tx, [number])
    tx.end_counts(number, lambda _item: True)


_TAKES: Mapping[Clears, Callable[[Tx, int], None]] = {
    "cards": _take_cards,
    "lessons": _take_lessons,
    "votes": _take_counts,
    "answers": _take_counts,
}
