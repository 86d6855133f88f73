"""Figures tell how a process is doing, and nothing of what one person did."""

import urllib.request
from importlib.metadata import version
from itertools import chain, pairwise, repeat
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from tests.operating.conftest import free_port
from tests.operating.test_health import Clock
from tests.support.room import TestRoom
from tests.support.server import running
from workshop.live.batches import Batch, Work
from workshop.live.board import Board
from workshop.live.boards import Boards
from workshop.live.figures import ExactCounts
from workshop.live.guests import Guest
from workshop.live.server import LiveServer
from workshop.operating import metrics
from workshop.operating.health import DATABASE_PART, Health
from workshop.operating.metrics import (
    COUNTER_STEP,
    OFTEN,
    ProcessFigures,
    Sources,
    Steps,
    Tens,
    Typical,
    up_to_round,
)
from workshop.protocol import commands
from workshop.protocol.messages import Do, Ok, Refused, Retry
from workshop.views import Surroundings


class Scraped:
    """A process whose figures a test scrapes."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.figures, self.health = ExactCounts(keeps_times=True), Health()
        self.open: list[str] = []
        sources = Sources(self.figures, self.health, lambda: self.open, lambda: 0, several=True)
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(ProcessFigures(sources, self.clock))

    def text(self) -> str:
        """Returns a scrape."""
        return generate_latest(self._registry).decode()

    def later(self) -> str:
        """Returns a scrape after the figures may have changed."""
        self.clock.now += OFTEN
        return self.text()

    def acts(self, number: int) -> None:
        """Has people do so many things, each of which is acknowledged."""
        for _ in range(number):
            self.figures.answered(Ok())
            self.figures.commits.append(0.004)
            self.figures.flushed(0.002)


@pytest.fixture
def scraped() -> Scraped:
    return Scraped()


def value(text: str, name: str) -> float:
    """The only value of a figure."""
    (found,) = [
        sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == name
    ]
    return float(found)


def test_within_a_minute_nothing_is_seen_of_anybody(scraped: Scraped) -> None:
    before = scraped.text()
    scraped.open += ["participant"] * 500
    scraped.acts(1000)
    assert scraped.text() == before


def test_one_vote_is_not_seen_in_any_minute(scraped: Scraped) -> None:
    scraped.acts(10)
    before = scraped.later()
    scraped.acts(1)
    assert scraped.later() == before


@pytest.mark.parametrize("known", range(COUNTER_STEP // 2, 3 * COUNTER_STEP // 2, 7))
def test_whoever_did_all_else_cannot_tell_whether_one_more_act_came(
    monkeypatch: pytest.MonkeyPatch, known: int
) -> None:
    told = 0
    for chance in range(COUNTER_STEP):
        both = []
        for total in (known, known + 1):
            draws = chain([chance], repeat(COUNTER_STEP - 1))
            monkeypatch.setattr(metrics._chance, "randrange", lambda _, draws=draws: next(draws))
            both.append(Steps().take(total))
        told += both[0] != both[1]
    assert told <= 1, "of a hundred ways in which chance may have it, one at most tells"


def test_a_counter_is_right_in_the_long_run() -> None:
    counter = Steps()
    shown = [counter.take(total) for total in range(0, 100_000, 10)]
    assert {after - before for before, after in pairwise(shown)} == {0, COUNTER_STEP}
    assert abs(shown[-1] - 100_000) < 5_000


def test_a_time_is_told_of_a_hundred_and_more_acts_and_of_each_once() -> None:
    times, taken = [0.0041] * (COUNTER_STEP - 1), Typical()
    taken.take(times)
    assert taken.middle is None and len(times) == COUNTER_STEP - 1
    times += [0.0041] * COUNTER_STEP + [1.7] * 60
    taken.take(times)
    assert (taken.middle, taken.slow) == (0.005, 2.0)
    assert times == []


def test_times_are_round() -> None:
    seconds = (0.0, 0.001, 0.0011, 0.02, 0.021, 4.0, 7.0)
    assert [up_to_round(one) for one in seconds] == [0.001, 0.001, 0.002, 0.02, 0.05, 5.0, 10.0]


def test_people_are_counted_in_tens_that_move_where_only_chance_knows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    places = set()
    for chance in range(10):
        monkeypatch.setattr(metrics._chance, "randrange", lambda _most, chance=chance: chance)
        tens, numbers = Tens(), [*range(100), *reversed(range(100))]
        shown = [tens.take(number) for number in numbers]
        assert all(one % 10 == 0 for one in shown)
        assert max(abs(one - n) for one, n in zip(shown, numbers, strict=True)) < 15
        places.add(shown.index(10))
    assert places == {*range(6, 16)}


def test_whoever_has_found_where_a_number_of_people_moves_does_not_know_it_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draws = iter([3, 9, 0])
    monkeypatch.setattr(metrics._chance, "randrange", lambda _most: next(draws))
    tens = Tens()
    assert [tens.take(number) for number in (8, 9, 8, 9, 24, 25)] == [0, 10, 10, 10, 10, 20]


def test_no_label_has_an_id_and_the_version_is_there(scraped: Scraped) -> None:
    scraped.health.took[DATABASE_PART] = 0.001
    scraped.acts(500)
    labels = {
        (name, text)
        for family in text_string_to_metric_families(scraped.later())
        for sample in family.samples
        for name, text in sample.labels.items()
    }
    assert labels == {
        *(("view", view) for view in ("participant", "projector", "desk")),
        *(("of", name) for name in ("middle", "slow")),
        ("version", version("failure-workshop")),
    }


def test_a_process_that_is_not_ready_says_so_at_once(scraped: Scraped) -> None:
    assert value(scraped.text(), "workshop_ready") == 1
    scraped.health.note(DATABASE_PART, False)
    assert value(scraped.text(), "workshop_ready") == 0


def is_counted_however_it_came(live: LiveServer, board: Board) -> tuple[int, int]:
    """Has two commands stored: one of the desk's socket, and one of a page. Returns the figures
    then."""
    ask = live.writer.ask
    live.writer.ask = lambda _board, _job: Ok()  # type: ignore[method-assign]
    desk, key = Guest("sid", "eio", board, "desk", None), b"k" * 16
    assert live.do(desk, Do(key=key.hex(), command=commands.CloseDoor(on=True))) == Ok()
    assert live.at_desk(board, commands.CloseDoor(on=True)) == Ok()
    live.writer.ask = ask  # type: ignore[method-assign]
    return live.figures.acks, live.figures.retries


def test_what_is_stored_and_what_is_sent_again_is_counted(room: TestRoom) -> None:
    boards = Boards(room.store, lambda _board, _listed: Surroundings())
    live = LiveServer(room.store, boards, lambda: 0.0)
    board = boards.get(room.id)
    assert board is not None
    for answer in (Ok(), Ok(), Retry(), Refused(refused="sealed")):
        live.figures.answered(answer)
    assert (live.figures.acks, live.figures.retries) == (2, 1)
    assert is_counted_however_it_came(live, board) == (4, 1)
    run = live.figures.timed(lambda _work: Batch([Ok()]))
    for looked_at in (False, True):
        live.figures.keeps_times = looked_at
        run(Work(board, [], 0))
        board._flush_once()
        assert len(live.figures.commits) == len(live.figures.flushes) == looked_at


@pytest.mark.long
def test_figures_have_a_port_of_their_own_and_are_off_unless_one_is_named(tmp_path: Path) -> None:
    port = free_port()
    with running(tmp_path / "data", "--port", "0", "--metrics-port", str(port)) as server:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as reply:
            text = reply.read().decode()
        assert value(text, "workshop_ready") == 1 and "python_" not in text
        assert "process_cpu" not in text and "engine" not in text
        assert server.get("/metrics").status == 404
