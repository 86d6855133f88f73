"""Where keys are kept: apart from all that is encrypted under them, and in no backup."""

from typing import Protocol

SERVER = "server"
"""The name under which the server's own key stands in a workshop's place."""


class KeyStore(Protocol):
    """The keys of workshops: K, whose part is "", and those of parts that end sooner."""

    def make(self, workshop: str, part: str = "") -> bytes:
        """A new key; it is there also after a loss of power."""

    def read(self, workshop: str, part: str = "") -> bytes | None:
        """The key, or None when it was destroyed or never came along."""

    def destroy(self, workshop: str, part: str = "") -> None:
        """Destroys a key, and with K those of all parts; harmless when it is gone already."""

    def left_of(self, workshop: str) -> set[str]:
        """The parts of which a key is there, whole or half destroyed."""

    def workshops(self) -> set[str]:
        """The workshops of which any key is there."""
