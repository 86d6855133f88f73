"""The seal: the end of a workshop's data. Only the summary stays.

The order is what makes it safe: the summary is kept before the key is destroyed, the key goes
before the file, and the library forgets the workshop last. Each step is harmless when it was
done already, so a seal that was interrupted is gone through again from the start.
"""

from datetime import UTC, datetime

from workshop.actions.opening import close
from workshop.storage.library import (
    Listed,
    Sealed,
    begin_sealing,
    forget_workshop,
    hour_after,
    keep_summary,
    open_workshop,
    summary_of,
)
from workshop.storage.store import Store
from workshop.storage.transaction import Context, Memory
from workshop.summary.build import build
from workshop.summary.summary import write
from workshop.views.room import Room, read_room

OPEN_FOR = 24 * 3600
"""Seconds for which a workshop's devices may fetch the summary after the seal."""


class NotSealed(RuntimeError):
    """Something of a workshop is still there after its seal."""


def seal(store: Store, id_: str, now: float) -> None:
    """Seals a workshop, or goes on with its seal. For the database thread.

    Raises what stopped it, or NotSealed; the workshop then counts as not sealed.
    """
    listed = _begin(store, id_)
    if listed is None:
        return
    _keep(store, listed, now)
    store.close_file(id_)
    store.key_folder.destroy(id_)
    store.remove_file(id_)
    _check(store, id_)
    with store.library.begin() as session:
        forget_workshop(session, id_)


def _begin(store: Store, id_: str) -> Listed | None:
    with store.library.begin() as session:
        begin_sealing(session, id_)
        return open_workshop(session, id_)


def _keep(store: Store, listed: Listed, now: float) -> None:
    """Keeps the summary of a workshop that has begun; without its key there is none to make."""
    room = _closed(store, listed.id, now)
    if room is None or room.state.started_at is None:
        return
    day = datetime.fromtimestamp(room.state.started_at, UTC).astimezone().date()
    summary = build(room, day)
    with store.library.begin() as session:
        kept = Sealed(
            id=listed.id,
            team=listed.team,
            title=listed.title,
            date=summary.date,
            trial=listed.trial,
            open_until=hour_after(now + OPEN_FOR),
            body=write(summary),
        )
        keep_summary(session, kept)


def _closed(store: Store, id_: str, now: float) -> Room | None:
    """The room, ended first where its deadline came in the middle of something."""
    file = store.file(id_)
    if file is None and store.path(id_).exists() and not _kept_already(store, id_):
        raise NotSealed("The workshop's file is here, and its key is not: nothing can be kept.")
    if file is None:
        return None
    with file.begin(Context(0, now, Memory())) as tx:
        if tx.state.phase != "closed":
            close(tx)
    return read_room(file)


def _kept_already(store: Store, id_: str) -> bool:
    with store.library.begin() as session:
        return summary_of(session, id_) is not None


def _check(store: Store, id_: str) -> None:
    """Says "sealed" only when nothing is left."""
    left = [path.name for path in store.path(id_).parent.glob(f"{id_}.*")]
    if store.key_folder.read(id_) is not None or left:
        raise NotSealed("The key or the file of the workshop is still there.")
