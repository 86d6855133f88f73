"""What the desk has read of a round: one row for each, written anew at each change."""

from collections.abc import Iterable

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert

from workshop.protocol.base import Handle
from workshop.storage.bodies import ReadWords
from workshop.storage.handles import Handles
from workshop.storage.read_rows import hide_read, show_read
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
    body = hide_read(tx.own, round_, words, over=over)
    row = upsert(DeskRead).values(round=round_, body=body)
    kept = row.on_conflict_do_update(
        index_elements=[DeskRead.round], set_={"body": row.excluded.body}
    )
    tx.connection.execute(kept)


def has_arrived(tx: Tx, table: type[Card | SentLesson], row: bytes) -> bool:
    """True if what a phone has sent waits under this key, or a round says what became of it."""
    if tx.connection.execute(select(table.key).where(table.key == row)).first() is not None:
        return True
    rounds = tx.connection.execute(select(DeskRead.round)).scalars().all()
    return any(row in desk_read(tx, number).decided for number in rounds)


def together(reads: list[ReadWords]) -> ReadWords:
    """Returns what several rounds say, as one."""
    return ReadWords(
        authors=sorted({author for read in reads for author in read.authors}),
        at_desk=sorted({key for read in reads for key in read.at_desk}),
        let_on=sorted({key for read in reads for key in read.let_on}),
        fates={key: read.fates[key] for read in reads for key in sorted(read.fates)},
    )


def with_fates(read: ReadWords, keys: set[bytes], why: str) -> ReadWords:
    """Returns what was read, with the same fate for some of it."""
    return replace(read, fates=dict(sorted((read.fates | dict.fromkeys(keys, why)).items())))


def rows_called(tx: Tx, handles: Iterable[Handle]) -> set[bytes]:
    """Returns the keys of what waits in the current round and is called so on the wire."""
    waiting = Handles(tx.own.round(tx.state.round))
    return {waiting.row(one) for one in handles}
