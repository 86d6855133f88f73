"""The question to the database that several processes share. Only such a process imports this."""

import time

from workshop.operating.health import DATABASE_PART, DAY_KEYS_PART, Health
from workshop.operating.probing import Probe
from workshop.settings.cluster_settings import Cluster
from workshop.storage.postgres.asking import Asking
from workshop.storage.postgres.day_keys import IN_USE, DayKeys


def probe(cluster: Cluster, health: Health) -> Probe:
    """Returns the question whether the database answers, and what it needs of the days' keys."""
    asking, days = Asking(cluster.database_url, IN_USE), DayKeys(cluster.kek_file, time.time)
    return Probe(
        DATABASE_PART,
        lambda: health.note(DAY_KEYS_PART, not days.lacks(asking.ask())),
        asking.give_up,
    )
