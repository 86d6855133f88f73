"""The services that the pages need of other rooms, handed over when the program is assembled."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from flask import Flask, current_app, g
from gevent.lock import Semaphore
from sqlalchemy.orm import Session

from workshop.ending.throwing_away import Discarded
from workshop.languages import Languages
from workshop.live.board import Board
from workshop.live.boards import Boards
from workshop.live.server import LiveServer
from workshop.people.openid import Provider
from workshop.people.shown_once import ShownOnce
from workshop.pretend.trials import Trials
from workshop.protocol.messages import Refused
from workshop.settings import Settings
from workshop.storage.context import Context
from workshop.storage.store import Store
from workshop.storage.threads import OneThread, breathing
from workshop.storage.transaction import Tx
from workshop.storage.troubles import patiently
from workshop.storage.visible import NOTHING_VISIBLE, Visible
from workshop.stories.contributing import KeyedLibrary
from workshop.web.guarding.addresses import Addresses
from workshop.web.guarding.failed_codes import FailedCodes
from workshop.web.static.static_files import Statics
from workshop.web.summaries.file_maker import FileMaker

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Services:
    """The parts that the pages use."""

    settings: Settings
    store: Store
    live: LiveServer
    boards: Boards
    addresses: Addresses
    statics: Statics
    languages: Languages
    file_maker: FileMaker
    failed_codes: FailedCodes
    shown_once: ShownOnce
    """Links that were just made, until the page is there that shows them."""
    trials: Trials
    end_trial: Callable[[str], bool]
    """Sends the pretend people away and wipes the workshop; False when it is not a trial."""
    throw_away: Callable[[str], Discarded]
    """Ends an open workshop without a summary, and sends away whoever looks at it."""
    last_backup: Callable[[], float | None]
    """Returns when the latest backup was made, in seconds; None if none was made here."""
    choose_address: Callable[[str], bool]
    """Puts one of this computer's addresses on every room's screen; False when it is not there."""

    provider: Provider | None
    """The provider of OpenID Connect at which people sign in, if there is one."""

    def now(self) -> float:
        """The clock that people see, in seconds: for days and hours of the day."""
        return self.settings.now()

    def steady(self) -> float:
        """The clock for what lasts or ends after a certain time, in seconds."""
        return self.settings.steady()


def services() -> Services:
    """The services of the application that serves this request."""
    return cast(Services, current_app.extensions["workshop"])


def on_database(work: Callable[P, T]) -> Callable[P, T]:
    """Has a function run on the database thread; whoever calls it gets its plain result.

    The services are there too, and what the request may see; the request itself is not, since it
    may be over before the work is.
    """

    @wraps(work)
    def run(*args: P.args, **named: P.kwargs) -> T:
        if "on_database" in g:
            return work(*args, **named)
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        visible, thread = visible_here(), services().store.thread

        def inside() -> T:
            with app.app_context():
                g.visible, g.on_database = visible, True
                return work(*args, **named)

        return patiently(lambda: thread.run(inside))

    return run


_OPENING = Semaphore()


def opening(work: Callable[P, T]) -> Callable[P, T]:
    """Like `on_database`, but for what opens a workshop: one at a time, as each holds the thread up
    for longer than a vote may wait. Sixty presses would else all be done before the next vote."""
    opens = on_database(work)

    @wraps(work)
    def run(*args: P.args, **named: P.kwargs) -> T:
        with _OPENING:
            return opens(*args, **named)

    return run


def reads(work: Callable[Concatenate[Session, P], T]) -> Callable[P, T]:
    """Has a function read what the request may see, in one transaction on the database thread."""
    return _in(lambda: services().store.library.read(visible_here()), work)


def writes(work: Callable[Concatenate[Session, P], T]) -> Callable[P, T]:
    """Like `reads`, for a function that changes what the request may see."""
    return _in(lambda: services().store.library.begin(visible_here()), work)


def reads_all(work: Callable[Concatenate[Session, P], T]) -> Callable[P, T]:
    """Like `reads`, in the whole library: who may ask has been found out before."""
    return _in(lambda: services().store.library.read(), work)


def writes_all(work: Callable[Concatenate[Session, P], T]) -> Callable[P, T]:
    """Like `writes`, in the whole library."""
    return _in(lambda: services().store.library.begin(), work)


def in_library(work: Callable[Concatenate[KeyedLibrary, P], T]) -> Callable[P, T]:
    """Like `writes`, for what contributors and editors do: with the keys of the stories."""

    def keyed(session: Session, /, *args: P.args, **named: P.kwargs) -> T:
        return work(KeyedLibrary(session, services().store.story_keys), *args, **named)

    return writes(keyed)


def _in(
    transaction: Callable[[], AbstractContextManager[Session]],
    work: Callable[Concatenate[Session, P], T],
) -> Callable[P, T]:
    @on_database
    def inside(*args: P.args, **named: P.kwargs) -> T:
        with transaction() as session:
            return work(session, *args, **named)

    return inside


def visible_here() -> Visible:
    """Returns the part of the library that the request may see: nothing until somebody is known."""
    return cast(Visible, g.get("visible", NOTHING_VISIBLE))


def see(visible: Visible) -> None:
    """Lets the rest of the request see this part of the library."""
    g.visible = visible


READ_WORK_S, READ_REST_S = 0.001, 0.003
"""Seconds of work, and of the rest after it: somebody waits for it, and phones must not."""


def long_work(work: Callable[..., T], *args: Any) -> T:
    """The result of some work, which gets the pause that it has to make as its last argument."""
    return _thread().run(work, *args, breathing(READ_WORK_S, READ_REST_S))


@cache
def _thread() -> OneThread:
    return OneThread()


def in_workshop(
    board: Board, act: Callable[Concatenate[Tx, P], T], *args: P.args, **named: P.kwargs
) -> T | Refused:
    """Does something in one transaction of an open workshop, and tells its views what it changed.
    Returns what it has returned, or a refusal where the workshop is sealed."""
    answer, changed = _act(board, lambda tx: act(tx, *args, **named))
    if changed:
        services().boards.wrote(board.id)
    return answer


@on_database
def _act(board: Board, act: Callable[[Tx], T]) -> tuple[T | Refused, bool]:
    stored = services().store.workshops.open(board.id)
    if stored is None:
        return Refused(refused="sealed"), False
    rev = stored.rev
    with stored.begin(Context(board.here, services().steady(), board.memory)) as tx:
        answer = act(tx)
    return answer, tx.wrote or stored.rev != rev
