"""The questions to the engines that several processes share. Only such a process imports this."""

import secrets
import time
from typing import Any

from valkey import Valkey

from workshop.operating.health import DATABASE, DAYS, KEYS, VALKEY, Health
from workshop.operating.probing import WITHIN, Probe
from workshop.settings.cluster_settings import Cluster
from workshop.storage.postgres.asking import Asking
from workshop.storage.postgres.day_keys import IN_USE, DayKeys

READY = "ready"
"""The set in Valkey of the processes that the database answers, each with when it said so."""
SAID_FOR, FORGOTTEN = 3, 60
"""Seconds after which a process that says it no more is not ready, and is in the set no more."""


def probes(cluster: Cluster, health: Health, ready: "ReadyProcesses") -> list[Probe]:
    """Returns the questions to all three, and to the file of the days' keys."""
    return [
        _of_postgres(DATABASE, cluster.database_url),
        _of_keys(cluster, health),
        Probe(VALKEY, ready.ask),
    ]


def _of_postgres(name: str, url: str) -> Probe:
    asking = Asking(url)
    return Probe(name, asking.ask, asking.give_up)


def _of_keys(cluster: Cluster, health: Health) -> Probe:
    """Asks the database of the keys for what it needs of the file, too: on the same line."""
    asking, days = Asking(cluster.keys_url, IN_USE), DayKeys(cluster.kek_file, time.time)
    return Probe(KEYS, lambda: health.note(DAYS, not days.lacks(asking.ask())), asking.give_up)


class ReadyProcesses:
    """The processes that say in Valkey that the database answers them; this one among them."""

    def __init__(self, cluster: Cluster, health: Health) -> None:
        self._valkey = open_valkey(cluster.valkey_url)
        self._health = health
        # By chance and new with each start: it is nobody's name.
        self._own = secrets.token_hex(8)
        self._ready = False

    def ask(self) -> None:
        """Says whether the database answers here, and asks whom it answers. Raises ValkeyError."""
        clock: Any = self._valkey.time()  # one for all machines
        now = int(clock[0])
        if self._health.silent_for(DATABASE):
            self._valkey.zrem(READY, self._own)
        else:
            self._valkey.zadd(READY, {self._own: now})
        self._valkey.zremrangebyscore(READY, 0, now - FORGOTTEN)
        found: Any = self._valkey.zrangebyscore(READY, now - SAID_FOR, "+inf")
        self._ready = bool({*found} - {self._own.encode()})

    def others(self) -> bool:
        """True if the database answered another process just now."""
        return self._ready


def open_valkey(url: str) -> Valkey:
    """A client that gives up within a second, and knocks anew with each question."""
    return Valkey.from_url(
        url, socket_timeout=WITHIN, socket_connect_timeout=WITHIN, retry_on_timeout=False
    )
