"""The desk of a hall: a reading of what it reads before the room does, and who waits meanwhile.

Once the desk has 1,500 cards to look through, once 2,000 lessons that it has not let on. Readings
are measured on the data that the server leaves, in processor time.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from tools.bench.trial import Trial, open_trial
from tools.rehearsal.report import percentile
from workshop.protocol import commands
from workshop.protocol.base import Handle
from workshop.settings import Settings
from workshop.storage.store import Store
from workshop.storage.workshops import StoredWorkshop
from workshop.views import read_room

BETWEEN_CARDS_S = 0.2
"""Seconds for which the desk follows between two cards that it opens."""
MEDIAN_READINGS = 9
"""Readings of which the median is taken."""
HALL_TEXT = "Before you rename a column, ask in the channel who reads it; I am seat {}."
Figures = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Hall:
    """How much waits for the desk, each of another phone. Times are in seconds."""

    cards: int
    lessons: int
    sent: float
    """Cards and lessons that come in a second."""
    asked: int
    """Phones that ask for a word while the desk opens cards, ten a second."""
    join_over: float


FULL = Hall(1500, 2000, sent=50.0, asked=200, join_over=45.0)
QUICK = Hall(12, 12, sent=20.0, asked=6, join_over=0.5)


def run(quick: bool, say: Callable[[str], None]) -> Figures:
    """The figures, by what waits. Raises Failed."""
    hall = QUICK if quick else FULL
    figures = {}
    for phones, what, measured in (
        (hall.cards, "cards", _with_cards),
        (hall.lessons, "lessons", _with_lessons),
    ):
        with ExitStack() as stack:
            trial = open_trial(stack, phones, template="60")
            trial.come(hall.join_over)
            ack_ms = sorted(measured(trial, hall))
            figures[f"{phones:,} {what}"] = {
                "reading_ms": _reading_ms(trial),
                "ack_p50_ms": round(statistics.median(ack_ms), 2),
                "ack_p99_ms": round(percentile(ack_ms, 99), 2),
            }
        say(f"a hall's {what}")
    return figures


def _with_cards(trial: Trial, hall: Hall) -> list[float]:
    """Cards wait, and the desk opens one after the other; gives how long others waited for an
    answer meanwhile, in ms."""
    desk = trial.facilitator
    desk.goes("write")
    cards = [
        {"type": "write_card", "round": desk.now.round, "happened": HALL_TEXT.format(i)}
        for i in range(hall.cards)
    ]
    with _sent(trial, cards, hall.sent):
        pass
    desk.goes("look_through")
    asking = [{"type": "check_in", "text": f"Seat {i}"} for i in range(hall.asked)]
    with _sent(trial, asking, 10.0) as ack_ms:
        closed = [path.split("/")[1] for path in desk.entries if path.startswith("review/")]
        until = time.monotonic() + hall.asked / 10.0
        while closed and time.monotonic() < until:
            desk.do(commands.Opened(cards=[Handle(closed.pop())]))
            desk.follow(BETWEEN_CARDS_S)
    return ack_ms


def _with_lessons(trial: Trial, hall: Hall) -> list[float]:
    """Lessons come, and the desk lets none on; gives how long each phone waited for its answer, in
    ms."""
    desk = trial.facilitator
    desk.goes("lessons")
    lessons = [
        {"type": "add_lesson", "round": desk.now.round, "text": HALL_TEXT.format(i)}
        for i in range(hall.lessons)
    ]
    with _sent(trial, lessons, hall.sent) as ack_ms:
        desk.follow(hall.lessons / hall.sent)
    return ack_ms


@contextmanager
def _sent(trial: Trial, said: list[dict[str, Any]], per_s: float) -> Iterator[list[float]]:
    """Phones say all this at a pace, beside what is done inside; then there is how long each waited
    for its answer, in ms."""
    (phones,) = trial.crowd.load
    ack_ms: list[float] = []
    phones.tell(trial.crowd.order(said, 1 / per_s)[0])
    yield ack_ms
    ack_ms += phones.hear()["ack_ms"]


def _reading_ms(trial: Trial) -> float:
    """Stops the server, and reads its workshop."""
    id_, data = trial.facilitator.id, trial.server.data
    trial.facilitator.close()
    trial.server.stop()
    store = Store(Settings(data=data))
    try:
        stored = store.thread.run(store.workshops.open, id_)
        assert stored is not None
        return round(store.thread.run(_median_ms, stored), 1)
    finally:
        store.close()


def _median_ms(stored: StoredWorkshop) -> float:
    read_room(stored)  # decrypts all words, which stay
    return statistics.median(_one_ms(stored) for _ in range(MEDIAN_READINGS))


def _one_ms(stored: StoredWorkshop) -> float:
    stored.cache.forget()
    began = time.thread_time()
    read_room(stored)
    return 1000 * (time.thread_time() - began)
