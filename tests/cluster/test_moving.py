"""A device whose requests come to different processes is told the whole, and is not sent about."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.processes import Process, guest, processes
from tests.support.room import new_room
from tests.support.stores import Rows
from workshop.live import server
from workshop.protocol.messages import Hello

pytestmark = pytest.mark.postgres


@pytest.fixture
def two(tmp_path: Path, rows: Rows) -> Iterator[list[Process]]:
    with processes(tmp_path, rows, 2) as made:
        yield made


def test_a_snapshot_that_another_process_has_given_is_followed_by_one_on_the_socket(
    two: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "FETCH_OVER", 0)
    one, other = two
    id_ = one.store.thread.run(new_room, one.store).id
    here, there = one.holds(id_, "desk").show("desk"), other.holds(id_, "desk").show("desk")
    board = one.boards.get(id_)
    assert board and here.epoch != there.epoch
    socket = guest(one, board, b"sign-in")

    moves = one.live.hello(socket, Hello(epoch=there.epoch, rev=there.rev))
    assert moves.fetch, "it comes from another process, and may fetch what is new"
    sent_about = one.live.hello(socket, Hello(epoch=there.epoch, rev=there.rev))
    assert not sent_about.fetch and b'"entries"' in bytes(sent_about.snapshot)  # type: ignore
    assert one.live.hello(socket, Hello(epoch=here.epoch, rev=here.rev)).current
    assert one.live.hello(socket, Hello(epoch=here.epoch, rev=here.rev - 1)).fetch
