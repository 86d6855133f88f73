"""A story from a form: what is missing or too long is named, nothing else is asked."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop.protocol.story import STEP_KINDS, Story
from workshop.stories.own_story import (
    FIELD_LIMITS,
    OWN_STORY_SENTENCES,
    StoryFault,
    read_own,
    read_published,
)

FORM = {
    "title": "The wrong folder",
    "lesson": "Read the name of the folder aloud before you delete it.",
    "name": "Noor",
    "happened": "Noor deleted the folder with the drafts.",
    "now": "Noor reads its name aloud first.",
    "question": "What did you delete?\nWho helped you?",
    "agreed": "on",
}


def faults(form: dict[str, str]) -> list[StoryFault]:
    read = read_own(form)
    assert isinstance(read, list)
    return read


def codes(read: Story | list[StoryFault]) -> list[tuple[str, str]]:
    assert isinstance(read, list)
    return [(fault.field, fault.code) for fault in read]


def test_a_filled_form_becomes_a_story() -> None:
    story = read_own(FORM)
    assert isinstance(story, Story)
    assert (story.title, story.told_by.name, story.told_by.place) == (FORM["title"], "Noor", "")
    assert [(step.kind, step.text) for step in story.steps] == [
        ("happened", FORM["happened"]),
        ("now", FORM["now"]),
    ]
    assert story.questions == ("What did you delete?", "Who helped you?")
    assert (story.language, story.source) == ("en", "")


@pytest.mark.parametrize(
    ("left_out", "field", "code"),
    [
        ("title", "title", "no_title"),
        ("lesson", "lesson", "no_lesson"),
        ("name", "name", "no_teller"),
        ("happened", "steps", "too_few_steps"),
        ("agreed", "agreed", "not_agreed"),
    ],
)
def test_what_is_left_out_is_named(left_out: str, field: str, code: str) -> None:
    assert codes(read_own(FORM | {left_out: "  "})) == [(field, code)]
    assert codes(read_own({k: v for k, v in FORM.items() if k != left_out})) == [(field, code)]


def test_a_story_without_a_lesson_is_refused_in_its_own_words() -> None:
    (fault,) = faults(FORM | {"lesson": ""})
    assert "no lesson yet" in fault.sentence
    assert "one sentence" in fault.sentence


@pytest.mark.parametrize("answer", ["off", "false", "0", "no", ""])
def test_an_unticked_agreement_is_none(answer: str) -> None:
    assert codes(read_own(FORM | {"agreed": answer})) == [("agreed", "not_agreed")]


@pytest.mark.parametrize(("field", "limit"), FIELD_LIMITS.items())
def test_a_field_takes_its_limit_and_not_one_more(field: str, limit: int) -> None:
    assert isinstance(read_own(FORM | {field: "é" * limit}), Story)
    assert read_own(FORM | {field: "é" * (limit + 12)}) == [StoryFault(field, "too_long", over=12)]


def test_a_sentence_says_how_many_characters_are_over_and_the_limit() -> None:
    assert StoryFault("lesson", "too_long", over=12).sentence == (
        "The lesson is too long: shorten it by 12. The limit is 140 characters."
    )


def test_every_question_is_measured_for_itself() -> None:
    questions = "\n".join(["q" * 200, "q" * 203, "q" * 200])
    assert read_own(FORM | {"question": questions}) == [StoryFault("question", "too_long", over=3)]


def test_a_fourth_question_is_refused() -> None:
    (fault,) = faults(FORM | {"question": "a?\n\nb?\nc?\nd?\ne?"})
    assert fault == StoryFault("question", "too_many", over=2)
    assert "remove 2. The limit is 3" in fault.sentence


def test_all_faults_are_named_at_once() -> None:
    assert len(codes(read_own({"title": "x" * 99}))) == 5


def test_a_language_that_is_none_is_refused() -> None:
    assert codes(read_own(FORM | {"language": "English!"})) == [("language", "unknown_language")]
    assert isinstance(read_own(FORM | {"language": "de-AT"}), Story)


def test_control_and_direction_marks_do_not_reach_the_projector() -> None:
    story = read_own(FORM | {"title": "The\x00 \ud800wrong\u202e\n folder\u2066"})
    assert isinstance(story, Story)
    assert story.title == "The wrong folder"


def test_a_published_story_needs_its_source_and_a_permission_instead_of_an_agreement() -> None:
    published = FORM | {"agreed": ""}
    assert codes(read_published(published)) == [
        ("source", "no_source"),
        ("permission", "no_permission"),
    ]
    permitted = {"source": "The Bugle", "permission": "The editor, by e-mail."}
    assert isinstance(read_published(published | permitted), Story)


@pytest.mark.parametrize(
    "written",
    ["Trust, checking", "Trust\r\n\r\n checking ", "Trust، checking", "Trust,checking,CHECKING,"],
)
def test_themes_are_parted_by_commas_or_lines_and_named_once(written: str) -> None:
    story = read_own(FORM | {"theme": written})
    assert isinstance(story, Story)
    assert story.themes == ("Trust", "checking")


def test_a_fourth_theme_is_refused() -> None:
    (fault,) = faults(FORM | {"theme": "a, b, c, d, e"})
    assert fault == StoryFault("theme", "too_many_themes", over=2)
    assert "remove 2. The limit is 3" in fault.sentence


def test_every_theme_is_measured_for_itself() -> None:
    assert read_own(FORM | {"theme": "t" * 45 + ", " + "u" * 40}) == [
        StoryFault("theme", "too_long", over=5)
    ]


@pytest.mark.parametrize("code", OWN_STORY_SENTENCES)
def test_every_fault_has_a_finished_sentence(code: str) -> None:
    sentence = StoryFault("title", code, over=3).sentence  # type: ignore[arg-type]
    assert sentence.endswith(".")
    assert not {"{", "}"} & set(sentence)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*FIELD_LIMITS, "language", "agreed"]), st.text(max_size=220), max_size=14
    )
)
def test_whatever_is_filled_in_gives_faults_or_a_story_that_the_wire_takes(
    filled: dict[str, str],
) -> None:
    read = read_own(FORM | filled)
    if isinstance(read, Story):
        assert msgspec.json.decode(msgspec.json.encode(read), type=Story) == read
        assert [step.kind for step in read.steps] == [
            kind for kind in STEP_KINDS if kind in {step.kind for step in read.steps}
        ]
    else:
        assert read
