"""Attacks with what no client of ours sends: frames in crumbs, too large, or no frames at all."""

import os
from itertools import cycle

from tests.support.hostile.target import Line, Target, holds, together
from tools.bench.frames import PING_FRAME, PONG_FRAME, TEXT_FRAME, masked

LINES = 6
IN_A_ROW = 200
"""Frames that are sent before the attack looks whether it is still let in."""
BEGUN, GOES_ON = 0x01, 0x00
"""The first bytes of a text that is not ended with its first frame, and of what goes on with it."""
OVERSIZE = 1 << 20


def pings(target: Target) -> None:
    """Pings and pongs, which cost an answer or a look each."""
    _sends(target, masked(b"", PING_FRAME) * IN_A_ROW + masked(b"x" * 100, PONG_FRAME) * IN_A_ROW)


def tiny_frames(target: Target) -> None:
    """One message in frames of one byte each."""
    _sends(target, masked(b"4", BEGUN) + masked(b"2", GOES_ON) * IN_A_ROW, ends=masked(b"]", 0x80))


def empty_continuations(target: Target) -> None:
    """A message that goes on with nothing, for ever."""
    _sends(target, masked(b"", GOES_ON) * IN_A_ROW, begins=masked(b"4", BEGUN))


def oversize(target: Target) -> None:
    """Bodies, headers and frames that are far too large."""
    frame = bytes((TEXT_FRAME, 0xFF)) + OVERSIZE.to_bytes(8, "big") + bytes(4) + b"4" * OVERSIZE
    long = f"Content-Length: {OVERSIZE}"
    whole = cycle([
        target.head("POST", "/join", long) + b"x" * OVERSIZE,
        target.head("GET", "/" + "x" * OVERSIZE),
        target.head("GET", "/", "X-Long: " + "x" * OVERSIZE),
        target.head("GET", "/", *(f"X-{n}: x" for n in range(5000))),
        target.head("POST", "/socket.io/?EIO=4&transport=websocket", long) + b"4" * OVERSIZE,
    ])  # fmt: skip
    sends = cycle([lambda: target.ask(next(whole)), lambda: _once(target, frame)])
    together(target, lambda: next(sends)())


def malformed(target: Target) -> None:
    """Sends no request, no frame, no packet, or no message."""
    head = cycle([b"\0" * 64, b"GET\r\n\r\n", os.urandom(200), b"POST / HTTP/9\r\nHost: ?\r\n\r\n"])
    said = cycle([
        masked(b"x"), masked(b"42"), masked(b'42["do"'), masked(b'42["do",{}]'),
        masked(b'421["do",{"key":"x","command":{"type":"none"}}]'), masked(b'42["nothing",1]'),
        masked(b'421["hello",{"epoch":1e400,"rev":null}]'), masked(b"451-[1,2]"), b"\xff" * 20,
        masked("42[\"do\",\"\ud800\"]".encode("utf-8", "surrogatepass")), masked(b"4" * 1000),
        masked(b"4x") + masked(b'40{"a":1}'), masked(b"1") + masked(b'40{"a":1}'),
        masked(b'421["mine",{"keys":' + b"[" * 5000), masked(os.urandom(100), 0x82),
    ])  # fmt: skip
    sends = cycle([lambda: target.ask(next(head)), lambda: _once(target, next(said))])
    together(target, lambda: next(sends)())


def _once(target: Target, data: bytes) -> None:
    line = Line(target)
    try:
        line.send(data)
        line.drain()
    finally:
        line.close()


def _sends(target: Target, data: bytes, begins: bytes = b"", ends: bytes = b"") -> None:
    """Keeps a few devices that send this without a pause."""

    def begin() -> Line:
        line = Line(target)
        line.send(begins)
        return line

    def go_on(line: Line) -> None:
        target.tried += IN_A_ROW
        line.send(data + ends)
        line.drain()

    holds(target, LINES, begin, go_on)
