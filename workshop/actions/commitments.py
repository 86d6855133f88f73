"""Commitments: offered, taken, picked; and what became of those of earlier workshops.

Anybody offers one, and whoever takes it names themselves. The room sees an offer once the desk has
let it on; see `sent_offers`."""

from msgspec.structs import replace
from sqlalchemy import select, update

from workshop.actions.answers import (
    OK,
    Answered,
    AtDesk,
    Participant,
    action,
    cleaned,
    not_collecting,
)
from workshop.actions.lesson_list import say_anew
from workshop.actions.sent_offers import (
    is_gone,
    is_hidden,
    keep_picked,
    owners,
    picked,
    show_offers,
    wait_for_desk,
    went_back,
    words_of_offer,
)
from workshop.protocol import commands
from workshop.protocol.messages import Ok, Refused
from workshop.rules.limits import LESSON_CHARS, NAME_CHARS, OFFERS_EACH, WHEN, WILL
from workshop.rules.text import one_line
from workshop.rules.times import is_day
from workshop.storage.bodies import (
    CarriedWords,
    CommitmentWords,
    carried_row,
    hide,
    hide_anew,
    show,
)
from workshop.storage.handles import RowKey
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Carried, Commitment


@action
def offer(tx: Tx, who: Participant, _key: bytes, command: commands.Offer) -> Answered:
    """Offers a commitment for one of the chosen lessons; a repeat only answers again."""
    words = offer_words(tx, command)
    if isinstance(words, Refused):
        return words
    lesson = tx.handles.key(command.lesson)
    id_ = offer_id(tx, lesson, words)
    refused = not_collecting(tx, "commit", command.round)
    if _read(tx, id_) or (refused and went_back(tx, id_)):
        return Ok(id=tx.handles.of(id_))
    if not refused and lesson not in tx.state.chosen:
        refused = Refused(refused="no_such", about="lesson")
    slot = None if refused else _free_slot(tx, who)
    if refused or slot is None:
        return refused or Refused(refused="not_allowed", about=f"offers:{OFFERS_EACH}")
    tx.add_marks(command.round, [slot])
    keep_offer(tx, id_, replace(words, lesson=bytes.fromhex(lesson)))
    wait_for_desk(tx, id_)
    tx.changed = True
    return Ok(id=tx.handles.of(id_))


def offer_again(tx: Tx, command: commands.Offer) -> Answered:
    """Answers an offer that was stored as it was answered then."""
    words = offer_words(tx, command)
    if isinstance(words, Refused):
        return words
    return Ok(id=tx.handles.of(offer_id(tx, tx.handles.key(command.lesson), words)))


@action
def take(tx: Tx, _who: Participant, _key: bytes, command: commands.Take) -> Answered:
    """ "I'll take this on": puts a name to a commitment that nobody has taken yet."""
    owner = cleaned("owner", command.owner, NAME_CHARS)
    if isinstance(owner, Refused):
        return Refused(refused="name_missing") if owner.refused == "empty" else owner
    id_ = tx.handles.row(command.commitment)
    words = _read(tx, id_)
    refused = not_collecting(tx, "commit", command.round)
    if refused or words is None or is_hidden(tx, id_):
        return refused or Refused(refused="no_such", about="commitment")
    if words.owner:
        return OK if words.owner == one_line(owner) else Refused(refused="taken", about=words.owner)
    keep_picked(tx, picked(tx), owners(tx) | {id_: one_line(owner)})
    return OK


@action
def free_commitment(
    tx: Tx, _who: AtDesk, _key: bytes, command: commands.FreeCommitment
) -> Answered:
    """Takes the name off a commitment."""
    id_ = tx.handles.row(command.commitment)
    words = _read(tx, id_)
    if words is None:
        return Refused(refused="no_such", about="commitment")
    keep_picked(tx, picked(tx), owners(tx) | {id_: ""})
    return OK


