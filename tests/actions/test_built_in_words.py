"""The program's own questions and rules are named in English, so that a phone can say its own."""

import pytest

from tests.support.room import TestRoom, new_room
from workshop.languages import languages
from workshop.rules.agenda import TEMPLATES, Agenda, Stage
from workshop.rules.built_in_words import (
    ALL_TOGETHER,
    GROUND_RULES,
    PROMPT_HELPED,
    PROMPT_NO_STORY,
    PROMPT_PROJECT,
    PURPOSE_RULE,
    QUESTION_WORDS,
    SCOPE_RULE,
)
from workshop.storage.store import Store
from workshop.views.agenda import agenda, asked


@pytest.mark.parametrize("tag", languages().known)
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_question_of_every_template_is_named_in_every_language(
    store: Store, name: str, tag: str
) -> None:
    say = languages().translator(tag)
    room = new_room(store, template=name, language=tag, translate=say)
    for at, stage in enumerate(agenda(room.read()).stages):
        named = (stage.built_in, stage.second_built_in)
        assert [bool(one) for one in named] == [bool(stage.prompt), bool(stage.second_prompt)]
        assert {*named} <= {"", *QUESTION_WORDS}
        if stage.built_in != PROMPT_HELPED:
            assert say(stage.built_in) == asked(room.read(), at)
    assert room.view("participant")["rules"]["built_in"] == [
        PURPOSE_RULE,
        *GROUND_RULES,
        SCOPE_RULE,
    ]


def test_of_six_rules_the_first_is_that_nobody_guesses(room: TestRoom) -> None:
    rules = room.view("participant")["rules"]["rules"]
    assert (len(rules), rules[0]) == (6, "We do not guess who wrote what.")


def test_own_words_are_named_nothing_and_an_addition_is_no_part_of_the_question(
    store: Store,
) -> None:
    stages = (
        Stage("write", 3, prompt="What broke this year?", second_prompt="And then?"),
        Stage("vote", 3, prompt=PROMPT_PROJECT, added="A small thing counts, too."),
        Stage("finish", 1),
    )
    room = new_room(store, agenda=Agenda(stages))
    write, vote, _ = agenda(room.read()).stages
    assert (write.built_in, write.second_built_in) == ("", "")
    assert (vote.built_in, vote.added) == (PROMPT_PROJECT, "A small thing counts, too.")
    assert vote.prompt == f"{PROMPT_PROJECT} A small thing counts, too."


def test_the_teller_is_named_beside_the_question_once_the_stage_has_come(store: Store) -> None:
    room = new_room(store, template="60")
    assert teller(room) == (PROMPT_HELPED, "")
    room.desk.goes("story")
    room.desk.goes("look_through")
    assert teller(room) == (PROMPT_HELPED, room.read().story.told_by.name)
    unheard = new_room(store, template="60")
    unheard.desk.goes("look_through")
    assert teller(unheard) == (PROMPT_NO_STORY, "")


def teller(room: TestRoom) -> tuple[str, str]:
    (stage,) = (one for one in agenda(room.read()).stages if one.kind == "look_through")
    return stage.built_in, stage.teller


def test_few_talk_together_in_every_phone_s_language(room: TestRoom) -> None:
    room.participants(3)
    room.desk.goes("talk")
    (stage,) = (one for one in agenda(room.read()).stages if one.kind == "talk")
    assert stage.second_built_in == ALL_TOGETHER
