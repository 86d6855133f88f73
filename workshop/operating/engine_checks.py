"""Looks at what several processes share: the database and the file of the days' keys.

A start looks as well, so that what is wrong is said in a sentence. Only a server of several
processes imports this.
"""

import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError

from workshop.operating.engine_reason import reason
from workshop.operating.machine_checks import Finding
from workshop.settings import WrongSetting
from workshop.settings.cluster_settings import DATABASE_SETTING, KEK, Cluster
from workshop.storage.postgres.asking import ASKING_LIMITS, connect_to_ask
from workshop.storage.postgres.day_keys import IN_USE, DayKeys, day_in_utc, may_write
from workshop.storage.postgres.required_settings import UnsafeServer, refuse_unsafe
from workshop.storage.postgres.row_tables import OtherTables, refuse_other_tables

SKEW = 2.0
"""Seconds by which the clocks of two machines may differ: ends and deadlines are told by them."""


def engine_findings(cluster: Cluster, now: Callable[[], float] = time.time) -> list[Finding]:
    """Looks at everything once."""
    return [*_database(cluster.database_url, now), _days(cluster, now)]


def _database(url: str, now: Callable[[], float]) -> Iterator[Finding]:
    engine = create_engine(url, hide_parameters=True, connect_args={**ASKING_LIMITS})
    try:
        with engine.connect() as connection:
            yield _looked(connection)
            yield from _clock(connection, now)
    except DBAPIError as error:
        said = f"no answer. {reason(error)} {DATABASE_SETTING} says where it is."
        yield Finding("wrong", "database", said)
    finally:
        engine.dispose()


def _looked(connection: Connection) -> Finding:
    part = "database"
    try:
        refuse_unsafe(connection)
        refuse_other_tables(connection)
    except UnsafeServer as unsafe:
        said = " ".join(str(unsafe).splitlines())
        return Finding("wrong", part, f"it would write down who did what. {said}")
    except OtherTables as other:
        return Finding("wrong", part, str(other))
    version = connection.exec_driver_sql("SHOW server_version").scalar()
    return Finding("good", part, f"PostgreSQL {version} answers; settings and tables are right.")


def _clock(connection: Connection, now: Callable[[], float]) -> Iterator[Finding]:
    theirs = connection.exec_driver_sql("SELECT extract(epoch FROM clock_timestamp())").scalar()
    apart = abs(float(theirs or 0) - now())
    if apart > SKEW:
        said = f"its machine's clock is {apart:.0f} s away from this one's. Let both follow NTP."
        yield Finding("note", "database", said)


def _days(cluster: Cluster, now: Callable[[], float]) -> Finding:
    part, path = "day keys", cluster.kek_file
    if not path.exists() and may_write(path) and not _known_days(cluster):
        return Finding("good", part, f"{path} will be made at the first start.")
    try:
        days = DayKeys(path, now)
        newest = days.today()
    except WrongSetting as fault:
        return Finding("wrong", part, str(fault))
    if said := days.lacks(_in_use(cluster)):
        return Finding("wrong", part, said)
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO) & ~stat.S_IRGRP:
        said = f"others on this machine may read or change {path} ({KEK}). Run `chmod 600 {path}`."
        return Finding("note", part, said)
    late = day_in_utc(now()) - newest
    if late > timedelta(days=0):
        said = (
            f"the newest is of {newest}. Until {path} has today's, what is erased can be read in "
            f"copies. {_who(path)}"
        )
        return Finding("note" if late < timedelta(days=2) else "wrong", part, said)
    return Finding("good", part, f"{path} has today's. {_who(path)}")


def _who(path: Path) -> str:
    if may_write(path):
        return "Processes here renew it."
    return "No process here may write it: bring the newest here each day."


def _in_use(cluster: Cluster, question: LiteralString = IN_USE) -> list[Any]:
    """The answer to `IN_USE`; nothing if the database gives none, which is said elsewhere."""
    with suppress(psycopg.Error), connect_to_ask(cluster.database_url) as line:
        return line.execute(question).fetchall()
    return []


def _known_days(cluster: Cluster) -> list[Any]:
    """The days that have a line somewhere, or need one."""
    return _in_use(cluster, "SELECT day FROM keys.day UNION SELECT kek_day FROM keys.key")
