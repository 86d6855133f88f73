"""A workshop that is rehearsed first: pretend people on a copy, and nothing of it afterwards."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace

from tests.support.follower import Watched
from tests.support.room import TestRoom
from tests.support.server import Server, running
from tests.support.sockets import close_all, desk, phone
from tests.support.traces import traces
from workshop.actions import create
from workshop.actions.create import SET, rehearse
from workshop.ending.throwing_away import delete_marked
from workshop.pretend.client.packets import NotLetIn
from workshop.storage.state import STORY_PLACES, StateWords
from workshop.storage.store import Store
from workshop.storage.workshop_tables import State
from workshop.views import Surroundings, entries, read_room

AS_WE_FOUND_IT = ("workshop", "agenda", "story", "rules", "leader")
OF_THE_COPY = {"trial", "rehearses", "stage"}
OF_WHAT_HAPPENED = {
    "turn", "last_key", "phase", "step", "page_size", "question", "paused", "ends_at", "left",
    "covered", "silent", "groups", "second_half", "few", "last_call_ends_at", "going_to",
    "last_call_longer", "round",
    "started_at", "entered_at", "took", "rounds", "cards", "last_card", "lessons",
    "devices", "bars", "scale", "vote_round", "run_off", "run_offs", "vote_paused", "door_closed",
    "chosen", "cut_tie", "undo", "drawn", "too_few", "vote_before", "closed_lists", "read_lists",
    "merged_words", "added_lessons",
    "most_been", "pulse_over", "known", "skipped", "meets",
}  # fmt: skip
"""Entries that a workshop has only once it runs: a copy begins without them."""


CALM = {"WORKSHOP_TRIAL_PACE": "40", "WORKSHOP_BEAT_MS": "5000"}
"""People lose a share of their beats, and with it their connection: with a beat each moment, as in
other tests, hardly ever are all of them here at once."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with running(tmp_path / "data", **CALM) as started:
        yield started
        close_all()


def rehearses(server: Server, cookie: str, id_: str, people: str = "3") -> str:
    """Presses "Rehearse it first"; gives the id of the copy."""
    reply = server.post(f"/desk/{id_}/rehearse", {"people": people}, Cookie=cookie)
    assert reply.status == 303, reply.text
    return urlsplit(reply.to).path.split("/")[2]


def shown(server: Server, cookie: str, id_: str) -> dict[str, Any]:
    snapshot: Any = server.boot(f"/desk/{id_}/", cookie)["snapshot"]
    entries: dict[str, Any] = snapshot["entries"]
    return entries


def everything(server: Server) -> bytes:
    """All that the data directory and the folder of keys hold; some comes and goes."""
    found = b""
    for folder in (server.data, server.data.with_name(f"{server.data.name}-keys")):
        for path in folder.rglob("*"):
            found += path.name.encode() + b"\n"
            with suppress(FileNotFoundError):
                found += path.read_bytes() if path.is_file() else b""
    return found


def test_every_field_of_the_state_is_copied_or_begins_anew() -> None:
    fields = {*StateWords.__struct_fields__}
    assert fields == {*SET, *OF_THE_COPY, *OF_WHAT_HAPPENED}
    columns = {column.name for column in State.__table__.columns}
    assert columns == {*STORY_PLACES, "id", "epoch", "begun", "closed", "owes_rewrite", "body"}


def test_the_copy_is_the_same_workshop_under_another_key(store: Store, long_room: TestRoom) -> None:
    copy = store.thread.run(rehearse, store, long_room.id, long_room.now)
    assert copy is not None and copy.fresh
    views = []
    for id_ in (long_room.id, copy.id):
        file = store.thread.run(store.workshops.open, id_)
        assert file is not None
        views.append(entries("desk", store.thread.run(read_room, file), Surroundings()))
    real, copied = views
    same = {"id": real["workshop"].id, "trial": False, "rehearsal": False}  # type: ignore[union-attr]
    for name in AS_WE_FOUND_IT[1:]:
        assert copied[name] == real[name]
    assert replace(copied["workshop"], **same) == real["workshop"]  # type: ignore[type-var]
    read = store.key_store.read
    assert read(copy.id) != read(long_room.id)


def test_a_second_press_opens_the_one_that_is_running(store: Store, long_room: TestRoom) -> None:
    first = store.thread.run(rehearse, store, long_room.id, long_room.now)
    again = store.thread.run(rehearse, store, long_room.id, long_room.now)
    assert first and again and (again.id, again.fresh) == (first.id, False)
    assert store.thread.run(rehearse, store, first.id, long_room.now) is None
    assert store.thread.run(rehearse, store, "nosuch", long_room.now) is None


class PowerLoss(BaseException):
    """Nothing catches it, as nothing catches the end of a process."""


@pytest.mark.parametrize("fault", [PowerLoss, OSError])
def test_a_copy_that_was_cut_short_leaves_nothing_behind(
    store: Store, long_room: TestRoom, monkeypatch: pytest.MonkeyPatch, fault: type[BaseException]
) -> None:
    def fails(*_: object) -> None:
        raise fault

    monkeypatch.setattr(create, "_carry_over", fails)
    with pytest.raises(fault):
        store.thread.run(rehearse, store, long_room.id, long_room.now)
    store.thread.run(delete_marked, store)
    assert store.workshops.ids() == {long_room.id}


