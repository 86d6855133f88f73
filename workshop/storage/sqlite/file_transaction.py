"""A transaction on a workshop's file."""

from workshop.storage.sqlite.row_order import settle
from workshop.storage.transaction import Tx


class FileTx(Tx):
    """One BEGIN IMMEDIATE transaction; what it has touched is laid anew at its end."""

    def finish(self) -> None:
        """Does what every transaction does at its end, and lays anew what was touched."""
        super().finish()
        settle(self.connection, self.touched)

    def rows_written(self) -> int:
        """How many rows this connection has written since it was opened."""
        raw = self.connection.connection.driver_connection
        return int(raw.total_changes) if raw is not None else 0
