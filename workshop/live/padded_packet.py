"""Packets of Socket.IO of which each answer has one size."""

from typing import Any

from socketio import packet

from workshop.protocol.one_size import DOWN, padded

ANSWERS = frozenset({packet.CONNECT, packet.CONNECT_ERROR, packet.ACK})
"""What goes to one phone alone. All else is the same for everybody in a room."""


class PaddedPacket(packet.Packet):  # type: ignore[misc]
    """What Socket.IO takes for its packets."""

    def encode(self) -> Any:
        """The text that goes out, padded when it is an answer."""
        text = super().encode()
        return padded(text, DOWN) if self.packet_type in ANSWERS else text
