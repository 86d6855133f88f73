"""The words of a command on a terminal are in lines that end between words; paths stay whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.damage import overwritten
from tests.support.forking import run
from tests.support.waiting import START_WITHIN
from workshop.cli.terminal_lines import in_lines

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
