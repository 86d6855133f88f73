"""Join codes that lead nowhere, which are slowed for all together: an office is one address."""

from workshop.cluster.bus import Bus

A_SECOND, AT_ONCE = 0.5, 30.0
_NAME = "code"


class FailedCodes:
    """Codes that were tried, at all processes of this server."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    def may_try(self) -> bool:
        """True if a code may be tried now."""
        return self._bus.take_token(_NAME, A_SECOND, AT_ONCE)

    def was_right(self) -> None:
        """Does not count one that led somewhere."""
        self._bus.give_back(_NAME, A_SECOND, AT_ONCE)
