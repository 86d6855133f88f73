"""The seal under every interruption: it ends sealed, or says that it is not, and ends later."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.anonymity.dying import dies, on_a_full_disk
from tests.anonymity.looking import A_DAY_LATER, SEALED, WHOLE, looked_at, started
from tests.anonymity.made_once import MadeOnce
from tests.summary.gathering import CANARIES, held_room
from tests.support.files import file_of
from tests.support.lasting import house
from tests.support.locking import locked
from tests.support.room import TestRoom, new_room, new_store
from tests.support.steady import desk
from tests.support.waiting import WITHIN
from workshop.live.batches import Batch
from workshop.people.links import make_link
from workshop.pretend.client.known_view import said_with_undo
from workshop.protocol import commands
from workshop.protocol.messages import Ok
from workshop.protocol.summary import written_summary
from workshop.settings import EXITS
from workshop.storage.deadlines import touch
from workshop.storage.library import begin_sealing
from workshop.summary.build import build

STEPS = EXITS[EXITS.index("exit_seal_begun") :]
NEEDS_A_SUMMARY = ("exit_seal_closed",)
ERASED = STEPS[STEPS.index("exit_key_aside") :]
ASKED = Batch([Ok()], done=[commands.Seal(turn=1)])


class Kept(MadeOnce):
    """A workshop, and the summary that its seal must keep."""

    def __init__(self, folder: Path, begun: bool = True) -> None:
        store = new_store(folder)
        room = held_room(store) if begun else new_room(store)
        self.data, self.id, self.summary = store.settings.data, room.id, ""
        if begun:
            room.desk.presses(commands.Seal)
            self.summary = expected(room)
        with store.library.begin() as session:
            begin_sealing(session, room.id)
        store.close()

    @property
    def key(self) -> Path:
        return self.data.with_name("data-keys") / f"{self.id}.key"


def expected(room: TestRoom) -> str:
    found = room.read()
    day = datetime.fromtimestamp(found.state.started_at, UTC).astimezone().date()
    return written_summary(build(found, day))


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("ended"))


@pytest.fixture(scope="module")
def never_begun(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("never begun"), begun=False)


@pytest.fixture
def kept(ended: Kept, tmp_path: Path) -> Kept:
    """One that has ended, copied for each test."""
    return ended.copied(tmp_path / "copy")


@pytest.mark.parametrize("step", STEPS)
def test_a_seal_that_is_killed_at_any_step_is_ended_by_the_next_start(
    kept: Kept, step: str
) -> None:
    dies("seal", kept.data, kept.id, step)
    with looked_at(kept.data, kept.id) as before:
        found, left, body = before.seal_shown(), before.left(), before.summary()
    assert found["sealed"] == (step == STEPS[-1])
    assert not (found["sealed"] and left)
    assert body == kept.summary or f"{kept.id}.key" in left, "neither summary nor a way to one"
    if step in ERASED:
        assert f"{kept.id}.key" not in left
    with started(kept.data, kept.id) as standing:
        assert standing.left() == []
        assert standing.seal_shown() == SEALED
        assert standing.summary() == kept.summary
    everything = b"".join(path.read_bytes() for path in kept.data.rglob("*") if path.is_file())
    assert not [words for words in CANARIES if words.encode() in everything]


@pytest.mark.parametrize("step", [step for step in STEPS if step not in NEEDS_A_SUMMARY])
def test_of_one_that_never_began_the_next_start_leaves_nothing(
    never_begun: Kept, tmp_path: Path, step: str
) -> None:
    kept = never_begun.copied(tmp_path / "copy")
    dies("seal", kept.data, kept.id, step)
    with started(kept.data, kept.id) as standing:
        assert (standing.left(), standing.seal_shown(), standing.summary()) == ([], {}, "")


@pytest.mark.parametrize("step", STEPS[:-1])
def test_on_a_full_disk_it_is_not_sealed_and_says_so_until_there_is_room(
    kept: Kept, step: str
) -> None:
    full, freed = on_a_full_disk("seal", kept.data, kept.id, step)
    assert (full["phase"], full["sealed"]) == ("closed", False)
    assert full["trouble"] == "disk_error" and full["holds"] != WHOLE
    assert freed == SEALED
    with started(kept.data, kept.id) as standing:
        assert (standing.left(), standing.summary()) == ([], kept.summary)


def test_a_stuck_reader_is_named_and_when_it_goes_the_screens_change(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    room = new_room(store)
    room.participants(3)
    room.desk.goes("write")
    with store.library.begin() as session:
        touch(session, room.id, room.now)
    path = file_of(store, room.id)
    store.close()
    with looked_at(store.settings.data, room.id, A_DAY_LATER) as standing:
        assert standing.seal_shown()["phase"] == "open"
        with locked(path, reading=True):
            standing.endings.seal_due()
            found = standing.seal_shown()
            assert (found["sealed"], found["trouble"]) == (False, "locked")
            assert found["phase"] == "open" and found["holds"] == []
            standing.endings.try_again()
            assert standing.seal_shown()["trouble"] == "locked"
        standing.endings.try_again()
        assert standing.seal_shown() == SEALED
        assert standing.sent[-1].gone and "seal" in standing.sent[-1].part


def test_a_reader_of_one_that_has_ended_does_not_stop_its_seal(kept: Kept) -> None:
    with locked(kept.file, reading=True), started(kept.data, kept.id) as standing:
        assert standing.seal_shown() == SEALED and standing.left() == []
        assert standing.summary() == kept.summary


def test_a_library_that_is_held_when_the_button_is_pressed_stops_nothing_for_long(
    tmp_path: Path,
) -> None:
    store = new_store(tmp_path)
    room = held_room(store)
    room.desk.presses(commands.Seal)
    store.close()
    with looked_at(store.settings.data, room.id) as standing:
        board = standing.boards.get(room.id)
        assert board is not None and standing.seal_shown()["trouble"] == ""
        with locked(store.settings.data / "library.db", reading=True):
            standing.endings.after(board, ASKED)
            found = standing.seal_shown()
        assert (found["phase"], found["sealed"], found["trouble"]) == ("closed", False, "locked")
        standing.endings.try_again()
        assert standing.seal_shown() == SEALED


def test_one_that_ended_and_whose_seal_never_began_is_sealed_by_the_next_start(
    tmp_path: Path,
) -> None:
    store = new_store(tmp_path)
    room = held_room(store)
    room.desk.presses(commands.Seal)
    store.close()
    with started(store.settings.data, room.id) as standing:
        assert standing.seal_shown() == SEALED


PUT_BACK = {
    "{id}.db": "file",
    "{id}.db-journal": "beside",
    "{id}.rewrite": "beside",
    "../../data-keys/{id}.key": "key",
    "../../data-keys/{id}.gone": "key",
}


@pytest.mark.parametrize("name", PUT_BACK)
def test_sealed_is_said_only_while_nothing_of_it_is_there(kept: Kept, name: str) -> None:
    with started(kept.data, kept.id) as standing:
        assert standing.seal_shown() == SEALED
    (kept.data / "workshops" / name.format(id=kept.id)).write_bytes(b"Somebody has put it back.")
    with looked_at(kept.data, kept.id) as standing:
        found = standing.seal_shown()
        assert not found["sealed"] and found["phase"] == "closed"
        assert found["holds"] == [line for line in WHOLE if line != PUT_BACK[name]]
    with started(kept.data, kept.id) as standing:
        assert standing.seal_shown() == SEALED and standing.left() == []


def test_a_link_that_was_made_meanwhile_is_not_called_gone(kept: Kept) -> None:
    with started(kept.data, kept.id) as standing:
        with standing.store.library.begin() as session:
            make_link(session, "leader", kept.id, one_time=False)
        assert standing.seal_shown()["holds"] == WHOLE[:-1]


def test_what_cannot_be_taken_away_is_named_and_taken_away_later(kept: Kept) -> None:
    stubborn = kept.file.with_name(f"{kept.id}.db-odd")
    stubborn.mkdir()
    with started(kept.data, kept.id) as standing:
        found = standing.seal_shown()
        assert not found["sealed"] and found["trouble"] and "ways_in" not in found["holds"]
        assert {"summary", "key", "file"} <= set(found["holds"])
        stubborn.rmdir()
        standing.endings.try_again()
        assert standing.seal_shown() == SEALED


def test_the_desk_of_a_real_server_is_told_until_it_is_sealed(tmp_path: Path) -> None:
    fault = tmp_path / "armed"
    with house(tmp_path, {"WORKSHOP_FAILPOINTS": f"exit_seal_kept={fault}"}) as home:
        leader = desk(home.server, home.workshop, home.cookie)
        leader.goes_to("finish")
        with locked(home.server.data / "library.db", reading=True):
            seal = {"type": "seal", "turn": leader.now["turn"]}
            assert leader.say({**seal, "said": said_with_undo(leader.entries, "seal")})["ok"]
            leader.until(lambda: leader.entries.get("seal", {}).get("trouble") == "locked")
            assert leader.now["phase"] == "closed" and not leader.entries["finish"]["sealed"]
            fault.touch()
        home.server.own.process.wait(WITHIN)
        home.server.kill()
        home.server.start()
        leader.until(lambda: leader.now["phase"] == "sealed")
        assert [line["holds"] for line in leader.entries["seal"]["checks"]] == [True] * len(WHOLE)
        assert not list((home.server.data / "workshops").iterdir())
        leader.hang_up()
