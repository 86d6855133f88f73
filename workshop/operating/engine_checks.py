"""Looks at what several processes share: the databases, the file of the days' keys, Valkey.

A start looks as well, so that what is wrong is said in a sentence. Only a server of several
processes imports this.
"""

import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import psycopg
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from valkey.exceptions import ValkeyError

from workshop.operating.engine_probes import open_valkey
from workshop.operating.engine_reason import reason
from workshop.operating.machine_checks import Finding
from workshop.settings import WrongSetting
from workshop.settings.cluster_settings import DATABASE, KEK, KEYS, VALKEY, Cluster
from workshop.storage.postgres.asking import PATIENCE, connect
from workshop.storage.postgres.day_keys import IN_USE, DayKeys, day_in_utc
from workshop.storage.postgres.key_tables import refuse_other_key_tables
from workshop.storage.postgres.required_settings import (
    OF_KEYS,
    REQUIRED,
    UnsafeServer,
    refuse_unsafe,
)
from workshop.storage.postgres.row_tables import OtherTables, refuse_other_tables

SKEW = 2.0
"""Seconds by which the clocks of two machines may differ: ends and deadlines are told by them."""
Look = Callable[[Connection], None]


def engine_findings(cluster: Cluster, now: Callable[[], float] = time.time) -> list[Finding]:
    """Looks at everything once."""
    return [
        *_database("database", DATABASE, cluster.database_url, _of_workshops, now),
        *_database("keys", KEYS, cluster.keys_url, _of_keys, now),
        *_two_servers(cluster),
        _days(cluster, now),
        _valkey(cluster.valkey_url),
    ]


def _of_workshops(connection: Connection) -> None:
    refuse_unsafe(connection, REQUIRED)
    refuse_other_tables(connection)


def _of_keys(connection: Connection) -> None:
    refuse_unsafe(connection, OF_KEYS)
    refuse_other_key_tables(connection)


def _database(
    part: str, setting: str, url: str, look: Look, now: Callable[[], float]
) -> Iterator[Finding]:
    engine = create_engine(url, hide_parameters=True, connect_args={**PATIENCE})
    try:
        with engine.connect() as connection:
            yield _looked(part, connection, look)
            yield from _clock(part, connection, now)
    except DBAPIError as error:
        yield Finding("wrong", part, f"no answer. {reason(error)} {setting} says where it is.")
    finally:
        engine.dispose()


def _looked(part: str, connection: Connection, look: Look) -> Finding:
    try:
        look(connection)
    except UnsafeServer as unsafe:
        said = " ".join(str(unsafe).splitlines())
        return Finding("wrong", part, f"it would write down who did what. {said}")
    except OtherTables as other:
        return Finding("wrong", part, str(other))
    version = connection.exec_driver_sql("SHOW server_version").scalar()
    return Finding("good", part, f"PostgreSQL {version} answers; settings and tables are right.")


def _clock(part: str, connection: Connection, now: Callable[[], float]) -> Iterator[Finding]:
    theirs = connection.exec_driver_sql("SELECT extract(epoch FROM clock_timestamp())").scalar()
    apart = abs(float(theirs or 0) - now())
    if apart > SKEW:
        said = f"its machine's clock is {apart:.0f} s away from this one's. Let both follow NTP."
        yield Finding("note", part, said)


def _two_servers(cluster: Cluster) -> Iterator[Finding]:
    if cluster.keys_url == cluster.database_url:
        said = (
            f"{KEYS} and {DATABASE} name the same database: a backup of it holds the keys of what "
            "was erased. Use another server, of which there is no backup."
        )
        yield Finding("note", "keys", said)


def _days(cluster: Cluster, now: Callable[[], float]) -> Finding:
    part, path = "day keys", cluster.kek_file
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
            f"the newest is of {newest}: `day-key` did not run today. Until it has, what is erased "
            "can be read in copies."
        )
        return Finding("note" if late < timedelta(days=2) else "wrong", part, said)
    return Finding("good", part, f"{path} has today's.")


def _in_use(cluster: Cluster) -> list[Any]:
    """The answer to `IN_USE`; nothing if the database of the keys gives none, which is said
    elsewhere."""
    with suppress(psycopg.Error), connect(cluster.keys_url) as line:
        return line.execute(IN_USE).fetchall()
    return []


def _valkey(url: str) -> Finding:
    try:
        open_valkey(url).ping()
    except ValkeyError as fault:
        said = (
            f"no answer ({type(fault).__name__}). The server starts all the same: screens are a "
            f"little later, and what waits for a group waits longer. {VALKEY} says where it is."
        )
        return Finding("note", "valkey", said)
    return Finding("good", "valkey", "it answers.")
