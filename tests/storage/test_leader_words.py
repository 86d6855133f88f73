"""The words of a leader, all of one size."""

from workshop.protocol import story as limits
from workshop.protocol.story import STEP_KINDS, Story, StoryStep, Teller
from workshop.rules.limits import LEADER_TEXT, NAME_CHARS
from workshop.storage.bodies import LeaderWords, hide
from workshop.storage.keyring import Keys

KEYS = Keys(bytes(32))
WIDE = "\U0001f600"
"""A character of four bytes."""
LONGEST = Story(
    title=WIDE * limits.STORY_TITLE,
    lesson=WIDE * limits.STORY_LESSON,
    told_by=Teller(name=WIDE * NAME_CHARS),
    source="",
    themes=(),
    steps=tuple(StoryStep(kind=kind, text=WIDE * (LEADER_TEXT // 4)) for kind in STEP_KINDS),
    questions=(),
)


def test_the_longest_story_is_as_large_as_none() -> None:
    longest = LeaderWords(
        name=WIDE * NAME_CHARS, language="en", story=LONGEST, given="0" * 16,
        given_text="0" * 64,
    )  # fmt: skip
    none = LeaderWords(name="", language="en")
    assert len(hide(KEYS, "leader", b"", longest)) == len(hide(KEYS, "leader", b"", none))
