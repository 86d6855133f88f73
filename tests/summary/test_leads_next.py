"""A team's page says who led last and who leads next, until that workshop is over."""

from tests.summary.at_desk import Desk, desk_of
from tests.summary.gathering import held_room
from tests.summary.reading import page
from workshop.ending.seal import seal
from workshop.people.desk_log import Said, note
from workshop.people.members import OWNER, add_person, make_member
from workshop.people.teams import team_ids
from workshop.storage.store import Store


def team_of(desk: Desk) -> str:
    with desk.store.library.read() as session:
        return team_ids(session)["Payments"]


def text(desk: Desk) -> str:
    return desk.gets(f"/desk/teams/{team_of(desk)}/").get_data(as_text=True)


def chooses(desk: Desk, name: str) -> int:
    return desk.posts(f"/desk/teams/{team_of(desk)}/next", next=name).status_code


def test_it_is_a_name_that_a_lead_writes_and_may_take_away(desk: Desk) -> None:
    assert chooses(desk, " Bo ") == 303
    assert 'name="next" value="Bo"' in text(desk)
    assert chooses(desk, "") == 303
    assert 'name="next" value=""' in text(desk)


def test_a_name_that_is_too_long_is_told_and_stays_in_its_field(desk: Desk) -> None:
    answer = desk.posts(f"/desk/teams/{team_of(desk)}/next", next="x" * 61)
    assert answer.status_code == 422
    assert "The limit is 60 characters." in page(answer.get_data(as_text=True)).text
    assert f'value="{"x" * 61}"' in answer.get_data(as_text=True)
    assert 'name="next" value=""' in text(desk)


def test_it_ends_with_the_next_workshop(desk: Desk) -> None:
    chooses(desk, "Bo")
    room = held_room(desk.store)
    seal(desk.store, room.id, desk.clock())
    assert 'name="next" value=""' in text(desk)


def test_who_led_last_is_known_from_the_log(desk: Desk) -> None:
    assert "Last time" not in text(desk)
    team = team_of(desk)
    with desk.store.library.begin() as session:
        for day, name in (("2026-05-01", "Ana"), ("2026-05-20", "Cy")):
            note(session, day, Said(team, name, "sealed", desk.id))
    assert "Last time: Cy, 20 May 2026." in page(text(desk)).text


def test_who_only_reads_sees_the_name_and_changes_none(desk: Desk) -> None:
    chooses(desk, "Bo")
    team = team_of(desk)
    with desk.store.library.begin() as session:
        make_member(session, team, add_person(session, "Ana"), "leads")
        make_member(session, team, OWNER, "reads")
    assert ">Bo</p>" in text(desk) and 'name="next"' not in text(desk)
    assert chooses(desk, "Cy") == 404


def test_on_a_laptop_whoever_sits_there_writes_it(store: Store) -> None:
    room = held_room(store)
    laptop = desk_of(room)
    seal(store, room.id, laptop.clock())
    assert chooses(laptop, "Bo") == 303
    assert 'name="next" value="Bo"' in text(laptop)
