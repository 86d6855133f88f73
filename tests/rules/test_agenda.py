"""The built-in agendas: their minutes add up, and every stage has words for the desk."""

import pytest

from workshop.rules.agenda import TEMPLATES, template
from workshop.rules.amounts import amount, share_word
from workshop.rules.codes import ALPHABET, new_code, read_code
from workshop.rules.thresholds import are_few, may_reveal

MINUTES = {"60": 60, "30": 30, "90": 90, "follow_up": 45, "all_hands": 40}


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_an_agenda_takes_as_long_as_its_name_says(name: str) -> None:
    assert template(name, str).minutes == MINUTES[name]


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_every_stage_has_a_cue_and_writing_has_both_questions(name: str) -> None:
    stages = template(name, str).stages
    assert all(stage.cue for stage in stages)
    assert all(stage.prompt and stage.second_prompt for stage in stages if stage.kind == "write")


def test_all_words_go_through_the_catalogue() -> None:
    seen: list[str] = []
    template("60", lambda text: seen.append(text) or f"<{text}>")
    words = [text for stage in template("60", str).stages for text in (stage.prompt, stage.cue)]
    assert {text for text in words if text} <= set(seen)


def test_codes_have_no_look_alikes_and_are_read_whatever_their_case_and_gaps() -> None:
    assert not set("ILOS50Z21") & set(ALPHABET)
    code = new_code()
    assert read_code(f" {code[:3].lower()}-{code[3:]} ") == code
    assert read_code("K7M4T") is None
    assert read_code("K7M4T0") is None


@pytest.mark.parametrize(
    ("count", "here", "word"),
    [(0, 9, "none"), (2, 9, "none"), (3, 9, "several"), (5, 9, "most"), (3, 0, "several")],
)
def test_how_many_have_been_there_is_said_in_words(count: int, here: int, word: str) -> None:
    assert amount(count, here) == word


@pytest.mark.parametrize(
    ("took_part", "here", "word"),
    [(0, 9, ""), (1, 9, "some"), (5, 9, "most"), (8, 9, "nearly_all"), (1, 0, "")],
)
def test_how_many_took_part_is_said_in_words(took_part: int, here: int, word: str) -> None:
    assert share_word(took_part, here) == word


def test_three_reveal_and_five_are_not_few() -> None:
    assert [may_reveal(n) for n in (0, 2, 3)] == [False, False, True]
    assert [are_few(n) for n in (3, 4, 5)] == [True, True, False]
