"""How the program starts, up to the command line."""

import ast
import os
import subprocess
import sys
from pathlib import Path

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
