"""A backup is restored into an empty folder only, and only after all of it was checked."""

import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.anonymity.two_workshops import make_two, rows, run
from tests.summary.gathering import STANDS
from tests.support.server import running
from workshop.storage.sqlite import restore
from workshop.storage.sqlite.archive import ARCHIVE_LABEL, LIBRARY, NoBackup
from workshop.storage.sqlite.backup import back_up
from workshop.storage.sqlite.restore import NotEmpty, put_back, read_backup


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A backup of a sealed and an open workshop."""
    two = make_two(tmp_path_factory.mktemp("two"))
    back_up(two.folder / "data", two.folder / "made.zip")
    return (two.folder / "made.zip").read_bytes()


@pytest.fixture
def made(kept: bytes, tmp_path: Path) -> Path:
    """A backup that a test may change."""
    path = tmp_path / "made.zip"
    path.write_bytes(kept)
    return path


def test_the_summaries_open_on_the_other_side(made: Path, tmp_path: Path) -> None:
    said = run("restore", made, "--data", tmp_path / "other")
    assert said.returncode == 0 and "1 summary and 1 open workshop" in said.stdout
    ((id_, body),) = rows(tmp_path / "other" / LIBRARY, "SELECT workshop, body FROM summary")
    assert STANDS in str(body)
    with running(tmp_path / "other") as server:
        cookie = server.sign_in()
        assert STANDS in server.get(f"/desk/{id_}/summary/", Cookie=cookie).text


def test_nobody_is_signed_in_by_it(made: Path, tmp_path: Path) -> None:
    put_back(read_backup(made), tmp_path / "other")
    for table in ("link", "sign_in"):
        assert rows(tmp_path / "other" / LIBRARY, f"SELECT * FROM {table}") == []


def test_into_an_empty_folder_only(made: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    said = run("restore", made, "--data", other)
    assert said.returncode == 2 and "is not empty" in said.stderr
    assert (other / "letter.txt").read_text() == "mine" and not (other / LIBRARY).exists()


def test_not_where_a_server_runs(made: Path, tmp_path: Path) -> None:
    with running(tmp_path / "other"):
        said = run("restore", made, "--data", tmp_path / "other")
        assert said.returncode == 2 and "A server is running" in said.stderr


def changed(made: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Changes something in a backup."""
    with zipfile.ZipFile(made) as packed:
        found = {name: packed.read(name) for name in packed.namelist()}
    change(found)
    with zipfile.ZipFile(made, "w") as packed:
        for name, body in found.items():
            packed.writestr(name, body)
    return made


def sql(statement: str) -> Callable[[dict[str, bytes]], None]:
    """Changes the library by a statement."""

    def change(found: dict[str, bytes]) -> None:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as library:
            library.deserialize(found[LIBRARY])
            library.execute(statement)
            found[LIBRARY] = library.serialize()

    return change


def adding(name: str) -> Callable[[dict[str, bytes]], None]:
    return lambda found: found.update({name: b"x"})


def scratched(found: dict[str, bytes]) -> None:
    """Damages the pages of a workshop's file, behind its header."""
    name = next(name for name in found if name.startswith("workshops/"))
    body = bytearray(found[name])
    body[4096:8192] = b"\xff" * 4096
    found[name] = bytes(body)


def quietly_wrong(found: dict[str, bytes]) -> None:
    """Damages an entry of an index: everything can still be read, and not everything is found."""
    body = found[LIBRARY]
    with closing(sqlite3.connect(":memory:")) as library:
        library.deserialize(body)
        (id_,) = library.execute("SELECT workshop FROM summary").fetchone()
    head, _, rest = body.rpartition(id_.encode())
    found[LIBRARY] = head + b"x" * len(id_) + rest


FAULTS = {
    "above": (adding("../library.db"), "never puts into a backup"),
    "absolute": (adding("/tmp/x.db"), "never puts into a backup"),
    "below": (adding("workshops/a/b.db"), "never puts into a backup"),
    "a key": (adding("keys/x.key"), "never puts into a backup"),
    "no label": (lambda found: found.pop(ARCHIVE_LABEL), "is not a backup"),
    "no library": (lambda found: found.pop(LIBRARY), "is not a backup"),
    "later format": (lambda found: found.update({ARCHIVE_LABEL: b'{"format":9}'}), "newer version"),
    "odd label": (lambda found: found.update({ARCHIVE_LABEL: b"[]"}), "is not a backup"),
    "later schema": (sql("PRAGMA user_version = 9999"), "has version 9999"),
    "earlier schema": (sql("PRAGMA user_version = 0"), "has version 0"),
    "a trigger": (
        sql("CREATE TRIGGER t AFTER INSERT ON link BEGIN DELETE FROM team; END"),
        "never puts into a backup",
    ),
    "no database": (lambda found: found.update({LIBRARY: b"letters"}), "damaged"),
    "scratched": (scratched, "damaged"),
    "quietly wrong": (quietly_wrong, "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_is_refused(made: Path, name: str) -> None:
    change, sentence = FAULTS[name]
    changed(made, change)  # type: ignore[arg-type]
    with pytest.raises(NoBackup, match=sentence):
        read_backup(made)


def test_it_is_refused_before_anything_is_put_in_place(made: Path, tmp_path: Path) -> None:
    said = run("restore", changed(made, scratched), "--data", tmp_path / "other")
    assert said.returncode == 2 and "damaged" in said.stderr
    assert not (tmp_path / "other").exists()


def test_the_same_name_twice_is_refused(made: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(made, "a") as packed:
        packed.writestr(LIBRARY, b"another one")
    with pytest.raises(NoBackup, match="never puts into a backup"):
        read_backup(made)


def test_half_a_backup_is_refused(made: Path) -> None:
    body = made.read_bytes()
    for cut in (0, 100, len(body) // 2, len(body) - 10):
        made.write_bytes(body[:cut])
        with pytest.raises(NoBackup):
            read_backup(made)
    flipped = bytearray(body)
    flipped[len(body) // 2] ^= 0xFF
    made.write_bytes(flipped)
    with pytest.raises(NoBackup):
        read_backup(made)


def test_an_unfinished_restore_leaves_nothing_and_can_be_begun_again(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, found, rename = tmp_path / "other", read_backup(made), Path.rename

    def stop(path: Path, target: Path) -> Path:
        if path.name == LIBRARY:
            raise KeyboardInterrupt
        return rename(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", stop)
        with pytest.raises(KeyboardInterrupt):
            put_back(found, other)
    assert list(other.iterdir()) == []
    (other / restore.RESTORING).mkdir()  # as after a loss of power
    put_back(found, other)
    assert (other / LIBRARY).exists()
    with pytest.raises(NotEmpty):
        put_back(found, other)
