"""A backup: made while the server writes, without a key, and good for another data directory."""

import io
import os
import secrets
import shutil
import sqlite3
import stat
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, insert

from tests.anonymity.looking import started
from tests.anonymity.two_workshops import Two, make_two, rows, run
from tests.summary.gathering import CANARIES, STANDS
from tests.support.files import file_of
from tests.support.follower import Watched
from tests.support.room import TestRoom, new_room
from tests.support.server import Server, running
from tests.support.sockets import Socket, close_all, desk, phone
from tests.support.waiting import WITHIN
from workshop.ending.seal import seal
from workshop.people.links import make_link
from workshop.people.members import OWNER
from workshop.people.sign_ins import sign_in_person
from workshop.settings import Settings
from workshop.storage.sqlite import archive, backup
from workshop.storage.sqlite.backup import CannotBackUp, Holds, back_up
from workshop.storage.sqlite.restore import put_back, read_backup
from workshop.storage.store import Store
from workshop.storage.workshop_tables import Mark

WRITERS = 4


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Two:
    return make_two(tmp_path_factory.mktemp("two"))


@pytest.fixture
def room(two: Two, tmp_path: Path) -> Iterator[TestRoom]:
    """The open one, in a folder of the test's."""
    shutil.copytree(two.folder, tmp_path / "home")
    store = Store(Settings(data=tmp_path / "home" / "data"))
    yield TestRoom(store, two.open)
    store.close()


def contents(path: Path) -> bytes:
    """All that an archive holds, one after the other."""
    with zipfile.ZipFile(path) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


# While a server writes.


class Writers:
    """Devices that tap and write all the time; every command must be acknowledged, if need be once
    more, where it came faster than a thumb may."""

    def __init__(self, server: Server, id_: str, round_: int) -> None:
        self._server, self._id, self._round = server, id_, round_
        self.acknowledged, self.others = 0, list[object]()
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._write) for _ in range(WRITERS)]

    def __enter__(self) -> "Writers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(WITHIN)

    def _write(self) -> None:
        socket = phone(self._server, self._id)
        card = {"type": "write_card", "round": self._round, "happened": "Canary on the wire"}
        self._is_stored(socket, card, secrets.token_hex(16))
        while not self._over.wait(0.05):
            key = secrets.token_hex(16)
            more = {"type": "write_card", "round": self._round, "happened": "One more"}
            if self._is_stored(socket, more, key):
                withdrawn = {"type": "withdraw_card", "round": self._round, "card": key}
                self._is_stored(socket, withdrawn, secrets.token_hex(16))

    def _is_stored(self, socket: Socket, command: dict[str, object], key: str) -> bool:
        """False also when it was over before a command that came too fast could be said again."""
        answer = socket.do(command, key)
        while answer.get("refused") == "too_fast" and not self._over.wait(0.2):
            answer = socket.do(command, key)
        self.acknowledged += "ok" in answer
        if "ok" not in answer and answer.get("refused") != "too_fast":
            self.others.append(answer)
        return "ok" in answer


def writing(server: Server, cookie: str) -> tuple[str, int]:
    """A workshop in which cards are written."""
    id_ = server.new_workshop(cookie, title="Still open")
    hand = Watched(server, desk(server, id_, cookie), cookie)
    hand.presses("go", stage="write")
    return id_, int(hand.now["round"])


def sealed(server: Server, cookie: str) -> str:
    id_ = server.new_workshop(cookie, title="Long over")
    hand = Watched(server, desk(server, id_, cookie), cookie)
    hand.presses("go", stage="finish")
    hand.presses("seal")
    return id_


def test_a_backup_of_a_server_that_is_written_to_starts_elsewhere(tmp_path: Path) -> None:
    data, other, made = tmp_path / "data", tmp_path / "other", tmp_path / "made.zip"
    with running(data) as server:
        cookie = server.sign_in()
        over = sealed(server, cookie)
        id_, round_ = writing(server, cookie)
        with Writers(server, id_, round_) as writers:
            for number in range(3):
                held = run("backup", tmp_path / f"{number}.zip", "--data", data)
                assert held.returncode == 0, held.stderr
            held = run("backup", made, "--data", data)
        close_all()
    assert "1 summary and 1 open workshop" in held.stdout
    assert "in the backup but unreadable" in held.stdout
    assert writers.acknowledged > WRITERS and writers.others == []
    assert b"Canary" not in contents(made)

    back = run("restore", made, "--data", other)
    assert back.returncode == 0, back.stderr
    assert "whose key is missing: 1" in back.stdout
    with running(other) as server:
        cookie = server.sign_in()
        assert "Long over" in server.get(f"/desk/{over}/summary/", Cookie=cookie).text
        listed = server.get("/desk/", Cookie=cookie).text
        assert "Still open" in listed and "its key is missing" in listed
        assert server.get(f"/desk/{id_}/", Cookie=cookie).status == 404
        gone = server.post(f"/desk/{id_}/throw-away", {"sure": "yes"}, Cookie=cookie)
        assert gone.status == 303
        assert "Still open" not in server.get("/desk/", Cookie=cookie).text
        log = server.stop()
    assert list((other / "workshops").iterdir()) == []
    assert log == ""


