"""The devices that have written in a round: how many, and if it takes no more to show its words.

Which they are is known to this process's memory alone, for as long as it runs: a mark in the file
would tell, long after the reveal, who wrote.
"""

from workshop.actions.answers import Participant
from workshop.actions.hiding import most_here, most_yet
from workshop.rules.thresholds import NEWLY_WROTE, WROTE, enough_wrote
from workshop.storage.counts import Count
from workshop.storage.state import round_of
from workshop.storage.transaction import Tx


def count_card(tx: Tx, who: Participant, *, first: bool) -> None:
    """Counts a device with the first card that it has in the current round.

    The tallies are written anew for each card: else two copies of the file would tell first cards
    from others.
    """
    known = tx.memory.writers.get(tx.state.round)
    if first and known is not None:
        known.add(writer(tx, who, tx.state.round))
    tx.count(WROTE, int(first))
    tx.count(NEWLY_WROTE, int(first and not _was_shown(tx, who)))


def uncount_card(tx: Tx, who: Participant, *, last: bool) -> None:
    """Counts a device no more that has withdrawn its last card of the current round."""
    if last:
        tx.memory.writers.get(tx.state.round, set()).discard(writer(tx, who, tx.state.round))
    tx.count(WROTE, -int(last and tx.tally(WROTE) > 0))
    newly = last and tx.tally(NEWLY_WROTE) > 0 and not _was_shown(tx, who)
    tx.count(NEWLY_WROTE, -int(newly))


def have_enough_written(tx: Tx, number: int) -> bool:
    """True if enough devices wrote in a round for its words to be shown; on a live wall, since the
    last batch: what was shown with that has hidden others once.

    In the first round of writing it goes by those that are here; in any other by all that were.
    """
    counts = tx.counts(number)
    wrote, newly = (_waiting(counts.get(item, Count())) for item in (WROTE, NEWLY_WROTE))
    first = min(one.n for one in tx.state.rounds if tx.agenda.kind_of(one.stage) == "write")
    here = most_here(tx, number) if number == first else most_yet(tx, number)
    # After a restart one that withdraws may not be known to have been new.
    return enough_wrote(wrote, min(newly, wrote), here)


def have_hidden_others(tx: Tx, number: int) -> None:
    """Says that the words of all who have written in a round so far are shown together."""
    tx.show(number, (WROTE, NEWLY_WROTE))


def _waiting(count: Count) -> int:
    return count.total - count.released


def writer(tx: Tx, who: Participant, number: int) -> bytes:
    """Returns the name that memory has for a device that writes in a round."""
    return tx.keys.mark(who.secret, number, "author")


def _was_shown(tx: Tx, who: Participant) -> bool:
    """True if words of this device were shown in an earlier round of the same stage, or that is not
    known: after a restart nobody's are taken for new. Of a live wall some were shown, whatever
    became of the rest."""
    current = round_of(tx.state, tx.state.round)
    stage, about = (current.stage, current.about) if current else ("", 0)
    shown = [
        one.n
        for one in tx.state.rounds
        if one.stage == stage and one.about == about and one.n < tx.state.round
        if tx.state.live_wall or not one.given_back
    ]
    writers = tx.memory.writers
    return any(n not in writers or writer(tx, who, n) in writers[n] for n in shown)
