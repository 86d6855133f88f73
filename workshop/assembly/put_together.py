"""One server put together: its store, its sockets and pages, and what runs beside them."""

import logging
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import gevent
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from workshop import instance
from workshop.assembly.page_services import page_services
from workshop.assembly.several_processes import among_others, keep_days, watch_engines
from workshop.assembly.surroundings import surroundings
from workshop.assembly.trial_ends import end_rehearsals
from workshop.cluster.bus import Bus
from workshop.ending.endings import AGAIN, CHECK, Endings
from workshop.ending.moved_clock import LOOK as CLOCK_AGAIN
from workshop.ending.moved_clock import MovedClock
from workshop.ending.withdrawn_stories import end_withdrawn_stories
from workshop.live.boards import Boards
from workshop.live.periodic import repeat
from workshop.live.server import LiveServer
from workshop.live.sockets import attach
from workshop.operating.health import Health
from workshop.operating.health_pages import HealthPages
from workshop.operating.machine_troubles import MachineTroubles
from workshop.people.entering import end_former_secrets
from workshop.people.members import OWNER, adopt_teams, own_space
from workshop.pretend.trials import LOOK_ON, Trials
from workshop.reserve import Reserve
from workshop.settings import Settings
from workshop.storage.store import Store
from workshop.storage.troubles import patiently
from workshop.stories.adopting import adopt_stories
from workshop.stories.contributing import KeyedLibrary
from workshop.web.application import make_application
from workshop.web.guarding.access import sender_of
from workshop.web.guarding.addresses import Addresses
from workshop.web.guarding.every_answer import EveryAnswer
from workshop.web.guarding.failed_codes import FailedCodes
from workshop.web.guarding.request_filter import RequestFilter
from workshop.web.guarding.shown_ways import ShownWays

if TYPE_CHECKING:
    from workshop.live.other_processes import OtherProcesses

log = logging.getLogger(__name__)

SIGN_INS_AGAIN = 10.0
"""Seconds between two looks at whether those at a desk still may be there."""
ADDRESSES_AGAIN = 30.0
"""Seconds between two searches for this machine's addresses."""
CODES_AGAIN = 1.0
"""Seconds between two looks at which code screens have to show."""


@dataclass(frozen=True)
class Server:
    """The assembled program: its parts and its application."""

    app: Flask
    store: Store
    addresses: Addresses
    trials: Trials
    live: LiveServer
    health: Health
    reserve: Reserve
    others: "OtherProcesses | None"
    """This process among the others of its server; None if it is the only one."""


def assemble(settings: Settings) -> Server:
    """Opens the store, pays what is owed from before, and makes pages and sockets ready."""
    if settings.cluster:
        keep_days(settings.cluster, settings.now)
    store, bus = Store(settings), Bus()
    ways = ShownWays(_addresses(settings), FailedCodes(store, bus))
    # Several processes may start at once, and each writes to the library.
    patiently(lambda: store.thread.run(_know_owner, store))
    patiently(lambda: store.thread.run(end_withdrawn_stories, store, settings.steady()))
    trials, troubles = Trials(store), MachineTroubles.of_server(settings)
    around = surroundings(settings, ways, trials, troubles)
    ways.boards = boards = Boards(store, around, bus, several=bool(settings.cluster))
    troubles.watch(boards.change_all)
    live = LiveServer(store, boards, settings.steady)
    endings = Endings(store, boards, settings.steady)
    live.after = endings.after
    endings.signed_out = lambda one: live.end_sign_in(one, "", "taken_back")
    endings.gone = lambda id_: end_rehearsals(trials, endings, boards, id_)
    app = make_application(page_services(store, live, ways, trials, endings))
    attach(app, live, ways.addresses.allows_origin, settings)
    health = Health()
    _put_filter_before(app, settings, ways.addresses, health)
    if settings.cluster:
        watch_engines(settings.cluster, health, live)
    others = among_others(store, live, endings) if settings.cluster else None
    patiently(trials.at_start)
    moved = MovedClock(store, instance.ClockNote(settings.data))
    patiently(moved.at_start)
    gevent.spawn(_begin_endings, endings)
    repeat(CLOCK_AGAIN, moved.look)
    repeat(AGAIN, endings.try_again)
    for work in (endings.seal_due, endings.delete_due, boards.let_rest):
        repeat(CHECK, work)
    if store.library.sharing.several:
        repeat(LOOK_ON, trials.beat)
        # A process may die after it has ended a sign-in and before it has told the others.
        repeat(SIGN_INS_AGAIN, live.end_ended_sign_ins)
    repeat(ADDRESSES_AGAIN, ways.find_addresses)
    repeat(CODES_AGAIN, ways.look_at_codes)
    return Server(app, store, ways.addresses, trials, live, health, troubles.reserve, others)


def _begin_endings(endings: Endings) -> None:
    # Phones come in meanwhile: each workshop that is opened here would have kept them waiting.
    try:
        patiently(endings.at_start)
    except Exception:
        log.exception("what is due could not be ended yet")


def _know_owner(store: Store) -> None:
    """Ends what earlier starts have given the owner, and gives a hosted one what is nobody's."""
    with store.library.begin() as session:
        end_former_secrets(session, store.settings.facilitator_secret)
        if not store.settings.hosted:
            return
        adopt_teams(session)
        adopt_stories(KeyedLibrary(session, store.story_keys), own_space(OWNER))


def _addresses(settings: Settings) -> Addresses:
    """The ways to this server, and the one that was chosen the last time."""
    chosen = instance.last_address(settings.data)
    return Addresses(settings, chosen, partial(instance.remember_address, settings.data))


def _put_filter_before(
    app: Flask, settings: Settings, addresses: Addresses, health: Health
) -> None:
    """Puts the request filter before pages and sockets, a hosted server's proxy before that, and
    first of all what a proxy asks for itself."""
    gated: Any = RequestFilter(app.wsgi_app, addresses, partial(sender_of, app))
    if settings.hosted:
        # For scheme and host only: addresses are never read.
        gated = ProxyFix(gated, x_for=0, x_proto=1, x_host=1)
    answers = EveryAnswer(HealthPages(gated, health), settings)
    app.wsgi_app = answers  # type: ignore[method-assign, assignment]