def test_people_come_to_the_copy_and_nobody_to_the_workshop(server: Server) -> None:
    cookie = server.sign_in()
    id_ = server.new_workshop(cookie, template="30")
    copy = rehearses(server, cookie, id_, people="5")
    assert rehearses(server, cookie, id_) == copy
    hand = Watched(server, desk(server, copy, cookie), cookie)
    hand.until(lambda: hand.here == 5)
    own, guest = shown(server, cookie, id_), phone(server, copy)
    assert not own["workshop"]["trial"] and hand.entries["workshop"]["rehearsal"]
    assert own["workshop"]["code"] != hand.entries["workshop"]["code"]
    assert guest.ask("hello", {"epoch": "", "rev": -1})["snapshot"]
    real = Watched(server, desk(server, id_, cookie), cookie)
    phone(server, id_)
    real.until(lambda: real.here)
    assert real.here == 1, "nobody but the one who came just now"


@pytest.mark.long
@pytest.mark.parametrize(("asked", "came"), [("2", 3), ("x", 8)])
def test_however_many_are_asked_for_some_come(server: Server, asked: str, came: int) -> None:
    cookie = server.sign_in()
    copy = rehearses(server, cookie, server.new_workshop(cookie), asked)
    hand = Watched(server, desk(server, copy, cookie), cookie)
    hand.until(lambda: hand.here == came)


@pytest.mark.parametrize("rehearsals", [1, pytest.param(2, marks=pytest.mark.long)])
def test_the_end_removes_every_trace_and_leads_back(server: Server, rehearsals: int) -> None:
    cookie = server.sign_in()
    id_ = server.new_workshop(cookie, template="30")
    before = shown(server, cookie, id_)
    for _ in range(rehearsals):
        copy = rehearses(server, cookie, id_, people="4")
        hand = Watched(server, desk(server, copy, cookie), cookie)
        hand.until(lambda hand=hand: hand.here == 4)
        code = hand.entries["workshop"]["code"]
        hand.presses("go", stage="write")
        hand.until(lambda hand=hand: hand.took_part)
        assert copy.encode() in everything(server) and code.encode() in everything(server)
        reply = server.post(f"/desk/{copy}/trial/end", {}, Cookie=cookie)
        assert (reply.status, reply.to) == (303, f"/desk/{id_}/")
        assert copy.encode() not in everything(server) and code.encode() not in everything(server)
        assert hand.socket.ends()
        with pytest.raises(NotLetIn, match="no_such"):
            phone(server, copy)
    after = shown(server, cookie, id_)
    assert after == before


def test_a_sealed_rehearsal_still_knows_where_it_leads_back_to(server: Server) -> None:
    cookie = server.sign_in()
    id_ = server.new_workshop(cookie, template="30")
    copy = rehearses(server, cookie, id_, people="4")
    hand = Watched(server, desk(server, copy, cookie), cookie)
    hand.until(lambda: hand.here == 4)
    hand.presses("go", stage="finish")
    hand.presses("seal")
    assert (
        hand.entries["workshop"]["rehearsal"]
        and "Rehearsal" in server.get("/desk/", Cookie=cookie).text
    )
    reply = server.post(f"/desk/{copy}/trial/end", {}, Cookie=cookie)
    assert reply.to == f"/desk/{id_}/" and copy.encode() not in everything(server)


def test_the_next_start_removes_a_rehearsal_that_was_left_running(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data, **CALM) as server:
        cookie = server.sign_in()
        id_ = server.new_workshop(cookie)
        copy = rehearses(server, cookie, id_)
    with running(data) as server:
        assert copy.encode() not in everything(server)
        assert server.get(f"/desk/{id_}/", Cookie=cookie).status == 200


@pytest.mark.parametrize("way", ["seal", pytest.param("throw away", marks=pytest.mark.long)])
def test_a_copy_goes_with_its_workshop(server: Server, way: str) -> None:
    cookie = server.sign_in()
    id_ = server.new_workshop(cookie, template="30", leader_name="Ms Quill")
    other = rehearses(server, cookie, server.new_workshop(cookie, template="30"))
    copy = rehearses(server, cookie, id_)
    hand, at_copy = (Watched(server, desk(server, one, cookie), cookie) for one in (id_, copy))
    at_copy.until(lambda: at_copy.here == 3)
    if way == "seal":
        hand.presses("go", stage="finish")
        hand.presses("seal")
    else:
        server.post(f"/desk/{id_}/throw-away", {"sure": "yes"}, Cookie=cookie)
    assert at_copy.socket.ends()
    assert copy.encode() not in everything(server)
    assert server.get(f"/desk/{copy}/", Cookie=cookie).status == 404
    assert shown(server, cookie, other)["workshop"]["rehearsal"]


def test_a_workshop_that_is_gone_leads_to_the_list(server: Server) -> None:
    cookie = server.sign_in()
    id_ = server.new_workshop(cookie)
    copy = rehearses(server, cookie, id_)
    server.post(f"/desk/{id_}/throw-away", {"sure": "yes"}, Cookie=cookie)
    assert server.post(f"/desk/{copy}/trial/end", {}, Cookie=cookie).to == "/desk/"
    assert not [row for row in traces(server.data) if row.startswith("workshop ")]
