"""The rewrite after a reveal under every interruption: paid before anybody is let in, or owed."""

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.anonymity.dying import armed, dies, on_a_full_disk
from tests.anonymity.looking import Standing, looked_at, started
from tests.anonymity.made_once import MadeOnce, file_of
from tests.support.locking import locked
from tests.support.room import TestRoom, new_room, new_store
from tests.support.same_keys import same_rows
from workshop.settings import EXITS

STEPS = [step for step in EXITS if step.startswith("exit_rewrite_")]


def some(steps: list[str], by_default: set[str]) -> list[Any]:
    """Parameters, of which all others take their turn with --long."""
    return [pytest.param(one, marks=[pytest.mark.long] * (one not in by_default)) for one in steps]


class Waiting(MadeOnce):
    """A workshop whose cards wait for the reveal, and its file as the reveal must leave it."""

    def __init__(self, folder: Path) -> None:
        store = new_store(folder)
        room = new_room(store)
        self.data, self.id = store.settings.data, room.id
        room.participants(4)
        room.desk.goes("write")
        for n, person in enumerate(room.people):
            person.writes(f"It broke {n}.", f"Mend it {n}.")
            person.adds_nothing()
        store.close()
        self.undisturbed = self._undisturbed(folder / "twin" / "data")

    def _undisturbed(self, data: Path) -> bytes:
        shutil.copytree(self.data, data)
        shutil.copytree(self.data.with_name("data-keys"), data.with_name("data-keys"))
        with looked_at(data, self.id) as standing:
            reveal(standing)
        return file_of(data, self.id).read_bytes()


def reveal(standing: Standing) -> None:
    random.seed(1)  # the keys of the desk's commands
    with same_rows():
        TestRoom(standing.store, standing.id, here=4).desk.goes("reveal")


def owes(standing: Standing) -> bool:
    file = standing.store.workshops.open(standing.id)
    assert file is not None
    with file.read() as connection:
        return bool(connection.exec_driver_sql("SELECT owes_rewrite FROM state").scalar())


def rewrites(data: Path) -> list[str]:
    return [path.name for path in (data / "workshops").iterdir() if "rewrite" in path.name]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Waiting:
    return Waiting(tmp_path_factory.mktemp("waiting"))


@pytest.fixture
def waiting(made: Waiting, tmp_path: Path) -> Waiting:
    """A copy for each test."""
    return made.copied(tmp_path / "copy")


@pytest.mark.parametrize("step", some(STEPS, {STEPS[0], STEPS[-1]}))
def test_a_rewrite_killed_at_any_step_is_paid_by_the_next_start_as_if_nothing_had_been(
    waiting: Waiting, step: str
) -> None:
    dies("reveal", waiting.data, waiting.id, step)
    paid = waiting.file.read_bytes() == waiting.undisturbed
    assert paid == (step == "exit_rewrite_done"), "it dies before or after the new file's place"
    with started(waiting.data, waiting.id) as standing:
        assert waiting.file.read_bytes() == waiting.undisturbed, "before anybody is let in"
        assert rewrites(waiting.data) == [] and not owes(standing)
        assert standing.seal_shown()["phase"] == "open"
        cards = TestRoom(standing.store, standing.id).read().cards
        assert sorted(card.words.happened for card in cards) == [f"It broke {n}." for n in range(4)]


@pytest.mark.parametrize("step", some(STEPS[:-1], {STEPS[1]}))
def test_on_a_full_disk_it_stays_owed_nothing_is_left_and_it_is_paid_when_there_is_room(
    waiting: Waiting, step: str
) -> None:
    full, freed = on_a_full_disk("reveal", waiting.data, waiting.id, step)
    assert (full["phase"], freed["phase"]) == ("open", "open")
    assert waiting.file.read_bytes() == waiting.undisturbed
    assert rewrites(waiting.data) == [] and not armed(waiting.data).exists()


def test_a_stuck_reader_does_not_stop_it(waiting: Waiting) -> None:
    dies("reveal", waiting.data, waiting.id, "exit_rewrite_owed")
    with locked(waiting.file, reading=True), started(waiting.data, waiting.id) as standing:
        assert waiting.file.read_bytes() == waiting.undisturbed
        assert not owes(standing)


def test_a_writer_that_holds_the_file_keeps_everybody_out_until_it_is_paid(
    waiting: Waiting,
) -> None:
    dies("reveal", waiting.data, waiting.id, "exit_rewrite_written")
    with looked_at(waiting.data, waiting.id) as standing:
        with locked(waiting.file):
            standing.endings.at_start()
            with pytest.raises(Exception, match="locked"):
                standing.store.workshops.open(waiting.id)
        standing.seal_shown()
        assert waiting.file.read_bytes() == waiting.undisturbed


def test_what_a_rewrite_has_left_goes_at_the_next_start_whatever_it_belongs_to(
    waiting: Waiting,
) -> None:
    folder = waiting.file.parent
    (waiting.data.with_name("data-keys") / f"{waiting.id}.key").unlink()
    names = [f"{waiting.id}.rewrite", f"{waiting.id}.rewrite-journal", "Another1.rewrite"]
    for name in names:
        (folder / name).write_bytes(b"Half a file.")
    with started(waiting.data, waiting.id):
        assert rewrites(waiting.data) == []
        assert waiting.file.exists(), "without its key it cannot be sealed, and it is not lost"
