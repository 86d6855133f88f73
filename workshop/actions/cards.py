"""Cards: writing, editing, withdrawing; and "Nothing to add", the other way of taking part."""

from sqlalchemy import delete, insert, update

from workshop.actions.answers import (
    OK,
    Answered,
    Participant,
    action,
    cleaned,
    is_open,
    not_collecting,
    stage_kind,
)
from workshop.actions.marks import toggle
from workshop.actions.read_first import desk_reads_wall, waits
from workshop.actions.wall import WALL_BY, hide_each_other, is_at_desk, show_desk
from workshop.actions.writers import count_card, uncount_card, writer
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.limits import ANSWER_CHARS, CARDS_EACH, HAPPENED, LEARNED_CHARS
from workshop.rules.stages import SENDS_CARDS
from workshop.rules.thresholds import TOOK_PART
from workshop.storage.bodies import CardWords, hide_anew
from workshop.storage.state import round_of
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Card


@action
def write_card(tx: Tx, who: Participant, key: bytes, command: commands.WriteCard) -> Answered:
    """Keeps a card; one that two pages of a device have sent in the same moment is one."""
    words = card_words(tx, command)
    refused = _not_writing(tx, command.round) or _otherwise_asked(tx, command)
    if refused:
        return refused
    if isinstance(words, Refused):
        return words
    if waits(tx, Card, tx.keys.mark("card", key)):
        return OK
    taken, most = tx.present(_slots(tx, who)), _cards_each(tx)
    if len(taken) >= most:
        return Refused(refused="cards_used_up", about=str(most))
    slot = next(slot for slot in _slots(tx, who) if slot not in taken)
    row = keep_card(tx, key, command.round, words, slot)
    count_card(tx, who, first=not taken)
    take_part(tx, who, command.round)
    _batch_if_live(tx, who, row)
    return OK


@action
def edit_card(tx: Tx, _who: Participant, _key: bytes, command: commands.EditCard) -> Answered:
    """Gives a card new words. Whoever knows its key wrote it."""
    row = tx.keys.mark("card", bytes.fromhex(command.card))
    words = card_words(tx, command)
    refused = _not_writing(tx, command.round)
    if refused:
        return refused
    if isinstance(words, Refused):
        return words
    if refused := _at_desk(tx, row):
        return refused
    body = hide_anew(tx.own.round(command.round), "card", row, words)
    where = (Card.key == row) & (Card.round == command.round)
    changed = tx.connection.execute(update(Card).where(where).values(body=body))
    return OK if changed.rowcount else Refused(refused="not_yours", about="card")


@action
def withdraw_card(
    tx: Tx, who: Participant, _key: bytes, command: commands.WithdrawCard
) -> Answered:
    """Takes a card away and frees its slot; harmless when it is gone already."""
    refused = _not_collecting(tx, command.round)
    if refused:
        return refused
    card = bytes.fromhex(command.card)
    row = tx.keys.mark("card", card)
    if refused := _at_desk(tx, row):
        return refused
    where = (Card.key == row) & (Card.round == command.round)
    tx.touch(Card)
    gone = tx.connection.execute(delete(Card).where(where))
    if gone.rowcount:
        taken = tx.present(_slots(tx, who))
        tx.drop_marks(sorted(taken)[-1:])
        uncount_card(tx, who, last=len(taken) == 1)
    elif desk_reads_wall(tx):  # it may be on show
        return Refused(refused="not_yours", about="card")
    return OK


@action
def nothing_to_add(
    tx: Tx, who: Participant, _key: bytes, command: commands.NothingToAdd
) -> Answered:
    """Says that this device takes part without a card, or without one more. A tap that was under
    way when the desk went on is as good, however late, and changes nothing any more."""
    if is_open(tx, command.round):
        take_part(tx, who, command.round)
    elif not _was_for_writing(tx, command.round):
        return Refused(refused="round_closed")
    return OK


def take_part(tx: Tx, who: Participant, round_: int) -> None:
    """Counts a device once in a round, by the same mark whether it sends a card or adds nothing.

    A card that is withdrawn leaves the mark: its writer has taken part.
    """
    mark = tx.own.round(round_).mark(who.secret, round_, TOOK_PART)
    toggle(tx, mark, TOOK_PART, True, round_)


def _was_for_writing(tx: Tx, number: int) -> bool:
    found = round_of(tx.state, number)
    return found is not None and found.stage in tx.agenda.ids(*SENDS_CARDS)


def keep_card(tx: Tx, key: bytes, round_: int, words: CardWords, slot: bytes) -> bytes:
    """Stores a card, with a mark of what it takes up; gives its row's key."""
    row = tx.keys.mark("card", key)
    tx.add_marks(round_, [slot])
    body = hide_anew(tx.own.round(round_), "card", row, words)
    tx.touch(Card)
    tx.connection.execute(insert(Card).values(key=row, round=round_, body=body))
    return row


def card_words(
    tx: Tx, command: commands.WriteCard | commands.EditCard | commands.PaperCard
) -> CardWords | Refused:
    """Returns the words of a card, cleaned; refuses a card that is empty or too long.

    Its language is the workshop's. A phone names that of its pages: whoever is the only one with
    a Spanish phone would have signed every card.
    """
    answers = stage_kind(tx) == "ask_how"
    happened = cleaned("happened", command.happened, ANSWER_CHARS if answers else HAPPENED)
    learned = cleaned("learned", command.learned, 0 if answers else LEARNED_CHARS, needed=False)
    for text in (happened, learned):
        if isinstance(text, Refused):
            return text
    return CardWords(
        happened=str(happened),
        learned=str(learned),
        may_stand=command.may_stand and not answers,
        language=tx.state.language,
        show_few=isinstance(command, commands.PaperCard) or command.show_few,
    )


def _not_writing(tx: Tx, round_: int) -> Refused | None:
    """While everybody may withdraw, nothing is written: a card that came then would stand alone."""
    if tx.state.phase == "few":
        return Refused(refused="round_closed")
    return _not_collecting(tx, round_)


def _otherwise_asked(tx: Tx, command: commands.WriteCard) -> Refused | None:
    """Refuses an answer to another question than the one that is before the room."""
    found = round_of(tx.state, command.round)
    return None if found and found.about == command.about else Refused(refused="round_closed")


def _not_collecting(tx: Tx, round_: int) -> Refused | None:
    kind = stage_kind(tx)
    return not_collecting(tx, kind if kind in SENDS_CARDS else "write", round_)


def _at_desk(tx: Tx, row: bytes) -> Refused | None:
    """Refuses to change a card that the desk reads: a writer who was seen to type would have signed
    it."""
    return Refused(refused="not_yours", about="card") if is_at_desk(tx, row) else None


def _slots(tx: Tx, who: Participant) -> list[bytes]:
    number = tx.state.round
    keys = tx.own.round(number)
    return [keys.mark(who.secret, number, "card", i) for i in range(1, CARDS_EACH + 1)]


def _cards_each(tx: Tx) -> int:
    found = round_of(tx.state, tx.state.round)
    return found.cards_each if found else 0


def _batch_if_live(tx: Tx, who: Participant, row: bytes) -> None:
    """On the live wall cards go to the desk in batches of cards that hide each other."""
    if not desk_reads_wall(tx):
        return
    tx.note(f"{WALL_BY}{writer(tx, who, tx.state.round).hex()}", row)
    if hide_each_other(tx):
        show_desk(tx)
