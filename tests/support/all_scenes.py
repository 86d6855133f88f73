"""Every picture that the room's screen can show: in the words of people, and without any."""

from collections.abc import Iterator

from tests.support.asking_scenes import asking_scenes
from tests.support.room_scenes import scene, scenes
from tests.support.room_states import (
    LONGEST,
    PLAIN,
    State,
    Voice,
    ballot,
    card,
    cards,
    lessons,
    now,
    workshop,
)
from workshop.protocol import entries as e
from workshop.rules.agenda_words import LOOKED_THROUGH
from workshop.rules.built_in_words import GROUND_RULES, PURPOSE_RULE, SCOPE_RULE

NOTHING_SHOWN = "No card is shown this time."


def every_scene(*voices: Voice) -> list[State]:
    """Returns every picture in the words of these voices, and those without words of people."""
    said = [one for voice in voices for one in (*scenes(voice), *asking_scenes(voice))]
    return [*said, *_special_scenes()]


def _special_scenes() -> Iterator[State]:
    yield from _without_words()
    yield from _taken_off()
    yield from _disturbed()


def _without_words() -> Iterator[State]:
    default = e.GroundRules(
        purpose=PURPOSE_RULE,
        rules=list(GROUND_RULES),
        scope=SCOPE_RULE,
        policy=LOOKED_THROUGH,
        built_in=[PURPOSE_RULE, *GROUND_RULES, SCOPE_RULE],
    )
    yield scene(PLAIN, "ground rules, default", now("ground_rules"), default, says=GROUND_RULES)
    yield scene(
        PLAIN,
        "go first, no name",
        now("go_first"),
        e.Leader(name="", text="", language="en"),
        says=("One of us goes first.",),
    )
    yield scene(PLAIN, "look through", now("look_through"), says=("What would have helped",))
    yield scene(
        PLAIN, "arrive, the rules", now("arrive", step=1, steps=2), default, says=GROUND_RULES
    )
    yield scene(PLAIN, "too few", now("reveal", phase="too_few"), says=(NOTHING_SHOWN,))
    yield scene(
        PLAIN,
        "reveal, none",
        now("reveal"),
        e.Order(cards=[], known=[]),
        says=(NOTHING_SHOWN,),
    )
    yield scene(
        PLAIN, "lessons, none", now("lessons", adding=True), says=("Add one on your phone.",)
    )
    yield scene(PLAIN, "commit, no lesson", now("commit"))
    yield scene(PLAIN, "follow-up, none", now("follow_up"), says=("We start fresh.",))


def _taken_off() -> Iterator[State]:
    off = card(1, "", "", off=True)
    yield scene(
        PLAIN,
        "reveal, taken off",
        now("reveal", step=1),
        off,
        e.Order(cards=[1], known=[]),
        says=("This card is no longer shown.",),
    )
    yield scene(
        PLAIN,
        "reveal, page with one taken off",
        now("reveal", step=1, page_size=6),
        off,
        *cards(6, PLAIN)[1:-1],
        e.Order(cards=[1, 2, 3, 4, 5, 6], known=[]),
        says=("This card is no longer shown.",),
    )


def _disturbed() -> Iterator[State]:
    yield scene(PLAIN, "cover", now("story", covered=True))
    yield scene(PLAIN, "write, time is up", now("write", ends_at=-5.0), says=("Time is up.",))
    yield scene(
        PLAIN,
        "write, paused",
        now("write", paused=True, left=754.0, ends_at=None),
        says=("12:34", "paused", "Paused"),
    )
    yield scene(
        LONGEST,
        "lost, longest",
        now("vote"),
        *lessons(8, LONGEST, votes=True),
        ballot(8),
        lost=True,
        says=("Reconnecting",),
    )
    yield scene(
        PLAIN,
        "trial, in a call",
        now("arrive"),
        workshop(trial=True, remote=True),
        says=("Trial: these are pretend people.",),
    )
    yield scene(PLAIN, "lost and covered", now("write", covered=True), lost=True)
