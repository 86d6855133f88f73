"""Processes of one server show the same, whichever of them has written."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import gevent
import pytest

from tests.support import waiting
from tests.support.processes import NOW, Process, guest, processes
from tests.support.room import new_room
from tests.support.stores import Rows
from tests.support.valkey import ValkeyServer
from workshop.live.batches import Batch
from workshop.live.board import Board
from workshop.people.links import renew_own
from workshop.people.tickets import Ticket
from workshop.protocol.desk_commands import DeskLesson
from workshop.protocol.messages import Ok
from workshop.protocol.stage_commands import Go

pytestmark = pytest.mark.postgres
until = partial(waiting.until, pause=gevent.sleep)


@pytest.fixture
def two(tmp_path: Path, rows: Rows, valkey: ValkeyServer) -> Iterator[list[Process]]:
    with processes(tmp_path, rows, valkey, 2) as made:
        yield made


def new_workshop(process: Process) -> str:
    return process.store.thread.run(new_room, process.store).id


def onward(process: Process, board: Board) -> None:
    """Goes to the next stage, as the desk of a process does, which is shown it."""
    before, found = shown(board), process.store.thread.run(process.find, board).what
    stages = [stage.id for stage in found.agenda.stages]  # type: ignore[union-attr]
    at = stages.index(found.state.stage)  # type: ignore[union-attr]
    answer = process.does(board, Go(turn=found.state.turn, stage=stages[at + 1]))  # type: ignore
    assert isinstance(answer, Ok), answer
    until(lambda: shown(board) != before)


def shown(board: Board) -> bytes:
    """Returns the stage that the room's screen shows."""
    return board.show("projector").entries["now"]


def show_the_same(*boards: Board) -> bool:
    return len({shown(board) for board in boards}) == 1


def test_what_one_process_has_committed_is_shown_at_the_other(two: list[Process]) -> None:
    one, other = two
    id_ = new_workshop(one)
    here, there = one.holds(id_, "projector"), other.holds(id_, "projector")
    onward(one, here)
    until(lambda: show_the_same(here, there))
    assert (one.reads, other.reads) == ([id_], [id_])  # one's own words do not come back to it


def test_a_workshop_that_is_at_home_at_one_process_is_read_by_no_other(
    two: list[Process],
) -> None:
    one, other = two
    id_, elsewhere = new_workshop(one), new_workshop(one)
    here, there = one.holds(id_, "projector"), other.holds(elsewhere, "projector")
    onward(one, here)
    onward(other, there)
    assert (one.reads, other.reads) == ([id_], [elsewhere])


def test_what_nobody_looks_at_is_read_once_somebody_comes(two: list[Process]) -> None:
    one, other = two
    id_ = new_workshop(one)
    here, there = one.holds(id_, "projector"), other.holds(id_)
    onward(one, here)
    until(lambda: there.behind)
    assert other.reads == []
    assert other.boards.get(id_) is there
    assert show_the_same(here, there)  # at once: who comes is shown nothing that is over
    assert other.reads == [id_] and not there.behind


def test_what_shows_nothing_is_read_with_the_next_tick(two: list[Process]) -> None:
    one, other = two
    id_ = new_workshop(one)
    here, there = one.holds(id_, "projector"), other.holds(id_, "projector")
    there.tapped = False
    one.live._committed(here, Batch([], wrote=True))
    until(lambda: there.tapped)
    assert other.reads == []


def test_without_valkey_the_database_is_asked_and_nobody_goes(
    two: list[Process], valkey: ValkeyServer
) -> None:
    one, other = two
    id_ = new_workshop(one)
    here, there = one.holds(id_, "projector"), other.holds(id_, "projector")
    valkey.kill()
    until(lambda: not (one.others.is_whole or other.others.is_whole))
    other.looks()  # from here on only what is new makes it read
    until(lambda: not there._flushing)
    onward(one, here)
    until(lambda: other.looks() and show_the_same(here, there))
    assert other.sent_away == [] == one.sent_away
    asked = other.others.writings
    for _ in range(10):
        other.looks()
    assert other.others.writings <= asked + 1  # once a second at most
    valkey.start()
    until(lambda: one.others.is_whole and other.others.is_whole)
    onward(one, here)
    until(lambda: other.looks() and show_the_same(here, there))


