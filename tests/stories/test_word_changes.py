"""The difference that a contributor is shown: word by word, and nothing of either text left out."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.stories.test_contributing import STORY
from workshop.protocol.story import StoryStep
from workshop.stories.word_changes import Run, story_changes, word_runs

texts = st.lists(st.sampled_from(["a", "b", "قبل", "don’t", "end."]), max_size=12).map(" ".join)


@given(texts, texts)
def test_each_text_can_be_read_out_of_its_difference(before: str, after: str) -> None:
    runs = word_runs(before, after)
    assert "".join(run.text for run in runs if run.kind != "comes") == before
    assert "".join(run.text for run in runs if run.kind != "goes") == after


def test_whole_words_go_before_those_that_come_in_their_place() -> None:
    assert word_runs("Ask the one who knows.", "Ask twice.") == (
        Run("stays", "Ask "), Run("goes", "the one who knows."), Run("comes", "twice."),
    )  # fmt: skip


def test_every_part_that_is_told_is_shown_and_what_the_editor_adds_besides() -> None:
    now = StoryStep(kind="now", text="I look.")
    after = replace(STORY, steps=(*STORY.steps, now), questions=("Who?",), themes=("doors",))
    changes = {one.name: one for one in story_changes(STORY, after)}
    assert [*changes] == ["title", "context", "happened", "now", "lesson", "themes", "questions"]
    assert [name for name, one in changes.items() if one.changed] == ["now", "themes", "questions"]
    assert "themes" not in {one.name for one in story_changes(STORY, STORY)}
