"""Many lessons: each phone marks what it would keep, and the desk's list stands in that order.

A device counts once, by a stored mark, when it first marks anything. The order moves for three such
devices at a time, with all that others have changed since: moved for one, it would tell what that
one has marked. No view has a figure of it.
"""

from sqlalchemy import select

from workshop.actions.answers import OK, Answer, Participant, action, not_collecting, stage_kind
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.lessons import KEEP_GROUP, KEEPERS, is_kept, keep_item
from workshop.rules.thresholds import may_release
from workshop.storage.handles import RowKey, row_key
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Lesson


@action
def keep_lessons(tx: Tx, who: Participant, _key: bytes, command: commands.KeepLessons) -> Answer:
    """Marks these lessons as those that a device would keep, and no others."""
    known = tx.recall("lessons", lambda: _known(tx))
    wanted = {tx.handles.key(one) for one in command.lessons}
    refused = not_collecting(tx, "lessons", command.round)
    if refused or not wanted <= known:
        return refused or Refused(refused="no_such", about="lesson")
    keys = tx.own.round(command.round)
    marks = {one: keys.mark(who.secret, command.round, keep_item(one)) for one in known}
    counted = keys.mark(who.secret, command.round, KEEPERS)
    standing = tx.present([*marks.values(), counted])
    before = {one for one, mark in marks.items() if mark in standing}
    if wanted != before:
        tx.add_marks(command.round, [marks[one] for one in wanted - before])
        tx.drop_marks([marks[one] for one in before - wanted])
        _count(tx, known, wanted - before, before - wanted)
    if wanted and counted not in standing:
        _counts_once(tx, counted)
    return OK


def _count(tx: Tx, known: set[RowKey], more: set[RowKey], fewer: set[RowKey]) -> None:
    """Counts for each lesson of the list, also nothing: how long the row is tells of no mark."""
    for one in known:
        tx.count(keep_item(one), (one in more) - (one in fewer))


def _counts_once(tx: Tx, counted: bytes) -> None:
    tx.add_marks(tx.state.round, [counted])
    for item in (KEEPERS, KEEP_GROUP):
        tx.count(item, 1)
    tx.at_end("keeps", _show_order)


def _show_order(tx: Tx) -> None:
    """Puts the desk's list in order once three more devices have marked something."""
    group = tx.tally(KEEP_GROUP)
    if stage_kind(tx) != "lessons" or not may_release(group, tx.context.release_ballots):
        return
    tx.count(KEEP_GROUP, -group)
    tx.release("keeps", tuple(item for item in tx.counts(tx.state.round) if is_kept(item)))


def _known(tx: Tx) -> set[RowKey]:
    return {row_key(id_) for id_ in tx.connection.execute(select(Lesson.id)).scalars()}
