"""The server's memory is dumped to no disk, and no other program reads it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.forking import ROOT
from tests.support.server import running

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the flag and /proc are Linux's")

DUMPABLE = "import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
"""PR_GET_DUMPABLE: 1 unless a process has asked for 0."""
COMMAND_LINE = f"""
import sys, types
cli = types.ModuleType("workshop.cli")
def main(**_):
    {DUMPABLE}
cli.main = main
sys.modules["workshop.cli"] = cli
import workshop; workshop.cli = cli
from workshop.__main__ import main; main()
"""
MAKER = f"""
from workshop.summary.formats import make_file
make_file._give_way()
{DUMPABLE}
"""


def core_limit(process: int | str) -> list[str]:
    """The soft and the hard bound on a process's core file."""
    limits = Path(f"/proc/{process}/limits").read_text()
    line = next(one for one in limits.splitlines() if one.startswith("Max core file size"))
    return line.removeprefix("Max core file size").split()[:2]


def test_a_server_leaves_no_core_file_and_neither_does_what_it_starts(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--port", "0") as server:
        assert core_limit(server._process.pid) == ["0", "0"]


@pytest.mark.parametrize("program", [COMMAND_LINE, MAKER], ids=["server", "maker of files"])
def test_nothing_looks_into_the_memory_of_a_process_that_has_words(program: str) -> None:
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["0"], done.stderr
