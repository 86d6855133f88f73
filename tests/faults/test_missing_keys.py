"""A folder of keys that is not there is never taken for keys that were destroyed."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ending.test_seal import LATER
from tests.summary.gathering import held_room
from tests.support.damage import library
from tests.support.folders import looks_of
from tests.support.forking import run
from tests.support.lasting import House, LastingServer, house
from tests.support.phones import Phone
from tests.support.room import new_room, new_store
from tests.support.server import Server
from tests.support.sockets import phone as phone_at
from tests.support.steady import desk
from tests.support.waiting import until
from workshop.ending.seal import seal, seal_checks, trouble_of_seal
from workshop.ending.wiping import discard, wipe_discarded
from workshop.live.boards import Boards
from workshop.pretend.client.packets import NotLetIn
from workshop.storage.sqlite import key_mark
from workshop.storage.sqlite.key_folder import KeyFolder
from workshop.storage.sqlite.key_mark import MARK, KeyMark, KeysMissing
from workshop.storage.store import Store, open_keys
from workshop.storage.workshops import CannotOpen
from workshop.views import Surroundings

Change = Callable[[Path], object]
SERVE = ("serve", "--no-browser", "--host", "127.0.0.1", "--port", "0")


def keys_of(folder: Path) -> Path:
    return folder / "data-keys"


def gone(folder: Path) -> None:
    """Takes the folder away, as with a disk that is on nobody's path."""
    keys_of(folder).rename(folder / "unplugged")


def not_mounted(folder: Path) -> None:
    """Leaves the empty folder to which the disk belongs."""
    gone(folder)
    keys_of(folder).mkdir()


def another_disk(folder: Path) -> None:
    """Puts the keys of another server in the place of these."""
    gone(folder)
    new_store(folder / "other").close()
    (folder / "other" / "data-keys").rename(keys_of(folder))


def back(folder: Path) -> None:
    shutil.rmtree(keys_of(folder), ignore_errors=True)
    (folder / "unplugged").rename(keys_of(folder))


LOST = [gone, not_mounted, another_disk]
WITH_DATA = [("data", "data-keys"), ("data",)]
"""The folders that a disk takes away with it, which is another one than that of the keys only."""


@contextmanager
def lost(folder: Path) -> Iterator[None]:
    gone(folder)
    yield
    assert not keys_of(folder).exists()
    back(folder)


@contextmanager
def lost_with_data(folder: Path, names: tuple[str, ...]) -> Iterator[None]:
    for name in names:
        (folder / name).rename(folder / f"{name}-unplugged")
    yield
    for name in names:
        assert not (folder / name).exists()
        (folder / f"{name}-unplugged").rename(folder / name)


@pytest.mark.parametrize("change", LOST)
def test_a_start_without_the_keys_says_so_and_makes_no_others(folder: Path, change: Change) -> None:
    change(folder)
    before = looks_of(folder)
    started = run("workshop", *SERVE, "--data", str(folder / "data"))
    assert (started.returncode, started.stdout) == (2, "")
    assert f"{keys_of(folder)} is not the folder of the keys" in started.stderr
    assert "all workshops are kept. Connect the disk" in started.stderr
    checked = run("workshop", "check", "--data", str(folder / "data"))
    assert checked.returncode == 1 and "WRONG data:" in checked.stdout
    assert "Connect the disk" in checked.stdout
    assert looks_of(folder) == before
    back(folder)
    starts(folder)


def starts(folder: Path) -> None:
    server = Server(folder / "data", "--port", "0")
    server.stop()
    assert "Open: Spring release" in server.printed


def test_keys_that_are_lost_for_good_are_given_up_as_the_sentence_says(folder: Path) -> None:
    gone(folder)
    (folder / "data" / MARK).unlink()
    server = LastingServer(folder / "data")
    try:
        assert "its key is missing" in server.get("/desk/", Cookie=server.sign_in()).text
    finally:
        server.own.kill()


