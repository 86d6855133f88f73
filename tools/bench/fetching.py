"""One GET beside the websockets, read piece by piece like them; for snapshots that are fetched."""

import gzip
import socket
from collections.abc import Callable

from tools.bench.raw_connections import TO_OPEN, Lost, RawConnections

ASK = (
    "GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n"
    "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n"
)


class Fetch:
    """Asks at once; calls `done` with the body when it has come."""

    def __init__(
        self, wires: RawConnections, port: int, path: str, done: Callable[[bytes], None]
    ) -> None:
        self._sock = socket.create_connection(("127.0.0.1", port), TO_OPEN)
        self._sock.sendall(ASK.format(path=path, port=port).encode())
        self._sock.setblocking(False)
        self._wires = wires
        self._done = done
        self._data = b""
        wires.watch(self)

    def fileno(self) -> int:
        """The number under which the system knows the socket."""
        return self._sock.fileno()

    def read(self) -> None:
        """Takes what has come; the end of it is the end of the answer. Raises Lost."""
        try:
            data = self._sock.recv(1 << 16)
        except BlockingIOError:
            return
        if data:
            self._data += data
            return
        self._wires.forget(self)
        self._sock.close()
        head, _, body = self._data.partition(b"\r\n\r\n")
        if b" 200 " not in head.split(b"\r\n")[0]:
            raise Lost(f"a snapshot could not be fetched: {head[:40].decode('latin-1')}")
        packed = b"content-encoding: gzip" in head.lower()
        self._done(gzip.decompress(body) if packed else body)
