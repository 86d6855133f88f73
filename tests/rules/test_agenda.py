"""The built-in agendas: their minutes add up, and every stage has words for the desk."""

import re

import pytest

from workshop.languages import languages
from workshop.rules.agenda import LENGTHS, TEMPLATES, template
from workshop.rules.joining import ALPHABET, new_code, read_code
from workshop.rules.stages import Contents, pages, rules_at_arrival
from workshop.rules.thresholds import amount, are_few, share_word

RESERVE = {"60": 3, "90": 1}
HOUR = (
    "arrive 5, go_first 4, story 5, write 6, look_through 3, reveal 7, ask_how 6, "
    "talk 4, lessons 4, vote 3, commit 6, finish 4"
)
HALF = "arrive 4, story 3, write 5, look_through 2, reveal 5, ask_how 4, commit 4, finish 3"
NINETY = (
    "arrive 5, go_first 4, story 5, story 5, write 8, look_through 4, reveal 10, break 5, "
    "ask_how 12, talk 8, lessons 6, vote 4, commit 8, finish 5"
)
FOLLOW_UP = (
    "arrive 5, follow_up 12, write 5, look_through 2, reveal 7, lessons 4, vote 3, commit 4, "
    "finish 3"
)
ALL_HANDS = "arrive 5, story 8, write 10, lessons 8, vote 5, finish 4"
STAGES = {
    "60": HOUR, "30": HALF, "90": NINETY, "follow_up": FOLLOW_UP, "all_hands": ALL_HANDS,
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_an_agenda_and_its_reserve_take_as_long_as_its_name_says(name: str) -> None:
    assert template(name, str).minutes + RESERVE.get(name, 0) == LENGTHS[name]


@pytest.mark.parametrize(("name", "stages"), STAGES.items())
def test_the_stages_and_their_minutes(name: str, stages: str) -> None:
    found = template(name, str).stages
    assert ", ".join(f"{stage.kind} {stage.minutes}" for stage in found) == stages


def test_half_an_hour_has_one_card_for_each_device() -> None:
    (write,) = [stage for stage in template("30", str).stages if stage.kind == "write"]
    assert write.settings.cards_each == 1


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_everybody_has_seen_the_rules_before_anybody_writes(name: str) -> None:
    kinds = [stage.kind for stage in template(name, str).stages]
    assert rules_at_arrival(kinds) and "ground_rules" not in kinds
    assert [pages("arrive", Contents(shows_rules=shows)) for shows in (True, False)] == [2, 1]
    assert "read the rules aloud" in template(name, str).stages[0].cue


@pytest.mark.parametrize(
    ("kinds", "greets"),
    [
        ("arrive ground_rules write finish", False),
        ("arrive write ground_rules finish", True),
        ("arrive story lessons ground_rules finish", True),
        ("arrive story finish", True),
        ("arrive story ground_rules vote finish", False),
    ],
)
def test_the_arrival_shows_the_rules_where_no_stage_does_in_time(kinds: str, greets: bool) -> None:
    assert rules_at_arrival(kinds.split()) is greets


@pytest.mark.parametrize("name", sorted(TEMPLATES))
@pytest.mark.parametrize("language", languages().known)
def test_a_cue_is_three_short_sentences_at_most(name: str, language: str) -> None:
    for stage in template(name, languages().translator(language)).stages:
        assert len(re.findall(r"[.?!؟](?=\s|$)", stage.cue)) <= 3, stage.cue


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
    assert read_code(f" {code[:3].lower()}-{code[3:]} ") == (code, "")
    assert read_code(f"{code.lower()} k7m4") == (code, "K7M4")
    assert read_code("K7M4T") is None
    assert read_code("K7M4T0") is None


@pytest.mark.parametrize(
    ("count", "here", "word"),
    [
        (0, 9, "none"),
        (3, 9, "none"),
        (4, 9, "several"),
        (5, 9, "most"),
        (2, 6, "none"),
        (3, 6, "most"),
        (3, 0, "several"),
    ],
)
def test_how_many_have_been_there_is_said_in_words(count: int, here: int, word: str) -> None:
    assert amount(count, here) == word


@pytest.mark.parametrize(
    ("took_part", "here", "word"),
    [(0, 9, ""), (1, 9, "some"), (5, 9, "most"), (8, 9, "nearly_all"), (1, 0, "")],
)
def test_how_many_took_part_is_said_in_words(took_part: int, here: int, word: str) -> None:
    assert share_word(took_part, here) == word


def test_five_are_not_few() -> None:
    assert [are_few(n) for n in (3, 4, 5)] == [True, True, False]
