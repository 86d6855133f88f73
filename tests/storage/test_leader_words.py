"""The words of a leader, also where an older program kept it in fewer and smaller parts."""

from workshop.protocol import story as limits
from workshop.protocol.story import KINDS, Story, StoryStep, Teller
from workshop.rules.limits import LEADER_TEXT, NAME
from workshop.storage.bodies import LeaderWords, hide, show
from workshop.storage.keyring import Keys

KEYS = Keys(bytes(32))
OLDER = 5120
"""Bytes to which an older program padded a leader's words."""


WIDE = "\U0001f600"
"""A character of four bytes."""
LONGEST = Story(
    title=WIDE * limits.TITLE,
    lesson=WIDE * limits.LESSON,
    told_by=Teller(name=WIDE * NAME),
    source="",
    themes=(),
    steps=tuple(StoryStep(kind=kind, text=WIDE * (LEADER_TEXT // 4)) for kind in KINDS),
    questions=(),
)


def test_the_words_of_an_older_program_are_read() -> None:
    body = KEYS.hide(["Ines", "I hid it.", "en"], "leader", b"", OLDER)
    words = show(KEYS, "leader", b"", body, LeaderWords)
    assert (words.name, words.told, words.story, words.given) == ("Ines", "I hid it.", None, "")


def test_the_longest_story_is_as_large_as_none() -> None:
    longest = LeaderWords(
        name=WIDE * NAME, text="", language="en", story=LONGEST, given="0" * 16,
        given_text="0" * 64,
    )  # fmt: skip
    none = LeaderWords(name="", text="", language="en")
    assert len(hide(KEYS, "leader", b"", longest)) == len(hide(KEYS, "leader", b"", none))
