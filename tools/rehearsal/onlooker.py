"""Somebody who only looks: the room's screen of a rehearsal."""

import threading

from workshop.pretend.client.view_client import ViewClient

LONGEST_WAIT = 30.0
TO_LEAVE = 5.0
"""Seconds without news, and until it has stopped."""


class Onlooker:
    """A view that only looks."""

    def __init__(self, client: ViewClient) -> None:
        self.client = client
        self._thread = threading.Thread(target=self._live, daemon=True)

    def begin(self) -> None:
        """Begins to look."""
        self._thread.start()

    def stop(self) -> None:
        """Stops looking, and waits until that has happened."""
        self.client.leave()
        if self._thread.is_alive():
            self._thread.join(TO_LEAVE)

    def _live(self) -> None:
        while not self.client.over:
            if self.client.is_there():
                self.client.listen(LONGEST_WAIT)
            else:
                self.client.pause(0)
        self.client.connection.close()
