"""A PostgreSQL that keeps what it was told, and that can be stopped, crashed and started again."""

import signal
from collections.abc import Mapping
from typing import Any

from sqlalchemy import create_engine

from tests.support.postgres import APP, OWNER, TEMPLATE, Cluster
from tests.support.several.guarded_program import GuardedProgram
from tests.support.waiting import START_WITHIN, until
from workshop.storage.postgres.row_tables import make_tables

DURABLE = {
    "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "autovacuum": "on",
    "max_connections": "100",
}  # fmt: skip
"""As on a server that many teams use; only its folder is one of a test's."""


class LastingPostgres(Cluster):
    """A PostgreSQL with a database of workshops that several processes share."""

    def __init__(self) -> None:
        super().__init__(DURABLE)
        owner = create_engine(self.url(TEMPLATE, OWNER))
        with owner.begin() as connection:
            make_tables(connection, APP)
        owner.dispose()
        self.database = self.copy()
        with self.connect(self.database) as connection:
            # At this level of its log, PostgreSQL copies tables that are in none of it to no disk.
            connection.execute("CHECKPOINT")

    def _start(self, settings: Mapping[str, str]) -> Any:
        given = [f"--{name}={value}" for name, value in settings.items()]
        around = self._around()
        user = {name: around[name] for name in ("user", "group") if name in around}
        environment = {name: str(value) for name, value in around["env"].items()}
        command = [self._bin / "postgres", "-D", "data", "-k", self.folder, *given]
        self.program = GuardedProgram(command, self.folder, environment, user)
        self.program.start()
        return self.program.guard

    def restart(self) -> None:
        """Stops it in order, which ends all connections, and starts it again."""
        self.stop_serving(signal.SIGINT)
        self.serve_again()

    def crash(self) -> None:
        """Ends all of its processes at once, and has it recover from its log."""
        self.stop_serving(signal.SIGQUIT)
        self.serve_again()

    def stop_serving(self, by: signal.Signals) -> None:
        """Stops it: SIGINT in order, SIGQUIT at once. The folder stays."""
        self.program.end(by)

    def serve_again(self) -> None:
        """Starts it again, and waits until it answers."""
        self.program.start()
        until(self._answers, START_WITHIN, says=self.log.read_text)

    def is_waited_for(self) -> bool:
        """True if somebody waits for a lock that somebody else holds."""
        with self.connect(self.database) as connection:
            found = connection.execute("SELECT FROM pg_locks WHERE NOT granted").fetchone()
        return found is not None

    def stop(self) -> None:
        """Ends it for ever, with its folder."""
        if hasattr(self, "program"):
            self.program.close()
