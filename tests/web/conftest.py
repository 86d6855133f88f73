"""The server and workshop of the sockets' tests."""

from tests.live.conftest import place

__all__ = ["place"]
