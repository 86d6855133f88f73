"""The agenda of an open workshop: what has opened stands still, and what is to come is free."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tests.support.room import TestRoom, done, new_room, refusal, shaped
from workshop.actions.answers import Answered
from workshop.actions.shape import seen_agenda
from workshop.protocol import commands
from workshop.protocol.change_commands import ShapedStage
from workshop.protocol.messages import Do, Refused
from workshop.protocol.wire import read_message
from workshop.rules.agenda import Agenda, Stage
from workshop.rules.agenda_file import MOST_MINUTES
from workshop.storage.store import Store
from workshop.views import VIEWS

Stages = list[ShapedStage]


def shape(room: TestRoom, change: Callable[[Stages], object], seen: str = "") -> Answered:
    """Sends the agenda as `change` leaves its list of stages."""
    agenda = room.read().agenda
    stages = [shaped(stage) for stage in agenda.stages]
    change(stages)
    return room.desk.does(commands.ShapeAgenda(stages=stages, seen=seen or seen_agenda(agenda)))


def at(stages: Stages, id_: str) -> int:
    return next(i for i, stage in enumerate(stages) if stage.id == id_)


def put(id_: str, **fields: object) -> Callable[[Stages], object]:
    """Changes fields of one stage."""

    def change(stages: Stages) -> None:
        stages[at(stages, id_)] = replace(stages[at(stages, id_)], **fields)

    return change


def move(id_: str, before: str) -> Callable[[Stages], object]:
    """Moves a stage before another one."""

    def change(stages: Stages) -> None:
        stage = stages.pop(at(stages, id_))
        stages.insert(at(stages, before), stage)

    return change


def out(id_: str) -> Callable[[Stages], object]:
    return lambda stages: stages.pop(at(stages, id_))


def new(kind: str, before: str, **fields: object) -> Callable[[Stages], object]:
    stage = ShapedStage(id="", kind=kind, minutes=3, **fields)  # type: ignore[arg-type]
    return lambda stages: stages.insert(at(stages, before), stage)


def ids(room: TestRoom) -> list[str]:
    return [stage.id for stage in room.read().agenda.stages]


def told_why(answer: Answered) -> str:
    """The code of the fault for which an agenda was refused as too late."""
    assert isinstance(answer, Refused) and answer.refused == "too_late", answer
    return answer.about.rpartition(":")[2]


def test_stages_to_come_move_come_and_go_and_every_view_follows(room: TestRoom) -> None:
    room.desk.goes("story")
    for change in (
        move("talk", "commit"),
        out("look_through"),
        new("talk", "lessons", name="Walk"),
    ):
        assert done(shape(room, change))
    later = ["reveal", "ask_how", "talk-2", "lessons", "vote", "talk", "commit", "finish"]
    wanted = [*ids(room)[:4], *later]
    for view in VIEWS:
        shown = room.view(view)["agenda"]["stages"]
        assert [stage["id"] for stage in shown] == wanted  # type: ignore[union-attr,index]
    room.desk.goes("vote")
    room.desk.presses(commands.Go, stage="talk-2")
    assert room.read().stage.name == "Walk"


def test_a_new_stage_asks_what_the_program_asks_in_the_language_of_the_room(
    store: Store,
) -> None:
    room = new_room(store, language="de")
    shape(room, new("lessons", "finish"))
    assert (
        room.read().agenda.stages[-2].prompt
        == "Was würde so etwas bei uns unwahrscheinlicher machen?"
    )


def test_settings_of_a_vote_are_changed_until_it_opens(room: TestRoom) -> None:
    assert done(shape(room, put("vote", settings={"votes_each": 5, "votes": "hidden"})))
    room.desk.goes("vote")
    assert room.view("participant")["workshop"]["votes_hidden"] is True
    late = shape(room, put("vote", settings={"votes_each": 1}))
    assert late == Refused(refused="too_late", about="10:settings:opened_changed")


def test_cues_are_changed_at_any_time(room: TestRoom) -> None:
    room.desk.goes("vote")
    for id_ in ("arrive", "vote", "finish"):
        assert done(shape(room, put(id_, cue=f"At {id_}.")))
        assert f"At {id_}." in room.view("desk")["desk"]["cues"]  # type: ignore[operator]


def test_a_question_is_changed_until_its_stage_opens_and_then_added_to(room: TestRoom) -> None:
    assert done(shape(room, put("write", prompt="What broke?")))
    room.desk.goes("write")
    answer = shape(room, put("write", prompt="Who broke it?"))
    assert told_why(answer) == "asked_already"
    assert done(shape(room, put("write", added=" A small thing\n counts. ")))
    assert done(shape(room, put("write", added="A small thing counts. Take your time.")))
    for view in VIEWS:
        stage = room.view(view)["agenda"]["stages"][3]  # type: ignore[index]
        assert stage["prompt"] == "What broke? A small thing counts. Take your time."
    assert told_why(shape(room, put("write", added="Take your time."))) == "added_gone"
    assert told_why(shape(room, put("vote", added="Too early."))) == "not_opened"
    long = shape(room, put("write", added="A small thing counts. Take your time." + "x" * 160))
    assert refusal(long) == "malformed"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (out("story"), "opened_gone"),
        (put("story", kind="talk"), "opened_gone"),
        (move("story", "go_first"), "opened_moved"),
        (move("story", "reveal"), "opened_moved"),
        (new("talk", "write"), "opened_moved"),
        (put("story", minutes=9), "opened_changed"),
        (put("write", name="Cards"), "opened_changed"),
        (put("write", second_prompt="And?"), "asked_already"),
        (out("look_through"), "promised"),
        (new("story", "lessons"), ""),
    ],
)
def test_what_has_opened_stands_still(
    room: TestRoom, change: Callable[[Stages], object], why: str
) -> None:
    room.desk.goes("story")
    room.desk.goes("write")
    before = room.view("desk")["agenda"]
    answer = shape(room, change)
    assert done(answer) if not why else told_why(answer) == why
    assert (room.view("desk")["agenda"] == before) is bool(why)


def test_the_reveal_of_cards_that_wait_is_not_taken_out(store: Store) -> None:
    kinds = ("arrive", "write", "break", "reveal", "reveal", "lessons", "vote", "finish")
    room = new_room(store, agenda=Agenda(tuple(Stage(kind, 3) for kind in kinds)))
    room.desk.goes("write")
    room.desk.goes("break")
    assert done(shape(room, out("reveal-2")))
    assert told_why(shape(room, out("reveal"))) == "promised"


def test_what_opened_ahead_of_the_stage_that_runs_stands_still_too(room: TestRoom) -> None:
    room.desk.goes("lessons")
    room.desk.goes("go_first")
    assert told_why(shape(room, put("lessons", minutes=9))) == "opened_changed"
    assert told_why(shape(room, out("lessons"))) == "opened_gone"
    assert done(shape(room, new("talk", "lessons")))


def test_the_story_that_was_told_stays_the_one_that_its_stage_tells(store: Store) -> None:
    room = new_room(store, template="90")
    room.desk.presses(commands.Go, stage="story-2")
    room.desk.goes("arrive")
    assert told_why(shape(room, out("story"))) == "told_otherwise"


def test_a_new_stage_is_not_skipped_where_the_one_it_replaces_was(room: TestRoom) -> None:
    assert done(room.desk.does(commands.SkipStage(stage="talk", on=True)))

    def change(stages: Stages) -> None:
        out("talk")(stages)
        new("talk", "lessons", name="Walk")(stages)

    assert done(shape(room, change))
    assert "talk" in ids(room) and room.read().state.skipped == []


def test_where_the_last_call_leads_stays_until_it_is_over(room: TestRoom) -> None:
    room.participants(3)
    room.desk.goes("write")
    room.desk.presses(commands.Go, stage="talk")
    assert room.read().state.phase == "last_call"
    assert told_why(shape(room, out("talk"))) == "opened_gone"


def test_the_cards_appear_together_or_live_as_was_said_before_writing(room: TestRoom) -> None:
    live = put("write", settings={"cards": "live"})
    assert done(shape(room, live))
    assert room.view("participant")["workshop"]["live_wall"] is True
    room.desk.goes("write")
    more = new("write", "lessons", settings={"cards": "live"})
    assert done(shape(room, more))
    other = new("write", "vote", settings={"cards": "together"})
    assert refusal(shape(room, other)) == "malformed"


def test_what_nobody_could_lead_is_refused(room: TestRoom) -> None:
    for change in (out("finish"), put("talk", minutes=0), put("talk", prompt="x" * 161)):
        assert refusal(shape(room, change)) == "malformed"


def test_what_another_desk_has_changed_is_not_written_over_unread(room: TestRoom) -> None:
    stale = seen_agenda(room.read().agenda)
    change = put("talk", minutes=9)
    assert done(shape(room, change, stale))
    assert done(shape(room, change, stale)), "the same once more"
    assert refusal(shape(room, put("talk", minutes=2), stale)) == "moved_on"


def test_without_an_hour_the_end_that_the_agenda_led_to_stays_the_measure(room: TestRoom) -> None:
    room.desk.goes("go_first")
    started, whole = room.now, 60 * room.read().agenda.minutes
    shape(room, out("talk"))
    assert room.view("desk")["desk"]["free_by"] == started + whole


def test_a_stage_that_was_left_out_and_then_taken_out_is_forgotten(room: TestRoom) -> None:
    room.desk.does(commands.SkipStage(stage="talk", on=True))
    shape(room, out("talk"))
    shape(room, new("talk", "lessons"))
    assert room.view("desk")["desk"]["skipped"] == []


def test_the_desk_gives_a_stage_no_more_minutes_than_an_agenda_may_have() -> None:
    for minutes, fits in ((MOST_MINUTES, True), (MOST_MINUTES + 1, False)):
        command = {"type": "set_minutes", "minutes": {"talk": minutes}}
        read = read_message({"key": "0" * 32, "command": command}, Do)
        assert isinstance(read, Do) is fits
