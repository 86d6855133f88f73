"""Devices that hide each other, where a thing is counted: a card's taps, a question's answers, what
the list keeps, lessons.

A device counts once for each thing, when it first adds to it: by a stored mark, so that neither a
change of mind nor a restart makes it count again. What it changes later rides along.
"""

from workshop.actions.answers import Participant
from workshop.actions.most_here import needed_in
from workshop.rules.thresholds import hiding_item
from workshop.storage.transaction import Tx


def hides_others(tx: Tx, who: Participant, number: int, thing: str) -> bool:
    """Counts a device among those that have added to a thing in a round since it was shown last;
    False if it has counted for it before."""
    item = hiding_item(thing)
    mark = tx.own.round(number).mark(who.secret, number, item)
    if mark in tx.memory.ended or tx.present([mark]):
        return False
    tx.add_marks(number, [mark])
    tx.count(item, 1, number)
    return True


def are_enough(tx: Tx, number: int, thing: str) -> bool:
    """True if as many devices hide each other as the room of a round needs."""
    return tx.tally(hiding_item(thing), number) >= needed_in(tx, number)


def begin_group(tx: Tx, number: int, thing: str) -> None:
    """Begins to count anew, as all that came until now is shown."""
    item = hiding_item(thing)
    tx.count(item, -tx.tally(item, number), number)


def show_group(tx: Tx, number: int, thing: str, items: tuple[str, ...]) -> None:
    """Shows these tallies of a round, with all that came in with them, if enough devices hide each
    other."""
    if are_enough(tx, number, thing):
        begin_group(tx, number, thing)
        tx.show(number, items)
        tx.changed = True
