"""The room's screen: follows its view on a thread of its own, and does nothing."""

import threading

from workshop.rehearsal.seat import Seat

LOOK_UP = 30.0
TO_LEAVE = 5.0


class Onlooker:
    """One view that only looks."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self._thread = threading.Thread(target=self._live, daemon=True)

    def begin(self) -> None:
        """Begins to look."""
        self._thread.start()

    def stop(self) -> None:
        """Stops looking, and waits until that has happened."""
        self.seat.leave()
        if self._thread.is_alive():
            self._thread.join(TO_LEAVE)

    def _live(self) -> None:
        while not self.seat.over:
            if self.seat.is_there():
                self.seat.listen(LOOK_UP)
            else:
                self.seat.pause(0)
        self.seat.line.close()
