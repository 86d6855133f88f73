"""A TLS socket that one thread reads while another one writes."""

import select
import ssl
import threading
from typing import Any, Self


class OneAtATime(ssl.SSLSocket):
    """Reads and writes wait for each other. OpenSSL keeps both in one state, and Python lets go of
    its own lock meanwhile: now and then the two spoil each other's record, and the other side hangs
    up with "bad record mac"."""

    _one: threading.RLock

    def __new__(cls, *given: Any, **named: Any) -> Self:
        """Made by `SSLContext.wrap_socket`, which calls no `__init__` of ours."""
        made = super().__new__(cls, *given, **named)
        made._one = threading.RLock()
        return made

    def send(self, data: Any, flags: int = 0) -> int:
        """Sends some of the data."""
        with self._one:
            return super().send(data, flags)

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        """Returns what has come, and waits for it where whoever writes is not kept waiting."""
        while True:
            with self._one:
                patience = self.gettimeout()
                self.settimeout(0)
                try:
                    return super().recv(buflen, flags)
                except (ssl.SSLWantReadError, BlockingIOError):
                    pass
                finally:
                    self.settimeout(patience)
            if not select.select([self], [], [], patience)[0]:
                raise TimeoutError


def in_two_threads(context: ssl.SSLContext) -> ssl.SSLContext:
    """Lets the sockets of a context be read and written at once."""
    context.sslsocket_class = OneAtATime
    return context