def test_with_its_key_a_restored_workshop_goes_on_in_another_epoch(
    room: TestRoom, tmp_path: Path
) -> None:
    data = room.store.settings.data
    epoch, cards = room.read().state.epoch, len(room.read().cards)
    back_up(data, tmp_path / "made.zip")
    room.store.close()
    data.rename(data.with_name("lost"))
    put_back(read_backup(tmp_path / "made.zip"), data)
    with started(data, room.id, now=room.now) as standing:
        file = standing.store.workshops.open(room.id)
        assert file is not None
        again = TestRoom(standing.store, room.id)
        assert len(again.read().cards) == cards
        assert again.read().state.epoch != epoch


def test_a_workshop_that_is_sealed_meanwhile_comes_along_as_its_summary(
    room: TestRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backup._workshop

    def seal_first(path: Path) -> bytes:
        seal(room.store, room.id, room.now)
        return copy(path)

    monkeypatch.setattr(backup, "_workshop", seal_first)
    assert back_up(room.store.settings.data, tmp_path / "made.zip") == Holds(2, 0)


def test_a_workshop_that_begins_meanwhile_comes_along(
    room: TestRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, begun = backup._workshop, list[TestRoom]()

    def begin_another(path: Path) -> bytes:
        if not begun:
            begun.append(new_room(room.store))
        return copy(path)

    monkeypatch.setattr(backup, "_workshop", begin_another)
    assert back_up(room.store.settings.data, tmp_path / "made.zip") == Holds(1, 2)


def test_when_it_never_comes_to_rest_nothing_is_made(
    room: TestRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "BACKUP_PAUSE_S", 0.0)
    monkeypatch.setattr(backup, "_listing", lambda _library: [(os.urandom(8).hex(), False)])
    with pytest.raises(CannotBackUp, match="Try again"):
        back_up(room.store.settings.data, tmp_path / "made.zip")
    assert not (tmp_path / "made.zip").exists()


def test_what_is_not_committed_does_not_come_along_and_is_not_disturbed(
    room: TestRoom, tmp_path: Path
) -> None:
    """The journal beside a file is that of its server; undoing it would break a commit."""
    path = file_of(room.store, room.id)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=TRUNCATE")
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE state SET id = 'half a commit'")
        journal = path.with_name(f"{path.name}-journal").read_bytes()
        back_up(room.store.settings.data, tmp_path / "made.zip")
        assert path.with_name(f"{path.name}-journal").read_bytes() == journal
        other.execute("COMMIT")
    assert b"half a commit" not in contents(tmp_path / "made.zip")
    assert room.read().state.id == "half a commit"


def test_a_write_that_was_broken_off_is_left_for_the_server_to_undo(
    room: TestRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, id_ = room.store.settings.data, room.read().state.id
    path, killed = file_of(room.store, room.id), tmp_path / "killed"
    room.store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA cache_size=1")
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE state SET id = 'half a commit'")
        other.execute("DELETE FROM open_card")
        # What a loss of power leaves: pages that were written early, and the journal of them.
        shutil.copytree(data, killed)
        shutil.copytree(room.store.settings.keys, tmp_path / "killed-keys")
    journal = killed / "workshops" / f"{path.name}-journal"
    before = journal.read_bytes()
    assert any(before[:8])
    monkeypatch.setattr(backup, "BACKUP_PAUSE_S", 0.0)
    with pytest.raises(CannotBackUp, match="start it once first"):
        back_up(killed, tmp_path / "made.zip")
    assert journal.read_bytes() == before
    with started(killed, room.id, now=room.now) as standing:
        assert TestRoom(standing.store, room.id).read().state.id == id_
    assert back_up(killed, tmp_path / "made.zip") == Holds(1, 1)


# What is in it.


def test_it_holds_no_key_no_link_and_no_word_of_an_open_workshop(
    room: TestRoom, tmp_path: Path
) -> None:
    store = room.store
    with store.library.begin() as session:
        secrets = [make_link(session, "leader", room.id, one_time=False)]
        secrets.append(sign_in_person(session, OWNER).token)
    hashes = [
        row[0]
        for table in ("link", "sign_in")
        for row in rows(store.settings.data / "library.db", f"SELECT hash FROM {table}")
    ]
    keys = [path.read_bytes() for path in store.settings.keys.glob("*.key")]
    assert len(hashes) == 2 and len(keys) > 4, "the server's, K, and those of parts and rounds"
    back_up(store.settings.data, tmp_path / "made.zip")
    found = contents(tmp_path / "made.zip")
    assert STANDS.encode() in found, "the summary is there to be read"
    for one in (*keys, *hashes, *(word.encode() for word in (*secrets, *CANARIES))):
        assert isinstance(one, bytes) and one not in found
    with zipfile.ZipFile(tmp_path / "made.zip") as packed:
        assert packed.namelist() == [archive.ARCHIVE_LABEL, "library.db", f"workshops/{room.id}.db"]


def test_what_lies_beside_a_file_stays_where_it_is(room: TestRoom, tmp_path: Path) -> None:
    folder = room.store.settings.data / "workshops"
    for name in (f"{room.id}.rewrite", f"{room.id}.db-wal", "stranger.db"):
        (folder / name).write_bytes(b"half of something")
    back_up(room.store.settings.data, tmp_path / "made.zip")
    assert b"half of something" not in contents(tmp_path / "made.zip")


def test_a_copy_tells_neither_how_often_nor_in_which_order_it_was_written(
    room: TestRoom, tmp_path: Path
) -> None:
    file = room.store.workshops.open(room.id)
    assert file is not None
    # The file was written anew as the finish began: what it tells is of these writes alone.
    for _ in range(12):
        some = [{"key": os.urandom(16), "round": 1} for _ in range(200)]
        with file.write() as connection:
            connection.execute(insert(Mark), some)
    with file.write() as connection:
        connection.execute(delete(Mark))
    back_up(room.store.settings.data, tmp_path / "made.zip")
    with zipfile.ZipFile(tmp_path / "made.zip") as packed:
        body = packed.read(f"workshops/{room.id}.db")
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}
    original = file_of(room.store, room.id).read_bytes()
    counter, free = slice(24, 28), slice(36, 40)  # of SQLite's header
    assert int.from_bytes(original[counter], "big") > 10 > int.from_bytes(body[counter], "big")
    assert int.from_bytes(original[free], "big") > 0 == int.from_bytes(body[free], "big")


@pytest.mark.skipif(os.name == "nt", reason="no such permissions there")
def test_only_its_owner_can_read_it(room: TestRoom, tmp_path: Path) -> None:
    back_up(room.store.settings.data, tmp_path / "made.zip")
    assert stat.S_IMODE((tmp_path / "made.zip").stat().st_mode) == 0o600


# Whole, or not at all.


def test_it_overwrites_nothing(room: TestRoom, tmp_path: Path) -> None:
    (tmp_path / "made.zip").write_text("last week's")
    said = run("backup", tmp_path / "made.zip", "--data", room.store.settings.data)
    assert said.returncode == 2 and "already exists and was not changed" in said.stderr
    assert (tmp_path / "made.zip").read_text() == "last week's"


@pytest.mark.parametrize("fault", [OSError(28, "No space left"), KeyboardInterrupt(), SystemExit()])
def test_an_unfinished_backup_leaves_nothing(
    room: TestRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    def stop(_copied: object, file: io.BufferedWriter) -> None:
        file.write(b"half of it")
        raise fault

    (tmp_path / "made.zip.part").write_text("of one that was killed")
    before = sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".part")
    monkeypatch.setattr(backup, "pack_archive", stop)
    with pytest.raises(type(fault)):
        back_up(room.store.settings.data, tmp_path / "made.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_where_there_is_nothing_it_says_so(tmp_path: Path) -> None:
    said = run("backup", tmp_path / "made.zip", "--data", tmp_path / "nowhere")
    assert said.returncode == 2 and "There is nothing in" in said.stderr
    assert sorted(tmp_path.iterdir()) == []
