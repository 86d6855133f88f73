"""Phones that take nothing of what they are sent: what waits for them is bounded."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from select import select

import pytest

from tests.live.test_fanout import FIRST, LARGE, Reader, Sending, last
from tests.support.waiting import until
from workshop.live.waiting_packets import MOST_BYTES

ANSWER = 8_000
"""Bytes of an answer, as large as a snapshot that is not fetched."""
ENOUGH = 2 * MOST_BYTES // ANSWER + 40
"""Answers that are more than may wait, with what a system takes for one who reads nothing."""
SMALL = 4096
"""The bytes that the system of a slow reader takes, or as few as it can."""


@pytest.fixture
def sending() -> Iterator[Sending]:
    with Sending() as made:
        yield made
        made.all_vanish()


def waits(sending: Sending) -> int:
    """The bytes that wait for all phones."""
    return int(sending.ask({})["waiting"])


def asks(reader: Reader, what: str, first: int, count: int, size: int = ANSWER) -> None:
    for number in range(first, first + count):
        reader.say(f'42{number}["{what}",{size}]')


def test_who_takes_no_answers_is_sent_away(sending: Sending) -> None:
    slow, other = sending.reader(buffer=SMALL), sending.reader()
    with suppress(OSError):  # it may be ended before it has asked for everything
        asks(slow, "ask", 0, ENOUGH)
    until(lambda: sending.ask({})["sockets"] == 1, says=lambda: sending.ask({}))
    assert waits(sending) == 0
    asks(other, "ask", 0, 1)
    other.until(lambda text: text.startswith("430"))


def test_of_snapshots_the_newest_waits_alone_and_nobody_is_sent_away(sending: Sending) -> None:
    slow = sending.reader(buffer=SMALL)
    asks(slow, "look", 0, ENOUGH)
    asks(slow, "ask", ENOUGH, 1, 1)
    until(lambda: 0 < waits(sending) < 3 * ANSWER, says=lambda: waits(sending))
    slow.until(lambda text: text.startswith(f"43{ENOUGH}["))
    came = [text for text in slow.texts if "snapshot" in text]
    assert came[-1].startswith(f"43{ENOUGH - 1}[") and len(came) < ENOUGH


def test_a_snapshot_of_any_size_reaches_a_slow_phone(sending: Sending) -> None:
    slow = sending.reader(buffer=SMALL)
    sending.ask({"send": 10, "first": 0, "size": LARGE})
    asks(slow, "look", 0, 1, 2 * MOST_BYTES)
    until(lambda: waits(sending) > 2 * MOST_BYTES)
    assert "snapshot" in slow.until(lambda text: text.startswith("430["))


def test_events_wait_up_to_a_bound_in_bytes_and_the_newest_comes_in_the_end(
    sending: Sending,
) -> None:
    slow = [sending.reader(buffer=SMALL) for _ in range(5)]
    sending.ask({"send": 100, "first": 0, "size": LARGE})
    assert 0 < waits(sending) <= len(slow) * MOST_BYTES
    for each in slow:  # events take no place from answers
        asks(each, "ask", 0, 7)
    until(lambda: waits(sending) > len(slow) * 7 * ANSWER)
    for each in slow:
        each.until(lambda text: text.startswith("436["))
    until(lambda: all(reads_on(each) for each in slow) and waits(sending) == 0)
    sending.tell({"send": 1, "first": 100, "size": LARGE})
    for each in slow:
        each.until(last(100))
        assert each.numbers() == sorted({*each.numbers()})


def reads_on(reader: Reader) -> bool:
    while select([reader._sock], [], [], 0)[0]:
        reader.read()
    return True


def test_if_too_much_waits_for_all_events_are_left_out_and_then_the_slowest_go(
    sending: Sending,
) -> None:
    quick, slow, slowest = (sending.reader(buffer=size) for size in (0, SMALL, SMALL))
    asks_until_so_much_waits(sending, slow, ANSWER)
    asks_until_so_much_waits(sending, slowest, waits(sending) + 4 * ANSWER)
    sending.ask({"send": 5, **FIRST})
    before = waits(sending)
    after = sending.ask({"most": before - 1000})
    assert 0 < after["waiting"] < before and after["sockets"] == 3
    after = sending.ask({"most": 4 * ANSWER})
    assert after["sockets"] == 2 and 0 < after["waiting"] <= 4 * ANSWER
    slow.until(lambda text: text.startswith("430["))
    sending.ask({"send": 1, "first": 5, "size": 600})
    quick.until(last(5))
    assert quick.numbers() == [*range(6)]


def asks_until_so_much_waits(sending: Sending, reader: Reader, size: int) -> None:
    """The system takes some answers for one who reads nothing; what comes then waits. None is still
    to come in the end."""
    before = sending.ask({})["asked"]
    for number in count():
        asks(reader, "ask", number, 1)
        until(lambda number=number: sending.ask({})["asked"] > before + number)
        if waits(sending) > size:
            return
