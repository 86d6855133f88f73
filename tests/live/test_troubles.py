"""Troubles of the disk: the desk is told which one it is, until something was stored again."""

import errno
import os
from typing import get_args

import pytest

from tests.live.test_writer import board
from tests.support.room import TestRoom, writing
from workshop.actions.answers import AtDesk, Participant
from workshop.ending.seal import trouble_of_seal
from workshop.live.batches import Batch, Job, Work, batches
from workshop.live.boards import Boards
from workshop.live.found_workshop import Found
from workshop.live.server import LiveServer
from workshop.protocol.commands import AnyCommand
from workshop.protocol.desk_commands import UndoLessons
from workshop.protocol.messages import Ok, Refused, Retry
from workshop.protocol.participant_commands import NothingToAdd, WriteCard
from workshop.storage.store import Store
from workshop.storage.troubles import trouble_of
from workshop.storage.workshops import CannotOpen, WhyClosed
from workshop.views import Surroundings

KEY = b"k" * 16
SOMEONE = Participant(b"s" * 16)
AND_ANOTHER = Participant(b"another")


def test_a_trouble_stands_until_the_disk_has_taken_something(store: Store) -> None:
    boards = Boards(store, lambda _board, _listed: Surroundings())
    live, at = LiveServer(store, boards, lambda: 0.0), board()
    live._committed(at, Batch([Retry()], trouble="disk_full"))
    for nothing in (
        Batch([Retry()]),
        Batch([Refused(refused="moved_on")]),
        Batch([Ok()], done=[UndoLessons()]),
    ):
        live._committed(at, nothing)
        assert at.trouble == "disk_full"
    live._committed(at, Batch([Ok()], wrote=True))
    assert at.trouble == ""


def test_only_what_changes_a_row_has_written(room: TestRoom) -> None:
    writing(room, 3)
    card = WriteCard(round=room.round, happened="It fell.")
    assert batch_of(room, (SOMEONE, card)).wrote
    again = batch_of(room, (SOMEONE, card), (SOMEONE, NothingToAdd(round=room.round)))
    assert again.answers == [Ok(), Ok()] and not again.wrote
    refused = batch_of(room, (SOMEONE, NothingToAdd(round=room.round - 1)), (AtDesk(), card))
    assert Ok() not in refused.answers and not refused.wrote
    assert batch_of(room, (AND_ANOTHER, NothingToAdd(round=room.round))).wrote


def batch_of(room: TestRoom, *acts: tuple[Participant | AtDesk, AnyCommand]) -> Batch:
    """Does these commands as the writer does."""
    at = board()
    at.id = room.id
    jobs = [Job(actor, KEY, command) for actor, command in acts]
    run = batches(room.store, lambda: room.now, lambda _: Found(None, None))
    return run(Work(at, jobs, room.here, 0.0))


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "read_only"),
        (errno.EIO, "disk_error"),
    ],
)
def test_what_a_file_cannot_do_is_told_as_what_a_database_cannot(code: int, trouble: str) -> None:
    assert trouble_of(OSError(code, os.strerror(code))) == trouble


@pytest.mark.parametrize("why", get_args(WhyClosed))
def test_a_workshop_that_cannot_be_opened_is_called_damaged_only_if_it_is(why: WhyClosed) -> None:
    told = {"no_access": "read_only"}.get(why, why)
    assert trouble_of(CannotOpen(why)) == trouble_of_seal(CannotOpen(why)) == told
