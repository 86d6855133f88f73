"""A rehearsal that is stopped on its way leaves no server, no keys and no noise behind."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.support.forking import ROOT, run
from tests.support.server import LINK, running
from tests.support.waiting import WITHIN
from workshop.pretend.own_server import remove_left_folders

Process = subprocess.Popen[str]


@contextmanager
def begun(folder: Path, *arguments: str) -> Iterator[Process]:
    """A rehearsal that has come to its first stage; its temporary files are in the folder."""
    command = [sys.executable, "-P", "-m", "tools", "rehearse", "--participants", "4"]
    process = subprocess.Popen(
        [*command, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(folder)},
    )
    assert process.stderr is not None
    with process:
        try:
            assert process.stderr.readline() == "Arrive\n"
            yield process
        finally:
            process.kill()
            for left in servers(folder):
                left.kill()


def servers(folder: Path) -> list[psutil.Process]:
    """Returns the servers whose data is in the folder."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        line = process.info["cmdline"] or []
        if "serve" in line and any(word.startswith(f"{folder}/") for word in line):
            found.append(process)
    return found


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("SIGTERM", 143),
        pytest.param("SIGHUP", 129, marks=pytest.mark.long),
        pytest.param("SIGINT", 130, marks=pytest.mark.long),
    ],
)
def test_a_signal_ends_the_server_and_removes_the_keys(
    tmp_path: Path, name: str, status: int
) -> None:
    with begun(tmp_path) as process:
        assert len(servers(tmp_path)) == 1
        assert list(tmp_path.glob("rehearsal-*/data-keys/*"))
        process.send_signal(getattr(signal, name))
        out, err = process.communicate(timeout=WITHIN)
        left = servers(tmp_path)
    assert (process.returncode, out) == (status, "")
    assert err.splitlines()[-1] == "Stopped; nothing was compared."
    assert "Traceback" not in err and "Interrupt" not in err and "Aborted" not in err
    assert left == [] and list(tmp_path.glob("rehearsal-*")) == []


def test_what_a_killed_one_has_left_goes_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with begun(tmp_path) as process:
        remove_left_folders()
        assert len(servers(tmp_path)) == 1, "one that still runs is left alone"
        process.kill()
        process.wait(WITHIN)
        assert list(tmp_path.glob("rehearsal-*/data-keys/*"))
        remove_left_folders()
        left = servers(tmp_path)
    assert left == [] and list(tmp_path.glob("rehearsal-*")) == []


def test_nothing_else_is_taken_for_a_left_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    gone = 2**22 + 1  # no system gives this number to a process
    for name in ("rehearsal-notes", f"rehearsal-{os.getpid()}-abc", "mine"):
        (tmp_path / name).mkdir()
    (tmp_path / f"rehearsal-{gone}-link").symlink_to(tmp_path / "mine")
    (tmp_path / f"rehearsal-{gone}-left").mkdir()
    remove_left_folders()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["mine", "rehearsal-notes", f"rehearsal-{os.getpid()}-abc", f"rehearsal-{gone}-link"]
    )


@pytest.mark.long
def test_on_another_server_it_says_which_workshop_stays_open(tmp_path: Path) -> None:
    with running(tmp_path / "data") as server:
        printed = run("workshop", "serve", "--no-browser", "--data", str(server.data))
        link = LINK.search(printed.stdout)
        assert link
        asked = ("--url", server.origin, "--desk", f"{server.origin}/enter#{link[1]}")
        (tmp_path / "own").mkdir()
        with begun(tmp_path / "own", *asked) as process:
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=WITHIN)
        assert process.returncode == 130
        last = err.splitlines()[-1]
        assert last.startswith('The workshop "A rehearsal" (')
        assert last.endswith(") stays open on that server.")
