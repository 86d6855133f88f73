"""The parts that only a server of several processes has: its way to the others, and its look at the
engines that they share. Only there are they imported: a laptop has no client for Valkey."""

from typing import TYPE_CHECKING

from workshop.ending.endings import Endings
from workshop.live.periodic import repeat
from workshop.live.server import LiveServer
from workshop.operating.health import Health
from workshop.settings.cluster_settings import Cluster
from workshop.storage.store import Store

if TYPE_CHECKING:
    from workshop.cluster.valkey_bus import ValkeyBus
    from workshop.live.other_processes import OtherProcesses


def valkey_bus(cluster: Cluster) -> "ValkeyBus":
    """Returns the way by which this process and the others hear of each other."""
    from workshop.cluster.valkey_bus import ValkeyBus

    return ValkeyBus(cluster.valkey_url)


def among_others(
    store: Store, live: LiveServer, endings: Endings, bus: "ValkeyBus"
) -> "OtherProcesses":
    """Lets this process hear the others of its server, and be heard."""
    from workshop.cluster.valkey_presence import ValkeyPresence
    from workshop.live.other_processes import OtherProcesses

    others = OtherProcesses(store, live, ValkeyPresence(bus))
    others.ended, endings.hurry = endings.take_over, others.hurry
    bus.start()
    others.start()
    return others


def watch_engines(cluster: Cluster, health: Health, live: LiveServer) -> None:
    """Asks the engines that several processes share whether they answer, and acts on it."""
    from workshop.operating.engine_probes import ReadyProcesses, probes
    from workshop.operating.moving import LOOK, CutOff
    from workshop.operating.probing import keep_asking

    ready = ReadyProcesses(cluster, health)
    for probe in probes(cluster, health, ready):
        keep_asking(probe, health)
    repeat(LOOK, CutOff(health, live.boards, live, ready.others).look)
