"""The same server and workshop as for the sockets."""

from tests.live.conftest import place

__all__ = ["place"]
