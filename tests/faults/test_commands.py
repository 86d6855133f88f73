"""Every command that cannot go on says why in a sentence, ends with 2, and changes nothing."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.damage import (
    a_file,
    closed_folder,
    cut_off,
    damaged_inside,
    emptied,
    library,
    locked_folder,
    missing,
    missing_in_a_copy,
    newer,
    of_another_program,
    overwritten,
)
from tests.support.folders import looks_of, obey_permissions
from tests.support.forking import run
from tests.support.waiting import START_WITHIN
from workshop.cli import main
from workshop.cli.terminal_lines import in_lines

Change = Callable[[Path], object]
FOUND, REFUSED = 1, 2
DAMAGES = (
    overwritten, damaged_inside, cut_off, emptied, missing, missing_in_a_copy, newer,
    of_another_program, a_file,
)  # fmt: skip
REACH = ("serve", "backup", "restore", "check")
"""The commands that open a data folder. Each damage is shown to one of them by default."""
SERVE = ("serve", "--no-browser", "--host", "127.0.0.1", "--port", "0")


def no_file(folder: Path) -> Path:
    return folder.parent / "backup.zip"


@pytest.fixture
def backup(folder: Path) -> Path:
    """A good backup of the folder, before it is damaged."""
    file = folder.parent / "good.zip"
    assert run("workshop", "backup", str(file), "--data", str(folder / "data")).returncode == 0
    return file


@pytest.mark.parametrize(
    ("command", "damage"),
    [
        pytest.param(command, damage, marks=[pytest.mark.long] if (i + j) % len(REACH) else [])
        for i, command in enumerate(REACH)
        for j, damage in enumerate(DAMAGES)
    ],
)
def test_a_folder_that_is_damaged_keeps_every_command_from_going_on(
    folder: Path, backup: Path, command: str, damage: Change
) -> None:
    damage(folder)
    before = looks_of(folder)
    words = {"serve": SERVE, "backup": ("backup", str(no_file(folder))), "check": ("check",)}
    words["restore"] = ("restore", str(backup))
    said = run("workshop", *words[command], "--data", str(folder / "data"))
    assert looks_of(folder) == before and not no_file(folder).exists()
    if command == "check":
        assert (said.returncode, said.stderr) == (FOUND, ""), said
        assert "WRONG data: " in said.stdout
    else:
        is_refused(said)


def closed_library(folder: Path) -> None:
    library(folder).chmod(0)


def closed_workshop(folder: Path) -> None:
    (file,) = (folder / "data" / "workshops").glob("*.db")
    file.chmod(0)


def closed_workshops(folder: Path) -> None:
    (folder / "data" / "workshops").chmod(0)


def locked_parent(folder: Path) -> None:
    folder.parent.chmod(0o500)


def closed_backup(folder: Path) -> None:
    (folder.parent / "good.zip").chmod(0)


@pytest.mark.skipif(sys.platform != "linux", reason="Elsewhere root cannot be made to obey.")
@pytest.mark.parametrize(
    ("words", "change"),
    [
        pytest.param("backup NEW --data DATA", closed_library, marks=pytest.mark.long),
        ("backup NEW --data DATA", closed_workshop),
        pytest.param("backup NEW --data DATA", closed_workshops, marks=pytest.mark.long),
        pytest.param("backup NEW --data DATA", closed_folder, marks=pytest.mark.long),
        pytest.param("backup NEW --data DATA", locked_parent, marks=pytest.mark.long),
        pytest.param("restore GOOD --data DATA", locked_folder, marks=pytest.mark.long),
        pytest.param("restore GOOD --data DATA", closed_folder, marks=pytest.mark.long),
        ("restore GOOD --data DATA", closed_backup),
        pytest.param(
            "restore GOOD --data DATA-new",
            lambda folder: folder.chmod(0o500),
            marks=pytest.mark.long,
        ),
        ("backup-test GOOD", closed_backup),
        pytest.param("stories check GOOD", closed_backup, marks=pytest.mark.long),
        pytest.param("static-tree DATA", locked_folder, marks=pytest.mark.long),
        ("day-key DATA/days", locked_folder),
    ],
)
def test_what_may_not_be_read_or_written_is_named(
    folder: Path, backup: Path, words: str, change: Change
) -> None:
    change(folder)
    before = looks_of(folder)
    places = {"NEW": no_file(folder), "DATA": folder / "data", "GOOD": backup}
    for word, place in places.items():
        words = words.replace(word, str(place))
    said = subprocess.run(
        [sys.executable, "-m", "workshop", *words.split()],
        capture_output=True, text=True, check=False, timeout=START_WITHIN,
        preexec_fn=obey_permissions,
    )  # fmt: skip
    is_refused(said)
    assert str(folder.parent) in said.stderr and "ermissions" in said.stderr
    folder.parent.chmod(0o700)
    assert looks_of(folder) == before and not no_file(folder).exists()


WRONG = {"WORKSHOP_PORT": "many"}
REFUSES: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "serve": ((), WRONG),
    "backup": (("NEW",), WRONG),
    "restore": (("GOOD",), WRONG),
    "check": ((), WRONG),
    "make-tables": ((), {}),
    "backup-test": (("NOWHERE",), {}),
    "stories": (("check", "NOWHERE"), {}),
    "static-tree": (("NOWHERE",), {}),
    "day-key": ((), {}),
    "teams": (("import", "NOWHERE"), {}),
    "demo": (("--language", "la"), {}),
}
"""Each command with words, and with settings, with which it cannot go on."""


def test_the_table_has_all_commands() -> None:
    assert {*REFUSES} == {*main.commands}


@pytest.mark.parametrize("command", REFUSES)
def test_every_command_that_cannot_go_on_ends_alike(
    folder: Path, backup: Path, command: str
) -> None:
    words, environ = REFUSES[command]
    places = {"NEW": no_file(folder), "GOOD": backup, "DATA": folder}
    typed = [str(places.get(word, word)) for word in words]
    said = run("workshop", command, *typed, **environ)
    assert (said.returncode, said.stdout) == (REFUSED, "")
    assert "Error: " in said.stderr and "Traceback" not in said.stderr


def test_settings_of_which_some_are_missing_are_refused_like_others() -> None:
    said = run("workshop", *SERVE, WORKSHOP_DATABASE_URL="postgresql://app@127.0.0.1/workshop")
    assert (said.returncode, said.stdout) == (REFUSED, "")
    assert "WORKSHOP_KEK_FILE must be set" in said.stderr


def test_a_backup_that_is_damaged_is_a_finding_of_its_test_and_no_refusal(backup: Path) -> None:
    os.truncate(backup, 1000)
    tested = run("workshop", "backup-test", str(backup))
    assert (tested.returncode, tested.stdout) == (FOUND, "")
    assert "is not a backup made by this program, or it is damaged" in tested.stderr
    restored = run("workshop", "restore", str(backup), "--data", str(backup.parent / "other"))
    assert restored.returncode == REFUSED and "it is damaged" in restored.stderr


def test_a_desk_that_a_damaged_library_cannot_open_is_a_sentence(folder: Path) -> None:
    server = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(folder / "data")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert server.stdout and server.stdout.readline() == "held\n"
        overwritten(folder)
        before = looks_of(folder)
        is_refused(run("workshop", *SERVE, "--data", str(folder / "data")))
        assert looks_of(folder) == before
    finally:
        server.kill()
        server.communicate()


HOLDS = """
import sys
from pathlib import Path
from workshop import instance
claim = instance.claim(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""
"""A program that has a data directory, as a server that runs has it."""


def is_refused(said: "subprocess.CompletedProcess[str]") -> None:
    assert (said.returncode, said.stdout) == (REFUSED, ""), said
    assert said.stderr.startswith("Error: ") and said.stderr.count("\n") == 1
    assert " kept" in said.stderr or "was not changed" in said.stderr or "Nothing " in said.stderr


# The words of a command on a terminal are in lines that end between words; paths stay whole.
SAID = (
    "The keys in /home/Ana Lima/My Data-keys are not those of this well-known folder. Run `chmod "
    "-R go= '/home/Ana Lima/My Data-keys'`, and look at /home/Ana Lima/a-long-name-without-spaces."
)
HERS = ("/home/Ana Lima/My Data", "/home/Ana Lima")


@pytest.mark.parametrize("width", [20, 40, 79, 80, 400])
def test_lines_end_between_words_and_never_in_a_path_or_a_command(width: int) -> None:
    lines = in_lines(SAID, width, HERS).split("\n")
    assert " ".join(lines) == SAID
    assert (len(lines) == 1) == (width == 400)
    whole = "/home/Ana Lima/My Data-keys", "`chmod -R go= '/home/Ana Lima/My Data-keys'`,"
    assert all(any(one in line for line in lines) for one in whole)
    assert any("well-known" in line for line in lines)
    assert all(len(line) <= width or line in {*whole, lines[-1]} for line in lines)


def test_lines_that_a_text_has_stay_lines() -> None:
    assert (
        in_lines("One fault.\n\nAnother fault of it", 12, ())
        == "One fault.\n\nAnother\nfault of it"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
@pytest.mark.parametrize("command", ["serve", "backup", "check"])
def test_a_command_that_cannot_go_on_breaks_no_word_and_no_path_on_a_terminal(
    folder: Path, command: str
) -> None:
    home = folder.rename(folder.parent / "in two words")
    overwritten(home)
    words = [command, *([str(home / "a backup.zip")] if command == "backup" else [])]
    words += ["--data", str(home / "data")]
    plain = run("workshop", *words)
    lines = (plain.stderr + plain.stdout).splitlines()
    sentence = next(line for line in lines if str(home) in line)
    seen = on_a_terminal(words, columns=30)
    assert sentence not in seen and sentence in " ".join(seen.split("\n"))
    assert str(home / "data" / "library.db") in seen
    too_long = (line for line in seen.splitlines() if len(line) > 30)
    assert all(" " not in line.replace(str(home), "") for line in too_long)


def on_a_terminal(words: list[str], columns: int) -> str:
    """Runs a command on a terminal of its own. Returns all that is read there."""
    reads, terminal = os.openpty()
    environ = os.environ | {"COLUMNS": str(columns)}
    done = subprocess.run(
        [sys.executable, "-m", "workshop", *words],
        stdout=terminal, stderr=terminal, env=environ, timeout=START_WITHIN, check=False,
    )  # fmt: skip
    os.close(terminal)
    assert done.returncode
    with os.fdopen(reads, "rb") as output:
        return output.read1(100_000).decode().replace("\r\n", "\n")
