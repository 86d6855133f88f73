"""A server whose folder of keys is not there says so, and makes no other keys in their place."""

import shutil
from pathlib import Path

from tests.support.folders import looks_of
from tests.support.forking import run
from tests.support.lasting import LastingServer
from tests.support.server import Server

SERVE = ("serve", "--no-browser", "--host", "127.0.0.1", "--port", "0")


def starts(folder: Path) -> None:
    server = Server(folder / "data", "--port", "0")
    server.stop()
    assert "Open: Spring release" in server.printed


def test_a_start_without_the_keys_says_so_and_makes_no_others(folder: Path) -> None:
    keys, data = folder / "data-keys", str(folder / "data")
    keys.rename(folder / "elsewhere")
    before = looks_of(folder)
    started = run("workshop", *SERVE, "--data", data)
    assert (started.returncode, started.stdout) == (2, "")
    assert f"The folder of the keys, {keys}, is missing" in started.stderr
    assert "all workshops are kept. Put the folder back" in started.stderr
    checked = run("workshop", "check", "--data", data)
    assert checked.returncode == 1 and "WRONG data:" in checked.stdout
    assert "Put the folder back" in checked.stdout
    assert looks_of(folder) == before
    (folder / "elsewhere").rename(keys)
    starts(folder)


def test_keys_that_are_lost_for_good_are_given_up_as_the_sentence_says(folder: Path) -> None:
    shutil.rmtree(folder / "data-keys")
    (folder / "data-keys").mkdir()
    server = LastingServer(folder / "data")
    try:
        assert "its key is missing" in server.get("/desk/", Cookie=server.sign_in()).text
    finally:
        server.own.kill()


def test_a_backup_that_is_restored_beside_no_keys_starts(folder: Path) -> None:
    file, other = folder / "backup.zip", folder / "other"
    assert run("workshop", "backup", str(file), "--data", str(folder / "data")).returncode == 0
    restored = run("workshop", "restore", str(file), "--data", str(other))
    assert restored.returncode == 0 and "whose key is missing: 1" in restored.stdout
    Server(other, "--port", "0").stop()
