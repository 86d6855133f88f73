"""The marks that devices have left in a round, and their end."""

from collections.abc import Collection

from workshop.actions.questions import FINISH_ITEMS
from workshop.rules.lessons import is_kept
from workshop.rules.thresholds import HERE_TALLY, OF_WRITING, is_hiding, is_tapped
from workshop.storage.transaction import Tx


def toggle(tx: Tx, mark: bytes, item: str, on: bool, round_: int) -> bool:
    """Sets or takes a device's mark on a tally of a round; whether that changed anything."""
    stands = bool(tx.present([mark]))
    if stands == on:
        return False
    if on:
        tx.add_marks(round_, [mark])
    else:
        tx.drop_marks([mark])
    tx.count(item, 1 if on else -1, round_)
    return True


def delete_marks(tx: Tx, rounds: Collection[int], *, taps_go_on: bool = False) -> None:
    """Ends what devices left in rounds that collect no more; what was counted stays, and is shown.

    The answers at the finish do not: they go where everyone is asked anew. Nor do taps of "been
    there": shown at the end, the few that came since they were shown last would stand alone, and
    what was shown before would tell in which order they came. On a live wall they go on while the
    room reads it.

    The file is then written anew: where rows lay, and how many pages they took, would still tell
    who voted or wrote how often. A tally of nothing would tell that a tap was taken back. What was
    marked to be kept has served, and was never shown; so have the numbers of
    devices that were here and that wrote.
    """
    for round_ in rounds:
        taps = {item: n for item, n in tx.counts(round_).items() if _is_of_taps(item)}
        order = tx.order(round_)
        tx.end_counts(round_, _goes)
        if taps_go_on and taps:
            tx.put_back(round_, taps, order)
    tx.end_marks(rounds)
    tx.put(owes_rewrite=True)
    tx.keys_over = True


def _is_of_taps(item: str) -> bool:
    """True for what taps that go on are counted by, and when they are shown."""
    return item == HERE_TALLY or is_tapped(item) or is_hiding(item)


def _goes(item: str) -> bool:
    kept_no_longer = item in OF_WRITING or _is_of_taps(item)
    return kept_no_longer or is_kept(item) or item in FINISH_ITEMS


def remember(tx: Tx, rounds: Collection[int], ending: Collection[int]) -> None:
    """Keeps the marks of rounds in this process's memory, so that a card that is sent again after
    its reveal still gets its first answer; and that it has all of those that are `ending`."""
    tx.memory.ended |= tx.marks_of(rounds) | {_all_of(tx, number) for number in ending}


def remembers(tx: Tx, number: int) -> bool:
    """True if memory has all marks of a round that has ended; after a restart it has none."""
    return _all_of(tx, number) in tx.memory.ended


def _all_of(tx: Tx, number: int) -> bytes:
    return tx.keys.mark("remembered", number)
