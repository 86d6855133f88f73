"""A PostgreSQL of a test worker's own, thrown away with it: never a server that was there before.

It listens on a socket in its own folder and on no port, forgets what it wrote when the machine
stops, and runs as somebody without rights where the tests run as root, whom PostgreSQL refuses.
"""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.support.fetched_packages import found_or_fetched
from tests.support.waiting import START_WITHIN, WITHIN, until
from workshop.storage.postgres.required_settings import REQUIRED

UNPACKED = Path(sys.prefix) / "postgresql"
"""Where a fetched PostgreSQL stays."""
NO_POSTGRES = "There is no PostgreSQL here, and none could be fetched by Debian's apt-get."
IN_MEMORY = Path("/dev/shm")
OWNER, APP = "workshop_owner", "workshop_app"
"""The roles that make the tables, and that use them."""
TEMPLATE = "made"
"""The database that new ones are copied from."""
FAST = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
    "shared_buffers": "32MB", "max_connections": "20", "max_wal_size": "256MB",
    "autovacuum": "off", "listen_addresses": "", "wal_level": "minimal", "max_wal_senders": "0",
    "dynamic_shared_memory_type": "mmap",
}  # fmt: skip
"""Settings by which a cluster that nobody needs tomorrow starts and commits fast."""
AS_HOSTED = {
    "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "wal_level": "replica",
    "max_wal_senders": "4", "autovacuum": "on",
    # Whoever archives the log has all of it.
    "wal_keep_size": "4GB", "max_wal_size": "4GB",
}  # fmt: skip
"""Settings of a server as it is in production, with its whole log of changes."""
GUARDED = """
exec 3<&0
"$0" "$@" &
server=$!
{ read _ <&3; kill -INT $server; } &
wait $server
kill $! 2>/dev/null
cd / && rm -rf "$FOLDER"
"""
"""Ends the server, and deletes its folder, also when the tests were killed: then nobody holds the
other end of its input."""


class Cluster:
    """A running PostgreSQL, in a folder that goes with it."""

    def __init__(self, settings: Mapping[str, str] | None = None) -> None:
        found = find_postgres()
        if found is None:
            pytest.skip(NO_POSTGRES)
        self._bin = found
        beside = IN_MEMORY if IN_MEMORY.is_dir() else None
        self.folder = Path(mkdtemp(prefix="pg-", dir=beside))
        self._count = 0
        try:
            self._make()
            self._process = self._start({**FAST, **REQUIRED, **(settings or {})})
            until(self._answers, START_WITHIN, says=self.log.read_text)
            self._make_roles()
        except BaseException:
            self.stop()
            raise

    def _make(self) -> None:
        if user := _user():
            os.chown(self.folder, user["user"], user["group"])
        initdb = [self._bin / "initdb", "-D", "data", "-U", "postgres", "-A", "trust"]
        options = ["--no-sync", "--encoding=UTF8", "--locale=C", "--no-instructions"]
        made = subprocess.run([*initdb, *options], capture_output=True, text=True, **self._around())
        assert made.returncode == 0, made.stderr

    def _start(self, settings: Mapping[str, str]) -> "subprocess.Popen[bytes]":
        given = [f"--{name}={value}" for name, value in settings.items()]
        command = [self._bin / "postgres", "-D", "data", "-k", self.folder, *given]
        with self.log.open("w") as log:
            return subprocess.Popen(
                ["/bin/sh", "-c", GUARDED, *command],
                stdin=subprocess.PIPE, stdout=log, stderr=log, **self._around(),
            )  # fmt: skip

    def _around(self) -> dict[str, Any]:
        around = _around()
        return {**around, "cwd": self.folder, "env": {**around["env"], "FOLDER": self.folder}}

    @property
    def log(self) -> Path:
        """The file of all that the server says."""
        return self.folder / "log"

    def _answers(self) -> bool:
        assert self._process.poll() is None, self.log.read_text()
        try:
            self.connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def _make_roles(self) -> None:
        with self.connect("postgres") as connection:
            for role in (OWNER, APP):
                connection.execute(f"CREATE ROLE {role} LOGIN")
            connection.execute(f"CREATE DATABASE {TEMPLATE} OWNER {OWNER}")

    def url(self, database: str, role: str = APP) -> str:
        """The address of a database, as SQLAlchemy takes it."""
        return f"postgresql+psycopg://{role}@/{database}?host={self.folder}"

    def connect(self, database: str, role: str = "postgres") -> psycopg.Connection:
        """Connects to a database, as whoever may do anything unless told otherwise."""
        return psycopg.connect(host=str(self.folder), dbname=database, user=role, autocommit=True)

    def copy(self, template: str = TEMPLATE) -> str:
        """Returns the name of a new database, made as a copy of another one that nobody uses."""
        self._count += 1
        name = f"copy_{self._count}"
        words = "CREATE DATABASE {} TEMPLATE {} OWNER {}"
        with self.connect("postgres") as connection:
            connection.execute(sql.SQL(words).format(*map(sql.Identifier, (name, template, OWNER))))
        return name

    def drop(self, database: str) -> None:
        """Deletes a database, and ends whatever is connected to it."""
        with self.connect("postgres") as connection:
            words = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            connection.execute(words.format(sql.Identifier(database)))

    def back_up(self, name: str) -> Path:
        """Returns a folder with a base backup, as an operator makes it; it goes with the server.
        The server must be one that is as hosted."""
        to = self.folder / name
        command = [self._bin / "pg_basebackup", "-h", self.folder, "-U", "postgres", "-D", to]
        options = ["--checkpoint=fast", "--wal-method=none", "--no-sync"]
        made = subprocess.run([*command, *options], capture_output=True, text=True, **_around())
        assert made.returncode == 0, made.stderr
        return to

    def stop(self) -> None:
        """Ends the server, and deletes its folder."""
        process = getattr(self, "_process", None)
        if process is not None:
            process.communicate(b"\n", timeout=WITHIN)
        shutil.rmtree(self.folder, ignore_errors=True)


def _user() -> dict[str, int]:
    """The user and group that it runs as where the tests run as root, as subprocess takes them."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid}


@cache
def find_postgres() -> Path | None:
    """The folder of PostgreSQL's programs; None where there are none, and none can be fetched."""
    return found_or_fetched(_programs, "postgresql", UNPACKED)


def _programs() -> Path | None:
    on_path = shutil.which("initdb")
    places = [Path(on_path).resolve().parent] if on_path else []
    for root in (Path("/"), UNPACKED):
        places += sorted(root.glob("usr/lib/postgresql/*/bin"), reverse=True)
    return next((place for place in places if _runs(place)), None)


def _runs(place: Path) -> bool:
    programs = [place / name for name in ("initdb", "postgres")]
    if not all(program.exists() for program in programs):
        return False
    asked = [
        subprocess.call([program, "--version"], stdout=subprocess.DEVNULL, **_around())
        for program in programs
    ]
    return asked == [0, 0]


def _around() -> dict[str, Any]:
    """The user and the environment in which its programs run; they find fetched libraries."""
    fetched = os.pathsep.join(map(str, UNPACKED.glob("usr/lib/*-*")))
    environment = {"PATH": os.defpath, "LC_ALL": "C"}
    return {"env": environment | ({"LD_LIBRARY_PATH": fetched} if fetched else {}), **_user()}
