"""Summaries for tests: a plain one with what matters in it, and any that a room could leave."""

from datetime import date
from typing import Any, get_args

from hypothesis import strategies as st

from workshop.protocol.story import STEP_KINDS, Story, StoryStep, Teller
from workshop.protocol.summary import (
    SUMMARY_VERSION,
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
from workshop.rules.text import visible
from workshop.summary.formats.script import harmless

IDS = st.text("ABCXYZabcxyz019", min_size=12, max_size=12)
TAGS = st.sampled_from(["en", "de-AT", "ar", "zh-Hant-TW"])
DAYS = st.dates(date(1999, 1, 1), date(2199, 12, 31)).map(date.isoformat)
COUNTS = st.integers(0, 400)


def plain(**fields: Any) -> Summary:
    """A summary of the present version with these fields, and nothing else in it."""
    empty = {
        "version": SUMMARY_VERSION, "workshop": "Ab3dEf6hIj9k", "title": "Spring release",
        "team": "Payments", "date": "2026-02-25",
        "language": "en", "trial": False, "devices": 7, "story": None, "lessons": [],
        "commitments": [], "cards": [], "worth": None, "use": None,
    }  # fmt: skip
    return Summary(**{**empty, **fields})


def lesson(text: str, chosen: bool = False, language: str = "en") -> SummaryLesson:
    """A lesson that had no votes."""
    return SummaryLesson(
        text=text, also=[], language=language, votes=None, rank=0, tied=False, chosen=chosen
    )


def commitment(will: str, owner: str = "Amira", by: str = "2026-04-01") -> SummaryCommitment:
    """A commitment that somebody has taken."""
    return SummaryCommitment(
        lesson="Restore it.", when="a month ends", will=will, who="we", owner=owner, by=by,
        language="en",
    )  # fmt: skip


def words(limit: int, least: int = 0) -> st.SearchStrategy[str]:
    """Whatever can be typed, of a length that is allowed."""
    typed = st.text(st.characters(exclude_categories=["Cs"]), min_size=least, max_size=limit)
    return typed.filter(lambda text: not least or bool(visible(text).strip()))


def on_one_line(limit: int, least: int = 0) -> st.SearchStrategy[str]:
    """Texts that can be typed on one line, of a length that is allowed."""
    return words(limit, least).filter(lambda text: "\n" not in visible(text))


def _record(kind: type[Any], **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(kind, **parts)


def _some(part: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[list[Any]]:
    return st.lists(part, max_size=most)


_STEPS = st.sets(st.sampled_from(STEP_KINDS), min_size=2).flatmap(
    lambda kinds: st.tuples(
        *(
            st.builds(StoryStep, kind=st.just(one), text=words(40, 1))
            for one in STEP_KINDS
            if one in kinds
        )
    )
)
STORIES = _record(
    Story,
    title=words(80, 1), lesson=words(140, 1), source=words(120), steps=_STEPS, language=TAGS,
    told_by=_record(Teller, name=words(80, 1), work=words(120), place=words(80)),
    themes=st.just(()), questions=st.just(()),
)  # fmt: skip
LESSONS = _record(
    SummaryLesson,
    text=words(limits.LESSON_CHARS, 1), also=_some(words(limits.LESSON_CHARS)), language=TAGS,
    votes=st.none() | COUNTS, rank=COUNTS, tied=st.booleans(), chosen=st.booleans(),
    run_off=st.none() | COUNTS,
)  # fmt: skip
UNVOTED = _record(
    SummaryUnvoted,
    text=words(limits.LESSON_CHARS, 1),
    also=_some(words(limits.LESSON_CHARS)),
    language=TAGS,
)
CARDS = _record(
    SummaryCard, happened=words(limits.HAPPENED), learned=words(limits.LEARNED_CHARS), language=TAGS
)
_PROMISE = {
    "lesson": words(limits.LESSON_CHARS), "when": words(limits.WHEN), "will": words(limits.WILL),
    "who": st.sampled_from(["I", "we"]), "owner": on_one_line(limits.NAME_CHARS),
    "by": st.just("") | DAYS, "language": TAGS,
}  # fmt: skip
COMMITMENTS = _record(SummaryCommitment, **_PROMISE)
FOLLOWED = _record(
    SummaryFollowed,
    **_PROMISE, workshop=IDS, id=st.integers(1, 20).map(str), made=DAYS,
    outcome=st.sampled_from(["", "kept", "changed", "dropped"]), will_now=words(limits.WILL),
    by_now=st.just("") | DAYS, learned=words(limits.LESSON_CHARS),
)  # fmt: skip
ANSWERS = st.none() | _record(SummaryAnswers, yes=COUNTS, partly=COUNTS, no=COUNTS)
_FIVE = st.just([]) | st.lists(COUNTS, min_size=5, max_size=5)
PULSE = _record(
    SummaryPulseItem,
    arrive=_FIVE, finish=_FIVE, change=st.just([]) | st.lists(COUNTS, min_size=3, max_size=3),
)  # fmt: skip


def summaries(workshop: st.SearchStrategy[str] = IDS) -> st.SearchStrategy[Summary]:
    """Any summary of real people, as a server keeps it."""
    return _record(
        Summary,
        version=st.integers(1, SUMMARY_VERSION), title=on_one_line(limits.TITLE_CHARS, 1),
        team=on_one_line(limits.TEAM_CHARS), date=DAYS, language=TAGS, trial=st.just(False),
        devices=COUNTS, story=st.none() | STORIES, second_story=st.none() | STORIES,
        lessons=_some(LESSONS), commitments=_some(COMMITMENTS), cards=_some(CARDS),
        worth=ANSWERS, use=ANSWERS, pulse=_some(PULSE, 3), followed=_some(FOLLOWED),
        workshop=workshop, cards_shown=st.none() | COUNTS, lessons_left_out=COUNTS,
        meets=st.just("") | DAYS, draft=st.just(False), did_not_fit=_some(UNVOTED),
        skipped=_some(st.builds(
            SummaryStage, kind=st.sampled_from(get_args(StageKind)),
            name=on_one_line(limits.NAME_CHARS)
        ), 3),
    ).map(harmless)  # fmt: skip
