"""A workshop that is open while the program is brought up to date goes on where it stands."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, create_engine, text

from tests.support.files import file_of
from tests.support.older import taken_back
from tests.support.room import TestRoom, done, new_room
from workshop.ending.seal import seal
from workshop.people.links import make_link
from workshop.people.sign_ins import trade
from workshop.protocol import commands
from workshop.storage.counts import IN_THE_CLEAR
from workshop.storage.library import summary_of
from workshop.storage.sqlite.workshop_file import has_begun
from workshop.storage.state import TOOK_PART
from workshop.storage.store import Store


@pytest.fixture
def older(room: TestRoom) -> TestRoom:
    """One that stands at its writing, made before stages could be set and passwords given."""
    room.participants(3)
    room.desk.goes("write")
    for person in room.people:
        person.writes("It broke", "Mend it")
    counted = room.read().counts
    room.store.workshops.close()
    taken_back(file_of(room.store, room.id), "workshop", "0002")
    with _database(room) as connection:
        named = {
            (n, item.replace(TOOK_PART, "done")): total for (n, item), total in counted.items()
        }
        _count(connection, named)
        stages = json.loads(connection.execute(text("SELECT agenda FROM state")).scalar_one())
        for stage in stages["stages"]:
            stage.pop("settings", None)
        values = {"agenda": json.dumps(stages), "wifi": "Atrium"}
        connection.execute(text("UPDATE state SET agenda = :agenda, wifi = :wifi"), values)
    return room


def test_it_goes_on_to_its_end(older: TestRoom) -> None:
    for person in older.people:
        assert done(person.adds_nothing())
    for kind in ("look_through", "reveal", "lessons", "vote", "commit", "finish"):
        assert done(older.desk.goes(kind)), kind
        assert older.view("desk")["now"]["kind"] == kind
    assert len(older.read().cards) == 3
    assert done(older.desk.presses(commands.Seal))


def test_what_was_counted_is_read_on_and_lies_in_the_file_no_more(older: TestRoom) -> None:
    assert older.read().took_part == 3
    content = file_of(older.store, older.id).read_bytes()
    assert TOOK_PART.encode() not in content
    assert IN_THE_CLEAR not in content


def test_nothing_that_came_since_is_on_in_it(older: TestRoom) -> None:
    desk = older.view("desk")
    assert desk["workshop"]["pulse"] == ""
    assert desk["desk"]["skipped"] == []
    assert not {"pulse", "carried/1", "check_ins"} & set(desk)
    assert older.read().second_story is None


def test_its_wi_fi_keeps_its_name_and_gets_a_code_once_the_desk_says_more(older: TestRoom) -> None:
    seen = older.view("projector")["wifi"]
    assert (seen["name"], seen["password"], seen["qr"]) == ("Atrium", "", [])
    older.desk.does(commands.SetWifi(name="Atrium", password="locksmith"))
    assert older.view("projector")["wifi"]["qr"]


def test_older_links_and_sign_ins_still_open_what_they_opened(store: Store) -> None:
    with store.library.begin() as session:
        secret = make_link(session, "projector", "w1", one_time=False)
    path = store.settings.data / "library.db"
    store.close()
    taken_back(path, "library", "0002")
    newer = Store(store.settings)
    with newer.library.begin() as session:
        traded = trade(session, secret, "2026-05-28")
    newer.close()
    assert not isinstance(traded, str)
    assert (traded.grant.kind, traded.grant.workshop, traded.handover) == ("projector", "w1", None)


def test_positions_become_ids_and_the_workshop_goes_on(store: Store) -> None:
    room = new_room(store, template="90")
    room.participants(3)
    room.desk.goes("ground_rules")
    room.now += 180
    room.desk.goes("write")
    for person in room.people:
        person.writes("It broke", "Mend it", show_few=False)
    room.desk.does(commands.SkipStage(stage="talk", on=True))
    room.desk.presses(commands.Go, stage="look_through")
    before, counted = room.views(), room.read().counts
    for view in before.values():
        view["now"]["asks_if_few"] = False  # an older program asked nobody
    room.store.workshops.close()
    taken_back(file_of(room.store, room.id), "workshop", "0005")
    with _database(room) as connection:
        _count(connection, counted)
    assert _row(room, "position, going_to, skipped") == (5, 6, "[8]")
    assert _row(room, "position, n", "round") == (1, 1)
    assert room.views() == before
    assert before["desk"]["desk"]["took"]["ground_rules"] == 3
    assert room.read().state.going_to == "look_through"
    assert done(room.desk.presses(commands.Go, stage="look_through"))
    room.desk.goes("reveal")
    assert len(room.read().cards) == 3


def _row(room: TestRoom, columns: str, table: str = "state") -> tuple[object, ...]:
    with _database(room) as connection:
        found = connection.execute(text(f"SELECT {columns} FROM {table}")).first()
    return tuple(found or ())


def _count(connection: Connection, counted: Mapping[tuple[int, str], int]) -> None:
    """Lays down in the clear what was counted, as older programs did."""
    for (number, item), total in counted.items():
        row = {"n": number, "item": item, "total": total}
        connection.execute(text("INSERT INTO tally VALUES (:n, :item, :total, 0)"), row)


@contextmanager
def _database(room: TestRoom) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{file_of(room.store, room.id)}")
    with engine.begin() as connection:
        yield connection
    engine.dispose()


@pytest.mark.parametrize("revision", ["0002", "0019"])
@pytest.mark.parametrize("begun", [True, False])
def test_one_whose_time_came_before_anybody_opened_it_is_sealed(
    room: TestRoom, revision: str, begun: bool
) -> None:
    if begun:
        room.desk.goes("ground_rules")
    room.store.workshops.close()
    taken_back(file_of(room.store, room.id), "workshop", revision)
    assert has_begun(file_of(room.store, room.id)) == begun
    seal(room.store, room.id, room.now)
    with room.store.library.read() as session:
        assert (summary_of(session, room.id) is not None) == begun
    assert not file_of(room.store, room.id).exists()
