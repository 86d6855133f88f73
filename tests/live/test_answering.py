"""When a phone is answered: after the same time, whatever was asked and however long it took."""

import time
from types import SimpleNamespace
from typing import Any, cast

import pytest
from socketio.exceptions import ConnectionRefusedError

from workshop.live import events
from workshop.live.devices import Devices
from workshop.live.events import Events
from workshop.live.guests import Guest
from workshop.protocol.messages import HelloAnswer
from workshop.settings import PHONE_ANSWER_MS, read_settings

BEAT = 0.05


class Clock:
    """Time that passes when somebody works or waits."""

    def __init__(self) -> None:
        self.now = self.began = time.monotonic()

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.now += seconds


def watched(monkeypatch: pytest.MonkeyPatch, *modules: Any) -> Clock:
    """A clock by which these go and wait."""
    clock = Clock()
    for module in modules:
        monkeypatch.setattr(module, "time", clock)
        monkeypatch.setattr(module, "gevent", clock)
    return clock


def seconds_to(
    monkeypatch: pytest.MonkeyPatch, takes: float, message: Any, *, view: Any, beat: float = BEAT
) -> float:
    """Returns how long an answer takes by this clock, where the work behind it takes so long."""
    clock = watched(monkeypatch, events)

    def hello(_guest: Guest, _message: Any) -> HelloAnswer:
        clock.now += takes
        return HelloAnswer(time=0.0)

    board: Any = SimpleNamespace(devices=Devices())
    guest = Guest("sid", "eio", board, view, None)
    live: Any = SimpleNamespace(guests={"sid": guest}, hello=hello)
    Events(live, beat).on_hello("sid", message)
    return clock.now - clock.began


@pytest.mark.parametrize("takes", [0.0, 0.001, 0.02, 0.049])
def test_a_phone_is_answered_after_one_time(monkeypatch: pytest.MonkeyPatch, takes: float) -> None:
    assert seconds_to(monkeypatch, takes, {}, view="participant") == pytest.approx(BEAT)


def test_what_takes_longer_is_answered_with_a_later_beat(monkeypatch: pytest.MonkeyPatch) -> None:
    took = seconds_to(monkeypatch, 0.051, {}, view="participant")
    assert took == pytest.approx(2 * BEAT)


def test_the_desk_is_answered_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert seconds_to(monkeypatch, 0.001, {}, view="desk") == pytest.approx(0.001)


@pytest.mark.parametrize(("takes", "beats"), [(0.0, 1), (0.03, 1), (0.051, 2)])
def test_whoever_is_not_let_in_hears_it_with_a_beat(
    monkeypatch: pytest.MonkeyPatch, takes: float, beats: int
) -> None:
    clock = watched(monkeypatch, events)

    def admit(*_: object) -> str:
        clock.now += takes
        return "no_such"

    auth = {"view": "participant", "workshop": "nosuch", "secret": "0" * 32}
    with pytest.raises(ConnectionRefusedError):
        Events(cast(Any, SimpleNamespace(admit=admit)), BEAT).on_connect("sid", {}, auth)
    assert clock.now - clock.began == pytest.approx(beats * BEAT)


def test_where_others_come_the_time_cannot_be_less() -> None:
    short = {"WORKSHOP_ANSWER_MS": "0"}
    assert read_settings(short, host="127.0.0.1").answer_ms == 0
    assert read_settings(short, host="0.0.0.0").answer_ms == PHONE_ANSWER_MS
    assert read_settings({}).answer_ms == PHONE_ANSWER_MS
