"""What a summary from a file may hold: within the limits of the product, generously."""

from collections.abc import Iterator
from typing import Any, get_args

from workshop.protocol import story as told
from workshop.protocol.base import Outcome
from workshop.protocol.story import Story, StoryStep, Teller
from workshop.protocol.summary import (
    VERSION,
    Summary,
    SummaryAnswers,
    SummaryCard,
    SummaryCommitment,
    SummaryFollowed,
    SummaryLesson,
    SummaryPulseItem,
    SummaryStage,
    SummaryUnvoted,
)
from workshop.rules import limits
from workshop.rules.agenda import StageKind
from workshop.rules.pulse import SCALE, SENTENCES
from workshop.summary.importing.import_faults import ImportFault, Place
from workshop.summary.importing.value_checks import (
    Check,
    all_or_none,
    day,
    flag,
    id_,
    line,
    many,
    one_of,
    or_empty,
    or_null,
    record,
    tag,
    text,
    whole,
)

GENEROUS = 4
"""Texts may have so many times the characters of today: other versions had other limits, and the
clean-up can make a text longer."""
CROWD = 100_000
"""More than could ever take part, or vote."""
MANY = 5_000
"""Cards and lessons: a thousand people with all that one may write."""


def _characters(limit: int) -> int:
    return GENEROUS * limit


_ANSWERS = record(SummaryAnswers, yes=whole(CROWD), partly=whole(CROWD), no=whole(CROWD))
_WORDS = {
    "text": text(_characters(limits.LESSON), least=1),
    "also": many(text(_characters(limits.LESSON)), MANY),
    "language": tag,
}
_UNVOTED = record(SummaryUnvoted, **_WORDS)
_LESSON = record(
    SummaryLesson,
    **_WORDS,
    votes=or_null(whole(CROWD)),
    rank=whole(MANY),
    tied=flag,
    chosen=flag,
    run_off=or_null(whole(CROWD)),
)
_CARD = record(
    SummaryCard,
    happened=text(_characters(limits.HAPPENED)),
    learned=text(_characters(limits.LEARNED)),
    language=tag,
)
_PROMISE = {
    "lesson": text(_characters(limits.LESSON)),
    "when": text(_characters(limits.WHEN)),
    "will": text(_characters(limits.WILL)),
    "who": one_of("I", "we"),
    "owner": line(_characters(limits.NAME)),
    "by": or_empty(day),
    "language": tag,
}
_FOLLOWED = record(
    SummaryFollowed,
    **_PROMISE,
    workshop=id_,
    id=line(limits.NAME, least=1),
    made=day,
    outcome=one_of(*get_args(Outcome)),
    will_now=text(_characters(limits.WILL)),
    by_now=or_empty(day),
    learned=text(_characters(limits.LESSON)),
)
_ENDS = all_or_none(whole(CROWD), len(SCALE))
_PULSE = record(SummaryPulseItem, arrive=_ENDS, finish=_ENDS, change=all_or_none(whole(CROWD), 3))
_TELLER = record(
    Teller, name=text(told.NAME, least=1), work=text(told.WORK), place=text(told.PLACE)
)
_STEPS = many(
    record(StoryStep, kind=one_of(*told.KINDS), text=text(told.STEP, least=1)),
    told.MOST_STEPS, told.FEWEST_STEPS,
)  # fmt: skip


def _lessons(one: Check) -> Check:
    """With the words that were merged into them they are not more than people can write: the time
    that a file of each format takes grows with all of them."""

    def check(value: Any, place: Place) -> Iterator[ImportFault]:
        faults = list(many(one, MANY)(value, place))
        yield from faults
        words = 0 if faults else sum(1 + len(lesson["also"]) for lesson in value)
        if words > MANY:
            yield ImportFault(place, "too_many", {"limit": MANY, "length": words})

    return check


def _steps(value: Any, place: Place) -> Iterator[ImportFault]:
    faults = list(_STEPS(value, place))
    yield from faults
    kinds = [] if faults else [told.KINDS.index(one["kind"]) for one in value]
    if kinds != sorted(set(kinds)):
        yield ImportFault(place, "no_order", {"known": ", ".join(f"“{one}”" for one in told.KINDS)})


_STORY = or_null(record(
    Story,
    title=text(told.TITLE, least=1),
    lesson=text(told.LESSON, least=1),
    told_by=_TELLER,
    source=text(told.SOURCE),
    themes=many(text(told.THEME, least=1), told.MOST_THEMES),
    steps=_steps,
    questions=many(text(told.QUESTION, least=1), told.MOST_QUESTIONS),
    language=tag,
))  # fmt: skip
_STAGE = record(
    SummaryStage, kind=one_of(*get_args(StageKind)), name=line(_characters(limits.NAME))
)
SHAPE = record(
    Summary,
    version=whole(VERSION, least=1),
    skipped=many(_STAGE, MANY),
    title=line(_characters(limits.TITLE), least=1),
    team=line(_characters(limits.TEAM)),
    date=day,
    language=tag,
    trial=flag,
    devices=whole(CROWD),
    story=_STORY,
    second_story=_STORY,
    lessons=_lessons(_LESSON),
    commitments=many(record(SummaryCommitment, **_PROMISE), MANY),
    followed=many(_FOLLOWED, GENEROUS * limits.CARRIED),
    cards=many(_CARD, MANY),
    worth=or_null(_ANSWERS),
    use=or_null(_ANSWERS),
    pulse=many(_PULSE, len(SENTENCES)),
    workshop=or_empty(id_),
    cards_shown=or_null(whole(CROWD)),
    lessons_left_out=whole(CROWD),
    meets=or_empty(day),
    draft=flag,
    did_not_fit=_lessons(_UNVOTED),
)
