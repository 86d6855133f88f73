"""Words that would do harm if they were more than words, and a summary that says one thing."""

import re

from workshop.protocol.story import Step, Story, Teller
from workshop.summary.summary import (
    Summary,
    SummaryAnswers,
    SummaryCard,
    SummaryCommitment,
    SummaryLesson,
)

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x.example\",\"y\")", "\uff1d1+1",
    "# Heading", "- item", "1. item", "2) item", "> quote", "```code```", "a | b | c", "***",
    "![x](http://x.example/a.png)", "[x]: http://x.example", "www.x.example and https://x.example",
    "me@x.example, @everyone", "<script>alert(1)</script>", "</style><img src=x onerror=alert(1)>",
    "&lt;b&gt; &amp;", "{{ 7*7 }} {% raw %} {0} {when}", "\"quoted\", comma; semi", "back\\slash\\",
    "$x$ ~~y~~ ^z^ _u_", "===", ":::", "two\nlines", "- two\n- items\n\n# and more",
    "\u0645\u0631\u062d\u0628\u0627 (\u05e9\u05dc\u05d5\u05dd)", "\u7d42\u308f\u308a",
    "\U0001f469\u200d\U0001f4bb", "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", "w" * 280, "*" * 140,
)  # fmt: skip
FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


def evil(text: str) -> Summary:
    """A summary that says one thing everywhere."""
    story = Story(
        title=text, lesson=text, told_by=Teller(name=text, work=text, place=text), source=text,
        themes=(), questions=(),
        steps=(Step(kind="context", text=text), Step(kind="now", text=text)),
    )  # fmt: skip
    lesson = SummaryLesson(
        text=text, also=[text], language="en", votes=3, rank=1, tied=True, chosen=True
    )
    promise = SummaryCommitment(
        lesson=text, when=text, will=text, who="we", owner=text, by="", language="en"
    )
    return Summary(
        version=1, title=text, team=text, date="2026-02-25", language="en", trial=False, devices=7,
        story=story, lessons=[lesson], commitments=[promise],
        cards=[SummaryCard(happened=text, learned=text, language="en")],
        worth=SummaryAnswers(yes=5, partly=0, no=0), use=None,
    )  # fmt: skip
