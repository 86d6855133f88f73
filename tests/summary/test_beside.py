"""Making a file takes a while: phones are answered meanwhile, and a room that asks at once waits
for one."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import gevent
import pytest
from gevent.monkey import get_original

from tests.summary.at_desk import Desk, desk_of
from tests.summary.gathering import hold
from tests.support.room import new_room
from workshop.storage.store import Store
from workshop.summary.formats import FORMATS
from workshop.summary.reader import Reader
from workshop.summary.seal import seal
from workshop.summary.summary import Summary

PATH = "/w/{id}/summary.html"
PATIENCE = 500
"""Hundredths of a second after which a loop that stands still is let go."""


@dataclass
class Slow:
    """A format that takes until the loop has let it go on."""

    begun: list[str] = field(default_factory=list)
    let_go: bool = False
    fails: bool = False

    def render(self, _summary: Summary, reader: Reader) -> str:
        self.begun.append(reader.language)
        for _ in range(PATIENCE):
            if self.let_go:
                break
            get_original("time", "sleep")(0.01)
        if self.fails:
            raise OSError
        return "made" if self.let_go else "held up"

    def goes_on(self, asked: int) -> None:
        """Lets it go on, once so many files have been begun."""
        for _ in range(PATIENCE):
            if len(self.begun) >= asked:
                break
            gevent.sleep(0.01)
        gevent.sleep(0.05)
        self.let_go = True


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    made = Slow()
    monkeypatch.setitem(FORMATS, "html", replace(FORMATS["html"], render=made.render))
    return made


@pytest.fixture
def desk(store: Store) -> Iterator[Desk]:
    room = new_room(store)
    hold(room)
    found = desk_of(room)
    seal(store, room.id, found.clock())
    yield found


def asked(desk: Desk, slow: Slow, paths: list[str]) -> list[tuple[int, str]]:
    """What several browsers are answered that ask at once."""
    browsers = [gevent.spawn(lambda path=path: desk.gets(path, signed_in=False)) for path in paths]
    gevent.spawn(slow.goes_on, 1)
    answers = [one.get() for one in browsers]
    return [(one.status_code, one.get_data(as_text=True)) for one in answers]


def test_the_loop_goes_on_while_a_file_is_made(desk: Desk, slow: Slow) -> None:
    assert asked(desk, slow, [PATH]) == [(200, "made")]


def test_a_room_that_asks_at_once_gets_a_file_that_was_made_once(desk: Desk, slow: Slow) -> None:
    assert asked(desk, slow, [PATH] * 5) == [(200, "made")] * 5
    assert len(slow.begun) == 1


def test_each_language_is_made_for_itself_and_nothing_is_kept(desk: Desk, slow: Slow) -> None:
    asked(desk, slow, [f"{PATH}?language=es", f"{PATH}?language=de"])
    asked(desk, slow, [f"{PATH}?language=es"])
    assert sorted(slow.begun) == ["de", "es", "es"]


def test_whoever_waits_for_a_file_that_fails_hears_it_too(desk: Desk, slow: Slow) -> None:
    slow.fails = True
    assert [status for status, _ in asked(desk, slow, [PATH] * 3)] == [500] * 3
    slow.fails = False
    assert asked(desk, slow, [PATH]) == [(200, "made")]
