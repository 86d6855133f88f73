"""Files of a summary that typst sets: the whole as PDF, and its lessons as a poster.

The poster is for the wall (A3), and for a slide or a chat (16:9).
"""

from workshop.protocol.story import Story
from workshop.protocol.summary import (
    Summary,
    SummaryCard,
    SummaryCommitment,
    SummaryFollowed,
    SummaryLesson,
    SummaryUnvoted,
)
from workshop.summary.formats.paper_style import seam_points
from workshop.summary.formats.script import harmless
from workshop.summary.formats.typesetting import Data, apart, corners, people, picture, typeset
from workshop.summary.pulse_words import caution, pulse_said, scale
from workshop.summary.reader import ENGLISH, Reader
from workshop.summary.wording import Sentence, Wording


def render(summary: Summary, reader: Reader = ENGLISH) -> bytes:
    """Returns the file."""
    return typeset("pdf.typ", contents(Wording(harmless(summary), reader)))


def contents(said: Wording) -> Data:
    """All that the template sets, in its order, as ready sentences."""
    summary = said.summary
    return {
        **_head(said),
        "nature": said.nature(),
        "page": said.translate("Page {page} of {pages}"),
        "lessons": {
            "heading": said.translate("Lessons"),
            "items": [_lesson(said, one) for one in summary.lessons],
        },
        "commitments": {
            "heading": said.translate("What we took on"),
            "items": [_commitment(said, one) for one in summary.commitments],
            "open": [apart(sentence, summary.language) for sentence in said.still_open()],
        },
        "meets": said.meets(),
        "followed": {
            "heading": said.translate("What became of our earlier commitments"),
            "items": [_followed(said, one) for one in summary.followed],
        },
        "stories": [_story(said, story) for story in summary.stories],
        "cards": {
            "heading": said.translate("Cards their writers chose to share"),
            "items": [_card(said, one) for one in summary.cards],
        },
        "answers": _answers(said),
        "pulse": _pulse(said),
        "did_not_fit": {
            "heading": said.did_not_fit(),
            "items": [_unvoted(said, one) for one in summary.did_not_fit],
        },
        "left_out": {
            "heading": said.translate("What is not included"),
            "items": [*said.left_out(), said.devices()],
        },
    }


def _head(said: Wording) -> Data:
    """Returns the head of anything that is set of a summary."""
    summary, day = said.summary, said.day(said.summary.date)
    return {
        "lang": said.lang,
        "dir": said.direction,
        "document": said.listed([_line(summary.title), day]),
        "title": people(_line(summary.title), summary.language, said.direction),
        "team": people(_line(summary.team), summary.language) if summary.team else None,
        "comma": said.comma,
        "day": day,
        "seam": corners(seam_points(summary.title + summary.date)),
    }


def _lesson(said: Wording, lesson: SummaryLesson) -> Data:
    votes = Sentence(said.translate("Votes: {votes}"), {"votes": str(lesson.votes)})
    return {
        "text": people(lesson.text, lesson.language, said.direction),
        "standing": said.standing(lesson),
        "votes": None if lesson.votes is None else apart(votes, said.lang),
        "share": said.share(lesson),
        "chosen": lesson.chosen,
        "also": [apart(said.also(text), lesson.language) for text in lesson.also],
    }


def _unvoted(said: Wording, lesson: SummaryUnvoted) -> Data:
    return {
        "text": people(lesson.text, lesson.language, said.direction),
        "also": [apart(said.also(text), lesson.language) for text in lesson.also],
    }


def _commitment(said: Wording, one: SummaryCommitment) -> Data:
    return {
        "upper": people(one.lesson, one.language, said.direction) if one.lesson else None,
        "lower": apart(said.promise(one), one.language),
        "mended": one.owner != "",
        "seam": corners(seam_points(one.lesson)),
        "owner": _owner(said, one),
        "by": said.by(one),
    }


def _followed(said: Wording, one: SummaryFollowed) -> Data:
    return {
        "upper": apart(said.promise(one), one.language),
        "became": said.became(one),
        "now": apart(said.promise_now(one), one.language) if one.will_now else None,
        "learned": apart(said.learned(one), one.language) if one.learned else None,
        "mended": said.lives_on(one),
        "seam": corners(seam_points(str(said.promise(one)))),
        "owner": _owner(said, one),
        "by": said.by_now(one) or said.by(one),
        "made": said.made(one),
    }


def _owner(said: Wording, one: SummaryCommitment | SummaryFollowed) -> str | Data:
    name = said.owner(one)
    return people(name, one.language, said.direction) if one.owner and name else name


def _story(said: Wording, story: Story) -> Data:
    source = Sentence(said.translate("Source: {source}"), {"source": story.source})
    return {
        "heading": said.story_heading(story),
        "title": people(_line(story.title), story.language, said.direction),
        "told_by": apart(said.told_by(story), story.language),
        "seam": corners(seam_points(story.title)),
        "lesson": people(story.lesson, story.language, said.direction),
        "steps_heading": said.steps_heading(story),
        "steps": [
            {
                "name": said.step(step.kind),
                "text": people(step.text, story.language, said.direction),
            }
            for step in story.steps
        ],
        "source": apart(source, story.language) if story.source else None,
    }


def _card(said: Wording, card: SummaryCard) -> Data:
    learned = people(card.learned, card.language, said.direction) if card.learned else None
    return {
        "upper": people(card.happened, card.language, said.direction),
        "lower": learned,
        "mended": learned is not None,
        "seam": corners(seam_points(card.happened)),
    }


def _answers(said: Wording) -> Data:
    return {
        "heading": said.translate("How people in this room answered"),
        "items": [{"question": asked, "given": given} for asked, given in said.questions()],
    }


def _pulse(said: Wording) -> Data:
    translate = said.translate
    return {
        "heading": translate("The pulse: right now, in this room"),
        "caution": caution(said.summary, translate),
        "scale": scale(translate),
        "items": [
            {"sentence": one.sentence, "ends": one.ends, "change": one.change}
            for one in pulse_said(said.summary, translate)
        ],
    }


def _line(text: str) -> str:
    return " ".join(text.split())


ON_A_POSTER = 8
"""Lessons at most: it is read from afar."""
WIDE_DOTS = 144.0
"""Dots per inch of the wide one, which is 960 by 540 points: 1920 by 1080 dots."""


def render_poster(summary: Summary, reader: Reader = ENGLISH) -> bytes:
    """The poster for the wall, as PDF."""
    return typeset("poster.typ", _poster(summary, reader, "wall"))


def render_wide(summary: Summary, reader: Reader = ENGLISH) -> bytes:
    """The wide poster, as PNG."""
    return picture("poster.typ", _poster(summary, reader, "wide"), WIDE_DOTS)


def _on_poster(summary: Summary) -> list[SummaryLesson]:
    """Returns the lessons that the room chose; the first ones if it has chosen none."""
    chosen = [lesson for lesson in summary.lessons if lesson.chosen]
    return (chosen or summary.lessons)[:ON_A_POSTER]


def _poster(summary: Summary, reader: Reader, kind: str) -> Data:
    summary = harmless(summary)
    said = Wording(summary, reader)
    return {
        **_head(said),
        "kind": kind,
        "nature": said.nature(),
        "stay": said.translate("Stories stay."),
        "leave": said.translate("Lessons leave."),
        "lessons": [people(one.text, one.language, said.direction) for one in _on_poster(summary)],
    }
