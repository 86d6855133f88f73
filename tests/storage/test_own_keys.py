"""Keys of their own: what lay under one is over with it, for every copy of the file and of K."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import Row, select

from tests.support.files import file_of, key_files
from tests.support.room import Person, TestRoom, done, new_room
from workshop.protocol.desk_commands import CheckedIn
from workshop.protocol.participant_commands import AnswerPulse, CheckIn, WithdrawCheckIn
from workshop.protocol.stage_commands import EndPulse
from workshop.storage.bodies import CheckInWords, PulseWords, show
from workshop.storage.keyring import Keys, OwnKeys
from workshop.storage.sqlite.key_folder import KeyFolder
from workshop.storage.sqlite.workshop_file import WorkshopFile
from workshop.storage.store import Store
from workshop.storage.workshop_tables import CheckIn as CheckInRow
from workshop.storage.workshop_tables import PulseAnswer

KINDS = {"pulse_answer": (PulseAnswer, PulseWords), "check_in": (CheckInRow, CheckInWords)}
Keep = dict[str, bytes]


@pytest.fixture
def room(store: Store) -> TestRoom:
    return new_room(store, pulse="room")


def keys_of(room: TestRoom) -> Keep:
    """The keys that lie in the folder, by the parts of their names; those of rounds are not its."""
    found = key_files(room.store, room.id)
    names = {path.name.removeprefix(f"{room.id}."): path for path in found}
    return {name: path.read_bytes() for name, path in names.items() if "round" not in name}


def rows(room: TestRoom, part: str) -> list[Row[tuple[bytes, bytes]]]:
    file = room.store.workshops.open(room.id)
    assert file is not None
    table = KINDS[part][0]
    with file.read() as connection:
        return list(connection.execute(select(table.key, table.body)).all())


def opens(secret: bytes, part: str, row: Row[tuple[bytes, bytes]]) -> bool:
    try:
        show(Keys(secret), part, row.key, row.body, KINDS[part][1])
    except InvalidTag:
        return False
    return True


def answers(person: Person) -> None:
    assert done(person.does(AnswerPulse(at="arrive", answers=[1, 2, 3])))


def asks(person: Person) -> None:
    assert done(person.does(CheckIn(text="Row three")))


def reads(room: TestRoom) -> None:
    (handle,) = (path[10:] for path in room.view("desk") if path.startswith("check_ins/"))
    assert done(room.desk.does(CheckedIn(check_in=handle)))


def tells(room: TestRoom) -> None:
    room.desk.goes("finish")
    room.desk.presses(EndPulse)


def open_again(room: TestRoom) -> None:
    room.store.workshops.close()
    assert room.store.workshops.open(room.id)


PARTS = pytest.mark.parametrize(
    ("part", "leaves", "ends"), [("pulse_answer", answers, tells), ("check_in", asks, reads)]
)


@PARTS
def test_k_alone_opens_nothing_of_it(
    room: TestRoom, part: str, leaves: Callable[[Person], None], ends: Callable[[TestRoom], None]
) -> None:
    person = room.participants(3)[0]
    leaves(person)
    before, (row,) = keys_of(room), rows(room, part)
    assert opens(before[f"{part}.key"], part, row) and not opens(before["key"], part, row)
    assert row.key != Keys(before["key"]).mark(person.actor.secret, part.removesuffix("_answer"))
    ends(room)
    assert not any(opens(secret, part, row) for secret in keys_of(room).values())


def test_once_the_pulse_is_told_it_has_no_key(room: TestRoom) -> None:
    assert sorted(keys_of(room)) == ["check_in.key", "key", "letter.key", "pulse_answer.key"]
    answers(room.participants(3)[0])
    tells(room)
    assert sorted(keys_of(room)) == ["check_in.key", "key", "letter.key"]
    open_again(room)
    assert sorted(keys_of(room)) == ["check_in.key", "key", "letter.key"]


def test_no_key_tells_by_its_time_when_somebody_acted(room: TestRoom) -> None:
    person = room.participants(3)[0]
    before = keys_of(room)
    answers(person), asks(person)
    assert keys_of(room) == before
    assert done(person.does(WithdrawCheckIn()))
    assert keys_of(room) == before
    room.desk.goes("write")
    after = keys_of(room)
    assert after.pop("check_in.key") != before.pop("check_in.key") and after == before
    room.desk.goes("look_through")
    assert keys_of(room)["check_in.key"] != after.get("check_in.key")


def test_as_long_as_one_waits_the_key_stays(room: TestRoom) -> None:
    one, other = room.participants(2)
    asks(one), asks(other)
    before = keys_of(room)
    room.desk.goes("write")
    room.desk.does(CheckedIn(check_in=min(_handles(room))))
    open_again(room)
    assert keys_of(room) == before and len(_handles(room)) == 1
    reads(room)
    assert keys_of(room)["check_in.key"] != before["check_in.key"]


def _handles(room: TestRoom) -> list[str]:
    return [path[10:] for path in room.view("desk") if path.startswith("check_ins/")]


@PARTS
def test_a_crash_before_the_key_goes_only_leaves_it_longer(
    room: TestRoom,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
    leaves: Callable[[Person], None],
    ends: Callable[[TestRoom], None],
) -> None:
    leaves(room.participants(3)[0])
    (row,) = rows(room, part)
    with monkeypatch.context() as patched:
        patched.setattr(WorkshopFile, "destroy_ended_keys", lambda _self: None)
        ends(room)
    assert any(opens(secret, part, row) for secret in keys_of(room).values())
    open_again(room)
    assert not any(opens(secret, part, row) for secret in keys_of(room).values())


@PARTS
def test_an_older_copy_that_is_put_back_goes_on_without_it(
    room: TestRoom,
    tmp_path: Path,
    part: str,
    leaves: Callable[[Person], None],
    ends: Callable[[TestRoom], None],
) -> None:
    leaves(room.participants(3)[0])
    path, copy = file_of(room.store, room.id), tmp_path / "copy"
    shutil.copy(path, copy)
    ends(room)
    room.store.workshops.close()
    shutil.copy(copy, path)
    assert rows(room, part) == []
    assert _handles(room) == [] and room.view("desk")["pulse"]["over"] is False
    leaves(room.participants(3)[1])
    assert len(rows(room, part)) == 1
    open_again(room)
    assert len(rows(room, part)) == 1


@PARTS
def test_what_began_before_lies_under_k_until_it_is_over(
    room: TestRoom, part: str, leaves: Callable[[Person], None], ends: Callable[[TestRoom], None]
) -> None:
    room.store.workshops.close()
    one, other = room.participants(2)
    room.store.workshops._opened[room.id] = _older(room)  # type: ignore[attr-defined]
    leaves(one)
    room.store.workshops.close()
    assert len(rows(room, part)) == 1
    leaves(one)
    assert len(rows(room, part)) == 1 and f"{part}.key" not in keys_of(room)
    ends(room)
    assert rows(room, part) == []
    if part == "check_in":
        asks(other)
        (row,) = rows(room, part)
        assert not opens(keys_of(room)["key"], part, row)


def _older(room: TestRoom) -> WorkshopFile:
    """The file as a program opens it that knows of no such keys, and has made none."""
    folder = room.store.key_store
    for part in KINDS:
        folder.destroy(room.id, part)
    return WorkshopFile(room.id, file_of(room.store, room.id), Keys(folder.read(room.id) or b""))


def test_without_room_on_the_disk_a_workshop_opens_and_what_comes_lies_under_k(
    room: TestRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: KeyFolder, _workshop: str, _part: str) -> bytes:
        raise OSError(28, "No space left on device")

    room.store.workshops.close()
    with monkeypatch.context() as patched:
        patched.setattr(KeyFolder, "make", full)
        asks(room.participant())
    assert len(_handles(room)) == 1
    open_again(room)
    assert len(_handles(room)) == 1
    reads(room)
    assert sorted(keys_of(room)) == ["check_in.key", "key", "letter.key", "pulse_answer.key"]


def test_a_key_that_cannot_be_destroyed_is_used_on_and_owed(
    room: TestRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_path: Path, _to: Path) -> None:
        raise PermissionError("somebody looks at it")

    file, before = room.store.workshops.open(room.id), keys_of(room)
    assert file is not None
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", fail)
        with pytest.raises(PermissionError):
            room.desk.goes("write")
        with pytest.raises(PermissionError):
            asks(room.participant())
    assert keys_of(room) == before and len(_handles(room)) == 1
    open_again(room)
    assert len(_handles(room)) == 1
    reads(room)
    assert keys_of(room)["check_in.key"] != before["check_in.key"]


def test_half_a_key_is_none(room: TestRoom) -> None:
    room.store.workshops.close()
    path = room.store.settings.keys / f"{room.id}.pulse_answer.key"
    path.write_bytes(b"half")
    open_again(room)
    assert len(path.read_bytes()) == 32


def test_with_k_all_of_them_are_destroyed(room: TestRoom) -> None:
    folder = room.store.key_store
    folder.destroy(room.id)
    assert folder.left_of(room.id) == set()


def test_where_there_is_no_folder_everything_lies_under_k() -> None:
    keys = Keys(b"k" * 32)
    own = OwnKeys(keys)
    own.renew("check_in")
    assert own.of("check_in") is keys and not own.has("check_in")
