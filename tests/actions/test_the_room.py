"""The room's Wi-Fi and its time, as the desk changes them while everything runs."""

import pytest

from tests.support.room import TestRoom, done, refusal
from tests.support.stored import selected
from workshop.protocol import commands

HALF_PAST = 1_780_000_000.0 // 86400 * 86400 + 9 * 3600 + 30 * 60
"""09:30 in UTC, on some day."""


def wifi(room: TestRoom, view: str) -> dict[str, object] | None:
    return room.view(view).get("wifi")


def test_the_password_is_for_the_desk_and_the_room_and_for_no_phone(room: TestRoom) -> None:
    assert done(room.desk.does(commands.SetWifi(name="Atrium", password="lock;smith")))
    assert wifi(room, "participant") is None
    assert "lock;smith" not in str(room.view("participant"))
    for view in ("desk", "projector"):
        seen = wifi(room, view)
        assert seen and (seen["name"], seen["password"]) == ("Atrium", "lock;smith")


def test_the_room_may_get_the_code_alone(room: TestRoom) -> None:
    room.desk.does(commands.SetWifi(name="Atrium", password="locksmith", shown=False))
    on_screen, at_desk = wifi(room, "projector"), wifi(room, "desk")
    assert on_screen and at_desk
    assert (on_screen["password"], at_desk["password"]) == ("", "locksmith")
    assert on_screen["qr"] == at_desk["qr"]


def test_the_same_password_for_another_network_makes_another_code(room: TestRoom) -> None:
    codes = []
    for name in ("Atrium", "Cellar"):
        room.desk.does(commands.SetWifi(name=name, password="locksmith"))
        seen = wifi(room, "projector")
        assert seen
        codes.append(seen["qr"])
    assert codes[0] != codes[1]


def test_a_name_is_kept_to_the_letter_and_no_name_takes_all_away(room: TestRoom) -> None:
    room.desk.does(commands.SetWifi(name=" Ana\u2019s phone\n"))
    seen = wifi(room, "projector")
    assert seen and seen["name"] == "Ana\u2019s phone"
    room.desk.does(commands.SetWifi(name=""))
    assert wifi(room, "projector") is None


def test_what_no_network_can_be_called_is_refused(room: TestRoom) -> None:
    assert refusal(room.desk.does(commands.SetWifi(name="x" * 161))) == "too_long"
    assert refusal(room.desk.does(commands.SetWifi(name="x", password="y" * 64))) == "too_long"


def test_the_stored_password_cannot_be_read_without_the_key(room: TestRoom) -> None:
    room.desk.does(commands.SetWifi(name="Atrium", password="locksmithery"))
    (row,) = selected(room, "SELECT * FROM state")
    assert row and "locksmithery" not in str(row)


def test_the_hour_is_the_next_time_that_the_room_s_clock_shows_it(room: TestRoom) -> None:
    room.now = HALF_PAST
    for hour, offset, ahead in (("10:00", 0, 30), ("09:30", 0, 24 * 60), ("12:00", 120, 30)):
        assert done(room.desk.does(commands.FreeAt(hour=hour, offset=offset)))
        assert room.view("desk")["desk"]["free_by"] == HALF_PAST + 60 * ahead
        assert room.view("participant")["workshop"]["free_at"] == hour
    room.desk.does(commands.FreeAt(hour=""))
    assert room.view("desk")["desk"]["free_by"] is None


def test_a_stage_that_comes_is_left_out_and_put_back(room: TestRoom) -> None:
    for on, skipped in ((True, ["talk"]), (True, ["talk"]), (False, [])):
        assert done(room.desk.does(commands.SkipStage(stage="talk", on=on)))
        assert room.view("desk")["desk"]["skipped"] == skipped


def test_going_to_a_stage_that_was_left_out_puts_it_back(room: TestRoom) -> None:
    room.desk.does(commands.SkipStage(stage="talk", on=True))
    room.desk.goes("talk")
    assert room.view("desk")["desk"]["skipped"] == []


def test_what_has_begun_is_never_left_out_nor_is_the_end(room: TestRoom) -> None:
    room.desk.goes("story")
    room.now += 60
    room.desk.goes("go_first")
    for stage in ("arrive", "go_first", "story", "finish"):
        answer = room.desk.does(commands.SkipStage(stage=stage, on=True))
        assert refusal(answer) == "not_allowed", stage
    assert refusal(room.desk.does(commands.SkipStage(stage="dance", on=True))) == "no_such"


def test_other_minutes_are_for_what_comes_and_leave_the_running_clock_alone(room: TestRoom) -> None:
    room.desk.goes("go_first")
    before = room.view("desk")
    minutes = {stage["id"]: 1 for stage in before["agenda"]["stages"]}
    assert done(room.desk.does(commands.SetMinutes(minutes=minutes)))
    after = room.view("desk")
    assert [stage["minutes"] for stage in after["agenda"]["stages"]] == [5, 4] + [1] * 10
    assert after["now"] == before["now"]
    room.desk.goes("story")
    assert room.view("desk")["now"]["ends_at"] == room.now + 60


def test_without_an_hour_the_end_that_the_agenda_led_to_stays_the_measure(room: TestRoom) -> None:
    room.desk.goes("go_first")
    started, whole = room.now, 60 * room.read().agenda.minutes
    room.desk.does(commands.SetMinutes(minutes={"talk": 1}))
    assert room.view("desk")["desk"]["free_by"] == started + whole
    room.desk.does(commands.FreeAt(hour="15:00"))
    free_by = room.view("desk")["desk"]["free_by"]
    room.desk.does(commands.SetMinutes(minutes={"talk": 2}))
    assert room.view("desk")["desk"]["free_by"] == free_by


def test_minutes_for_another_agenda_are_refused(room: TestRoom) -> None:
    assert (
        refusal(room.desk.does(commands.SetMinutes(minutes={"talk": 1, "dance": 2}))) == "no_such"
    )


def test_the_next_meeting_is_told_while_the_room_commits(room: TestRoom) -> None:
    room.desk.goes("commit")
    assert done(room.desk.does(commands.MeetAgain(day="2026-04-01")))
    for view in ("desk", "projector", "participant"):
        assert room.view(view)["workshop"]["meets"] == "2026-04-01"


def test_the_next_meeting_is_told_to_everybody_and_kept(room: TestRoom) -> None:
    room.desk.goes("finish")
    assert done(room.desk.does(commands.MeetAgain(day="2026-04-01")))
    for view in ("desk", "projector", "participant"):
        assert room.view(view)["finish"]["meets"] == "2026-04-01"
    assert done(room.desk.does(commands.MeetAgain(day="")))
    assert room.view("desk")["finish"]["meets"] == ""


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "2026-4-1", "9999-01-01"])
def test_a_next_meeting_on_no_day_is_refused_and_the_old_one_stays(
    room: TestRoom, day: str
) -> None:
    room.desk.goes("finish")
    room.desk.does(commands.MeetAgain(day="2026-04-01"))
    assert refusal(room.desk.does(commands.MeetAgain(day=day))) == "malformed"
    assert room.view("desk")["finish"]["meets"] == "2026-04-01"
