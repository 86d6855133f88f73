"""A seal, a reveal or a new workshop in a process that dies at a step or finds its disk full there.

Run as `python -m tests.anonymity.dying WORK DATA ID STEP HOW`; it prints how it went as JSON.
"""

import json
import os
import random
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.anonymity.looking import LATER, Standing
from tests.support.forking import run
from tests.support.room import TestRoom, new_room
from tests.support.same_keys import same_rows
from workshop.settings import Settings
from workshop.storage import store as storing
from workshop.storage.failpoints import Failpoints


def dies(work: str, data: Path, id_: str, step: str) -> None:
    """Does the work in another process, which must have ended at the step."""
    done = _run(work, data, id_, step, "dies")
    assert done.returncode == 1 and not armed(data).exists(), (step, done.stderr)


def on_a_full_disk(work: str, data: Path, id_: str, step: str) -> dict[str, Any]:
    """Does the work with a disk that is full from the step on, then once more when it is not:
    what the desk was shown each time."""
    done = _run(work, data, id_, step, "full")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def armed(data: Path) -> Path:
    """The file that calls the fault."""
    return data.with_name("armed")


def _run(work: str, data: Path, id_: str, step: str, how: str) -> subprocess.CompletedProcess[str]:
    armed(data).touch()
    return run("tests.anonymity.dying", work, str(data), id_, step, how)


class FullFrom(Failpoints):
    """From the armed step on, no file may grow beyond its first byte."""

    def reach(self, step: str) -> None:
        if self.is_on(step):
            _limit(1)


def _limit(size: int) -> None:
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))


def _seal(standing: Standing) -> None:
    standing.endings.seal_due()


def _new(standing: Standing) -> None:
    new_room(standing.store)


def _reveal(standing: Standing) -> None:
    room = TestRoom(standing.store, standing.id, here=4)
    random.seed(1)  # the keys of the desk's commands
    if room.read().stage.kind == "write":
        with same_rows():
            room.desk.goes("reveal")
    standing.endings.seal_due()


def main(work: str, data: str, id_: str, step: str, how: str) -> None:
    """Does the work; with a full disk, once more when there is room again."""
    settings = Settings(data=Path(data), failpoints={step: armed(Path(data))}, now=lambda: LATER)
    if how == "full":
        storing.Failpoints = FullFrom  # type: ignore[misc]
    standing = Standing(settings, id_)
    if work == "reveal":
        standing.boards.get(id_)  # its desk was open before
    act = {"seal": _seal, "reveal": _reveal, "new": _new}[work]
    shown = []
    for _ in range(2):
        try:
            act(standing)
        except Exception as error:
            print(repr(error), file=sys.stderr)
        shown.append(standing.seal_shown())
        armed(settings.data).unlink(missing_ok=True)
        _limit(resource.getrlimit(resource.RLIMIT_FSIZE)[1])
    print(json.dumps(shown), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
