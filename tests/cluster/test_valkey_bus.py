"""Processes hear each other by Valkey, and go on without it."""

import subprocess
import sys
import time
from functools import partial

import gevent
import pytest

from tests.cluster.conftest import MakeBus
from tests.support import waiting
from tests.support.valkey import ValkeyServer
from workshop.cluster import valkey_bus
from workshop.cluster.bus import CHANGED, LISTENING, WROTE, Bus, LocalBus, of_workshop
from workshop.cluster.valkey_bus import TOKENS, ValkeyBus
from workshop.web.guarding import failed_codes
from workshop.web.guarding.failed_codes import FailedCodes

until = partial(waiting.until, pause=gevent.sleep)
HERE, THERE = of_workshop("here"), of_workshop("there")


def hears(bus: Bus, channel: str) -> list[str]:
    """Returns what a bus hears on a channel, once it listens."""
    said: list[str] = []
    bus.listen(channel, said.append)
    until(lambda: LISTENING in said)
    said.clear()
    return said


def test_a_word_is_heard_by_all_others_on_its_channel_and_not_by_who_says_it(
    make_bus: MakeBus,
) -> None:
    one, two, three = make_bus(), make_bus(), make_bus()
    at_home, at_two, elsewhere = hears(one, HERE), hears(two, HERE), hears(three, THERE)
    one.publish(HERE, CHANGED)
    one.publish(THERE, WROTE)
    until(lambda: elsewhere)
    until(lambda: at_two)
    assert (at_home, at_two, elsewhere) == ([], [CHANGED], [WROTE])


def test_words_that_are_the_same_are_said_once_while_they_wait(make_bus: MakeBus) -> None:
    one, two = make_bus(), make_bus()
    said = hears(two, HERE)
    for _ in range(50):
        one.publish(HERE, CHANGED)
    one.publish(HERE, WROTE)
    until(lambda: WROTE in said)
    assert said == [CHANGED, WROTE]


def test_a_channel_that_is_ignored_is_heard_no_more(
    make_bus: MakeBus, valkey: ValkeyServer
) -> None:
    one, two = make_bus(), make_bus()
    ignored, heard = hears(two, HERE), hears(two, THERE)
    two.ignore(HERE)
    until(lambda: not valkey.client.pubsub_numsub(HERE)[0][1])
    one.publish(HERE, CHANGED)
    one.publish(THERE, CHANGED)
    until(lambda: heard)
    assert ignored == []


def test_who_fails_at_a_word_hears_the_next_one(
    make_bus: MakeBus, caplog: pytest.LogCaptureFixture
) -> None:
    one, two = make_bus(), make_bus()
    said: list[str] = []

    def fail(word: str) -> None:
        said.append(word)
        raise OSError

    two.listen(HERE, fail)
    until(lambda: LISTENING in said)
    one.publish(HERE, CHANGED)
    until(lambda: CHANGED in said)
    one.publish(HERE, WROTE)
    until(lambda: WROTE in said)
    assert two.whole and "has failed" in caplog.text


def test_a_killed_valkey_is_noticed_and_all_is_heard_again_once_it_is_back(
    make_bus: MakeBus, valkey: ValkeyServer
) -> None:
    one, two = make_bus(), make_bus()
    said = hears(two, HERE)
    valkey.kill()
    until(lambda: not (one.whole or two.whole))
    one.publish(HERE, CHANGED)
    valkey.start()
    until(lambda: one.whole and two.whole and two.hears(one.id))
    until(lambda: LISTENING in said)  # so that whoever listens looks at what was missed
    one.publish(HERE, WROTE)
    until(lambda: WROTE in said)


def test_a_valkey_that_answers_nothing_is_noticed_although_its_lines_are_open(
    make_bus: MakeBus, valkey: ValkeyServer
) -> None:
    one = make_bus()
    said = hears(one, HERE)
    with valkey.frozen():
        until(lambda: not one.whole)
    until(lambda: one.whole)
    make_bus().publish(HERE, CHANGED)
    until(lambda: CHANGED in said)


