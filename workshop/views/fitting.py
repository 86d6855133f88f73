"""Which lessons fit on the ballot, where there are more: for the desk alone."""

from workshop.protocol.desk_entries import Fitting
from workshop.rules.fitting import KEEPERS, by_marks, keeps
from workshop.rules.limits import BALLOT
from workshop.views.room import Room


def fitting(room: Room) -> dict[str, Fitting]:
    """Returns the entry of what fits; none where all do, or once the voting has opened.

    Without marks each part stands in the order of the ids, as the list did before: a lesson that
    others are put under must not move away below the finger.
    """
    before = room.stage.kind == "lessons" or not room.state.vote_round
    if not before or len(room.roots) <= BALLOT:
        return {}
    number = room.state.round
    shown = {item: n for (round_, item), n in room.released.items() if round_ == number}
    ordered = by_marks([one.id for one in room.roots], keeps(shown, room.parents), room.merged)
    fits, beyond, marked = ordered[:BALLOT], ordered[BALLOT:], shown.get(KEEPERS, 0) > 0
    if not marked:
        fits, beyond = sorted(fits), sorted(beyond)
    return {"fitting": Fitting(fits=fits, beyond=beyond, marked=marked)}
