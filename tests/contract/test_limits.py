"""The limits that a phone shows are those that the rules hold."""

import re
from pathlib import Path

import pytest
from msgspec.inspect import IntType, ListType

from tools.generate import outline
from workshop.actions.opening import SECONDS_FOR_ONE
from workshop.protocol import commands
from workshop.rules import company, known, limits, pulse
from workshop.rules.stages import PAGE_OF_SIX
from workshop.rules.thresholds import TOGETHER

MODULES = Path(__file__).parents[2] / "static" / "js"
SHOWN = MODULES / "participant" / "limits.js"
PAPER_VOTES = MODULES / "stages" / "vote" / "desk-paper-votes.js"


def test_a_phone_shows_the_limits_that_the_rules_hold() -> None:
    shown = re.findall(r"export const (\w+) = (\d+);", SHOWN.read_text())
    assert len(shown) > 5
    assert {name: int(value) for name, value in shown} == {
        name: getattr(limits, name) for name, _ in shown
    }


@pytest.mark.parametrize(
    ("module", "name", "held"),
    [
        ("participant/cards-on-page.js", "MANY", known.MANY),
        ("projector/paging.js", "MANY", known.MANY),
        ("projector/paging.js", "SOME", known.KNOWN),
        ("participant/pulse.js", "ITEMS", pulse.ITEMS),
        ("desk/next.js", "MOST_TAKEN", limits.MOST_TAKEN),
        ("stages/write/desk-wall.js", "TOGETHER", TOGETHER),
        ("desk/time-savings.js", "CARD", SECONDS_FOR_ONE),
        ("desk/time-savings.js", "SIX", PAGE_OF_SIX),
        ("participant/cards-on-page.js", "PAGE", PAGE_OF_SIX),
        ("stages/follow-up/desk.js", "WILL", limits.WILL),
        ("stages/follow-up/desk.js", "LESSON", limits.LESSON),
        ("stages/lessons/desk.js", "LENGTH", limits.LESSON),
        ("stages/lessons/desk.js", "BALLOT", limits.BALLOT),
    ],
)
def test_a_screen_goes_by_the_numbers_that_the_rules_hold(
    module: str, name: str, held: int
) -> None:
    shown = re.search(rf"const {name} = (\d+);", (MODULES / module).read_text())
    assert shown and int(shown[1]) == held


def test_the_desk_offers_as_many_pretend_people_as_may_come() -> None:
    names = re.escape("const [FEWEST, USUAL, MOST] = ")
    text = (MODULES / "desk" / "rehearse.js").read_text()
    shown = re.search(rf"{names}\[(\d+), (\d+), (\d+)\];", text)
    assert shown
    assert [*map(int, shown.groups())] == [company.FEWEST, company.USUAL, company.MOST]


def test_what_a_command_may_hold_is_what_the_rules_hold() -> None:
    fields = {each.name: each.type for each in outline.laid_out(commands.FollowUp).fields}
    n = fields["n"]
    assert isinstance(n, IntType) and n.le == limits.CARRIED
    fields = {each.name: each.type for each in outline.laid_out(commands.AnswerPulse).fields}
    answers = fields["answers"]
    assert isinstance(answers, ListType) and answers.max_length == pulse.ITEMS
    step = answers.item_type
    assert isinstance(step, IntType) and step.le == pulse.STEPS


def test_the_desk_takes_as_many_paper_votes_as_the_server_reads() -> None:
    shown = re.search(r"const MOST = (\d+);", PAPER_VOTES.read_text())
    fields = {each.name: each.type for each in outline.laid_out(commands.PaperVotes).fields}
    read = fields["votes"]
    assert isinstance(read, IntType) and shown
    assert int(shown[1]) == read.le == 500
