"""A line between one process and PostgreSQL that a test can cut, or make say nothing."""

import socket
from contextlib import suppress
from threading import Event, Thread

READ = 1 << 16


class Relay:
    """Hands everything on, both ways, between a port of this machine and a socket of a server."""

    def __init__(self, to: str) -> None:
        self._to = to
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listening.getsockname()[1]
        self._ends: set[socket.socket] = set()
        self._cut = False
        self._moves = Event()
        self._moves.set()
        Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """Ends all connections, and lets nobody in until it is mended."""
        self._cut = True
        self._drop()

    def fall_silent(self) -> None:
        """Lets everybody in, and hands nothing on until it is mended."""
        self._moves.clear()

    def mend(self) -> None:
        """Hands everything on again."""
        self._cut = False
        self._moves.set()

    def close(self) -> None:
        """Ends it for ever."""
        self._cut = True
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._drop()
        self._moves.set()

    def _drop(self) -> None:
        for end in list(self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                here = self._listening.accept()[0]
                Thread(target=self._let_in, args=(here,), daemon=True).start()

    def _let_in(self, here: socket.socket) -> None:
        there = socket.socket(socket.AF_UNIX)
        with here, there, suppress(OSError):
            if self._cut:
                return
            there.connect(self._to)
            self._ends |= {here, there}
            back = Thread(target=self._hand_on, args=(there, here), daemon=True)
            back.start()
            self._hand_on(here, there)
            back.join()
        self._ends -= {here, there}

    def _hand_on(self, from_: socket.socket, to: socket.socket) -> None:
        with suppress(OSError):
            while data := from_.recv(READ):
                self._moves.wait()
                to.sendall(data)
        # Whichever side has ended ends the other.
        for end in (from_, to):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