def test_a_process_that_says_nothing_more_is_missed(make_bus: MakeBus) -> None:
    one, two = make_bus(), make_bus()
    until(lambda: one.hears(two.id))
    two.stop()
    until(lambda: not one.hears(two.id))
    assert one.whole


def test_a_channel_that_was_wanted_while_the_line_was_lost_is_heard(
    make_bus: MakeBus, valkey: ValkeyServer
) -> None:
    one, two = make_bus(), make_bus()
    valkey.kill()
    until(lambda: not one.whole)
    said: list[str] = []
    one.listen(THERE, said.append)
    valkey.start()
    until(lambda: LISTENING in said)
    two.publish(THERE, CHANGED)
    until(lambda: CHANGED in said)


@pytest.mark.parametrize("local", [True, False])
def test_tokens_are_taken_out_of_one_bucket(make_bus: MakeBus, local: bool) -> None:
    one, two = (2 * (LocalBus(),)) if local else (make_bus(), make_bus())
    slow = ("codes", 0.001, 3.0)
    assert [one.take_token(*slow), two.take_token(*slow), one.take_token(*slow)] == [True] * 3
    assert not two.take_token(*slow)
    one.give_back(*slow)
    assert two.take_token(*slow) and not one.take_token(*slow)


@pytest.mark.parametrize("wanted", [1, 2])
def test_a_bucket_fills_again_where_valkeys_clock_was_set_back(
    make_bus: MakeBus, valkey: ValkeyServer, wanted: int
) -> None:
    bus, later = make_bus(), time.time() + 5 * 3600
    valkey.client.hset(f"{TOKENS}codes", mapping={"level": "0", "at": repr(later)})
    for _ in range(wanted):
        until(lambda: bus.take_token("codes", 20.0, 3.0))


def test_codes_that_one_process_refuses_make_all_of_them_show_whole_ones(
    make_bus: MakeBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failed_codes, "AT_ONCE", 2.0)
    monkeypatch.setattr(failed_codes, "A_SECOND", 0.001)
    here, there = FailedCodes(make_bus()), FailedCodes(make_bus())
    assert [here.may_try(), there.may_try()] == [True, True]
    assert not there.whole
    until(lambda: not here.may_try() and there.whole)


def test_without_valkey_each_process_counts_by_itself(
    make_bus: MakeBus, valkey: ValkeyServer
) -> None:
    one, two = make_bus(), make_bus()
    valkey.kill()
    slow = ("codes", 0.001, 5.0)
    assert [one.take_token(*slow), one.take_token(*slow), two.take_token(*slow)] == [
        True, False, True,
    ]  # fmt: skip
    one.give_back(*slow)
    assert one.take_token(*slow) and not one.take_token(*slow)


def test_every_key_that_is_kept_in_valkey_ends_by_itself(
    make_bus: MakeBus, valkey: ValkeyServer
) -> None:
    bus = make_bus()
    bus.take_token("codes", 0.5, 30.0)
    keys = valkey.client.keys()
    assert len(keys) == 1 and all(0 < valkey.client.ttl(key) <= 61 for key in keys)


PATCHED = """
from workshop import __main__
__main__.patch()
import sys
import gevent
from tests.support.waiting import until
from workshop.cluster.valkey_bus import ValkeyBus
bus, rounds = ValkeyBus(sys.argv[1]), []
gevent.spawn(until, lambda: rounds.append(1), again=0.01, pause=gevent.sleep)
bus.start()
until(lambda: bus.whole, pause=gevent.sleep)
print("whole", flush=True)
input()
before = len(rounds)
print(bus.take_token("codes", 1.0, 1.0), len(rounds) - before > 5, flush=True)
"""


def test_a_server_goes_on_while_its_bus_waits(valkey: ValkeyServer) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", PATCHED, valkey.url],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == "whole\n"
    with valkey.frozen():
        said, _ = child.communicate("\n", timeout=waiting.WITHIN)
    assert said == "False True\n"


def test_words_that_wait_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(valkey_bus, "MOST_WAITING", 2)
    bus = ValkeyBus("unix:///nowhere")
    for channel in "abc":
        bus.publish(channel, CHANGED)
    assert len(bus._to_say) == 2
    bus.stop()
