"""The command that renews the days' keys by hand says what it did, or why it could not."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.support.key_database import KeyDatabase, key_database, write_days
from tests.support.stores import Rows
from workshop.cli import main
from workshop.storage.postgres.day_keys import day_in_utc, read_days

YESTERDAY_KEY = b"y" * 32


def run(*arguments: object, env: Mapping[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], env=env)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """A day at whose noon the commands run."""
    monkeypatch.setattr("workshop.cli.key_commands.time.time", lambda: 1_780_056_000.0)
    return day_in_utc(1_780_056_000.0)


@pytest.fixture
def database(rows: Rows, tmp_path: Path) -> Iterator[KeyDatabase]:
    with key_database(rows.cluster, rows.database, tmp_path) as made:
        made.file.unlink()
        yield made


def address(database: KeyDatabase) -> dict[str, str]:
    url = database.url.replace("postgresql+psycopg://", "postgresql://")
    return {"WORKSHOP_DATABASE_URL": url}


@pytest.mark.postgres
def test_a_run_each_day_keeps_every_key_and_drops_what_is_over(
    database: KeyDatabase, today: date
) -> None:
    yesterday = today - timedelta(days=1)
    write_days(database.file, [yesterday], YESTERDAY_KEY)
    keys, _ = database.opened()
    secret = keys.make("one")
    result = run("day-key", database.file, env=address(database))
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"Dropped: {yesterday}.\nNeeded: {today}.\n" in result.output
    assert [*read_days(database.file)] == [today, today + timedelta(days=1)]
    assert keys.read("one") == secret


@pytest.mark.postgres
def test_a_key_that_cannot_be_read_is_an_error_with_what_to_do(
    database: KeyDatabase, today: date
) -> None:
    write_days(database.file, [today - timedelta(days=1)], YESTERDAY_KEY)
    database.opened()[0].make("one")
    write_days(database.file, [today])
    result = run("day-key", database.file, env=address(database))
    assert result.exit_code == 1
    assert "Put the line back" in result.stderr


@pytest.mark.postgres
def test_a_database_without_tables_is_told(rows: Rows, tmp_path: Path, today: date) -> None:
    file = tmp_path / "days"
    url = rows.cluster.url("template1").replace("postgresql+psycopg://", "postgresql://")
    result = run("day-key", file, env={"WORKSHOP_DATABASE_URL": url})
    assert result.exit_code == 2 and "has no tables" in result.stderr, result.stderr
    assert not file.exists()


def wrong(tmp_path: Path) -> Iterator[tuple[list[object], dict[str, str], str]]:
    """Commands that end with a sentence: the command, what is set, and a part of the sentence."""
    nowhere = {"WORKSHOP_DATABASE_URL": f"postgresql:///none?host={tmp_path}"}
    good = tmp_path / "good"
    yield ["day-key"], {}, "Name the file"
    yield ["day-key", good], {}, "WORKSHOP_DATABASE_URL must be set"
    yield ["day-key", good], {"WORKSHOP_DATABASE_URL": "mysql://"}, "must begin with postgresql://"
    yield ["day-key", tmp_path / "no" / "such"], nowhere, "cannot be changed here"
    yield ["day-key", good], nowhere, "The database did not answer"
    yield ["day-key", good], nowhere, "so the file of the days' keys was not brought up to date."


def test_what_is_wrong_is_said_in_a_sentence(tmp_path: Path, today: date) -> None:
    assert not os.environ.keys() & {"WORKSHOP_DATABASE_URL", "WORKSHOP_KEK_FILE"}
    for arguments, env, said in wrong(tmp_path):
        result = run(*arguments, env=env)
        assert (result.exit_code, said in result.stderr) == (2, True), (arguments, result.output)
        assert "Traceback" not in result.output


HOSTED = {
    "WORKSHOP_DATABASE_URL": "postgresql:///none",
    "WORKSHOP_FACILITATOR_SECRET": "a secret of the tests",
}  # fmt: skip


def test_a_server_without_a_good_file_does_not_start_and_says_why(tmp_path: Path) -> None:
    file = tmp_path / "days"
    file.write_text("2026-05-29 short")
    env = {**os.environ, **HOSTED, "WORKSHOP_KEK_FILE": str(file)}
    command = [sys.executable, "-m", "workshop", "serve", "--host", "127.0.0.1", "--port", "0"]
    started = subprocess.run(
        [*command, "--public-url", "https://example.org"], env=env, capture_output=True, text=True
    )
    assert started.returncode == 2
    assert f"\nWRONG day keys: Line 1 of {file} cannot be used" in started.stderr
    assert "Traceback" not in started.stderr
