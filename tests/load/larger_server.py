"""The program with a ballot of fifty lessons, and a live wall on which each card comes by itself.

For a bench alone: `python -m tests.load.larger_server serve`. No setting of the product does this.
"""

from msgspec.structs import replace

from workshop.__main__ import main
from workshop.storage.handles import Handles
from workshop.storage.transaction import Tx

LESSONS = 50


def _enlarge() -> None:
    from workshop.rules import limits, thresholds

    limits.MOST_VOTED = LESSONS
    thresholds.LIVE_BATCH = 1
    thresholds.SHARE_OF_A_BATCH = 1
    from workshop.actions import cards, writers

    writers.enough_wrote = lambda _wrote, _newly, _here: True  # type: ignore[attr-defined]
    cards.show_desk = _up_at_once  # type: ignore[attr-defined]


def _up_at_once(tx: Tx) -> None:
    """Shows the desk what waits, and the room at once: nobody reads while a bench measures."""
    from workshop.actions import read_first, wall

    wall.show_desk(tx)
    read = read_first.desk_read(tx, tx.state.round)
    read_first.keep_read(tx, tx.state.round, replace(read, opened=read.at_desk))
    handles = Handles(tx.own.round(tx.state.round))
    wall.let_on_wall(tx, [handles.of(key) for key in read.undecided])


if __name__ == "__main__":
    _enlarge()
    main()
