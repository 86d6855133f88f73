"""Secrets of links that were just made, until the page is there that shows them: a reload of that
page makes no other link."""

from typing import Protocol

from workshop.storage.keyring import Keys
from workshop.storage.store import Store

SHOWN_ONCE_S = 60.0
"""Seconds within which a browser asks for the page behind a form."""
_PLACE = "shown_once"
_SIZE = 256


class ShownOnce(Protocol):
    """The secrets that wait, by the sign-in that made each and its workshop."""

    def keep(self, sign_in: bytes, workshop: str, secret: str, now: float) -> None:
        """Keeps a secret until it is shown or too much time has passed; only the newest is kept."""

    def take(self, sign_in: bytes, workshop: str, now: float) -> str:
        """Returns the secret that waits, once; "" if there is none."""


def shown_once(store: Store) -> ShownOnce:
    """Returns where secrets wait: in memory, or where each process finds them."""
    return InRows(store) if store.library.sharing.several else InMemory()


class InMemory:
    """The secrets of a server that is one process."""

    def __init__(self) -> None:
        self._waiting: dict[tuple[bytes, str], tuple[float, str]] = {}

    def keep(self, sign_in: bytes, workshop: str, secret: str, now: float) -> None:
        """Keeps a secret in memory."""
        self._let_go(now)
        self._waiting[sign_in, workshop] = now + SHOWN_ONCE_S, secret

    def take(self, sign_in: bytes, workshop: str, now: float) -> str:
        """Returns the secret that waits, once."""
        self._let_go(now)
        return self._waiting.pop((sign_in, workshop), (now, ""))[1]

    def _let_go(self, now: float) -> None:
        self._waiting = {place: one for place, one in self._waiting.items() if one[0] > now}


class InRows:
    """The secrets of a server of several processes: a browser's next request may go to another.

    They are encrypted under the server's key, with which whoever has it could sign in anyway; the
    database knows of links their hashes alone.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._keys = Keys(store.server_key)

    def keep(self, sign_in: bytes, workshop: str, secret: str, now: float) -> None:
        """Keeps a secret for whichever process is asked for it. Raises OperationalError."""
        place = self._place(sign_in, workshop)
        body = self._keys.hide_anew(secret, _PLACE, place, _SIZE)
        self._store.thread.run(self._store.library.sharing.keep_secret, place, body, SHOWN_ONCE_S)

    def take(self, sign_in: bytes, workshop: str, now: float) -> str:
        """Returns the secret that waits, once. Raises OperationalError."""
        place = self._place(sign_in, workshop)
        body = self._store.thread.run(self._store.library.sharing.take_secret, place)
        return self._keys.show_anew(body, _PLACE, place, str) if body else ""

    def _place(self, sign_in: bytes, workshop: str) -> bytes:
        return self._keys.mark(_PLACE, sign_in, workshop)
