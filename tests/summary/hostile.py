"""Words that would do harm if they were more than words, and a summary that says one thing."""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from workshop.protocol.story import (
    SOURCE_CHARS,
    STEP_CHARS,
    STORY_LESSON,
    STORY_TITLE,
    TELLER_PLACE,
    TELLER_WORK,
    Story,
    StoryStep,
    Teller,
)
from workshop.protocol.story import TELLER_NAME as TELLER
from workshop.protocol.summary import (
    SUMMARY_VERSION,
    Summary,
    SummaryAnswers,
    SummaryCard,
    SummaryCommitment,
    SummaryFollowed,
    SummaryLesson,
)
from workshop.rules.limits import (
    HAPPENED,
    LEARNED_CHARS,
    LESSON_CHARS,
    NAME_CHARS,
    TEAM_CHARS,
    TITLE_CHARS,
    WHEN,
    WILL,
)

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x.example\",\"y\")", "\uff1d1+1",
    "=cmd|' /C calc'!A0", "  =1", "'=1", "''-1", "{=1}", "_x0041_ and _x000D_",
    "# Heading", "- item", "1. item", "2) item", "> quote", "```code```", "a | b | c", "***",
    "![x](http://x.example/a.png)", "[x]: http://x.example", "www.x.example and https://x.example",
    "me@x.example, @everyone", "<script>alert(1)</script>", "</style><img src=x onerror=alert(1)>",
    "&lt;b&gt; &amp;", "{{ 7*7 }} {% raw %} {0} {when}", "\"quoted\", comma; semi", "back\\slash\\",
    "]]> <![CDATA[x]]> <!-- y --> &#x0; <?z?>", "<w:p/> PAGE \\* MERGEFORMAT",
    "$x$ ~~y~~ ^z^ _u_", "===", ":::", "two\nlines", "- two\n- items\n\n# and more",
    "#let x = 1 #x", "#image(\"/etc/passwd\")", "= Heading <label> @label", "/ term: told",
    "#[*bold* _more_] `raw` // gone /* gone */", "\\u{1F600} \\ ~ --- ...", "$ sum_(i=0)^n $",
    "BEGIN:VEVENT", "one\\nEND:VEVENT\nEND:VCALENDAR", "x;y,z:\\; \\, \\n",
    "the \u202eexe.\u202cdoc\u2066 and\u2069 \u200f", "a\x00b\x07c\x1bd\x7fe",
    "a\ufffeb\uffffc\ufdd0d",
    "\u0395\u03c1\u03ce\u03c4\u03b7\u03c3\u03b5 \u03c0\u03c1\u03ce\u03c4\u03b1.",
    "\u0421\u043f\u0440\u043e\u0441\u0438 \u0441\u043d\u0430\u0447\u0430\u043b\u0430.",
    "\u0141\u00f3d\u017a, \u0130stanbul, Stra\u00dfe",
    "\u0645\u0631\u062d\u0628\u0627 (\u05e9\u05dc\u05d5\u05dd)",
    "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd, 3 times",
    "\u0627\u0644\u0645\u0644\u0641 report_2027.xlsx \u062c\u0627\u0647\u0632!",
    "\u092a\u0939\u0932\u0947 \u092a\u0942\u091b\u094b\u0964",
    "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", "\u5148\u95ee\u4e00\u58f0\u3002",
    "\u7d42\u308f\u308a", "\u304b\u3099\u30cf\u309a",
    "\uba3c\uc800 \ubb3c\uc5b4\ubcf4\uc138\uc694.", "e\u0301 and \u1ec7\u0323\u0302\u0301",
    "\U0001f469\u200d\U0001f4bb",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "\U0001f3f3\ufe0f\u200d\U0001f308 \U0001f1e8\U0001f1ed 1\ufe0f\u20e3",
    "\U0001f44b\U0001f3fd \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "w" * 280, "*" * 140, "=" * STEP_CHARS, "\u0645\u0631\u062d\u0628\u0627 " * 100,
    "\u7d42\u308f\u308a" * 200,
    "\U0001f469\u200d\U0001f4bb" * 200, "long and more " * 50,
)  # fmt: skip
"""Formulas, markup of every kind, marks, and words in the scripts that people write."""
GUARDED = re.compile("'+\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]|'+[\t\r\n]")
FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def unguarded(cell: str) -> str:
    """A spreadsheet's cell without the apostrophe that keeps it a text."""
    return cell[1:] if GUARDED.match(cell) else cell


def all_evil(texts: Iterable[str] = HOSTILE) -> Summary:
    """A summary in which each of them is a lesson, a card and a commitment, followed up or new."""
    each = [evil(text) for text in texts]
    return replace(
        each[0],
        lessons=[one for summary in each for one in summary.lessons],
        commitments=[one for summary in each for one in summary.commitments],
        followed=[one for summary in each for one in summary.followed],
        cards=[one for summary in each for one in summary.cards],
    )


def evil(text: str) -> Summary:
    """A summary that says one thing everywhere, as much of it as each field may hold."""
    story = Story(
        title=text[:STORY_TITLE], lesson=text[:STORY_LESSON], source=text[:SOURCE_CHARS],
        told_by=Teller(name=text[:TELLER], work=text[:TELLER_WORK], place=text[:TELLER_PLACE]),
        themes=(), questions=(),
        steps=(StoryStep(kind="context", text=text[:STEP_CHARS]),
               StoryStep(kind="now", text=text[:STEP_CHARS])),
    )  # fmt: skip
    lesson = SummaryLesson(
        text=text[:LESSON_CHARS], also=[text[:LESSON_CHARS]], language="en", votes=3, rank=1,
        tied=True,
        chosen=True,
    )  # fmt: skip
    promise = SummaryCommitment(
        lesson=text[:LESSON_CHARS], when=text[:WHEN], will=text[:WILL], who="we",
        owner=text[:NAME_CHARS],
        by="", language="en",
    )  # fmt: skip
    followed = SummaryFollowed(
        workshop="1a", id="1", made="2025-11-04", lesson=text[:LESSON_CHARS], when=text[:WHEN],
        will=text[:WILL], who="I", owner=text[:NAME_CHARS], by="", language="en", outcome="changed",
        will_now=text[:WILL], by_now="2026-05-01", learned=text[:LEARNED_CHARS],
    )  # fmt: skip
    return Summary(
        version=SUMMARY_VERSION, workshop="Ab3dEf6hIj9k", title=text[:TITLE_CHARS],
        team=text[:TEAM_CHARS],
        date="2026-02-25", language="en",
        trial=False, devices=7, story=story, second_story=story, lessons=[lesson],
        commitments=[promise], followed=[followed],
        cards=[SummaryCard(happened=text[:HAPPENED], learned=text[:LEARNED_CHARS], language="en")],
        worth=SummaryAnswers(yes=5, partly=0, no=0), use=None,
    )  # fmt: skip
