"""The most devices that were here during a round, of which every threshold is reckoned."""

from workshop.actions.answers import is_open
from workshop.rules.thresholds import HERE, devices_needed
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
        tx.count(HERE, more)


def most_here(tx: Tx, number: int) -> int:
    """Returns the most devices that were here during a round; 0 before anyone acted in it, and
    once it is over."""
    return tx.tally(HERE, number)


def most_yet(tx: Tx, number: int) -> int:
    """Returns the most devices that were here during a round, or when a stage before it ended: a
    phone that sleeps by now is not here, and a desk could wait until most do."""
    return max(most_here(tx, number), int(tx.state.devices))


def needed_in(tx: Tx, number: int) -> int:
    """Returns how many devices hide each other in a round, where a thing is counted."""
    return devices_needed(most_yet(tx, number))
