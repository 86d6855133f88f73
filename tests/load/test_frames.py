"""The load's client finds every frame, however the stream was cut."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.bench.frames import (
    CLOSE_FRAME,
    PING_FRAME,
    PONG_FRAME,
    TEXT_FRAME,
    BrokenStream,
    masked,
    walk,
)

KINDS = st.sampled_from([TEXT_FRAME, PING_FRAME, PONG_FRAME, CLOSE_FRAME])
PAYLOADS = st.one_of(
    st.binary(max_size=140),
    st.sampled_from([125, 126, 127, 65535, 65536]).map(lambda size: bytes(size)),
)
Sent = list[tuple[int, bytes]]


def framed(first: int, payload: bytes) -> bytes:
    """A frame as a server sends it, by RFC 6455."""
    size = len(payload)
    if size < 126:
        return bytes((first, size)) + payload
    if size < 1 << 16:
        return bytes((first, 126)) + size.to_bytes(2, "big") + payload
    return bytes((first, 127)) + size.to_bytes(8, "big") + payload


def heard(pieces: list[bytes]) -> Sent:
    """Returns the messages that are found in a stream that comes in these pieces."""
    rest, found = b"", []
    for piece in pieces:
        data = rest + piece
        frames, used = walk(data)
        found += [(first, data[begin:end]) for first, begin, end in frames]
        rest = data[used:]
    assert rest == b""
    return found


def cut(stream: bytes, places: list[int]) -> list[bytes]:
    edges = sorted({0, len(stream), *(place % (len(stream) + 1) for place in places)})
    return [stream[a:b] for a, b in itertools.pairwise(edges)]


@given(st.lists(st.tuples(KINDS, PAYLOADS), max_size=8), st.lists(st.integers(0), max_size=12))
def test_any_cutting_of_a_stream_gives_the_same_frames(sent: Sent, places: list[int]) -> None:
    stream = b"".join(framed(*one) for one in sent)
    assert heard(cut(stream, places)) == sent


def test_a_stream_that_comes_byte_by_byte_gives_the_same_frames() -> None:
    sent = [
        (TEXT_FRAME, b"2"),
        (TEXT_FRAME, b"x" * 300),
        (PING_FRAME, b""),
        (TEXT_FRAME, b"y" * 126),
    ]
    stream = b"".join(framed(*one) for one in sent)
    assert heard([bytes((byte,)) for byte in stream]) == sent


@pytest.mark.parametrize(
    "stream",
    [
        b"\x81\x81\0\0\0\0x",  # masked, as only clients do
        b"\x01\x01x",  # the first part of a fragmented message
        b"\xc1\x01x",  # compressed
        b"HTTP/1.1 400 Bad Request",
        b"\x81\x7f\x00\x00\x00\x01\x00\x00\x00\x00",  # four gigabytes
    ],
)
def test_what_is_no_frame_of_a_server_is_refused(stream: bytes) -> None:
    with pytest.raises(BrokenStream):
        walk(stream)


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65535])
def test_what_the_client_sends_is_one_masked_frame(size: int) -> None:
    payload = b"z" * size
    frame = masked(payload)
    header = 2 if size < 126 else 4
    told = frame[1] - 0x80 if size < 126 else int.from_bytes(frame[2:4], "big")
    assert (frame[0], told, frame[header + 4 :]) == (TEXT_FRAME, size, payload)
    assert frame[1] & 0x80
