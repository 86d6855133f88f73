"""When the latest backup was made, of a server of several processes."""

import logging

from workshop.settings.cluster_settings import Cluster
from workshop.storage.postgres.server_notes import last_backup_in_rows

log = logging.getLogger(__name__)


def last_known_backup(cluster: Cluster) -> float | None:
    """The moment of the latest backup, in seconds; None if none was made, or nobody says."""
    try:
        return last_backup_in_rows(cluster.database_url)
    except Exception:
        log.exception("nobody says when the latest backup was made")
        return None
