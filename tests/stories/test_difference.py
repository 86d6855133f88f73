"""The difference between two texts: both can be read out of it, and nothing is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields, replace

from workshop.protocol.story import Story, StoryStep, Teller
from workshop.stories.difference import Stretch, difference, words_between

STORY = Story(
    title="The lock",
    lesson="Ask twice.",
    told_by=Teller(name="Mara Quill", work="people team", place="Leeds"),
    source="",
    themes=("keys",),
    steps=(
        StoryStep(kind="context", text="A door."),
        StoryStep(kind="happened", text="It shut."),
    ),
    questions=(),
)
texts = st.text(st.sampled_from("ab c\nاé"), max_size=30)


@given(before=texts, after=texts)
def test_both_texts_can_be_read_out_of_their_difference(before: str, after: str) -> None:
    pieces = words_between(before, after)
    assert "".join(one.text for one in pieces if one.kind != "in") == before
    assert "".join(one.text for one in pieces if one.kind != "out") == after
    assert all(one.text for one in pieces)


def test_whole_words_change_and_neighbours_change_as_one() -> None:
    assert words_between("We ask her two times now.", "We ask him three times now.") == (
        Stretch("same", "We ask "),
        Stretch("out", "her two"),
        Stretch("in", "him three"),
        Stretch("same", " times now."),
    )


def test_equal_texts_are_one_piece_and_empty_ones_none() -> None:
    assert words_between("A door.", "A door.") == (Stretch("same", "A door."),)
    assert words_between("", "") == ()


def test_the_parts_of_a_story_come_in_its_own_order() -> None:
    parts = difference(STORY, replace(STORY, lesson="Ask three times."))
    names = [part.name for part in parts]
    assert names == [
        "title", "name", "work", "place", "context", "happened", "lesson", "theme", "language",
    ]  # fmt: skip
    assert [part.name for part in parts if part.changed] == ["lesson"]


@pytest.mark.parametrize(
    ("field", "other", "part"),
    [
        ("title", "The door", "title"),
        ("lesson", "Look.", "lesson"),
        ("told_by", Teller(name="Mara Quill", place="Leeds"), "work"),
        ("source", "A paper", "source"),
        ("themes", ("doors",), "theme"),
        ("steps", (STORY.steps[0], StoryStep(kind="turn", text="It opened.")), "turn"),
        ("questions", ("And you?",), "question"),
        ("language", "de", "language"),
    ],
)
def test_no_change_of_the_exact_text_is_left_out(field: str, other: object, part: str) -> None:
    changed = difference(STORY, replace(STORY, **{field: other}))
    assert part in [one.name for one in changed if one.changed]


def test_every_field_of_a_story_is_looked_at() -> None:
    assert {one.name for one in fields(Story)} == {
        "title", "lesson", "told_by", "source", "themes", "steps", "questions", "language",
    }  # fmt: skip
