"""Websocket frames as the load's client sees them: where each begins and ends, and no more.

The format is that of RFC 6455, section 5.2. No server here compresses or fragments.
"""

TEXT_FRAME, CLOSE_FRAME, PING_FRAME, PONG_FRAME = 0x81, 0x88, 0x89, 0x8A
KNOWN_FRAMES = frozenset({TEXT_FRAME, CLOSE_FRAME, PING_FRAME, PONG_FRAME})
LONGEST_FRAME_BYTES = 1 << 24
"""Bytes; a frame that claims more is a sign that the stream is read out of step."""
MASKING_KEY = bytes(4)
"""The key by which this side's frames are masked. Zeros are a key too, and cost nothing here."""

FrameBounds = tuple[int, int, int]
"""The first byte, and where in the data the payload begins and ends."""


class BrokenStream(ValueError):
    """The bytes that came are not a websocket frame of a server."""


def walk(data: bytes) -> tuple[list[FrameBounds], int]:
    """The whole frames in the data, and how many bytes they take; the rest is not whole yet.

    Raises BrokenStream.
    """
    frames: list[FrameBounds] = []
    at, size = 0, len(data)
    while at + 2 <= size:
        first, length, begin = data[at], data[at + 1], at + 2
        if length == 126:
            begin = at + 4
            length = int.from_bytes(data[at + 2 : begin], "big")
        elif length == 127:
            begin = at + 10
            length = int.from_bytes(data[at + 2 : begin], "big")
        if first not in KNOWN_FRAMES or data[at + 1] > 127 or length > LONGEST_FRAME_BYTES:
            raise BrokenStream(f"not a frame of a server: {data[at : at + 10].hex()}")
        at_end = begin + length
        if at_end > size:
            break
        frames.append((first, begin, at_end))
        at = at_end
    return frames, at


def masked(payload: bytes, first: int = TEXT_FRAME) -> bytes:
    """One frame as a client sends it. Raises ValueError for a payload of 64 kB or more."""
    length = len(payload)
    if length < 126:
        return bytes((first, 0x80 | length)) + MASKING_KEY + payload
    if length >= 1 << 16:
        raise ValueError("the load sends no frame as large as that")
    return bytes((first, 0xFE)) + length.to_bytes(2, "big") + MASKING_KEY + payload