@action
def pick(tx: Tx, _who: AtDesk, _key: bytes, command: commands.Pick) -> Answered:
    """Picks a commitment for its lesson in place of any other, or lets it go.

    An offer that waits for the desk is let on by it; one that was set aside is put back first.
    """
    id_ = tx.handles.row(command.commitment)
    if command.on:
        show_offers(tx, {id_})
    words = _read(tx, id_)
    if words is None or is_hidden(tx, id_):
        return Refused(refused="no_such", about="commitment")
    rows = tx.connection.execute(select(Commitment.id, Commitment.body)).all()
    same = {row.id for row in rows if words_of_offer(tx, row.id, row.body).lesson == words.lesson}
    others = picked(tx) - same
    keep_picked(tx, others | ({id_} if command.on else set()), owners(tx))
    return OK


def keep_offer(tx: Tx, id_: bytes, words: CommitmentWords) -> None:
    """Keeps an offer; its row may be there, without words, from one that went back."""
    body = hide_anew(tx.own.round(tx.state.round), "commitment", id_, words)
    tx.touch(Commitment)
    tx.put_row(Commitment, id_, body)


def offer_words(tx: Tx, command: commands.Offer | commands.PaperOffer) -> CommitmentWords | Refused:
    """Returns the words of an offer as they are kept, or what is wrong with them."""
    when = cleaned("when", command.when, WHEN)
    will = cleaned("will", command.will, WILL)
    owner = cleaned("owner", command.owner, NAME_CHARS, needed=False)
    for text in (when, will, owner):
        if isinstance(text, Refused):
            return text
    if command.by and not is_day(command.by):
        return Refused(refused="malformed", about="by")
    return CommitmentWords(
        when=one_line(str(when)),
        will=one_line(str(will)),
        who=command.who,
        owner=one_line(str(owner)),
        by=command.by,
        language=tx.state.language,  # never the phone's, see card_words
    )


def _read(tx: Tx, id_: bytes) -> CommitmentWords | None:
    body = tx.connection.execute(select(Commitment.body).where(Commitment.id == id_)).scalar()
    if body is None or is_gone(tx, id_):
        return None
    words = words_of_offer(tx, id_, body)
    return replace(words, owner=owners(tx).get(id_, words.owner))


def offer_id(tx: Tx, lesson: RowKey, words: CommitmentWords) -> bytes:
    """The id of an offer: the HMAC of its words, as they were offered.

    Made of a device's key it would stay as this device's mark until the seal, and chance on
    some device would choose which of two offers leads.
    """
    parts = (words.when, words.will, words.who, words.owner, words.by, words.language)
    return tx.keys.mark("commitment", lesson, *parts)


def _free_slot(tx: Tx, who: Participant) -> bytes | None:
    number = tx.state.round
    keys = tx.own.round(number)
    slots = [keys.mark(who.secret, number, "offer", i) for i in range(1, OFFERS_EACH + 1)]
    taken = tx.present(slots)
    return next((slot for slot in slots if slot not in taken), None)


@action
def follow_up(tx: Tx, _who: AtDesk, _key: bytes, command: commands.FollowUp) -> Answered:
    """Says what became of one, with what was learned and its new words; "" takes all that back."""
    if not tx.agenda.has_reached("follow_up", tx.position):
        return Refused(refused="wrong_stage", about="follow_up")
    where = Carried.n == command.n
    body = tx.connection.execute(select(Carried.body).where(where)).scalar()
    if body is None:
        return Refused(refused="no_such", about="n")
    stood = show(tx.keys, "carried", carried_row(command.n), body, CarriedWords)
    words = _followed(stood, command)
    if isinstance(words, Refused):
        return words
    body = hide(tx.keys, "carried", carried_row(command.n), words)
    tx.connection.execute(update(Carried).where(where).values(body=body))
    if words.learned != stood.learned:
        say_anew(tx, stood.learned, words.learned)
    tx.changed = True
    return OK


def _followed(stood: CarriedWords, command: commands.FollowUp) -> CarriedWords | Refused:
    changed = command.outcome == "changed"
    learned = cleaned("learned", command.learned, LESSON_CHARS, needed=False)
    will = cleaned("will", command.will if changed else "", WILL, needed=changed)
    for text in (learned, will):
        if isinstance(text, Refused):
            return text
    if changed and command.by and not is_day(command.by):
        return Refused(refused="malformed", about="by")
    return replace(
        stood,
        learned=one_line(str(learned)) if command.outcome else "",
        will_now=one_line(str(will)),
        by_now=command.by if changed else "",
        outcome=command.outcome,
        fit=command.fit if command.outcome == "kept" else "",
    )
