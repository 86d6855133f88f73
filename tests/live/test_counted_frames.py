"""Frames are paid for before they become a part of a message."""

import pytest

from tools.bench.frames import PING_FRAME, TEXT_FRAME, masked
from workshop.live.counted_frames import FRAMES_AT_ONCE, MAX_FRAME, PIECE, CountedFrames
from workshop.live.transport import WebSocket

PART, GOES_ON, BINARY, CLOSE = TEXT_FRAME & 0x7F, 0x00, 0x82, 0x88


def opened() -> CountedFrames:
    frames = CountedFrames()
    # The example of RFC 6455, section 1.3.
    answer = frames.accept("dGhlIHNhbXBsZSBub25jZQ==")
    assert b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in answer and b"xtensions" not in answer
    return frames


def closed_for(answer: bytes) -> int:
    """The reason in the close with which an answer ends: RFC 6455, section 7.4."""
    assert answer[0] == CLOSE
    return int.from_bytes(answer[2:4], "big")


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
    frames.receive(masked(b"2") * 3)
    answers = frames.receive(begins + again * 10_000)
    pongs = answers.split(bytes((CLOSE,)))[0]
    assert frames.ended and not frames.messages
    assert closed_for(answers[len(pongs) :]) == 1008
    assert len(pongs) <= 2 * (FRAMES_AT_ONCE + 20), "a second brings a few more"


def test_a_message_in_a_hundred_pieces_is_whole() -> None:
    frames, whole = opened(), masked(b"x" * 30_000)
    for at in range(0, len(whole), 300):
        assert frames.receive(whole[at : at + 300]) == b""
    assert not frames.ended and [*frames.messages] == ["x" * 30_000]


def test_what_drips_for_ever_is_too_much() -> None:
    frames, whole = opened(), masked(b"x" * MAX_FRAME)
    dripped = 0
    while not frames.ended and dripped < len(whole):
        answer = frames.receive(whole[dripped : dripped + 1])
        dripped += 1
    assert closed_for(answer) == 1008
    assert dripped <= (FRAMES_AT_ONCE + 40) / PIECE


def test_parts_that_bring_nothing_are_too_much_and_an_empty_end_is_not() -> None:
    frames = opened()
    frames.receive(masked(b"4", PART) + masked(b"", GOES_ON | 0x80))
    assert not frames.ended
    frames.receive(masked(b"4", PART) + masked(b"", GOES_ON) * 4)
    assert frames.ended


@pytest.mark.parametrize("text", ["4ł", "4語", "4🙈", "4🙈🙈é"])
def test_a_message_whose_letters_come_in_parts_is_whole(text: str) -> None:
    frames, first, *rest = opened(), *text.encode()
    parts = [masked(bytes([first]), PART), *(masked(bytes([one]), GOES_ON) for one in rest)]
    frames.receive(b"".join(parts) + masked(b"", GOES_ON | 0x80))
    assert not frames.ended and [*frames.messages] == [text]


def test_messages_before_an_end_are_given_and_none_behind_it() -> None:
    frames = opened()
    answer = frames.receive(masked(b"2") + masked(b"", CLOSE) + masked(b"3"))
    assert frames.ended and answer[0] == CLOSE
    assert [*frames.messages] == ["2"]


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (masked(b"4" * 20_000, PART) + masked(b"4" * (MAX_FRAME - 19_999), GOES_ON | 0x80), 1009),
        (masked(b"4", BINARY), 1003),
        (masked(b"\xff"), 1007),
        (b"\xf1\x80\0\0\0\0", 1002),
    ],
    ids=["too large", "binary", "no text", "no frame"],
)
def test_what_no_page_sends_ends_the_connection(sent: bytes, reason: int) -> None:
    frames = opened()
    assert closed_for(frames.receive(sent)) == reason
    assert frames.ended and not frames.messages


class ClosingPhone:
    """A session of engine.io, and its wire: the phone closes, and notes what is written by then."""

    def __init__(self) -> None:
        self.wire: object = self
        self.answered: list[tuple[int, object]] = []

    def recv(self, _size: int) -> bytes:
        return masked(b"", CLOSE)

    def send(self, frame: bytes) -> None:
        self.answered.append((frame[0], self.wire))

    def handle(self, _socket: WebSocket) -> None:
        """Never called: the handshake is over."""


def test_behind_a_close_nothing_is_written_straight_to_a_phone() -> None:
    phone = ClosingPhone()
    socket = WebSocket(phone.handle, None)
    socket._frames, socket._wire = opened(), phone  # type: ignore[assignment]
    assert socket.wait() is None
    assert phone.answered == [(CLOSE, None)]
    with pytest.raises(OSError):
        socket.send("2")
