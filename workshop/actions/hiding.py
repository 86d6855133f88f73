"""Devices that hide each other, where a thing is counted: a card's taps, a question's answers, what
the list keeps, lessons.

A device counts once for each thing, when it first adds to it: by a stored mark, so that neither a
change of mind nor a restart makes it count again. What it changes later rides along.
"""

from workshop.actions.answers import Participant, is_open
from workshop.rules.thresholds import HERE_TALLY, devices_needed, hiding_item
from workshop.storage.transaction import Tx


def note_here(tx: Tx) -> None:
    """Raises the most devices that were here during the current round, with each command that
    comes; the figure never falls, so that nobody lowers a threshold by sending phones away. If
    another process can't be asked, all that are known of count as here."""
    if not is_open(tx, tx.state.round):
        return
    here = tx.context.here if tx.context.whole else max(tx.context.here, tx.context.known)
    more = here - most_here(tx, tx.state.round)
    if more > 0:
        tx.count(HERE_TALLY, more)


def most_here(tx: Tx, number: int) -> int:
    """Returns the most devices that were here during a round; 0 before anyone acted in it, and
    once it is over."""
    return tx.tally(HERE_TALLY, number)


def most_yet(tx: Tx, number: int) -> int:
    """Returns the most devices that were here during a round, or when a stage before it ended: a
    phone that sleeps by now is not here, and a desk could wait until most do."""
    return max(most_here(tx, number), int(tx.state.devices))


def needed_in(tx: Tx, number: int) -> int:
    """Returns how many devices hide each other in a round, where a thing is counted."""
    return devices_needed(most_yet(tx, number))


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
