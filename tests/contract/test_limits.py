"""The limits that a phone shows are those that the rules hold."""

import re
from pathlib import Path

import pytest
from msgspec.inspect import IntType, ListType

from tools.generate import outline
from workshop import settings
from workshop.actions.beginnings import SECONDS_FOR_ONE
from workshop.protocol import commands
from workshop.rules import joining, limits, pretend_people, pulse, room_size, thresholds, votes
from workshop.rules.stages import PAGE_OF_SIX
from workshop.rules.thresholds import WALL_CARDS_AT_ONCE

MODULES = Path(__file__).parents[2] / "static" / "js"
RULES = {
    name: int(value)
    for file in ("core/one-size.js", "rules/for-phones.js", "rules/for-desks.js")
    for name, value in re.findall(r"export const (\w+) = (\d+);", (MODULES / file).read_text())
}
"""The numbers that were written for the browser, from the rules."""


def imports(module: str) -> set[str]:
    """Returns the names that a module takes of the rules."""
    text = (MODULES / module).read_text()
    lists = re.findall(r'import \{([^}]*)\} from "[./]+/rules/for-[a-z]+\.js"', text)
    return {name.strip() for names in lists for name in names.split(",")}


def test_a_phone_shows_the_limits_that_the_rules_hold() -> None:
    shown = {name: value for name, value in RULES.items() if hasattr(limits, name)}
    assert len(shown) > 10
    assert shown == {name: getattr(limits, name) for name in shown}


@pytest.mark.parametrize(
    ("module", "name", "held"),
    [
        ("participant/cards-on-page.js", "MANY", room_size.MANY_DEVICES),
        ("participant/cards-on-page.js", "PAGE_OF_SIX", PAGE_OF_SIX),
        ("participant/pulse.js", "PULSE_ITEMS", pulse.ITEMS),
        ("projector/screen.js", "MANY", room_size.MANY_DEVICES),
        ("projector/shown.js", "HEADS_SHOWN", thresholds.HEADS_SHOWN),
        ("projector/numbers.js", "MISSING_TOLD", thresholds.MISSING_TOLD),
        ("projector/sentences.js", "CODE_LENGTH", joining.CODE_CHARS),
        ("desk/next.js", "MOST_TAKEN", limits.MOST_TAKEN),
        ("stages/lessons/desk.js", "BALLOT", limits.MOST_VOTED),
        ("desk/time-savings.js", "SECONDS_FOR_ONE", SECONDS_FOR_ONE),
        ("desk/time-savings.js", "PAGE_OF_SIX", PAGE_OF_SIX),
        ("stages/write/desk.js", "TOGETHER", WALL_CARDS_AT_ONCE),
        ("stages/vote/desk.js", "FEW_DEVICES", votes.FEW_DEVICES),
        ("stages/follow-up/desk.js", "WILL", limits.WILL),
        ("stages/follow-up/desk.js", "LESSON", limits.LESSON_CHARS),
        ("stages/lessons/desk.js", "LESSON", limits.LESSON_CHARS),
        ("stages/lessons/desk.js", "BALLOT", limits.MOST_VOTED),
    ],
)
def test_a_screen_goes_by_the_numbers_that_the_rules_hold(
    module: str, name: str, held: int
) -> None:
    assert name in imports(module) and RULES[name] == held


def test_the_settings_begin_with_the_figures_of_the_rules() -> None:
    # Settings stand beside the rules and import nothing of them, so the figures are there twice.
    assert settings.DEFAULT_WITHDRAW_S == limits.WITHDRAW_S


def test_no_module_types_a_number_of_the_rules_again() -> None:
    again = re.compile(rf"const ({'|'.join(RULES)}) = \d")
    files = [file for file in MODULES.rglob("*.js") if file.parent.name != "rules"]
    found = {file.name: again.findall(file.read_text()) for file in files}
    assert {name: names for name, names in found.items() if names} == {
        "one-size.js": ["UP", "RIDE_AT_ONCE", "MINE_ASKED", "KEYS_ASKED", "FIRST_NUMBER"],
    }


def test_the_desk_offers_as_many_pretend_people_as_may_come() -> None:
    names = ("PRETEND_FEWEST", "PRETEND_USUAL", "PRETEND_MOST")
    assert imports("desk/time.js") == {*names}
    assert [RULES[name] for name in names] == [
        pretend_people.FEWEST_PRETEND,
        pretend_people.USUAL_PRETEND,
        pretend_people.MOST_PRETEND,
    ]


def test_what_a_command_may_hold_is_what_the_rules_hold() -> None:
    fields = {each.name: each.type for each in outline.laid_out(commands.FollowUp).fields}
    n = fields["n"]
    assert isinstance(n, IntType) and n.le == limits.CARRIED
    fields = {each.name: each.type for each in outline.laid_out(commands.AnswerPulse).fields}
    answers = fields["answers"]
    assert isinstance(answers, ListType) and answers.max_length == pulse.ITEMS
    step = answers.item_type
    assert isinstance(step, IntType) and step.le == pulse.PULSE_STEPS


def test_the_desk_takes_as_many_paper_votes_as_the_server_reads() -> None:
    fields = {each.name: each.type for each in outline.laid_out(commands.PaperVotes).fields}
    read = fields["votes"]
    assert isinstance(read, IntType)
    assert imports("stages/vote/desk.js") == {"FEW_DEVICES", "PAPER_VOTES"}
    assert RULES["PAPER_VOTES"] == read.le == 500


def test_the_desk_sends_as_many_handles_at_once_as_the_server_reads() -> None:
    fields = {each.name: each.type for each in outline.laid_out(commands.LetOn).fields}
    read = fields["unread"]
    assert isinstance(read, ListType)
    for module in ("desk/unread.js", "stages/commit/desk.js"):
        assert "HANDLES_AT_ONCE" in imports(module)
    assert RULES["HANDLES_AT_ONCE"] == read.max_length
