"""Pings: from one beat, not from a greenlet of each phone."""

import gc
import time
from weakref import ref

import gevent
import pytest
from engineio import packet, socket

from tests.support.waiting import WITHIN
from workshop.live import engine as engines
from workshop.live.engine import EngineServer

HOUR = 3600


def test_who_is_due_is_pinged_and_who_is_gone_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "PING_TIMES_S", HOUR)  # nobody is due, however slow it all is
    engine = EngineServer()
    here, gone = socket.Socket(engine, "here"), socket.Socket(engine, "gone")
    pings = engine.pings
    before = time.monotonic()
    for phone in (here, gone):
        phone.schedule_ping()
        assert phone.last_ping is None
    after = time.monotonic()
    assert len(pings._due) == 2
    assert all(before + HOUR <= at <= after + HOUR for at, _ in pings._due)
    pings()
    assert here.queue.qsize() == 0, "nobody is due yet"
    gone.closed = True
    pings._due = type(pings._due)((0.0, phone) for _, phone in pings._due)
    pings()
    assert here.queue.get().packet_type == packet.PING and here.last_ping
    assert gone.queue.qsize() == 0


def test_a_session_that_has_ended_is_not_kept_until_its_ping_would_be_due() -> None:
    engine = EngineServer()
    pings = engine.pings
    phone = socket.Socket(engine, "gone")
    phone.schedule_ping()
    kept = ref(phone)
    del phone
    gc.collect()
    assert kept() is None
    pings._due = type(pings._due)((0.0, phone) for _, phone in pings._due)
    pings()
    assert not pings._due


def test_a_line_that_takes_pings_straight_is_not_given_up_however_long_nothing_else_is_sent() -> (
    None
):
    engine = EngineServer()
    engine.ping_interval = engine.ping_timeout = 0
    phone = socket.Socket(engine, "here")
    writer = gevent.spawn(phone.poll)
    for _ in range(2):  # it begins to wait, and what is due by then has been done
        gevent.idle()
    first, second = packet.Packet(packet.NOOP), packet.Packet(packet.NOOP)
    phone.queue.put(first)
    phone.queue.put(second)
    assert writer.get(timeout=WITHIN) == [first]
    assert phone.queue.bytes, "the other one is counted as long as it waits"
