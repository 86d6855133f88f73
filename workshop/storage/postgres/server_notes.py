"""Notes about a server of several processes that all of them read: when the latest backup was."""

from contextlib import suppress

from workshop.storage.postgres.asking import connect_to_ask

_BACKED_UP = "last backup"
_NOTE = """
INSERT INTO server_note (name, value) VALUES (%s, %s)
ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""


def note_backup_in_rows(url: str, moment: float) -> None:
    """Writes down when a backup was made. Raises psycopg.Error."""
    with connect_to_ask(url) as line:
        line.execute(_NOTE, (_BACKED_UP, str(int(moment))))


def last_backup_in_rows(url: str) -> float | None:
    """The moment of the latest backup, in seconds; None if none was made."""
    with connect_to_ask(url) as line:
        found = line.execute("SELECT value FROM server_note WHERE name = %s", (_BACKED_UP,))
        row = found.fetchone()
    with suppress(ValueError, TypeError):
        return float(row[0]) if row else None
    return None
