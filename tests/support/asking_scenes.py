"""Pictures of the room's screen while it is asked how something like a card can happen."""

from collections.abc import Iterator
from typing import Any

from tests.support.room_scenes import scene
from tests.support.room_states import MIXED, State, Voice, answers, card, now, workshop
from workshop.protocol import entries as e
from workshop.rules import limits

COUNTS = (1, 2, 3, 4, 5, 6)
"""All that can be on one page."""


def asking_scenes(voice: Voice) -> Iterator[State]:
    """Returns the pictures of the stage in the words of one voice."""
    question = voice.writes(limits.PROMPT)
    picks = "The facilitator picks a card for us to look at together."
    yield scene(voice, "ask how, picking", now("ask_how", phase="picking"), says=(picks, question),
                prompt=True)  # fmt: skip
    about = _asked(voice)
    for phase in ("open", "last_call", "few"):
        at = now("ask_how", phase=phase, about=1)
        said = (question, about.happened)
        yield scene(voice, f"ask how, {phase}", at, about, says=said, prompt=True)
    trial = workshop(voice, trial=True)
    yield scene(voice, "ask how, nearly all of a trial", now("ask_how", about=1), about, trial,
                says=(question,), prompt=True, took_part="nearly_all")  # fmt: skip
    yield scene(voice, "ask how, reading", now("ask_how", phase="reading", about=1), about,
                says=("The answers have arrived.", about.happened), prompt=True)  # fmt: skip
    yield from _answered(voice, about)


def _asked(voice: Voice) -> e.Card:
    happened, learned = voice.writes(limits.HAPPENED), voice.writes(limits.LEARNED_CHARS)
    return card(1, happened, learned, "several", language=voice.language)


def _answered(voice: Voice, about: e.Card) -> Iterator[State]:
    def page(name: str, every: list[e.AnswerEntry], **at: Any) -> State:
        here = now("ask_how", phase="showing", about=1, **at)
        words = tuple(one.text for one in every[:1])
        return scene(voice, name, here, about, *every, says=words, prompt=True)

    for count in COUNTS:
        yield page(f"ask how, {count} answers", answers(count, voice))
    yield page("ask how, answers of mixed length", answers(6, voice, MIXED))
    yield page("ask how, the first of two pages", answers(7, voice), steps=2)
