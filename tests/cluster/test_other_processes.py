"""Processes of one server show the same, whichever of them has written."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import gevent
import pytest

from tests.support import waiting
from tests.support.neighbours import Neighbours
from tests.support.processes import NOW, Process, guest, processes
from tests.support.room import TestRoom, done, new_room, writing
from tests.support.stores import Rows
from workshop.ending.endings import destroy_anew
from workshop.live import other_processes, server
from workshop.live.board import Board
from workshop.people.links import renew_own
from workshop.protocol import commands
from workshop.protocol.desk_commands import DeskLesson
from workshop.protocol.messages import Hello, Ok
from workshop.protocol.stage_commands import Go
from workshop.storage.context import Context, Memory
from workshop.storage.keyring import part_of

pytestmark = pytest.mark.postgres
until = partial(waiting.until, pause=gevent.sleep)


@pytest.fixture
def two(tmp_path: Path, rows: Rows) -> Iterator[list[Process]]:
    with processes(tmp_path, rows, 2) as made:
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
    until(lambda: other.looks() and show_the_same(here, there))
    one.looks()
    assert (one.reads, other.reads) == ([id_], [id_])  # nobody reads what they wrote themselves


def test_what_another_wrote_just_before_a_workshop_was_opened_anew_is_shown(
    two: list[Process],
) -> None:
    one, other = two
    id_ = new_workshop(one)
    here, there = one.holds(id_, "projector"), other.holds(id_, "projector")
    onward(one, here)
    other.store.thread.run(destroy_anew, other.store, id_, True)  # as where a process has ended
    until(lambda: other.looks() and show_the_same(here, there))


def test_a_workshop_that_is_at_home_at_one_process_is_read_by_no_other(
    two: list[Process],
) -> None:
    one, other = two
    id_, elsewhere = new_workshop(one), new_workshop(one)
    here, there = one.holds(id_, "projector"), other.holds(elsewhere, "projector")
    onward(one, here)
    onward(other, there)
    one.looks(), other.looks()
    assert (one.reads, other.reads) == ([id_], [elsewhere])


def test_what_nobody_looks_at_is_read_once_somebody_comes(two: list[Process]) -> None:
    one, other = two
    id_ = new_workshop(one)
    here, there = one.holds(id_, "projector"), other.holds(id_)
    onward(one, here)
    until(lambda: other.looks() and there.behind)
    assert other.reads == []
    assert other.boards.get(id_) is there
    assert show_the_same(here, there)  # at once: who comes is shown nothing that is over
    assert other.reads == [id_] and not there.behind


def test_what_shows_nothing_is_read_with_the_next_tick(two: list[Process]) -> None:
    one, other = two
    room = one.store.thread.run(new_room, one.store)
    one.holds(room.id, "projector")
    one.store.thread.run(room.desk.goes, "write")
    there = other.holds(room.id, "projector")
    there.tapped = False
    one.store.thread.run(lambda: room.participants(1)[0].writes("A card."))
    other.looks()
    assert there.tapped and other.reads == []
    other.looks()
    there.tapped = False
    one.store.thread.run(room.desk.goes, "reveal")
    until(lambda: other.looks() and other.reads)
    assert not there.tapped


def test_where_no_word_is_heard_all_is_found_in_the_database(two: list[Process]) -> None:
    one, other = two
    id_, gone = new_workshop(one), new_workshop(one)
    here, there = one.holds(id_, "projector"), other.holds(id_, "projector")
    one.holds(gone, "projector"), other.holds(gone, "projector")
    for process in two:
        process.others.stop()
    onward(one, here)
    until(lambda: other.looks() and show_the_same(here, there))
    assert other.sent_away == [] == one.sent_away
    ending = gevent.spawn(one.endings.throw_away, gone)
    until(lambda: (one.others.beat(), other.others.beat(), ending.ready())[2])
    assert ending.get() == "gone"
    until(lambda: other.looks() and other.boards.known(gone) is None)
    assert other.sent_away == [gone]


def test_a_lost_line_is_made_anew_and_what_was_said_meanwhile_is_looked_for(
    two: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(other_processes, "HEAR_AGAIN", 0.01)
    one, other = two
    id_ = new_workshop(one)
    there = other.holds(id_, "desk")
    before, ended = there.projector_secret, list[bool]()
    monkeypatch.setattr(other.live, "end_ended_sign_ins", lambda: ended.append(True))
    # What it changes it tells nobody: as somebody whose word was lost.
    one.store.thread.run(_renew_link, one, id_)
    other.store.library.sharing.hear_no_more()
    until(lambda: there.projector_secret != before)
    assert ended and there.projector_secret
    until(lambda: other.others.hears)
    renewed = there.projector_secret
    one.store.thread.run(_renew_link, one, id_)
    one.boards.show_links_anew(id_)
    until(lambda: there.projector_secret != renewed)


def test_who_fails_at_a_word_hears_the_next_one(
    two: list[Process], caplog: pytest.LogCaptureFixture
) -> None:
    one, other = two
    said: list[str] = []

    def fails(word: str) -> None:
        said.append(word)
        raise OSError

    other.boards.bus.listen("words", fails)
    one.boards.bus.listen("words", fails)
    for word in ("first", "second"):
        one.boards.bus.publish("words", word)
        until(lambda word=word: word in said)  # type: ignore[misc]
    assert said == ["first", "second"], "nobody hears what they said themselves"
    assert "has failed" in caplog.text


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
    until(lambda: run(holding, id_) == [other.name])
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


def alike(one: Process, other: Process, here: Board, there: Board) -> bool:
    one.looks(), other.looks()
    return here.show("desk").entries == there.show("desk").entries


def test_lessons_added_at_two_processes_are_shown_at_both(two: list[Process]) -> None:
    one, other = two
    id_ = new_workshop(one)
    here, there = one.holds(id_, "desk"), other.holds(id_, "desk")
    for process, board, text in ((one, here, "Ask first."), (other, there, "Wait a day.")):
        process.does(board, DeskLesson(text=text))
    until(lambda: alike(one, other, here, there))


def test_what_a_page_has_written_is_shown_at_the_other(two: list[Process]) -> None:
    one, other = two
    id_ = new_workshop(one)
    here, there = one.holds(id_, "desk"), other.holds(id_, "desk")
    one.store.thread.run(_write, one, id_)
    one.boards.wrote(id_)
    until(lambda: other.looks() and (one.reads, other.reads) == ([id_], [id_]))
    assert not here.behind and not there.behind


def _write(process: Process, id_: str) -> None:
    stored = process.store.workshops.open(id_)
    assert stored is not None
    with stored.begin(Context(0, NOW, Memory())) as tx:
        tx.put(title="Another title")
        tx.changed = True


def test_an_ended_sign_in_ends_the_sockets_at_all_processes_and_names_nobody(
    two: list[Process],
) -> None:
    one, other = two
    id_ = new_workshop(one)
    there = other.holds(id_, "projector")
    heard: list[str] = []
    take = other.boards.bus.take
    other.boards.bus.take = lambda said: (heard.append(said), take(said))  # type: ignore
    guest(other, there, b"sign-in"), guest(other, there, b"another")
    one.live.end_sign_in(b"sign-in", id_, "taken_back")
    until(lambda: [one.sign_in for one in other.live.guests.all()] == [b"another"])
    assert heard and "sign-in" not in repr(heard) and b"sign-in".hex() not in repr(heard)
    assert len(other.live._sign_ins) == 1


# A device whose requests come to different processes is told the whole, and is not sent about.
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


# A process that opens a workshop, while another one ends a round of it, takes nothing away.
LESSONS = ("Ask first.", "Write it down.", "Take turns.")


@pytest.fixture
def room(neighbours: Neighbours) -> TestRoom:
    """A workshop that only one process has open."""
    return new_room(neighbours.here)


def opens_while(
    neighbours: Neighbours,
    room: TestRoom,
    part: str,
    act: Callable[[], object],
    monkeypatch: pytest.MonkeyPatch,
) -> TestRoom:
    """The workshop as another process has it, that opens it and has read its rows when the round
    ends, and only then asks for the key of the round."""
    there, acts = neighbours.there, [act]
    read = there.key_store.read

    def reads_late(workshop: str, asked: str = "") -> bytes | None:
        if asked == part and acts:
            acts.pop()()
        return read(workshop, asked)

    monkeypatch.setattr(there.key_store, "read", reads_late)
    assert there.workshops.open(room.id)
    assert not acts and neighbours.here.key_store.read(room.id, part) is None
    return TestRoom(there, room.id)


def test_the_votes_stay_of_a_voting_that_just_ends(
    neighbours: Neighbours, room: TestRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = room.participants(6)
    room.desk.goes("lessons")
    for text in LESSONS:
        room.desk.does(commands.DeskLesson(text=text))
    room.desk.goes("vote")
    assert all(done(person.votes_all(LESSONS[0])) for person in people)
    before, number = room.read().counts, room.round
    ends = room.desk.ends_voting
    counted = opens_while(neighbours, room, part_of(number), ends, monkeypatch).read().counts
    assert counted[number, "ballots"] == counted[number, "out"] == 6
    assert counted == {place: before[place] for place in counted}


def test_what_became_of_cards_stays_of_a_writing_that_just_ends(
    neighbours: Neighbours, room: TestRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, person in enumerate(writing(room, 6).people):
        assert done(person.writes(f"Row {number}", key=bytes([number]) * 16))
    part = part_of(room.round)
    room.desk.goes("look_through")
    room.desk.sets_card_aside("Row 3")
    reveals = partial(room.desk.goes, "reveal")
    elsewhere = opens_while(neighbours, room, part, reveals, monkeypatch)
    keys = [bytes([number]) * 16 for number in range(6)]
    assert elsewhere.fates(*keys) == room.fates(*keys)
    assert "care" in elsewhere.fates(*keys)
    assert len(elsewhere.read().cards) == 5
