"""A server behind a proxy that speaks TLS, and the line before it, on which somebody listens."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.anonymity.eavesdropper import Tap
from tests.support.server import Server, running
from tests.support.sockets import Socket


@dataclass
class Line:
    """A server, and who listens before it."""

    server: Server
    tap: Tap
    cookie: str

    def phone(self, workshop: str) -> tuple[Socket, int]:
        """A phone over https, and the port by which it is known on the line."""
        secret = secrets.token_hex(16)
        return self._joined({"view": "participant", "workshop": workshop, "secret": secret})

    def desk(self, workshop: str) -> tuple[Socket, int]:
        """Like `phone`, but a desk."""
        ticket = self.server.boot(f"/desk/{workshop}/", self.cookie)["ticket"]
        return self._joined({"view": "desk", "workshop": workshop, "ticket": ticket})

    def _joined(self, auth: dict[str, object]) -> tuple[Socket, int]:
        headers = {"Origin": self.server.origin, "Host": f"127.0.0.1:{self.server.port}"}
        made = Socket(self.tap, auth, **headers)
        return made, int(made._socket.sock.getsockname()[1])


@contextmanager
def listened_to(folder: Path, answer_ms: int, **environ: str) -> Iterator[Line]:
    """A server behind a proxy that speaks TLS, and somebody on the line."""
    with running(folder / "data", WORKSHOP_ANSWER_MS=str(answer_ms), **environ) as server:
        tap = Tap(server.port, folder)
        yield Line(server, tap, server.sign_in())
        tap.close()
