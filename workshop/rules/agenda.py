"""An agenda is data: stages in an order, with minutes, prompts, cues and settings."""

from collections.abc import Callable, Collection, Iterable
from itertools import chain, count
from typing import Literal

import msgspec
from msgspec.structs import force_setattr, replace

from workshop.rules.built_in_words import (
    IN_PAIRS,
    PROMPT_ASK_HOW,
    PROMPT_BREAK,
    PROMPT_COMMIT,
    PROMPT_DONE_WITH,
    PROMPT_FOLLOW_UP,
    PROMPT_HELPED,
    PROMPT_LESSON,
    PROMPT_LESSONS,
    PROMPT_NO_STORY,
    PROMPT_SINCE,
    PROMPT_TALK,
    PROMPT_USE,
    PROMPT_VOTE,
    PROMPT_WORTH,
)
from workshop.rules.built_in_words import message as message
from workshop.rules.stage_settings import StageSettings

StageKind = Literal[
    "arrive", "ground_rules", "follow_up", "go_first", "story", "write", "look_through",
    "reveal", "ask_how", "talk", "break", "lessons", "vote", "commit", "finish",
]  # fmt: skip

Told = Literal["story", "story2"]
"""The first and the second story of an agenda; what is tapped of each is counted by this name."""


class Stage(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One stage: its kind, its minutes, the words for the room and for the desk, its settings.

    `id` stays the same for as long as there is a workshop, wherever the stage is moved; it is ""
    only until the stage is part of an agenda.
    """

    kind: StageKind
    minutes: int
    prompt: str = ""
    second_prompt: str = ""
    cue: str = ""
    name: str = ""
    settings: StageSettings = StageSettings()
    id: str = ""
    added: str = ""
    """The desk's addition to the question since the stage opened."""


class Agenda(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The stages in their order, each with an id of its own."""

    stages: tuple[Stage, ...]

    def __post_init__(self) -> None:
        """Gives an id to each stage that has none."""
        if not all(stage.id for stage in self.stages):
            force_setattr(self, "stages", with_ids(self.stages))

    @property
    def minutes(self) -> int:
        """Minutes of all stages together."""
        return sum(stage.minutes for stage in self.stages)

    def place(self, id_: str) -> int | None:
        """Returns the place of the stage with an id; None if the agenda does not have it."""
        return next((i for i, stage in enumerate(self.stages) if stage.id == id_), None)

    def ids(self, *kinds: StageKind) -> list[str]:
        """The ids of all stages of these kinds, in their order."""
        return [stage.id for stage in self.stages if stage.kind in kinds]

    def kind_of(self, id_: str) -> StageKind | None:
        """The kind of the stage with an id; None if the agenda does not have it."""
        return next((stage.kind for stage in self.stages if stage.id == id_), None)

    def position(self, kind: StageKind) -> int | None:
        """Returns the first place of a kind of stage; None if the agenda has none."""
        return next((i for i, stage in enumerate(self.stages) if stage.kind == kind), None)

    def has_reached(self, kind: StageKind, position: int) -> bool:
        """True if the first stage of a kind is or was on show at a position."""
        first = self.position(kind)
        return first is not None and first <= position

    def tells(self) -> int:
        """Number of stories that the room hears: 0, 1 or 2. A stage beyond tells the second
        again."""
        return min(sum(stage.kind == "story" for stage in self.stages), 2)

    def told(self, position: int) -> Told:
        """Returns which story is on show at a position: that of the stage, else the one told
        last."""
        until = self.stages[: position + 1]
        return "story2" if sum(stage.kind == "story" for stage in until) > 1 else "story"


def with_ids(stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """Returns the stages with an id for each that has none: its kind, with a number where the
    kind alone is taken ("write", "write-2")."""
    stages = tuple(stages)
    taken = {stage.id for stage in stages}
    found = []
    for stage in stages:
        id_ = stage.id or free_id(stage.kind, taken)
        taken.add(id_)
        found.append(replace(stage, id=id_))
    return tuple(found)


def free_id(kind: str, taken: Collection[str]) -> str:
    """Returns an id for one more stage of a kind, other than those that are taken."""
    names = chain([kind], (f"{kind}-{n}" for n in count(2)))
    return next(name for name in names if name not in taken)


Translate = Callable[[str], str]
StageWords = tuple[str, str, str]
"""The prompt, the second prompt, and the cue of a stage."""


def template(name: str, translate: Translate) -> Agenda:
    """A built-in agenda in the language of `translate`. Raises KeyError for an unknown name."""
    words = STAGE_WORDS | {"arrive": RULES_AT_ARRIVAL} | WORDS_OF.get(name, {})
    settings = SETTINGS_OF.get(name, {})
    return Agenda(
        tuple(
            _stage(kind, minutes, words[kind], translate, settings.get(kind, StageSettings()))
            for kind, minutes in TEMPLATES[name]
        )
    )


def _stage(
    kind: StageKind, minutes: int, words: StageWords, translate: Translate, settings: StageSettings
) -> Stage:
    prompt, second, cue = (translate(text) if text else "" for text in words)
    return Stage(kind, minutes, prompt, second, cue, settings=settings)


TEMPLATES: dict[str, tuple[tuple[StageKind, int], ...]] = {
    "60": (
        ("arrive", 5), ("go_first", 4), ("story", 5), ("write", 6), ("look_through", 3),
        ("reveal", 7), ("ask_how", 6), ("talk", 4), ("lessons", 4), ("vote", 3), ("commit", 6),
        ("finish", 4),
    ),
    "30": (
        ("arrive", 4), ("story", 3), ("write", 5), ("look_through", 2), ("reveal", 5),
        ("ask_how", 4), ("commit", 4), ("finish", 3),
    ),
    "90": (
        ("arrive", 5), ("go_first", 4), ("story", 5), ("story", 5), ("write", 8),
        ("look_through", 4), ("reveal", 10), ("break", 5), ("ask_how", 12), ("talk", 8),
        ("lessons", 6), ("vote", 4), ("commit", 8), ("finish", 5),
    ),
    "follow_up": (
        ("arrive", 5), ("follow_up", 12), ("write", 5), ("look_through", 2), ("reveal", 7),
        ("lessons", 4), ("vote", 3), ("commit", 4), ("finish", 3),
    ),
    "all_hands": (
        ("arrive", 5), ("story", 8), ("write", 10), ("lessons", 8), ("vote", 5), ("finish", 4),
    ),
}  # fmt: skip
LENGTHS: dict[str, int] = {"60": 60, "30": 30, "90": 90, "follow_up": 45, "all_hands": 40}
"""Minutes that the name of a template says; those that its stages leave over are in reserve."""
SETTINGS_OF: dict[str, dict[StageKind, StageSettings]] = {
    "30": {"write": StageSettings(cards_each=1)},
}
"""Settings of single stages that a template has of its own, by template and kind."""


CUE_TOGETHER = message("Everyone talks together, in one group. Keep time, and stay out of it.")
"""The cue of a talk in which few take part."""

STAGE_WORDS: dict[StageKind, StageWords] = {
    "arrive": (
        "",
        "",
        message(
            "Greet people as they arrive. Put a paper card on every seat. Wait for the phones."
        ),
    ),
    "ground_rules": (
        "",
        "",
        message("Read the rules aloud. Ask: can you live with these today? Then wait."),
    ),
    "follow_up": (
        PROMPT_FOLLOW_UP,
        "",
        message("Let the owner say it first, then enter it. Ask what got in the way, not why."),
    ),
    "go_first": (
        "",
        "",
        message(
            "Let the leader tell their story. If you are the leader, tell yours. Then say thank "
            "you, and nothing else."
        ),
    ),
    "story": (
        "",
        "",
        message("Read it slowly, one page at a time. Stay silent after the turning point."),
    ),
    "write": (
        PROMPT_DONE_WITH,
        PROMPT_LESSON,
        message("Say: in silence, in private. Then be quiet yourself, and write a card too."),
    ),
    "look_through": (
        PROMPT_HELPED,
        "",
        message(
            "Read the question aloud, and the cards silently. Look for names and harm. If in "
            "doubt, set the card aside."
        ),
    ),
    "reveal": (
        "",
        "",
        message("Read it aloud, slowly. Count to five before you continue. Thank nobody by name."),
    ),
    "ask_how": (
        PROMPT_ASK_HOW,
        "",
        message(
            "Pick a card that could happen to any of us. Ask how, not why. Then thank everyone "
            "together, and ask what would have caught it in time."
        ),
    ),
    "talk": (
        PROMPT_TALK,
        IN_PAIRS,
        message("Pairs, then fours; three is fine. In a call, use breakout rooms."),
    ),
    "break": (
        PROMPT_BREAK,
        "",
        message("Say when you start again. Be there for anyone who wants a word."),
    ),
    "lessons": (
        PROMPT_LESSONS,
        "",
        message("Merge duplicates, aloud. Leave time for people to object."),
    ),
    "vote": (
        PROMPT_VOTE,
        "",
        message("Say: vote for what you would use next week. You can move votes until I end it."),
    ),
    "commit": (
        PROMPT_COMMIT,
        "",
        message("Small and soon beats large and later. Nobody names anyone else."),
    ),
    "finish": (
        PROMPT_WORTH,
        PROMPT_USE,
        message(
            "Ask for the two answers on the phones. Say what is kept and what is erased. Thank "
            "the room, then erase the rest."
        ),
    ),
}

RULES_AT_ARRIVAL: StageWords = (
    "",
    "",
    message("Greet people as they arrive. Then read the rules aloud."),
)
"""The words of an arrival that shows the rules."""
PICKS_LESSONS: StageWords = (
    PROMPT_COMMIT,
    "",
    message(
        "Pick up to three lessons, and say why. Small and soon beats large and later. Nobody names "
        "anyone else."
    ),
)
"""The words of commitments at which the desk picks the lessons."""
WORDS_OF: dict[str, dict[StageKind, StageWords]] = {
    "follow_up": {
        "write": (PROMPT_SINCE, PROMPT_LESSON, STAGE_WORDS["write"][2]),
        "look_through": (PROMPT_NO_STORY, "", STAGE_WORDS["look_through"][2]),
    },
    "30": {"commit": PICKS_LESSONS},
}
"""Words of single stages that a template has of its own, by template and kind."""
