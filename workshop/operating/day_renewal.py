"""The days' keys, which each process renews: one at a time, and in the file only where it may."""

import logging
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy.exc import OperationalError

from workshop.live.periodic import repeat
from workshop.settings.cluster_settings import Cluster
from workshop.storage.postgres.connections import open_engine
from workshop.storage.postgres.key_rotation import Renewed, renew
from workshop.storage.postgres.row_tables import refuse_other_tables
from workshop.storage.threads import OneThread
from workshop.storage.troubles import patiently

RENEWAL_EVERY_S = 600.0
"""Seconds between two renewals."""

log = logging.getLogger(__name__)


def renew_days(cluster: Cluster, now: Callable[[], float]) -> Renewed:
    """Renews once. Raises what `renew` raises."""
    engine = open_engine(cluster.database_url)
    try:
        with engine.connect() as connection:
            refuse_other_tables(connection)
        return renew(engine, cluster.kek_file, now)
    finally:
        engine.dispose()


def keep_renewing(cluster: Cluster, now: Callable[[], float]) -> None:
    """Renews now, and again and again. Raises WrongSetting where the file is not there and this
    process must not make it."""
    thread = OneThread()

    def renews() -> None:
        found = thread.run(renew_days, cluster, now).rewrapped
        if found.lost or not found.known:
            log.error("keys cannot be read with the days' keys in %s", cluster.kek_file)

    def goes_on() -> None:
        with suppress(OperationalError):  # somebody else is at it, or the next time will do
            renews()

    with suppress(OperationalError, OSError):
        patiently(renews)
    repeat(RENEWAL_EVERY_S, goes_on)
