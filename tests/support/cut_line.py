"""A line to PostgreSQL that can be cut in the middle of a commit, and one that answers nobody."""

import select
import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import Literal

NAME = ".s.PGSQL.5432"
"""The name of PostgreSQL's socket in its folder."""
MOST = 1 << 20
When = Literal["", "before", "after"]


class CutLine:
    """A relay in a folder of its own; a client that is given that folder speaks through it."""

    def __init__(self, folder: Path, server: Path) -> None:
        self.folder = folder
        self.cuts: When = ""
        """Cuts the line at the next commit: before the server hears of it, or after it was
        done."""
        self._server = server
        self._listens = socket.socket(socket.AF_UNIX)
        self._listens.bind(str(folder / NAME))
        self._listens.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listens.accept()
                threading.Thread(target=self._relay, args=(client,), daemon=True).start()

    def _relay(self, client: socket.socket) -> None:
        with client, socket.socket(socket.AF_UNIX) as server, suppress(OSError):
            server.connect(str(self._server / NAME))
            while self._pass_on(client, server):
                pass

    def _pass_on(self, client: socket.socket, server: socket.socket) -> bool:
        readable, _, _ = select.select([client, server], [], [])
        source, other = (client, server) if client in readable else (server, client)
        said = source.recv(MOST)
        if self.cuts and source is client and b"COMMIT" in said:
            if self.cuts == "after":
                server.sendall(said)
                server.recv(MOST)  # its answer, which the client never gets
            self.cuts = ""
            return False
        other.sendall(said)
        return bool(said)

    def close(self) -> None:
        """Takes no more clients."""
        self._listens.shutdown(socket.SHUT_RDWR)
        self._listens.close()
