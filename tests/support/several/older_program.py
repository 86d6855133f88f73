"""The program as it was one commit ago, which runs beside that of today during an upgrade."""

import subprocess
from pathlib import Path

import pytest

from tests.support.forking import ROOT
from tests.support.several.server_process import ServerProcess

NO_HISTORY = "There is no history here from which the program of one commit ago could be taken."
CLUSTER = "workshop/settings/cluster_settings.py"
TOO_OLD = "The program of one commit ago knows nothing of several processes."


def older_program(folder: Path) -> Path:
    """Returns a new folder with the program of one commit ago; skips where there is none."""
    packed = subprocess.run(["git", "archive", "HEAD^"], cwd=ROOT, capture_output=True, check=False)
    if packed.returncode:
        pytest.skip(NO_HISTORY)
    folder.mkdir()
    subprocess.run(["tar", "-x", "-C", folder], input=packed.stdout, check=True)
    if not (folder / CLUSTER).exists():
        pytest.skip(TOO_OLD)
    return folder


def runs(process: ServerProcess, program: Path = ROOT) -> None:
    """Ends a process in order and starts it again, by the program in a folder."""
    process.terminate()
    process.ends()
    # With a path of its own it is no fork of the tests, which have today's program.
    own = {} if program == ROOT else {"PYTHONPATH": str(program), "PYTHONSAFEPATH": "1"}
    kept = {name: value for name, value in process.environment.items() if name[:6] != "PYTHON"}
    process.environment = kept | own
    process.start()
