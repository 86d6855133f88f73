"""The questions to the engines that several processes share. Only such a process imports this."""

import time

from workshop.operating.health import DATABASE, DAYS, KEYS, Health
from workshop.operating.probing import Probe
from workshop.settings.cluster_settings import Cluster
from workshop.storage.postgres.asking import Asking
from workshop.storage.postgres.day_keys import IN_USE, DayKeys


def probes(cluster: Cluster, health: Health) -> list[Probe]:
    """Returns the questions to both databases, and to the file of the days' keys."""
    return [
        _of_postgres(DATABASE, cluster.database_url),
        _of_keys(cluster, health),
    ]


def _of_postgres(name: str, url: str) -> Probe:
    asking = Asking(url)
    return Probe(name, asking.ask, asking.give_up)


def _of_keys(cluster: Cluster, health: Health) -> Probe:
    """Asks the database of the keys for what it needs of the file, too: on the same line."""
    asking, days = Asking(cluster.keys_url, IN_USE), DayKeys(cluster.kek_file, time.time)
    return Probe(KEYS, lambda: health.note(DAYS, not days.lacks(asking.ask())), asking.give_up)
