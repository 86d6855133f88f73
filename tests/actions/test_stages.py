"""The agenda at the desk: each press once, any stage at any time, and a clock that only tells."""

import os

import pytest

from tests.support.room import TestRoom, done, new_room, refusal
from workshop.protocol import commands
from workshop.rules.agenda import TEMPLATES, Agenda
from workshop.storage.context import Context
from workshop.storage.state import write_agenda
from workshop.storage.store import Store


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_every_agenda_can_be_gone_through_in_order(store: Store, template: str) -> None:
    room = new_room(store, template=template)
    room.participants(3)
    for kind, _ in TEMPLATES[template][1:]:
        assert done(room.desk.goes(kind))
        assert room.view("participant")["now"]["kind"] == kind


def test_any_stage_can_be_jumped_to_and_back(room: TestRoom) -> None:
    room.participants(3)
    for kind in ("vote", "arrive", "commit", "story", "finish", "write", "look_through"):
        assert done(room.desk.goes(kind))
        assert room.view("desk")["now"]["kind"] == kind


def test_a_press_made_twice_is_one_step(room: TestRoom) -> None:
    key = os.urandom(16)
    go = commands.Go(turn=0, stage="go_first")
    assert done(room.desk.does(go, key))
    assert done(room.desk.does(go, key))
    assert room.read().position == 1


def test_of_two_desks_the_slower_one_is_told(room: TestRoom) -> None:
    assert done(room.desk.does(commands.Go(turn=0, stage="go_first")))
    assert refusal(room.desk.does(commands.Go(turn=0, stage="story"))) == "moved_on"
    assert room.read().position == 1


def test_a_place_that_the_agenda_does_not_have_is_refused(room: TestRoom) -> None:
    for stage in ("dance", "arrive"):
        assert refusal(room.desk.presses(commands.Go, stage=stage)) == "no_such"


def test_the_story_is_read_page_by_page(room: TestRoom) -> None:
    room.desk.goes("story")
    steps = room.view("participant")["now"]["steps"]
    assert steps == len(room.read().story.steps) + 2
    for step in range(1, steps):
        assert done(room.desk.presses(commands.Step, step=step))
    assert refusal(room.desk.presses(commands.Step, step=steps)) == "no_such"


def test_the_clock_pauses_runs_on_and_takes_one_minute_more(room: TestRoom) -> None:
    room.desk.goes("go_first")
    room.now += 30
    room.desk.presses(commands.Pause, on=True)
    now = room.view("desk")["now"]
    assert (now["paused"], now["left"], now["ends_at"]) == (True, 210.0, None)
    room.now += 500
    room.desk.presses(commands.MoreTime)
    room.desk.presses(commands.Pause, on=False)
    assert room.view("desk")["now"]["ends_at"] == room.now + 270


def test_the_clock_never_moves_a_stage(room: TestRoom) -> None:
    room.desk.goes("go_first")
    room.now += 3600
    assert room.view("desk")["now"]["kind"] == "go_first"
    room.desk.presses(commands.MoreTime)
    assert room.view("desk")["now"]["ends_at"] == room.now + 60


def test_the_desk_knows_how_long_each_stage_took(room: TestRoom) -> None:
    room.desk.goes("go_first")
    room.now += 180
    room.desk.goes("story")
    assert room.view("desk")["desk"]["took"]["go_first"] == 3


def test_participants_and_projector_are_covered_by_the_desk(room: TestRoom) -> None:
    room.desk.presses(commands.Cover, on=True)
    assert room.view("projector")["now"]["covered"] is True
    room.desk.goes("story")
    assert room.view("projector")["now"]["covered"] is False


def test_the_story_stays_with_the_desk_until_its_stage(room: TestRoom) -> None:
    assert "story" not in room.view("participant")
    assert "story" in room.view("desk")
    room.desk.goes("story")
    assert "story" in room.view("participant")


def test_the_facilitator_chooses_which_of_the_storys_questions_the_room_sees(
    room: TestRoom,
) -> None:
    room.desk.goes("story")
    assert len(room.view("desk")["story"]["questions"]) == 3
    room.desk.presses(commands.AskQuestion, question=2)
    assert {view["now"]["question"] for view in room.views().values()} == {2}
    room.desk.presses(commands.Step, step=1)
    assert room.view("projector")["now"]["question"] == 2
    room.desk.goes("write")
    room.desk.goes("story")
    assert room.view("projector")["now"]["question"] == 0


def test_only_a_question_that_the_story_has_can_be_chosen_and_only_in_its_stage(
    room: TestRoom,
) -> None:
    assert refusal(room.desk.presses(commands.AskQuestion, question=1)) == "wrong_stage"
    room.desk.goes("story")
    for place in (-1, 3):
        assert refusal(room.desk.presses(commands.AskQuestion, question=place)) == "no_such"
    assert room.view("projector")["now"]["question"] == 0


def test_a_participant_cannot_lead_and_a_desk_cannot_write(room: TestRoom) -> None:
    person = room.participant()
    room.desk.goes("write")
    assert refusal(person.does(commands.Go(turn=1, stage="look_through"))) == "not_allowed"
    card = commands.WriteCard(round=room.round, happened="From the desk")
    assert refusal(room.desk.does(card)) == "not_allowed"


