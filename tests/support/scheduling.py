"""Which worker runs which test: files of browsers from one end, all others from the other end.

Workers take whole files, so that what a file sets up is set up once. The first begins with the
heaviest file in a browser, the others with the heaviest of the rest, and each goes on towards the
light ones until they meet. So no two browsers share the cores for long, and all end together.
"""

from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

TOGETHER = {"tests/anonymity/test_sights.py": "tests/anonymity/test_canaries.py"}
"""Files that look at what another one has played run with it."""
APART = {"tests/faults/test_fuzz.py", "tests/simulation/test_simulation.py"}
"""Files whose tests share nothing and take long: each of them is handed out by itself."""
BROWSERS = ("tests/browser/", "tests/engines/", "tests/tools/pictures/")
RECORDED = Path(__file__).parents[1] / "durations.txt"
"""Lines of seconds and the file of tests that took them, as `--record` has written them; all that
are not listed count alike."""
LEAST = 2
"""The least seconds that are recorded."""


class FromBothEnds(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out files: to the first worker from the front, to the others from the back."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return nodeid if file in APART else TOGETHER.get(file, file)

    def _assign_work_unit(self, node: WorkerController) -> None:
        files = sorted(self.workqueue, key=place)
        first = node.gateway.id == "gw0"
        self.workqueue.move_to_end(files[0 if first else -1], last=False)
        super()._assign_work_unit(node)


def place(file: str) -> int:
    """Where a file stands, or a test of one: heavy browsers, light ones, what else is light, what
    else is heavy."""
    file = file.partition("::")[0]
    seconds = recorded().get(file, 1)
    return -seconds if file.startswith(BROWSERS) else seconds


@cache
def recorded() -> dict[str, int]:
    """The seconds that each of the longer files took."""
    lines = (line.split() for line in RECORDED.read_text("utf-8").splitlines())
    return {file: int(seconds) for seconds, file in lines}


class Recorder:
    """Adds up how long the tests of each file take, and writes that down at the end."""

    def __init__(self) -> None:
        self._took: dict[str, float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._took[report.nodeid.partition("::")[0]] += report.duration

    def pytest_sessionfinish(self) -> None:
        lines = [f"{took:.0f} {file}" for file, took in self._took.items() if took >= LEAST]
        RECORDED.write_text("\n".join(sorted(lines, key=lambda line: line.split()[1])) + "\n")
