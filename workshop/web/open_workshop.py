"""The one way in which a page writes to an open workshop: whoever looks at it is shown that, at
every process."""

from collections.abc import Callable
from typing import Any

from workshop.protocol.messages import Refused
from workshop.storage.context import Context
from workshop.web.services import ShownBoard, on_database, services


def in_workshop(board: ShownBoard, act: Callable[..., Any], *args: Any) -> Any:
    """Does something in one transaction of an open workshop, and tells its views what it changed.
    Returns what it has returned, or a refusal where the workshop is sealed."""
    answer, changed = on_database(_act, board, act, args)
    if changed:
        services().boards.wrote(board.id)
    return answer


def _act(board: ShownBoard, act: Callable[..., Any], args: tuple[Any, ...]) -> tuple[Any, bool]:
    stored = services().store.workshops.open(board.id)
    if stored is None:
        return Refused(refused="sealed"), False
    rev = stored.rev
    with stored.begin(Context(board.here, services().steady(), board.memory)) as tx:
        answer = act(tx, *args)
        tx.changed = tx.changed or tx.wrote
    return answer, stored.rev != rev
