"""The scripts of deploy/ that make passwords and roles, on a real PostgreSQL."""

import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine

from tests.support.balancers import DEPLOY
from tests.support.postgres import APP, OWNER, TEMPLATE, Cluster, find_postgres
from workshop.storage.postgres.required_settings import refuse_unsafe
from workshop.storage.postgres.row_tables import make_tables

pytestmark = pytest.mark.postgres
DATABASE = "workshop"
ROLES = ("owner", "app", "superuser")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the passwords were made."""
    folder = tmp_path_factory.mktemp("passwords")
    for name in ("all", "owner", "app", "day-keys", "static-trees"):
        (folder / name).mkdir()
    return folder


@pytest.fixture(scope="module")
def cluster(made: Path) -> Iterator[Cluster]:
    """A server as its package leaves it, without the roles of other tests."""
    server = Cluster()
    with server.connect("postgres") as connection:
        connection.execute(f"DROP DATABASE {TEMPLATE}")
        for role in (OWNER, APP):
            connection.execute(f"DROP ROLE {role}")
    run("passwords.sh", MADE=made)
    on(server, "roles.sh", PASSWORDS=made / "all")
    with engine(server.url(DATABASE, OWNER)).begin() as connection:
        make_tables(connection, APP)
    yield server
    server.stop()


def engine(url: str) -> Engine:
    """An engine that keeps no connection."""
    return create_engine(url, poolclass=NullPool)


def run(
    script: str, *arguments: str | Path, **environ: object
) -> "subprocess.CompletedProcess[str]":
    """Runs a script of deploy/ as it is."""
    given = {**os.environ, **{name: str(value) for name, value in environ.items()}}
    return subprocess.run(
        [DEPLOY / script, *arguments], env=given, capture_output=True, text=True, check=False
    )


def on(server: Cluster, script: str, *arguments: str | Path, **environ: object) -> str:
    """Runs a script as an administrator of a server; returns what it prints."""
    programs = find_postgres()
    path = os.pathsep.join([str(programs), os.environ["PATH"]])
    here = {"PATH": path, "PGHOST": server.folder, "PGUSER": "postgres"}
    done = run(script, *arguments, **here, **environ)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_passwords_are_made_once_and_each_role_gets_its_own(cluster: Cluster, made: Path) -> None:
    before = {name: (made / "all" / name).read_text() for name in ROLES}
    assert len({*before.values()}) == 3 and min(map(len, before.values())) > 30
    assert run("passwords.sh", MADE=made).returncode == 0
    assert before == {name: (made / "all" / name).read_text() for name in ROLES}
    for role in ("owner", "app"):
        file = made / role / "pgpass"
        assert file.read_text() == f"*:*:*:workshop_{role}:{before[role]}".rstrip() + "\n"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_programs_role_may_use_the_tables_and_owns_none(cluster: Cluster) -> None:
    with engine(cluster.url(DATABASE)).connect() as connection:
        refuse_unsafe(connection)
        assert connection.exec_driver_sql("SELECT count(*) FROM summary").scalar() == 0


def test_no_password_is_in_the_servers_log(cluster: Cluster, made: Path) -> None:
    written = cluster.log.read_text()
    assert written
    for name in ROLES:
        assert (made / "all" / name).read_text().strip() not in written
