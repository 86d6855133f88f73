"""How the program starts, up to the command line."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_run_py_parses_on_old_pythons() -> None:
    ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 6))


def test_run_py_imports_only_the_standard_library() -> None:
    tree = ast.parse((ROOT / "run.py").read_text("utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    imported = {alias.name.split(".")[0] for node in imports for alias in node.names}
    assert imported <= set(sys.stdlib_module_names)


def test_nothing_is_imported_before_the_patch() -> None:
    code = (
        "import workshop.__main__, sys; print(sorted({'flask', 'socket', 'ssl'} & {*sys.modules}))"
    )
    assert python(code).stdout.strip() == "[]"


def test_the_patch_comes_before_the_command_line() -> None:
    code = (
        "import sys, types; from gevent import monkey\n"
        "cli = types.ModuleType('workshop.cli')\n"
        "cli.main = lambda **_: print(monkey.is_module_patched('socket')) or 7\n"
        "sys.modules['workshop.cli'] = cli\n"
        "import workshop; workshop.cli = cli\n"
        "from workshop.__main__ import main; main()"
    )
    started = python(code)
    assert (started.stdout.strip(), started.returncode) == ("True", 7)


def test_the_start_is_refused_beside_gevent_websocket(tmp_path: Path) -> None:
    (tmp_path / "geventwebsocket.py").touch()
    refused = python("from workshop.__main__ import main; main()", PYTHONPATH=str(tmp_path))
    assert refused.returncode == 1
    assert "uninstall gevent-websocket" in refused.stderr


LATER = {
    "authlib", "babel.messages.jslexer", "docx", "icalendar", "joserfc", "prometheus_client",
    "psycopg", "typst", "xlsxwriter",
}  # fmt: skip
"""Packages that a start needs only for what few people ever ask for, or where
several processes are one server."""
SERVES = """
import gc, sys
from importlib import metadata
from workshop import __main__
looks, read = [], metadata.entry_points
metadata.entry_points = lambda **given: looks.append(given) or read(**given)
__main__.patch()
from workshop import serving
from workshop.cli import main
from workshop.languages import languages
before = [one["collections"] for one in gc.get_stats()]
def serve(app, listener, ready, stop, drain, reserve):
    ready()
    after = [one["collections"] for one in gc.get_stats()]
    print("later", sorted({*sys.modules} & LATER))
    print("looks", len(looks))
    print("catalogues", sorted(languages()._catalogues))
    few = sum(after) - sum(before) < 10
    print("collections", few, gc.isenabled(), gc.get_freeze_count() > 10**5)
serving.serve_until = serve
main(["serve", "--no-browser", "--host", "127.0.0.1", "--port", "0"], standalone_mode=False)
"""


@pytest.fixture(scope="module")
def starts(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The modules that the first start on a folder had imported until it served, and those of the
    next."""
    folder = str(tmp_path_factory.mktemp("start") / "data")
    done = [python(f"LATER = {LATER}\n{SERVES}", WORKSHOP_DATA=folder) for _ in range(2)]
    assert [one.returncode for one in done] == [0, 0], done
    return [one.stdout for one in done]


def test_a_start_imports_nothing_that_can_wait(starts: list[str]) -> None:
    assert all("\nlater []\n" in said for said in starts)


def test_a_start_reads_no_catalogue(starts: list[str]) -> None:
    assert all("\ncatalogues []\n" in said for said in starts)


def test_the_patch_looks_through_the_installed_packages_once(starts: list[str]) -> None:
    assert all("\nlooks 1\n" in said for said in starts)


def test_what_a_start_has_made_is_not_looked_through_for_what_can_go(starts: list[str]) -> None:
    assert all("\ncollections True True True\n" in said for said in starts)
