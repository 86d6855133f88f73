"""Under which addresses this server is reached, and which of them a request may name.

A page of a foreign site can have its own name resolve to this machine (DNS rebinding); such a
request names a host that is not ours, and is refused, on pages and on sockets alike.
"""

import socket
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import ifaddr

from workshop.rules.joining import qr_modules
from workshop.settings import Settings

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "[::1]")
SOMEWHERE = ("192.0.2.1", 9)
"""A documentation address (RFC 5737): asking the way to it sends nothing."""


class Addresses:
    """The ways to this server, read again from time to time.

    `chosen` is the one that a facilitator wants on the room's screen, "" for none; `keep` writes
    another one down for the next time.
    """

    def __init__(
        self,
        settings: Settings,
        chosen: str = "",
        keep: Callable[[str], None] = lambda _chosen: None,
    ) -> None:
        self._settings = settings
        self._chosen = chosen
        self._keep = keep
        self.found = self._read()
        self._had_chosen = chosen in self.found

    def read_again(self) -> bool:
        """Looks at the interfaces; True when they have changed."""
        before, self.found = self.found, self._read()
        self._had_chosen |= self._chosen in self.found
        return self.found != before

    def choose(self, shown: str) -> bool:
        """Puts one of `all_shown` on the room's screen; False when it is not there."""
        hosts = {self._named(host): host for host in self.found}
        if self._settings.hosted or shown not in hosts:
            return False
        self._chosen, self._had_chosen = hosts[shown], True
        self._keep(self._chosen)
        return True

    @property
    def gone(self) -> str:
        """The chosen address, when it was there and is not any more; "" otherwise.

        One that was chosen in another place and is not here has not gone.
        """
        away = self._had_chosen and self._chosen not in self.found
        return self._named(self._chosen) if away else ""

    @property
    def origin(self) -> str:
        """The scheme, host and port that links for participants begin with."""
        if self._settings.public_url:
            return self._settings.public_url.rstrip("/")
        return f"http://{self._named(self._best())}"

    def entrance(self, secret: str, *, here: bool = False) -> str:
        """Returns the whole link of a secret, "" for none; `here` is for a browser of this
        machine."""
        origin = self.local_origin if here else self.origin
        return secret and f"{origin}/enter#{secret}"

    def _best(self) -> str:
        if self._chosen in self.found:
            return self._chosen
        return self.found[0] if self.found else "localhost"

    @property
    def local_origin(self) -> str:
        """The origin for the facilitator's own browser, on this machine."""
        return self.origin if self._settings.hosted else f"http://{self._named('localhost')}"

    @property
    def shown(self) -> str:
        """Returns the address as the room's screen writes it: no scheme, no slash."""
        return self.origin.partition("://")[2]

    @property
    def all_shown(self) -> tuple[str, ...]:
        """Every address under which a phone may try."""
        if self._settings.hosted:
            return (self.shown,)
        return tuple(self._named(host) for host in self.found)

    def allows_host(self, host: str) -> bool:
        """True if a Host header names this server."""
        if self._settings.public_url:
            own = urlsplit(self._settings.public_url).netloc
            return host.lower() in {own, *(self._named(name) for name in LOOPBACK_HOSTS)}
        return host.lower() in {self._named(name) for name in (*LOOPBACK_HOSTS, *self.found)}

    def allows_origin(self, origin: str | None, environ: Mapping[str, Any]) -> bool:
        """True if an Origin header names this server as the request itself names it."""
        parts = urlsplit(origin or "")
        scheme = "https" if self._settings.hosted else "http"
        host = str(environ.get("HTTP_HOST", "")).lower()
        local = parts.netloc in {self._named(name) for name in LOOPBACK_HOSTS}
        right = parts.scheme == scheme or (local and parts.scheme == "http")
        return right and parts.netloc == host and self.allows_host(host)

    def _named(self, host: str) -> str:
        return host if self._settings.port == 80 else f"{host}:{self._settings.port}"

    def _read(self) -> tuple[str, ...]:
        """The addresses of this machine, the one with the way out first."""
        if self._settings.host not in {"0.0.0.0", "::"}:
            return (self._settings.host,)
        first = _way_out()
        others = sorted(address for address in _interfaces() if address != first)
        return tuple(filter(None, [first, *others]))


def _interfaces() -> list[str]:
    found = [ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4]
    return [str(ip) for ip in found if not str(ip).startswith(("127.", "169.254."))]


def _way_out() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(SOMEWHERE)
        except OSError:
            return ""
        return str(probe.getsockname()[0])


@lru_cache(maxsize=64)
def qr_rows(url: str) -> tuple[str, ...]:
    """The QR code of a link, drawn once."""
    return qr_modules(url)
