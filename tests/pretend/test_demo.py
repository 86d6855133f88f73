"""`demo`: one command, a workshop at its vote, and nothing left of it afterwards."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support.forking import ROOT
from tests.support.server import LINK
from tests.support.waiting import WITHIN
from tests.tools.rehearsal.test_stopping import servers
from workshop.cli import main
from workshop.languages import languages
from workshop.pretend.facilitator import Facilitator
from workshop.protocol.entries import DeskLessonEntry

PLACE = re.compile(r"http://[^/]+")


def begun(folder: Path) -> "subprocess.Popen[str]":
    """The command, with its temporary files in this folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "workshop", "demo", "--no-browser", "--language", "de"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(folder)},
    )


def shown(process: "subprocess.Popen[str]") -> list[str]:
    """The links that it prints, once people vote."""
    assert process.stdout is not None
    printed = ""
    for line in process.stdout:
        printed += line
        if line.startswith("Stop with"):
            break
    assert "They are voting now." in printed, printed
    return [found.group(0) for found in LINK.finditer(printed)]


@pytest.mark.long
def test_a_demo_shows_a_vote_and_leaves_nothing(tmp_path: Path) -> None:
    with begun(tmp_path) as process:
        try:
            link, screen = shown(process)
            desk = Facilitator(PLACE.match(link)[0], link)  # type: ignore[index]
            desk.sit_down(desk.named)
            votes(desk)
            line = desk.projector()
            assert line.connect() and screen
            line.close()
            desk.close()
        finally:
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=WITHIN)
    assert (process.returncode, err) == (0, "")
    assert "nothing of it is kept" in out
    assert servers(tmp_path) == [] and list(tmp_path.glob("rehearsal-*")) == []


def votes(desk: Facilitator) -> None:
    """Waits until somebody has voted, on lessons in the language that was asked for."""
    assert desk.now.kind == "vote" and desk.entries["workshop"]["language"] == "de"
    assert len([*desk.view.many("lessons", DeskLessonEntry)]) > 3
    desk.until(lambda: bool(desk.entries["ballot"]["complete"]), WITHIN)


def test_a_language_that_nobody_speaks_is_refused_with_those_that_are_spoken() -> None:
    answer = CliRunner().invoke(main, ["demo", "--language", "xx"])
    assert answer.exit_code == 2
    assert all(f"'{tag}'" in answer.output for tag in languages().known)