def test_folders_without_a_mark_and_one_that_was_restored_take_the_mark_of_their_keys(
    folder: Path,
) -> None:
    for path in (folder / "data" / MARK, keys_of(folder) / MARK):
        path.unlink()
    for _ in ("without", "restored"):
        starts(folder)
        mark = (folder / "data" / MARK).read_text()
        assert mark == (keys_of(folder) / MARK).read_text() != ""
        (folder / "data" / MARK).unlink()  # no backup has it


def test_the_mark_is_on_the_disk_of_the_keys_before_the_data_directory_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a loss of power only what was synced is there. The data directory's mark alone would
    refuse every start."""
    data, keys = tmp_path / "data", tmp_path / "elsewhere" / "keys"
    synced: list[tuple[Path, bool, bool]] = []

    def sync(folder: Path) -> None:
        synced.append((folder, (keys / MARK).exists(), (data / MARK).exists()))

    monkeypatch.setattr(key_mark, "sync_folder", sync)
    for _ in range(2):  # the second time after a start that came no further than the keys
        KeyMark(data, keys).lay_down()
        assert synced == [
            (keys, True, False), (keys.parent, True, False), (data, True, True),
            (data.parent, True, True),
        ]  # fmt: skip
        synced.clear()
        (data / MARK).unlink()


def test_a_backup_has_no_mark(folder: Path) -> None:
    file, other = folder / "backup.zip", folder / "other"
    assert run("workshop", "backup", str(file), "--data", str(folder / "data")).returncode == 0
    assert run("workshop", "restore", str(file), "--data", str(other)).returncode == 0
    assert not (other / MARK).exists() and library(folder).exists()


def test_phones_ask_again_and_desks_hear_while_the_keys_are_missing(tmp_path: Path) -> None:
    """The keys go while the server runs. A workshop that it has not opened yet waits for them."""
    with house(tmp_path) as first:
        closed = first.server.new_workshop(first.cookie, title="Closed")
        first.server.stop()
        file = first.server.data / "workshops" / f"{closed}.db"
        whole = file.read_bytes()
        file.write_bytes(b"x" * len(whole))  # so that the start does not open it
        first.server.start()
        leader = desk(first.server, first.workshop, first.cookie)
        with lost(tmp_path):
            file.write_bytes(whole)
            leader.until(lambda: leader.entries["desk"]["trouble"] == "no_keys")
            until(lambda: "keys of all workshops is missing" in listed(first), again=0.2)
            assert first.server.get(f"/w/{closed}/").status == 503
            with pytest.raises(NotLetIn, match="retry"):
                phone_at(first.server, closed)
            made = {"title": "Autumn", "team": "Payments", "template": "60"}
            refused = first.server.post("/desk/new", made, Cookie=first.cookie)
            assert (refused.status, "folder with the keys" in refused.text) == (503, True)
        leader.until(lambda: leader.entries["desk"]["trouble"] == "")
        until(lambda: comes_in(House(first.server, "", closed)), again=0.2)


def listed(home: House) -> str:
    return home.server.get("/desk/", Cookie=home.cookie).text


def comes_in(home: House) -> bool:
    guest = Phone(home)
    try:
        guest.join()
    except NotLetIn:
        return False
    guest.hang_up()
    return True


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    yield made
    made.close()


def test_no_workshop_is_opened_or_made_without_them(store: Store, tmp_path: Path) -> None:
    id_ = new_room(store).id
    store.workshops.close_one(id_)
    with lost(tmp_path):
        with pytest.raises(CannotOpen, match="no_keys"):
            store.workshops.open(id_)
        with pytest.raises(KeysMissing):
            new_room(store)
        for key_store in (store.key_store, store.story_keys):
            for ask in (key_store.read, key_store.make, key_store.destroy, key_store.left_of):
                with pytest.raises(KeysMissing):
                    ask("nobody")
        with pytest.raises(KeysMissing):
            store.story_keys.withdrawn()
        with pytest.raises(KeysMissing):
            store.story_keys.withdraw("1234")
        with pytest.raises(KeysMissing):
            open_keys(store.settings, store.failpoints)
    until(lambda: opens(store, id_))


@pytest.mark.parametrize("names", WITH_DATA)
def test_nothing_counts_as_destroyed_where_the_data_directory_goes_with_its_disk(
    store: Store, tmp_path: Path, names: tuple[str, ...]
) -> None:
    id_ = new_room(store).id
    boards = Boards(store, lambda _board, _listed: Surroundings())
    store.workshops.close_one(id_)
    with lost_with_data(tmp_path, names):
        with pytest.raises(CannotOpen, match="no_keys"):
            boards.get(id_)
        for key_store in (store.key_store, store.story_keys):
            for ask in (key_store.read, key_store.make, key_store.destroy, key_store.left_of):
                with pytest.raises(KeysMissing):
                    ask("nobody")
        with pytest.raises(KeysMissing):
            store.key_store.destroy(id_)
        with pytest.raises(KeysMissing):
            store.story_keys.withdrawn()
        assert {"key", "file"} <= store.workshops.left_of(id_)
        assert {"key", "file"} <= store.workshops.left_of("nobody")
    until(lambda: opens(store, id_))


def opens(store: Store, id_: str) -> bool:
    try:
        return store.workshops.open(id_) is not None
    except CannotOpen:  # it is not tried again at once
        return False


def test_a_seal_waits_for_the_keys_and_claims_nothing_before(store: Store, tmp_path: Path) -> None:
    room, prepared = held_room(store), new_room(store)
    seal(store, room.id, LATER)
    other = held_room(store)
    for id_ in (other.id, prepared.id):
        store.workshops.close_one(id_)
    with lost(tmp_path):
        for id_ in (other.id, prepared.id):
            with pytest.raises((KeysMissing, CannotOpen)) as stopped:
                seal(store, id_, LATER)
            assert trouble_of_seal(stopped.value) == "no_keys"
            assert {"key", "file"} <= store.workshops.left_of(id_)
        assert holds(store, room.id) == {"summary", "file", "beside", "ways_in"}
    until(lambda: opens(store, other.id))
    for id_ in (other.id, prepared.id):
        seal(store, id_, LATER)
        assert store.workshops.left_of(id_) == set()
    assert holds(store, room.id) == {"summary", "key", "file", "beside", "ways_in"}


def holds(store: Store, id_: str) -> set[str]:
    """The promises of a seal that are kept."""
    with store.library.read() as session:
        return {check.name for check in seal_checks(store, session, id_) if check.holds}


def test_what_is_thrown_away_meanwhile_goes_with_its_keys_once_they_are_back(
    store: Store, tmp_path: Path
) -> None:
    id_ = new_room(store).id
    with lost(tmp_path):
        assert discard(store, id_) == "not_yet"
        assert "file" in store.workshops.left_of(id_)
    assert "key" in store.workshops.left_of(id_)
    wipe_discarded(store)
    assert store.workshops.left_of(id_) == set()


def test_a_disk_that_goes_while_a_key_is_destroyed_leaves_it_to_be_destroyed(
    tmp_path: Path,
) -> None:
    KeyFolder(tmp_path / "keys").make("Ab3dEf6hIj9k", "round1")
    needs = []

    def need() -> None:
        needs.append("asked")
        if len(needs) > 1:
            raise KeysMissing
        gone_at_once.rename(tmp_path / "unplugged")

    gone_at_once = tmp_path / "keys"
    with pytest.raises(KeysMissing):
        KeyFolder(gone_at_once, need=need).destroy("Ab3dEf6hIj9k", "round1")
    assert KeyFolder(tmp_path / "unplugged").read("Ab3dEf6hIj9k", "round1")


def test_a_key_that_was_destroyed_on_purpose_is_no_missing_folder(
    store: Store, tmp_path: Path
) -> None:
    id_ = new_room(store).id
    store.workshops.close_one(id_)
    store.key_store.destroy(id_)
    assert store.workshops.open(id_) is None and store.key_store.left_of(id_) == set()