def test_a_process_that_was_held_up_itself_first_takes_what_was_said(
    two: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = two[1]
    other.holds(new_workshop(other), "projector")
    asked = other.others.writings
    monkeypatch.setattr(other.bus, "_last", {})  # as after seconds without a turn
    monkeypatch.setattr(other.others, "_looked", 0.0)
    monkeypatch.setattr(other.others, "_was_late", False)
    monkeypatch.setattr(other.others, "_due", {})
    other.others.look()
    assert other.others.writings == asked
    other.others.look()
    assert other.others.writings == asked + 1


def test_what_was_said_while_a_line_was_lost_is_found_when_it_is_back(
    two: list[Process], valkey: ValkeyServer
) -> None:
    one, other = two
    id_ = new_workshop(one)
    here, there = one.holds(id_, "projector"), other.holds(id_, "projector")
    other.looks()
    valkey.client.client_kill_filter(_type="pubsub")
    onward(one, here)
    until(lambda: other.others.is_whole)
    until(lambda: other.looks() and show_the_same(here, there))


def test_a_process_that_cannot_be_heard_has_the_database_asked(two: list[Process]) -> None:
    one, other = two
    id_ = new_workshop(one)
    here, there = one.holds(id_, "projector"), other.holds(id_, "projector")
    one.bus.stop()  # its database answers, and its Valkey does not
    until(lambda: not other.others.is_whole)
    assert other.bus.whole
    onward(one, here)
    until(lambda: other.looks() and show_the_same(here, there))


def test_a_workshop_that_was_thrown_away_is_let_go_of_everywhere(two: list[Process]) -> None:
    one, other = two
    id_ = new_workshop(one)
    one.holds(id_, "projector"), other.holds(id_, "projector")
    assert one.endings.throw_away(id_) == "gone"
    until(lambda: other.boards.known(id_) is None)
    assert other.sent_away == [id_]
    assert other.store.thread.run(other.store.workshops.open, id_) is None


def test_a_sealed_workshop_shows_its_end_everywhere_and_its_key_is_nowhere(
    two: list[Process],
) -> None:
    one, other = two
    id_ = new_workshop(one)
    here, there = one.holds(id_, "projector"), other.holds(id_, "projector")
    onward(one, here)
    one.endings._seal(id_)
    until(lambda: there.sealed)
    assert there.keys is None and other.sent_away == []
    assert id_ not in other.store.workshops._opened  # type: ignore[attr-defined]


def test_a_key_that_a_living_process_holds_is_waited_for(
    two: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    id_ = new_workshop(one)
    there = other.holds(id_, "projector")
    monkeypatch.setattr(other.others, "_soon", lambda: None)
    ending = gevent.spawn(one.endings.throw_away, id_)
    holding, run = one.store.workshops.processes.holding, one.store.thread.run
    until(lambda: run(holding, id_) == [other.bus.id])
    assert not ending.ready() and one.store.key_store.read(id_) is not None
    other.others.beat()
    assert there.keys is None
    assert ending.get(timeout=waiting.WITHIN) == "gone"
    assert one.store.key_store.read(id_) is None


def test_a_link_that_was_made_anew_is_shown_at_the_desks_of_all_processes(
    two: list[Process],
) -> None:
    one, other = two
    id_ = new_workshop(one)
    one.holds(id_, "desk")
    there = other.holds(id_, "desk")
    before = there.projector_secret
    one.store.thread.run(_renew_link, one, id_)
    one.boards.show_links_anew(id_)
    until(lambda: there.projector_secret != before)
    assert there.projector_secret


def _renew_link(process: Process, id_: str) -> None:
    stored = process.store.workshops.open(id_)
    assert stored is not None
    with process.store.library.begin() as session:
        renew_own(session, stored.keys, "projector", id_)


def test_an_ended_sign_in_ends_the_sockets_at_all_processes(
    two: list[Process], valkey: ValkeyServer
) -> None:
    one, other = two
    id_ = new_workshop(one)
    there = other.holds(id_, "projector")
    guest(other, there, b"sign-in"), guest(other, there, b"another")
    with valkey.client.pubsub() as line:
        line.subscribe("s")
        one.live.end_sign_in(b"sign-in", id_, "taken_back")
        until(lambda: [one.sign_in for one in other.live.guests.all()] == [b"another"])
        heard = [line.get_message(timeout=waiting.WITHIN) for _ in range(2)][-1]
    assert heard["type"] == "message"
    assert "sign-in" not in repr(heard) and b"sign-in".hex() not in repr(heard)
    assert len(other.live._sign_ins) == 1


def test_a_sign_in_that_ended_while_nothing_was_heard_ends_its_sockets_too(
    two: list[Process], valkey: ValkeyServer
) -> None:
    one, other = two
    id_ = new_workshop(one)
    there = other.holds(id_, "projector")
    valkey.kill()
    until(lambda: not other.others.is_whole)
    guest(other, there, b"gone", Ticket(int(NOW), b"gone"))  # the library knows no such sign-in
    until(lambda: other.looks() and not other.live.guests.all())


def test_lessons_added_at_two_processes_are_shown_at_both(two: list[Process]) -> None:
    one, other = two
    id_ = new_workshop(one)
    here, there = one.holds(id_, "desk"), other.holds(id_, "desk")
    for process, board, text in ((one, here, "Ask first."), (other, there, "Wait a day.")):
        process.does(board, DeskLesson(text=text))
    until(lambda: here.show("desk").entries == there.show("desk").entries)


def test_what_a_page_has_written_is_shown_at_the_other(two: list[Process]) -> None:
    one, other = two
    id_ = new_workshop(one)
    here, there = one.holds(id_, "desk"), other.holds(id_, "desk")
    one.boards.wrote(id_)
    until(lambda: (one.reads, other.reads) == ([id_], [id_]))
    assert not here.behind and not there.behind
