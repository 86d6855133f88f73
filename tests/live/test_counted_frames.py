"""Frames are paid for before they become a part of a message."""

import itertools

import pytest
from wsproto.events import AcceptConnection, CloseConnection, Event, TextMessage

from tools.bench.frames import PING_FRAME, TEXT_FRAME, masked
from workshop.live.counted_frames import FRAMES_AT_ONCE, PIECE, CountedFrames

HANDSHAKE = (
    b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
PART, GOES_ON = TEXT_FRAME & 0x7F, 0x00


def opened() -> CountedFrames:
    frames = CountedFrames()
    frames.receive_data(HANDSHAKE)
    assert [*frames.events()]
    frames.send(AcceptConnection())
    return frames


def hears(frames: CountedFrames, data: bytes) -> list[Event]:
    frames.receive_data(data)
    return [*frames.events()]


@pytest.mark.parametrize(
    ("begins", "again"),
    [
        (b"", masked(b"2")),
        (b"", masked(b"", PING_FRAME)),
        (masked(b"4", PART), masked(b"2", GOES_ON)),
    ],
    ids=["messages", "pings", "parts"],
)
def test_what_is_not_paid_for_is_not_unpacked(begins: bytes, again: bytes) -> None:
    frames = opened()
    heard = hears(frames, begins + again * 10_000)
    assert isinstance(heard[-1], CloseConnection) and frames.flooded
    assert len(heard) <= FRAMES_AT_ONCE + 20, "a second brings a few more"


def test_a_message_in_a_hundred_pieces_is_whole() -> None:
    frames, whole = opened(), masked(b"x" * 30_000)
    pieces = [whole[at : at + 300] for at in range(0, len(whole), 300)]
    heard = [*itertools.chain.from_iterable(hears(frames, piece) for piece in pieces)]
    assert len(heard) > 90 and not frames.flooded
    assert "".join(one.data for one in heard if isinstance(one, TextMessage)) == "x" * 30_000


def test_what_drips_for_ever_is_too_much() -> None:
    frames, whole = opened(), masked(b"x" * 60_000)
    many = int((FRAMES_AT_ONCE + 40) / PIECE)
    heard = [hears(frames, whole[at : at + 1]) for at in range(many)]
    assert frames.flooded and isinstance(heard[-1][-1], CloseConnection | TextMessage)


def test_parts_that_bring_nothing_are_too_much_and_an_empty_end_is_not() -> None:
    assert not opened().flooded
    frames = opened()
    hears(frames, masked(b"4", PART) + masked(b"", GOES_ON | 0x80))
    assert not frames.flooded
    hears(frames, masked(b"4", PART) + masked(b"", GOES_ON) * 4)
    assert frames.flooded


@pytest.mark.parametrize("text", ["4ł", "4語", "4🙈", "4🙈🙈é"])
def test_a_message_whose_letters_come_in_parts_is_whole(text: str) -> None:
    frames, first, *rest = opened(), *text.encode()
    parts = [masked(bytes([first]), PART), *(masked(bytes([one]), GOES_ON) for one in rest)]
    heard = hears(frames, b"".join(parts) + masked(b"", GOES_ON | 0x80))
    assert not frames.flooded
    assert "".join(one.data for one in heard if isinstance(one, TextMessage)) == text
