"""The services that pages have of the other rooms, from the parts of one server."""

from collections.abc import Callable
from functools import partial

import gevent

from workshop import instance
from workshop.assembly.trial_ends import end_trial, throw_away
from workshop.ending.endings import Endings
from workshop.languages import languages
from workshop.live.server import LiveServer
from workshop.people.openid import Provider
from workshop.people.shown_once import shown_once
from workshop.pretend.trials import Trials
from workshop.storage.store import Store
from workshop.web.guarding.shown_ways import ShownWays
from workshop.web.people.provider_pages import BACK
from workshop.web.services import Services
from workshop.web.static.static_files import statics
from workshop.web.summaries.file_maker import FileMaker


def page_services(
    store: Store, live: LiveServer, ways: ShownWays, trials: Trials, endings: Endings
) -> Services:
    """Returns what the pages of one server may ask for."""
    boards = live.boards
    return Services(
        settings=store.settings,
        store=store,
        boards=boards,
        addresses=ways.addresses,
        statics=statics(),
        languages=languages(),
        file_maker=FileMaker(),
        failed_codes=ways.codes,
        shown_once=shown_once(store),
        start_trial=trials.start,
        rehearses=trials.rehearses,
        end_trial=lambda id_: end_trial(trials, endings, boards, id_),
        throw_away=lambda id_: throw_away(trials, endings, id_),
        end_sign_in=live.end_sign_in,
        at_desk=live.at_desk,
        last_backup=_last_backup(store),
        choose_address=ways.choose_address,
        provider=_provider(store, ways.addresses.origin),
    )


def _last_backup(store: Store) -> Callable[[], float | None]:
    """Returns the question when the latest backup was made."""
    if store.settings.cluster is None:
        return partial(instance.last_backup, store.settings.data)
    from workshop.operating.last_backup import last_backup

    # On a thread beside that of the database: this makes a connection of its own, and may wait.
    return partial(gevent.get_hub().threadpool.apply, last_backup, (store.settings.cluster,))


def _provider(store: Store, origin: str) -> Provider | None:
    """Imports what asks a provider only where there is one."""
    openid = store.settings.openid
    if openid is None:
        return None
    from workshop.people.openid_provider import OpenIdProvider

    return OpenIdProvider(openid, f"{origin}{BACK}", store.server_key)
