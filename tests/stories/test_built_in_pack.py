"""The pack that ships: eleven stories, true to the facts and fit for a projector."""

import re

import msgspec
import pytest

from workshop.protocol.story import MOST_STEPS, STEP_KINDS, Story
from workshop.stories.pack import built_in, built_in_pack

TELLERS = [
    ("Lauren Coles", "founder and CEO", "New York, NY"),
    ("Cynthia Leung", "pharmacist", "Kingston, Ontario, Canada"),
    ("Busola Oghumu", "career confidence strategist", "Toronto, Ontario, Canada"),
    ("Grace Cross", "magazine owner and editor", "Canada"),
    ("Breshana Miller", "online brand strategist", "Washington, DC"),
    ("Julie Neale", "founder, community builder and coach", "San Francisco, CA"),
    ("Meghan E. Butler", "communications consultant", "Austin, TX"),
    ("James Sudakow", "business consulting", "San Diego, CA"),
    ("Octavia Bostick", "hospitality", "Seattle, WA"),
    ("Romal Tune", "strategic partnerships", "Atlanta, GA"),
    ("Lauren S. Tashman", "sport and performance psychology", "New York, NY"),
]
GENDERED = re.compile(r"\b(he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)
# Of another person than the teller: Coles's business connection, and Tashman's player.
OF_OTHERS = {"Lauren Coles": ["he", "his"], "Lauren S. Tashman": ["her"]}
LARGE_TYPE = 210
FEWEST_WORDS, MOST_WORDS = 50, 150


@pytest.fixture(params=range(len(TELLERS)), ids=[name for name, _, _ in TELLERS])
def story(request: pytest.FixtureRequest) -> Story:
    """Each story of the pack in turn."""
    position: int = request.param
    return built_in()[position]


def told(story: Story) -> str:
    return " ".join(step.text for step in story.steps)


def all_words(story: Story) -> str:
    return " ".join([story.title, story.lesson, told(story), *story.questions, *story.themes])


def test_the_eleven_are_told_by_those_who_told_them_in_their_order() -> None:
    assert [(s.told_by.name, s.told_by.work, s.told_by.place) for s in built_in()] == TELLERS


def test_titles_and_lessons_are_all_different() -> None:
    assert len({story.title for story in built_in()}) == len(TELLERS)
    assert len({story.lesson for story in built_in()}) == len(TELLERS)


def test_a_story_holds_what_the_wire_would_refuse_otherwise(story: Story) -> None:
    assert msgspec.json.decode(msgspec.json.encode(story), type=Story) == story


def test_a_story_is_told_in_50_to_150_words(story: Story) -> None:
    assert FEWEST_WORDS <= len(told(story).split()) <= MOST_WORDS


def test_each_step_stands_alone_in_large_type(story: Story) -> None:
    assert [step.kind for step in story.steps if len(step.text) > LARGE_TYPE] == []


def test_a_story_has_two_to_four_steps_in_their_order(story: Story) -> None:
    kinds = [step.kind for step in story.steps]
    assert 2 <= len(kinds) <= MOST_STEPS
    assert kinds == [kind for kind in STEP_KINDS if kind in kinds]


def test_every_story_says_what_happened_and_what_now(story: Story) -> None:
    assert {"happened", "now"} <= {step.kind for step in story.steps}


def test_only_the_story_whose_facts_have_no_turn_has_none() -> None:
    without = [s.told_by.name for s in built_in() if "turn" not in {t.kind for t in s.steps}]
    assert without == ["Octavia Bostick"]


def test_no_teller_is_given_a_gender(story: Story) -> None:
    used = {word.lower() for word in GENDERED.findall(all_words(story))}
    assert used <= set(OF_OTHERS.get(story.told_by.name, []))


def test_the_teller_is_named_in_the_story(story: Story) -> None:
    assert story.told_by.name in told(story)


def test_the_source_is_named_without_address_or_date(story: Story) -> None:
    assert story.source == "Thrive Global, contributor community"
    assert "http" not in all_words(story)
    assert not re.search(r"\b(19|20)\d\d\b", all_words(story))


def test_two_or_three_questions_lead_to_the_participants_own_failures(story: Story) -> None:
    assert 2 <= len(story.questions) <= 3
    assert all(question.endswith("?") for question in story.questions)
    assert all(re.search(r"\b(you|your|yours)\b", question) for question in story.questions)
    assert not [question for question in story.questions if question.startswith("Why")]


def test_a_story_has_one_or_two_themes(story: Story) -> None:
    assert 1 <= len(story.themes) <= 2


def test_the_lesson_is_one_sentence(story: Story) -> None:
    assert re.fullmatch(r"[^.?!]+\.", story.lesson)


def test_no_story_uses_long_dashes(story: Story) -> None:
    assert not re.search("[–—]", all_words(story))


def test_coles_partner_was_charged_and_no_more_is_said() -> None:
    text = told(built_in()[0])
    assert "was charged with embezzlement" in text
    assert not re.search(r"\b(convicted|guilty|embezzled|stole|stolen|theft|fraud)\b", text)


def test_nothing_is_said_of_what_became_of_leungs_patient() -> None:
    text = told(built_in()[1])
    assert text.count("patient") == 1
    assert not re.search(r"\b(harm|died|death|recovered|injur\w+|survived|fine|hospital)\b", text)


def test_the_pack_says_why_it_exists() -> None:
    pack = built_in_pack()
    assert pack.title
    for fact in ("The New York Times", "Harvard Business School", "envy", "Thrive Global"):
        assert fact in pack.why
    assert "http" not in pack.why
    assert not GENDERED.search(pack.why)
