"""Packets are said and read as the server and a browser say and read them."""

import pytest
from socketio.packet import ACK, CONNECT, EVENT, Packet

from workshop.pretend.client import packets
from workshop.pretend.client.packets import AnswerPacket, EventPacket, NotLetIn
from workshop.protocol.wire import UP_STEP_BYTES, without_padding


def server_side(frame: str) -> Packet:
    """A frame as the server's library reads it."""
    assert frame[0] == "4" and len(frame.encode()) == UP_STEP_BYTES
    return Packet(encoded_packet=without_padding(frame[1:]))


def test_the_server_understands_what_a_client_says() -> None:
    greeting = server_side(packets.connect_frame({"view": "desk"}))
    assert (greeting.packet_type, greeting.data) == (CONNECT, {"view": "desk"})
    asked = server_side(packets.question(7, "do", {"key": "é"}))
    assert (asked.packet_type, asked.id, asked.data) == (EVENT, 7, ["do", {"key": "é"}])


@pytest.mark.parametrize("as_bytes", [False, True])
def test_a_client_understands_what_the_server_says(as_bytes: bool) -> None:
    def read(packet: Packet) -> object:
        frame = f"4{packet.encode()}"
        return packets.read_frame(frame.encode() if as_bytes else frame)

    assert read(Packet(EVENT, data=["tick", {"rev": 1}])) == EventPacket("tick", {"rev": 1})
    assert read(Packet(ACK, data=[{"ok": True}], id=12)) == AnswerPacket(12, {"ok": True})
    assert packets.read_frame(packets.PING_PACKET) is None


def test_a_client_is_let_in_or_told_why_not() -> None:
    assert packets.is_admitted('40{"sid":"x"}')
    assert not packets.is_admitted(packets.PING_PACKET)
    with pytest.raises(NotLetIn, match="no_such"):
        packets.is_admitted('44{"message":"no_such"}')


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://127.0.0.1:8000/"])
def test_the_websocket_is_beside_the_pages(url: str) -> None:
    assert packets.address(url).startswith("ws://127.0.0.1:8000/socket.io/?")
    assert packets.address(url.replace("http", "https")).startswith("wss://")


def test_the_address_of_a_websocket_names_the_workshop() -> None:
    here = "http://127.0.0.1:8000"
    assert packets.address(here, {"workshop": "Ab3dEf6hIj9k"}).endswith("&w=Ab3dEf6hIj9k")
    for other in ({}, {"workshop": 7}, "Ab3dEf6hIj9k", None):
        assert packets.address(here, other) == packets.address(here)