def test_quick_reveals_come_in_pages_of_six(store: Store) -> None:
    room = new_room(store)
    room.desk.does(commands.SetMinutes(minutes={"reveal": 10}))
    room.participants(16)
    room.desk.goes("write")
    for i, person in enumerate(room.people):
        for part in "ab":
            assert done(person.writes(f"card {i}{part}"))
    room.desk.goes("reveal")
    now = room.view("projector")["now"]
    assert (now["page_size"], now["steps"]) == (6, 7)
    room.desk.presses(commands.Step, step=2)
    room.desk.presses(commands.PageSize, size=1)
    now = room.view("projector")["now"]
    assert (now["step"], now["steps"]) == (7, 33)
    room.desk.presses(commands.PageSize, size=6)
    order = room.view("projector")["order"]["cards"]
    room.desk.presses(commands.PageSize, size=1, card=order[8])
    assert room.view("projector")["now"]["step"] == 9
    turn = room.view("projector")["now"]["turn"]
    unknown = commands.PageSize(turn=turn, size=6, card=99)
    assert refusal(room.desk.does(unknown)) == "no_such"


def test_been_there_is_said_in_words_once_enough_have(room: TestRoom) -> None:
    room.participants(9)
    room.desk.goes("story")
    for person in room.people[:3]:
        person.been_there("story")
        person.been_there("story")
    assert room.view("projector")["story_been"]["amount"] == "none"
    room.people[3].been_there("story")
    assert room.view("projector")["story_been"]["amount"] == "several"


def test_a_sensitive_card_takes_no_taps(room: TestRoom) -> None:
    room.participants(3)
    room.desk.goes("write")
    for person in room.people:
        person.writes("Heavy")
        person.adds_nothing()
    room.desk.goes("reveal")
    room.desk.does(commands.MarkSensitive(card="1", on=True))
    assert refusal(room.people[0].been_there("1")) == "not_allowed"


def test_unclear_rules_reach_the_desk_as_a_number(room: TestRoom) -> None:
    room.participants(3)
    room.desk.presses(commands.Step, step=1)
    for person in room.people[:2]:
        person.does(commands.Unclear(round=room.round, on=True))
    room.people[0].does(commands.Unclear(round=room.round, on=False))
    assert room.view("desk")["desk"]["unclear"] == 1


def test_answers_at_the_finish_are_seen_from_five_on_and_the_newest_counts(room: TestRoom) -> None:
    room.participants(9)
    room.desk.goes("finish")
    for i, person in enumerate(room.people[:5]):
        assert room.view("desk")["finish"]["worth"] is None, i
        for choice in ("no", "yes"):
            answer = commands.Answer(round=room.round, question="worth", choice=choice)
            person.does(answer)
    assert room.view("desk")["finish"]["worth"] == {"yes": 4, "partly": 0, "no": 1}
    for person in room.people[4:]:
        person.does(commands.Answer(round=room.round, question="worth", choice="yes"))
    assert done(room.desk.presses(commands.Seal))
    assert room.view("desk")["finish"]["worth"] == {"yes": 9, "partly": 0, "no": 0}


def test_a_closed_workshop_takes_nothing_more(room: TestRoom) -> None:
    room.participant()
    room.desk.goes("finish")
    assert done(room.desk.presses(commands.Seal))
    assert refusal(room.desk.goes("vote")) == "sealed"


def test_stages_can_stand_elsewhere_and_all_that_is_kept_of_them_stays_theirs(
    store: Store,
) -> None:
    room = new_room(store, template="90")
    room.participants(3)
    room.desk.presses(commands.Go, stage="story-2")
    room.now += 120
    room.desk.presses(commands.Go, stage="write")
    for person in room.people:
        person.writes("It broke")
    room.desk.does(commands.SkipStage(stage="talk", on=True))
    room.desk.presses(commands.Go, stage="look_through")
    moved = ["arrive", "talk", "story-2", "story", "go_first", "write"]
    rest = ["look_through", "reveal", "lessons", "vote", "commit", "finish"]
    _in_order(room, [*moved, *rest])
    shown = room.view("desk")
    assert (shown["now"]["position"], shown["now"]["going_to"]) == (5, "look_through")
    assert (shown["desk"]["took"]["story-2"], shown["desk"]["skipped"]) == (2, ["talk"])
    round_ = room.round
    room.desk.presses(commands.Go, stage="look_through")
    room.desk.goes("write")
    assert room.round == round_
    room.desk.goes("reveal")
    assert len(room.read().cards) == 3


def _in_order(room: TestRoom, ids: list[str]) -> None:
    """Puts the stages in another order, as they are stored."""
    file = room.store.workshops.open(room.id)
    assert file is not None
    with file.begin(Context(room.here, room.now, room.memory)) as tx:
        stages = {stage.id: stage for stage in tx.agenda.stages}
        tx.put(agenda=write_agenda(Agenda(tuple(stages[id_] for id_ in ids))))
