"""A start and `check` say in a sentence what is wrong, and what to do."""

import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.operating.conftest import HOSTED, SECRET, Process
from tests.support.postgres import OWNER
from tests.support.stores import Rows
from workshop.cli import main
from workshop.operating import machine_checks
from workshop.operating.machine_checks import Finding, machine_findings
from workshop.settings import Settings

NOBODY = "postgresql://workshop_app@127.0.0.1:9/workshop"


def check(environ: dict[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments], env=environ)


def found_wrong(environ: dict[str, str]) -> str:
    """Returns what `check` says of a server that must not start; a start looks in the same way."""
    said = check(environ)
    assert said.exit_code == 1
    return said.output


def refused(environ: dict[str, str]) -> str:
    """Returns the words of a start that does not serve."""
    process = Process({**os.environ, **environ})
    assert process.ended() == 2, process.printed
    assert "Traceback" not in process.printed
    return process.printed


@pytest.mark.postgres
def test_all_that_is_right_is_said_in_a_line_each(environ: dict[str, str]) -> None:
    said = check(environ)
    assert said.exit_code == 0, said.output
    parts = re.findall(r"^(ok   |note |WRONG) (\w+(?: \w+)?):", said.output, re.M)
    assert {part for _, part in parts} >= {
        "settings", "database", "day keys", "disk", "files", "time",
    }  # fmt: skip


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("change", "part", "sentence"),
    [
        ({"WORKSHOP_DATABASE_URL": NOBODY}, "database", "WORKSHOP_DATABASE_URL says where it is"),
        pytest.param(
            {"WORKSHOP_KEK_FILE": "/nowhere/days"},
            "day keys",
            "WORKSHOP_KEK_FILE",
            marks=pytest.mark.long,
        ),
    ],
)
def test_a_start_without_what_it_needs_ends_with_a_sentence(
    environ: dict[str, str], change: dict[str, str], part: str, sentence: str
) -> None:
    said = refused({**environ, **change})
    assert f"WRONG {part}:" in said and sentence in said
    assert check({**environ, **change}).exit_code == 1


@pytest.mark.postgres
def test_a_start_without_tables_says_how_they_are_made(environ: dict[str, str], rows: Rows) -> None:
    name = rows.cluster.copy("template0")
    url = rows.cluster.url(name).replace("+psycopg", "")
    said = found_wrong({**environ, "WORKSHOP_DATABASE_URL": url})
    assert "has no tables of this program. Run `make-tables`" in said
    rows.cluster.drop(name)


@pytest.mark.postgres
def test_a_start_on_a_database_that_writes_too_much_down_names_the_setting(
    environ: dict[str, str], rows: Rows
) -> None:
    name = rows.cluster.copy()
    with rows.cluster.connect(name) as connection:
        connection.execute(f"ALTER DATABASE {name} SET log_statement = 'all'")
    url = rows.cluster.url(name).replace("+psycopg", "")
    assert "PostgreSQL has log_statement = all. It must be none." in found_wrong(
        {**environ, "WORKSHOP_DATABASE_URL": url}
    )
    rows.cluster.drop(name)


@pytest.mark.postgres
def test_a_role_that_owns_the_tables_is_refused(environ: dict[str, str], rows: Rows) -> None:
    url = rows.cluster.url(rows.database, OWNER).replace("+psycopg", "")
    said = check({**environ, "WORKSHOP_DATABASE_URL": url})
    assert said.exit_code == 1 and "could read past the rows of a workshop" in said.output


@pytest.mark.postgres
def test_no_password_is_printed(environ: dict[str, str]) -> None:
    url = NOBODY.replace("workshop_app", "workshop_app:open-sesame")
    said = check({**environ, "WORKSHOP_DATABASE_URL": url})
    assert said.exit_code == 1 and "open-sesame" not in said.output


def test_a_laptop_is_checked_without_a_database(tmp_path: Path) -> None:
    said = check({}, "--data", str(tmp_path / "data"))
    assert said.exit_code == 0, said.output
    assert "for a laptop, with one process" in said.output
    assert "will be made at the first start" in said.output and "database" not in said.output
    assert not (tmp_path / "data").exists()


def test_what_a_start_would_refuse_is_wrong_in_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "library.db").write_text("no database at all, whatever its name says")
    said = check({}, "--data", str(tmp_path / "data"))
    assert said.exit_code == 1
    assert "WRONG data: The library" in said.output and "is damaged. Nothing was" in said.output


@pytest.mark.parametrize(
    "command", [["serve"], ["check"], ["make-tables"], ["backup", "one.zip"], ["day-key"]]
)
def test_the_settings_of_several_processes_need_packages_that_one_does_without(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    several = {
        "WORKSHOP_DATABASE_URL": NOBODY,
        "WORKSHOP_KEK_FILE": str(tmp_path / "days"),
        "WORKSHOP_PUBLIC_URL": HOSTED, "WORKSHOP_FACILITATOR_SECRET": SECRET,
    }  # fmt: skip
    said = CliRunner().invoke(main, command, env=several)
    assert said.exit_code == 2, said.output
    assert "but psycopg, which" in said.output and "requirements-server.lock" in said.output


def test_a_wrong_setting_is_named() -> None:
    said = check({"WORKSHOP_PORT": "many"})
    assert said.exit_code == 2 and "WORKSHOP_PORT is 'many'" in said.output


def found(folder: Path, part: str, now: float = 2e9) -> list[Finding]:
    settings = Settings(data=folder / "data", now=lambda: now)
    return [one for one in machine_findings(settings, folder) if one.part == part]


def test_a_disk_that_is_nearly_full_is_wrong_before_it_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def usage(free: int) -> Any:
        return lambda _place: type("Usage", (), {"free": free * 1_000_000})

    levels = []
    for free in (5_000, 1_000, 999, 50, 49, 0):
        monkeypatch.setattr(machine_checks.shutil, "disk_usage", usage(free))
        levels.append({one.level for one in found(tmp_path, "disk")})
    assert levels == [{"good"}, {"good"}, {"note"}, {"note"}, {"wrong"}, {"wrong"}]


def test_few_files_mean_few_phones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(resource, "getrlimit", lambda _what: (1024, 1024))
    (said,) = found(tmp_path, "files")
    assert said.level == "note" and "about 893 phones" in said.said


def test_a_clock_that_was_never_set_is_wrong(tmp_path: Path) -> None:
    assert [one.level for one in found(tmp_path, "time", now=1e9)] == ["wrong"]
    assert [one.level for one in found(tmp_path, "time")] == ["good"]
