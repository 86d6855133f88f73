"""How many devices took part: of the round in which most did, and said as what it is."""

from dataclasses import dataclass
from datetime import date

import pytest
from msgspec.structs import replace

from tests.summary.samples import bare, sample
from tests.support.room import TestRoom, done
from workshop.protocol import commands
from workshop.summary.build import build, draft_of
from workshop.summary.reader import reader
from workshop.summary.wording import Wording

DAY = date(2026, 12, 1)


@dataclass
class Met:
    """A room of six, of whom some only look on."""

    room: TestRoom

    def __post_init__(self) -> None:
        self.room.participants(6)

    def write(self, people: int) -> None:
        self.room.desk.goes("story")
        self.room.desk.goes("write")
        for person in self.room.people[: people - 1]:
            assert done(person.writes("It broke.", "Mend it."))
        assert done(self.room.people[people - 1].adds_nothing())
        assert self.drafted() == 0, "nobody is told while they write"

    def vote(self, people: int) -> None:
        self.room.desk.goes("reveal")
        self.room.desk.goes("lessons")
        self.room.desk.goes("vote")
        for person in self.room.people[:people]:
            assert done(person.votes("Mend it."))
        self.room.desk.ends_voting()

    def drafted(self) -> int:
        return draft_of(self.room.read(), DAY).devices

    def counted(self) -> int:
        self.room.desk.goes("finish")
        self.room.desk.presses(commands.Seal)
        return build(self.room.read(), DAY).devices


@pytest.mark.parametrize(("wrote", "voted", "counted"), [(5, 3, 5), (3, 4, 4)])
def test_those_who_took_part_in_one_round_are_counted_not_those_who_were_here(
    room: TestRoom, wrote: int, voted: int, counted: int
) -> None:
    met = Met(room)
    met.write(wrote)
    met.vote(voted)
    assert met.counted() == counted


def test_who_was_here_and_did_nothing_is_not_counted(room: TestRoom) -> None:
    met = Met(room)
    room.desk.goes("story")
    assert met.counted() == 0


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar"])
def test_a_draft_before_the_first_count_says_so(language: str) -> None:
    early = replace(bare(), devices=0)
    said = [Wording(one, reader(language)).devices() for one in (sample(), early)]
    assert ["14" in one for one in said] == [True, False] and "0" not in said[1]
