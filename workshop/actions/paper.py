"""Paper: the cards, votes and commitments of those without a device, typed in at the desk.

A card from paper is stored as one from a device is, and nothing tells them apart afterwards.
Whoever has typed it knows it all the same, so it hides nobody: it counts neither towards the
devices that must have written, nor as a card of a batch on the live wall. Only cards of other
devices hide a device's card.
"""

from msgspec.structs import replace

from workshop.actions.answers import OK, Answered, AtDesk, action, not_collecting, stage_kind
from workshop.actions.cards import card_words, keep_card
from workshop.actions.commitments import keep_offer, offer_id, offer_words
from workshop.actions.read_first import looks_through
from workshop.actions.sent_offers import is_shown, show_offers, wait_for_desk
from workshop.actions.votes import not_on_ballot
from workshop.actions.wall import PAPER_CARDS as WALL_PAPER
from workshop.protocol import commands
from workshop.protocol.messages import Ok, Refused
from workshop.rules.agenda import StageKind
from workshop.rules.stages import READING
from workshop.rules.votes import PAPER_TALLY, paper_item
from workshop.storage.transaction import Tx


@action
def paper_card(tx: Tx, _who: AtDesk, key: bytes, command: commands.PaperCard) -> Answered:
    """Keeps a card from paper; a second time under the same key it only answers again.

    It takes no device's slot. A mark of its own stands where the slot would, so that two copies
    of the file differ by as many rows as after a card from a device.
    """
    slot = tx.keys.mark("paper", key)
    if slot in tx.memory.ended or tx.present([slot]):
        return OK
    number = _round_of(tx, command.round)
    if isinstance(number, Refused):
        return number
    words = card_words(tx, command)
    if isinstance(words, Refused):
        return words
    row = keep_card(tx, key, number, words, slot)
    if tx.state.live_wall:
        tx.note(WALL_PAPER, row)
    tx.changed |= _desk_sees(tx)
    return OK


@action
def paper_votes(tx: Tx, _who: AtDesk, _key: bytes, command: commands.PaperVotes) -> Answered:
    """Sets how many votes a lesson has on paper; its tally moves by the difference.

    It shows nothing of what devices voted: the room sees these votes when the bars next
    move, or at the end. Shown at once they would bring along whichever ballot has changed
    since the last release, and the desk, which knows its own number, could take it out.
    """
    lesson = tx.handles.key(command.lesson)
    refused = not_collecting(tx, "vote", command.round) or not_on_ballot(tx, lesson)
    if refused:
        return refused
    item = paper_item(lesson)
    more = command.votes - tx.tally(item)
    if more:
        for tally in (item, PAPER_TALLY, lesson):
            tx.count(tally, more)
        tx.changed = True
    return OK


@action
def paper_offer(tx: Tx, _who: AtDesk, key: bytes, command: commands.PaperOffer) -> Answered:
    """Shows the room a commitment that was said aloud or handed in; a repeat only answers again.

    The desk has read it, so nothing waits; from then on it is an offer like any other. The same
    words from a phone, waiting or set aside, are the same offer.
    """
    words = offer_words(tx, command)
    if isinstance(words, Refused):
        return words
    lesson = tx.handles.key(command.lesson)
    refused = not_collecting(tx, "commit", command.round)
    if refused or lesson not in tx.state.chosen:
        return refused or Refused(refused="no_such", about="lesson")
    id_, sent = offer_id(tx, lesson, words), tx.keys.mark("paper", key)
    if not is_shown(tx, id_) and not tx.present([sent]):
        tx.add_marks(command.round, [sent])
        keep_offer(tx, id_, replace(words, lesson=bytes.fromhex(lesson)))
        wait_for_desk(tx, id_)
        show_offers(tx, {id_})
    return Ok(id=tx.handles.of(id_))


def _round_of(tx: Tx, shown: int) -> int | Refused:
    """The round of writing that a card from paper joins: the one that collects, or in the
    look-through the one that waits for its reveal, of which the desk is shown no number."""
    if stage_kind(tx) == "ask_how" and tx.state.phase == READING:
        number: int = tx.state.round
        return number
    if stage_kind(tx) != "look_through":
        kind: StageKind = "ask_how" if stage_kind(tx) == "ask_how" else "write"
        return not_collecting(tx, kind, shown) or shown
    stages = tx.agenda.ids("write")
    unshown = [one.n for one in tx.state.rounds if one.stage in stages and not one.settled]
    waits: int | None = max(unshown, default=None)
    if waits is None or shown not in {tx.state.round, waits}:
        return Refused(refused="round_closed")
    return waits


def _desk_sees(tx: Tx) -> bool:
    """True if the desk looks through the cards.

    Then a desk that compares its list with the one before learns which card came on paper. That
    can't be hidden from it, since nothing else comes in so late, and it tells of no device. The
    card appears as all do, covered and where its key puts it, and other views are sent nothing.
    Typed in while people write, it is seen by no desk at all before it is one of many.
    """
    return looks_through(tx)
