"""The secret of a link that was just made: it waits from the form until the page that shows it.

It may stand in no address and in no cookie, since a proxy's log may hold either. So it waits in
memory, for the browser that made it and for nobody else.
"""

WITHIN = 60.0
"""Seconds within which a browser asks for the page behind a form."""


class ShownOnce:
    """The secrets that wait, by the sign-in that made each and its workshop."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[bytes, str], tuple[float, str]] = {}

    def keep(self, sign_in: bytes, workshop: str, secret: str, now: float) -> None:
        """Until it is shown, or until too much time has passed; only the newest is kept."""
        self._let_go(now)
        self._waiting[sign_in, workshop] = now + WITHIN, secret

    def take(self, sign_in: bytes, workshop: str, now: float) -> str:
        """Returns the secret that waits, once; "" if there is none."""
        self._let_go(now)
        return self._waiting.pop((sign_in, workshop), (now, ""))[1]

    def _let_go(self, now: float) -> None:
        self._waiting = {place: one for place, one in self._waiting.items() if one[0] > now}
