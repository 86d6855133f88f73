"""One server put together: its store, its sockets and pages, and what runs beside them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import gevent
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from workshop import instance
from workshop.assembly.several_processes import among_others, keep_days, watch_engines
from workshop.cluster.bus import Bus
from workshop.ending.endings import CHECK, SEAL_RETRY_S, Endings
from workshop.ending.moved_clock import CLOCK_LOOK_S as CLOCK_AGAIN
from workshop.ending.moved_clock import MovedClock
from workshop.ending.throwing_away import Discarded
from workshop.ending.withdrawn_stories import end_withdrawn_stories
from workshop.languages import languages
from workshop.live.board import Board
from workshop.live.boards import Boards
from workshop.live.periodic import repeat
from workshop.live.server import LiveServer
from workshop.live.sockets import attach
from workshop.operating.health import Health, HealthPages
from workshop.operating.machine_troubles import MachineTroubles
from workshop.people.entering import end_former_secrets
from workshop.people.members import OWNER, adopt_teams, own_space
from workshop.people.openid import Provider
from workshop.people.shown_once import shown_once
from workshop.pretend.trials import LOOK_ON, Trials
from workshop.reserve import Reserve
from workshop.settings import Settings
from workshop.storage.library import Listed
from workshop.storage.store import Store
from workshop.storage.troubles import patiently
from workshop.stories.adopting import adopt_stories
from workshop.stories.contributing import KeyedLibrary
from workshop.views import Surroundings
from workshop.web.application import make_application
from workshop.web.guarding.access import sender_of
from workshop.web.guarding.addresses import Addresses
from workshop.web.guarding.every_answer import EveryAnswer
from workshop.web.guarding.failed_codes import FailedCodes
from workshop.web.guarding.request_filter import RequestFilter
from workshop.web.guarding.shown_ways import ShownWays
from workshop.web.people.provider_pages import BACK
from workshop.web.services import Services
from workshop.web.static.static_files import statics
from workshop.web.summaries.file_maker import FileMaker
from workshop.web.ways_in import laptop

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
    repeat(SEAL_RETRY_S, endings.try_again)
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


def surroundings(
    settings: Settings, ways: ShownWays, trials: Trials, troubles: MachineTroubles
) -> Callable[[Board, Listed | None], Surroundings]:
    """Returns what no workshop's file holds: addresses, links, the day."""
    addresses, codes = ways.addresses, ways.codes

    def around(board: Board, listed: Listed | None) -> Surroundings:
        always: dict[str, Any] = {
            "summary_path": f"/w/{board.id}/summary.html",
            "seal": board.seal,
            "seal_trouble": board.seal_trouble,
            "date": datetime.fromtimestamp(settings.now(), UTC).astimezone().date(),
            "on_laptop": not settings.hosted,
            "letters": board.letters,
        }
        if listed is None:
            rehearses = bool(trials.rehearses(board.id))
            return Surroundings(**always, files=board.files, rehearsal=rehearses)
        join = f"{addresses.origin}/j/{listed.code}{listed.suffix}"
        return Surroundings(
            **always,
            code=listed.code + (listed.suffix if codes.whole else ""),
            address=addresses.shown,
            join_url=join,
            join_qr=board.qr_of(join),
            addresses=addresses.all_shown,
            projector_url=addresses.entrance(board.projector_secret, here=True),
            leader_url=addresses.entrance(board.leader_secret),
            address_gone=addresses.gone,
            system="" if settings.hosted else laptop(),
            reached=board.reached,
            devices=board.devices.known,
            shortest_slot=settings.beat_ms / 1000,
            trouble=troubles.of(board.trouble),
            similar=board.similar,
        )

    return around


def page_services(
    store: Store, live: LiveServer, ways: ShownWays, trials: Trials, endings: Endings
) -> Services:
    """Returns what the pages of one server may ask for."""
    boards = live.boards
    return Services(
        settings=store.settings,
        store=store,
        live=live,
        boards=boards,
        addresses=ways.addresses,
        statics=statics(),
        languages=languages(),
        file_maker=FileMaker(),
        failed_codes=ways.codes,
        shown_once=shown_once(store),
        trials=trials,
        end_trial=lambda id_: end_trial(trials, endings, boards, id_),
        throw_away=lambda id_: delete_open_workshop(trials, endings, id_),
        last_backup=_last_backup(store),
        choose_address=ways.choose_address,
        provider=_provider(store, ways.addresses.origin),
    )


def _last_backup(store: Store) -> Callable[[], float | None]:
    """Returns the question when the latest backup was made."""
    if store.settings.cluster is None:
        return partial(instance.last_backup, store.settings.data)
    from workshop.operating.last_backup import last_known_backup

    # On a thread beside that of the database: this makes a connection of its own, and may wait.
    return partial(gevent.get_hub().threadpool.apply, last_known_backup, (store.settings.cluster,))


def _provider(store: Store, origin: str) -> Provider | None:
    """Imports what asks a provider only where there is one."""
    openid = store.settings.openid
    if openid is None:
        return None
    from workshop.people.openid_provider import OpenIdProvider

    return OpenIdProvider(openid, f"{origin}{BACK}", store.server_key)


def delete_open_workshop(trials: Trials, endings: Endings, id_: str) -> Discarded:
    """Ends an open workshop without a summary; the pretend people of a trial go first."""
    trials.dismiss(id_)
    return endings.throw_away(id_)


def end_trial(trials: Trials, endings: Endings, boards: Boards, id_: str) -> bool:
    """Wipes a trial, and sends away whoever still looks at it."""
    ended = trials.end(id_)
    if ended == "no_such":
        return False
    boards.forget(id_)
    if ended == "not_yet":
        gevent.spawn(endings.go_on, id_)
    return True


def end_rehearsals(trials: Trials, endings: Endings, boards: Boards, id_: str) -> None:
    """A copy holds the leader's words and the Wi-Fi's password: it may not outlive its workshop."""
    for copy in trials.copies_of(id_):
        try:
            end_trial(trials, endings, boards, copy)
        except Exception:
            log.exception("a rehearsal could not be wiped yet; the next start does it")
