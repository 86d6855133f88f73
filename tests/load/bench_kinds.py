"""The cost of each kind of message: `python -m tests.load.bench_kinds [PHONES]`.

So many phones (60 if none are named) send a few hundred messages of each kind, no faster than the
server lets them; what is printed is the server's processor time for one message, with its threads
and its share of what every phone is then sent. The figures belong into workshop/live/spending.py.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import Any

import psutil

from tests.anonymity.holding import HeldRoom, Holder
from tests.support.numbered import numbered
from tests.support.server import running
from tests.support.sockets import close_all, phone

TIMES = 5
"""Messages of each kind from each phone."""
PAUSE = 0.1
"""Seconds between two rounds of messages: a phone sends ten a second at most."""

Message = Callable[[Holder, int], tuple[str, dict[str, Any]]]


@dataclass(frozen=True)
class Bench:
    """A room with its phones, and the process that serves it."""

    room: HeldRoom
    phones: list[Holder]
    process: psutil.Process

    def measure(self, kind: str, message: Message) -> None:
        """Has every phone send a kind of message some times, and prints what one has cost."""
        idle = self._idle()
        began, before = time.monotonic(), self._spent()
        answers = [answer for i in range(TIMES) for answer in self._round(message, i)]
        took = time.monotonic() - began
        spent = self._spent() - before - idle * took
        stored = sum(not {"refused", "retry"} & set(answer) for answer in answers)
        print(f"{kind}: {1000 * spent / len(answers):.2f} ms ({stored} of {len(answers)} done)")

    def measure_connections(self) -> None:
        """Has every phone connect anew, as after its network has broken."""
        before = self._spent()
        for one in self.phones:
            phone(self.room.server, self.room.id, one.secret).cut()
        print(f"a connection: {1000 * (self._spent() - before) / len(self.phones):.2f} ms")

    def _round(self, message: Message, i: int) -> list[dict[str, Any]]:
        time.sleep(PAUSE)
        numbers = [(one, one.socket.send(*message(one, i))) for one in self.phones]
        return [one.socket.wait(number) for one, number in numbers]

    def _spent(self) -> float:
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def _idle(self) -> float:
        """Seconds of processor time a second while nobody says anything."""
        time.sleep(1)
        before = self._spent()
        time.sleep(3)
        return (self._spent() - before) / 3


def do(command: dict[str, Any], key: str = "") -> tuple[str, dict[str, Any]]:
    """A command, under a key of its own."""
    return "do", numbered(command, key)


def main() -> None:
    """Measures and prints."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with TemporaryDirectory() as folder, running(Path(folder) / "data") as server:
        room = HeldRoom.on(server, server.sign_in())
        process = psutil.Process(server._process.pid)
        before = process.cpu_times()
        phones = [room.device() for _ in range(many)]
        for one in phones:
            one.socket.ask("hello", {})
        after = process.cpu_times()
        spent = after.user + after.system - before.user - before.system
        print(f"joining, with the first hello: {1000 * spent / many:.2f} ms")
        measure_all(Bench(room, phones, process))
        close_all()


def measure_all(bench: Bench) -> None:
    """Measures one kind after the other, in the order of the agenda."""
    bench.measure_connections()
    bench.measure("hello, all of it", lambda _one, _i: ("hello", {}))
    bench.measure("mine", lambda _one, _i: ("mine", {"keys": [token_hex(16) for _ in range(9)]}))
    bench.measure("held", lambda _one, _i: ("held", {"keys": [token_hex(16)] * 16}))
    bench.measure("check_in", lambda _one, i: do({"type": "check_in", "text": f"Seat {i}"}))
    measure_cards(bench, bench.room.goes("write"))
    measure_revealed(bench, bench.room.goes("reveal"))
    measure_lessons(bench, bench.room.goes("lessons"))
    measure_votes(bench)
    said = {"type": "answer", "round": bench.room.goes("finish"), "question": "worth"}
    bench.measure("answer", lambda _one, i: do({**said, "choice": "yes" if i % 2 else "no"}))


def measure_cards(bench: Bench, round_: int) -> None:
    """Measures what phones say while they write."""
    keys = {one.secret: token_hex(16) for one in bench.phones}
    words = {"round": round_, "happened": "It fell over, and nobody had looked. " * 4}
    card, edit = {"type": "write_card", **words}, {"type": "edit_card", **words}
    nothing = {"type": "nothing_to_add", "round": round_}
    bench.measure("write_card", lambda one, i: do(card, "" if i else keys[one.secret]))
    bench.measure("edit_card", lambda one, _i: do({**edit, "card": keys[one.secret]}))
    bench.measure("nothing_to_add", lambda _one, _i: do(nothing))
    bench.measure("held, with cards", lambda _one, _i: ("held", {"keys": [token_hex(16)] * 16}))


def measure_revealed(bench: Bench, round_: int) -> None:
    """Measures what phones say once cards are on show."""
    tap = {"type": "been_there", "round": round_, "item": "1"}
    bench.measure("hello, with cards", lambda _one, _i: ("hello", {}))
    bench.measure("mine, with cards", lambda _one, _i: ("mine", {"keys": [token_hex(16)] * 9}))
    bench.measure("been_there", lambda _one, i: do({**tap, "on": i % 2 == 0}))


def measure_lessons(bench: Bench, round_: int) -> None:
    """Measures lessons that phones send, of which most wait for the desk."""
    lesson = {"type": "add_lesson", "round": round_}
    bench.measure("add_lesson", lambda _one, _i: do({**lesson, "text": f"Look: {token_hex(3)}"}))
    bench.room.say({"type": "desk_lesson", "text": "Ask early."})


def measure_votes(bench: Bench) -> None:
    """Measures votes, and commitments that phones offer."""
    room, round_ = bench.room, bench.room.goes("vote")
    lesson = next(path for path in room.entries if path.startswith("lessons/")).split("/")[1]
    vote = {"type": "vote", "round": round_, "lesson": lesson}
    bench.measure("vote", lambda _one, i: do({**vote, "votes": 1 - i % 2}))
    offer = {"type": "offer", "round": room.goes("commit"), "lesson": lesson, "when": "it is late"}
    bench.measure("offer", lambda _one, _i: do({**offer, "will": f"look at {token_hex(3)}"}))


if __name__ == "__main__":
    main()
