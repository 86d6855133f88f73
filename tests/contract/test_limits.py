"""The limits that a phone shows are those that the rules hold."""

import re
from pathlib import Path

from msgspec.inspect import IntType

from workshop.protocol import commands, outline
from workshop.rules import limits

MODULES = Path(__file__).parents[2] / "static" / "js"
SHOWN = MODULES / "participant" / "limits.js"


def test_a_phone_shows_the_limits_that_the_rules_hold() -> None:
    shown = re.findall(r"export const (\w+) = (\d+);", SHOWN.read_text())
    assert len(shown) > 5
    assert {name: int(value) for name, value in shown} == {
        name: getattr(limits, name) for name, _ in shown
    }


def test_the_desk_takes_as_many_paper_votes_as_the_server_reads() -> None:
    shown = re.search(r"const MOST = (\d+);", (MODULES / "desk" / "paper-votes.js").read_text())
    fields = {each.name: each.type for each in outline.laid_out(commands.PaperVotes).fields}
    read = fields["votes"]
    assert isinstance(read, IntType) and shown
    assert int(shown[1]) == read.le == 500
