"""The desk's reading, before the room's: its rows, its cards, and those it has set aside.

The desk has one row for each round, written anew at each change. Cards that wait are called by
their handles. Of one that was set aside, once nobody can put it back, only why is kept, for its
phone."""

from collections.abc import Collection, Iterable, Set
from typing import Any, NamedTuple

from msgspec.structs import replace
from sqlalchemy import select, update

from workshop.actions.answers import stage_kind
from workshop.protocol.base import Handle
from workshop.rules.stages import READING, SENDS_CARDS
from workshop.storage.bodies import (
    NOBODYS,
    CardWords,
    ReadWords,
    hide_anew,
    hide_read,
    show,
    show_read,
)
from workshop.storage.handles import Handles
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Card, DeskRead, SentLesson


def desk_read(tx: Tx, round_: int) -> ReadWords:
    """Returns what the desk was shown of a round and decided."""
    row = select(DeskRead.body).where(DeskRead.round == round_)
    body = tx.connection.execute(row).scalar()
    if body is None:
        return ReadWords()
    return show_read(tx.own, round_, body)


def keep_read(tx: Tx, round_: int, words: ReadWords, *, over: bool = False) -> None:
    """Writes it down; once the round is `over`, so that equal words are equal bytes."""
    tx.put_row(DeskRead, round_, hide_read(tx.own, round_, words, over=over))


def waits(tx: Tx, table: type[Card | SentLesson], row: bytes) -> bool:
    """True if something that a phone has sent waits under this key."""
    return tx.connection.execute(select(table.key).where(table.key == row)).first() is not None


def together(reads: list[ReadWords]) -> ReadWords:
    """Returns what several rounds say, as one."""
    return ReadWords(
        at_desk=sorted({key for read in reads for key in read.at_desk}),
        let_on=sorted({key for read in reads for key in read.let_on}),
        fates={key: read.fates[key] for read in reads for key in sorted(read.fates)},
    )


def with_fates(read: ReadWords, keys: Set[bytes], why: str) -> ReadWords:
    """Returns what was read, with the same fate for some of it."""
    return replace(read, fates=dict(sorted((read.fates | dict.fromkeys(keys, why)).items())))


def rows_called(tx: Tx, handles: Iterable[Handle]) -> set[bytes]:
    """Returns the keys of what waits in the current round and is called so on the wire."""
    waiting = Handles(tx.own.round(tx.state.round))
    return {waiting.row(one) for one in handles}


class OnDesk(NamedTuple):
    """A card that the desk is shown."""

    key: bytes
    round: int


def desk_reads_wall(tx: Tx) -> bool:
    """True if the desk reads now what goes up on the live wall."""
    return bool(tx.state.live_wall) and stage_kind(tx) == "write"


def cards_on_desk(tx: Tx) -> dict[Handle, OnDesk]:
    """Returns the cards that the desk is shown at this stage, by their handles."""
    if desk_reads_wall(tx):
        cards = [OnDesk(key, tx.state.round) for key in desk_read(tx, tx.state.round).shown]
    else:
        cards = _looked_through(tx) if looks_through(tx) else []
    return {Handles(tx.own.round(card.round)).of(card.key): card for card in cards}


def looks_through(tx: Tx) -> bool:
    """True if the desk reads cards, or answers, that the room sees later."""
    return stage_kind(tx) == "look_through" or tx.state.phase == READING


def _looked_through(tx: Tx) -> list[OnDesk]:
    rows = tx.connection.execute(select(Card.key, Card.round)).all()
    if tx.state.phase == READING:
        rows = [row for row in rows if row.round == tx.state.round]
    gone = {key for number in {row.round for row in rows} for key in desk_read(tx, number).fates}
    return [OnDesk(row.key, row.round) for row in rows if row.key not in gone]


def end_asides(tx: Tx, rounds: Collection[int]) -> None:
    """Ends what was set aside in these rounds of writing, and keeps why until the seal.

    Each round has its row from then on, whether or not a card was set aside.
    """
    stages = tx.agenda.ids(*SENDS_CARDS)
    for number in [one.n for one in tx.state.rounds if one.n in rounds and one.stage in stages]:
        read = desk_read(tx, number)
        end_words(tx, number, {*read.aside})
        waits = tx.connection.execute(select(Card.key).where(Card.round == number).limit(1)).first()
        keep_read(tx, number, with_aside_told(read), over=waits is None)


def with_aside_told(read: ReadWords) -> ReadWords:
    """Returns what was read, with what was set aside for good."""
    return replace(read, fates=dict(sorted((read.fates | read.aside).items())), aside={})


def end_words(tx: Tx, number: int, gone: set[bytes]) -> None:
    """Takes the words of some cards of a round, and writes all its rows anew: which ones it were
    can't be told from a copy before and one after it, since none is gone and each has changed."""
    if not gone:
        return
    tx.touch(Card)
    cards = select(Card.key, Card.round, Card.body).where(Card.round == number)
    for row in tx.connection.execute(cards).all():
        words = NOBODYS if row.key in gone else words_of(tx, row)
        body = hide_anew(tx.own.round(number), "card", row.key, words)
        tx.connection.execute(update(Card).where(Card.key == row.key).values(body=body))


def words_of(tx: Tx, row: Any) -> CardWords:
    """Returns what the row of a waiting card says."""
    return show(tx.own.round(row.round), "card", row.key, row.body, CardWords)
