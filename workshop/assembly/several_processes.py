"""The parts that only a server of several processes has: its way to the others, and its look at the
database that they share. Only there are they imported: a laptop has no driver for PostgreSQL."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from workshop.ending.endings import Endings
from workshop.live.periodic import repeat
from workshop.live.server import LiveServer
from workshop.operating.health import Health
from workshop.settings.cluster_settings import Cluster
from workshop.storage.store import Store

if TYPE_CHECKING:
    from workshop.live.other_processes import OtherProcesses


def keep_days(cluster: Cluster, now: Callable[[], float]) -> None:
    """Has the days' keys renewed."""
    from workshop.operating.day_renewal import keep_renewing

    keep_renewing(cluster, now)


def among_others(store: Store, live: LiveServer, endings: Endings) -> "OtherProcesses":
    """Lets this process hear the others of its server, and be heard."""
    from workshop.live.other_processes import OtherProcesses

    others = OtherProcesses(store, live)
    others.ended, endings.hurry = endings.take_over, others.hurry
    others.start()
    return others


def watch_engines(cluster: Cluster, health: Health, live: LiveServer) -> None:
    """Asks the database that several processes share whether it answers, and acts on it."""
    from workshop.operating.engine_probes import probe
    from workshop.operating.moving import DATABASE_LOOK_S, CutOff
    from workshop.operating.probing import keep_asking

    keep_asking(probe(cluster, health), health)
    repeat(DATABASE_LOOK_S, CutOff(health, live.boards, live).look)
