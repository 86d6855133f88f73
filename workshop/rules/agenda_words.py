"""The words of an agenda: left empty, they are the program's own; and what they promise of a card.

What the facilitator may do with a card is told to everybody before they write one.
"""

from collections.abc import Collection, Mapping

from msgspec.structs import replace

from workshop.rules.agenda import (
    PICKS_LESSONS,
    RULES_AT_ARRIVAL,
    STAGE_WORDS,
    Agenda,
    Stage,
    StageKind,
    StageWords,
    Translate,
    message,
)
from workshop.rules.stages import decides_at, rules_at_arrival
from workshop.rules.text import one_line

LOOKED_THROUGH = message(
    "The facilitator reads the cards first and may set one aside, turn off reactions to it, or "
    "take it off the screen later. A card that was set aside or taken off appears in no summary "
    "and is erased at the end."
)
SHOWN_AT_ONCE = message(
    "The facilitator may turn off reactions to a card, or take it off the screen. A card that was "
    "taken off appears in no summary and is erased at the end."
)
OTHER_WORDS: Mapping[StageKind, StageWords] = {
    "arrive": RULES_AT_ARRIVAL,
    "commit": PICKS_LESSONS,
}
"""The words of kinds that say something else where no stage of the rules, or no vote, is there."""
WORD_FIELDS = ("prompt", "second_prompt", "cue")
"""The words of a stage, in the order in which the program has its own for each kind."""


def with_words(agenda: Agenda, translate: Translate) -> Agenda:
    """The agenda as a room gets it: where nothing was written stand the program's words."""
    kinds = [stage.kind for stage in agenda.stages]
    words = dict(STAGE_WORDS)
    if rules_at_arrival(kinds):
        words["arrive"] = RULES_AT_ARRIVAL
    if decides_at(kinds) == "commit":
        words["commit"] = PICKS_LESSONS
    return Agenda(tuple(_filled(stage, words[stage.kind], translate) for stage in agenda.stages))


def without_words(agenda: Agenda, languages: Collection[Translate]) -> Agenda:
    """The agenda with its own words alone: what the program says in any language is left out."""
    return Agenda(tuple(_emptied(stage, languages) for stage in agenda.stages))


def _filled(stage: Stage, words: StageWords, translate: Translate) -> Stage:
    said = zip(WORD_FIELDS, words, strict=True)
    missing = {name: translate(text) for name, text in said if text and not getattr(stage, name)}
    return replace(stage, **missing)


def _emptied(stage: Stage, languages: Collection[Translate]) -> Stage:
    known = [name for name in WORD_FIELDS if is_program_s(stage, name, languages)]
    return replace(stage, **dict.fromkeys(known, ""))


def is_program_s(stage: Stage, name: str, languages: Collection[Translate]) -> bool:
    """True if these words of a stage are the program's own in one of these languages."""
    text, own = one_line(getattr(stage, name)), _own(stage.kind, name)
    return bool(text) and any(text == one_line(speak(one)) for speak in languages for one in own)


def _own(kind: StageKind, name: str) -> list[str]:
    """The program's words of a kind; some have two cues."""
    words = [STAGE_WORDS[kind], *([OTHER_WORDS[kind]] if kind in OTHER_WORDS else [])]
    texts = [one[WORD_FIELDS.index(name)] for one in words]
    return [text for text in texts if text]


def policy_sentence(agenda: Agenda, live_wall: bool) -> str:
    """The sentence for an agenda. What goes on a live wall is read first, too."""
    looked = agenda.position("look_through") is not None or live_wall
    return LOOKED_THROUGH if looked else SHOWN_AT_ONCE
