"""Offers from phones: the desk reads each before the room does, and lets it on or sets it aside.

They come one by one: a commitment is the one thing here that is said aloud, with a name on it.
What the desk has read stands in `desk_read`, in the row of the round: it names the offers that the
room does not see, so that letting one on touches no row that a phone has made.
"""

from msgspec.structs import replace
from sqlalchemy import select, update

from workshop.actions.answers import OK, Answered, AtDesk
from workshop.actions.marks import delete_marks
from workshop.actions.read_first import desk_read, keep_read, with_fates
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.storage.bodies import (
    NOTHING_OFFERED,
    CommitmentWords,
    ReadWords,
    hide_settled,
    show,
)
from workshop.storage.keyring import first_to_open
from workshop.storage.state import RoundWords
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Commitment, DeskRead


def wait_for_desk(tx: Tx, id_: bytes) -> None:
    """Keeps an offer of the current round from every screen but the desk's."""
    for number, read in _reads(tx).items():
        if id_ in read.fates:  # it is offered anew
            fates = {one: why for one, why in read.fates.items() if one != id_}
            keep_read(tx, number, replace(read, fates=fates), over=True)
    read = desk_read(tx, tx.state.round)
    keep_read(tx, tx.state.round, replace(read, at_desk=sorted({*read.at_desk, id_})))


def words_of_offer(tx: Tx, id_: bytes, body: bytes) -> CommitmentWords:
    """Returns the words of an offer, in whichever round it was made."""
    return first_to_open(
        tx.own.of_rounds(one.n for one in reversed(_rounds(tx))),
        lambda keys: show(keys, "commitment", id_, body, CommitmentWords),
    )


def is_hidden(tx: Tx, id_: bytes) -> bool:
    """True if the room does not see an offer: nobody has read it, or it was set aside."""
    return any(id_ in read.shown for read in _reads(tx).values())


def is_gone(tx: Tx, id_: bytes) -> bool:
    """True if an offer has ended without the room's having kept it: of its row only the key is
    left."""
    return any(id_ in read.gone for read in _reads(tx).values())


def picked(tx: Tx) -> set[bytes]:
    """Returns the ids of the offers that were picked."""
    return {id_ for read in _reads(tx).values() for id_ in read.picked}


def owners(tx: Tx) -> dict[bytes, str]:
    """Returns who has taken which offer since it was made."""
    return {id_: name for read in _reads(tx).values() for id_, name in read.owners.items()}


def keep_picked(tx: Tx, picks: set[bytes], names: dict[bytes, str]) -> None:
    """Keeps which offers are picked, and who has taken them, in the row of the newest round of
    offers: the row of an offer itself, which a phone has made, is not touched."""
    spent = {one.n: one.spent for one in _rounds(tx)}
    for number, over in spent.items():
        read, newest = desk_read(tx, number), number == max(spent)
        keeps = (sorted(picks), dict(sorted(names.items()))) if newest else ([], {})
        if keeps != (read.picked, read.owners):
            read = replace(read, picked=keeps[0], owners=keeps[1])
            keep_read(tx, number, read, over=over)
    tx.changed = True


def went_back(tx: Tx, id_: bytes) -> bool:
    """True if an offer is gone, and its phone is told why when it asks."""
    return any(id_ in read.fates for read in _reads(tx).values())


def let_offers_on(tx: Tx, _who: AtDesk, _key: bytes, command: commands.LetOn) -> Answered:
    """Shows the room what the desk has read; what was set aside stays as it is."""
    show_offers(tx, {tx.handles.row(one) for one in command.unread})
    return OK


def show_offers(tx: Tx, ids: set[bytes]) -> bool:
    """Shows the room some offers that nobody has decided about; whether there were any."""
    found = False
    for number, read in _reads(tx).items():
        news = ids & read.undecided
        if news:
            _write(tx, number, replace(read, at_desk=sorted({*read.at_desk} - news)))
            found = True
    return found


def put_offer_aside(tx: Tx, _who: AtDesk, _key: bytes, command: commands.PutAside) -> Answered:
    """Keeps an offer from the room for a reason, which its phone is told; "" puts it back.

    One that the room sees already is taken off every screen, and is picked no longer.
    """
    id_ = tx.handles.row(command.unread)
    if command.reason and is_shown(tx, id_):
        _take_off(tx, id_, command.reason)
        return OK
    for number, read in _reads(tx).items():
        if id_ in read.shown:
            others = {one: why for one, why in read.fates.items() if one != id_}
            read = replace(read, fates=others)
            _write(tx, number, with_fates(read, {id_}, command.reason) if command.reason else read)
            return OK
    return Refused(refused="no_such", about="unread")


def is_shown(tx: Tx, id_: bytes) -> bool:
    """True if the room sees an offer."""
    row = select(Commitment.id).where(Commitment.id == id_)
    there = tx.connection.execute(row).first() is not None
    return there and not is_hidden(tx, id_) and not is_gone(tx, id_)


def _take_off(tx: Tx, id_: bytes, why: str) -> None:
    """Sets aside an offer that was shown; it is picked no longer."""
    keep_picked(tx, picked(tx) - {id_}, owners(tx))
    read = desk_read(tx, tx.state.round)
    read = replace(read, at_desk=sorted({*read.at_desk, id_}))
    _write(tx, tx.state.round, with_fates(read, {id_}, why))


def give_offers_back(tx: Tx) -> None:
    """Ends what is offered: what the room was not shown goes, and its phone hears why."""
    reads = _reads(tx)
    if not reads:
        return
    for number, read in reads.items():
        told = with_fates(read, read.undecided, "unread").fates
        kept = ReadWords(fates=told, picked=read.picked, owners=read.owners)
        keep_read(tx, number, kept, over=True)
    _settle(tx)
    delete_marks(tx, list(reads))
    tx.put_rounds(reads, spent=True)


def _settle(tx: Tx) -> None:
    """Takes the words of what went back, and writes all rows anew, so that none has changed alone.

    Equal offers are equal bytes under K from then on; until then they lie under their rounds' keys.
    """
    tx.touch(Commitment)
    gone = {id_ for read in _reads(tx).values() for id_ in read.gone}
    for row in tx.connection.execute(select(Commitment.id, Commitment.body)).all():
        words = words_of_offer(tx, row.id, row.body)
        words = replace(NOTHING_OFFERED, lesson=words.lesson) if row.id in gone else words
        body = hide_settled(tx.keys, "commitment", row.id, words)
        tx.connection.execute(update(Commitment).where(Commitment.id == row.id).values(body=body))


def _reads(tx: Tx) -> dict[int, ReadWords]:
    """Returns what the desk has read of each round of offers."""
    read = set(tx.connection.execute(select(DeskRead.round)).scalars())
    return {one.n: desk_read(tx, one.n) for one in _rounds(tx) if one.n in read}


def _rounds(tx: Tx) -> list[RoundWords]:
    """The rounds of offers, in their order."""
    return [one for one in tx.state.rounds if tx.agenda.kind_of(one.stage) == "commit"]


def _write(tx: Tx, number: int, read: ReadWords) -> None:
    keep_read(tx, number, read)
    tx.changed = True
