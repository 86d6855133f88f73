"""The pages as a browser uses them before its socket is there: sign-in, forms, tickets."""

import http.client
import json
import re
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

BOOT = re.compile(r'<script type="application/json" id="boot">(.*?)</script>')
FORM_TYPE = "application/x-www-form-urlencoded"
BROWSER_REQUEST_S = 60.0
NOT_OURS = "is it the address of this program's server?"
NEW_LINK = (
    "While the server runs, type its start command again in another window: it prints a new link."
)


class NoEntry(RuntimeError):
    """The server does not let us in; the message says why, in a sentence."""


@dataclass(frozen=True)
class Reply:
    """An answer to a request: status, headers and text."""

    status: int
    headers: http.client.HTTPMessage
    text: str


class BrowserSession:
    """A browser's session with one server's pages, with at most one cookie."""

    def __init__(self, url: str) -> None:
        self.origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
        self.cookie = ""

    def trade(self, secret: str) -> str:
        """Trades a link's secret for the cookie; gives the path to go on to. Raises NoEntry."""
        reply = self._ask("POST", "/enter", json.dumps({"secret": secret}), "application/json")
        if reply.status == 403:
            raise NoEntry(f"This link is not known there, or has been used already. {NEW_LINK}")
        if reply.status != 200:
            raise NoEntry(f"{self.origin} answered with {reply.status}: {NOT_OURS}")
        self.cookie = (reply.headers["Set-Cookie"] or "").partition(";")[0]
        return str(json.loads(reply.text)["to"])

    def fill(self, path: str, fields: dict[str, str]) -> str:
        """Sends a form; gives the path that it leads to. Raises NoEntry."""
        reply = self._ask("POST", path, urlencode(fields), FORM_TYPE)
        if reply.status != 303:
            raise NoEntry(f"The form at {path} was answered with {reply.status}.")
        return urlsplit(reply.headers["Location"]).path

    def boot(self, path: str) -> dict[str, Any]:
        """Returns what the page of a view holds: its ticket, its snapshot. Raises NoEntry."""
        reply = self._ask("GET", path)
        if reply.status == 404:
            raise NoEntry("There is no such workshop there.")
        found = BOOT.search(reply.text)
        if found is None:
            raise NoEntry(f"The page {path} was answered with {reply.status}.")
        boot: dict[str, Any] = json.loads(found[1])
        return boot

    def _ask(self, method: str, path: str, body: str | None = None, kind: str = "") -> Reply:
        headers = {"Origin": self.origin}
        headers |= {"Content-Type": kind} if kind else {}
        headers |= {"Cookie": self.cookie} if self.cookie else {}
        connection = _connect(self.origin)
        try:
            connection.request(method, path, body, headers)
            reply = connection.getresponse()
            return Reply(reply.status, reply.headers, reply.read().decode())
        except (OSError, http.client.HTTPException) as error:
            raise NoEntry(_why_not(self.origin, error)) from None
        finally:
            connection.close()


def _why_not(origin: str, error: Exception) -> str:
    """Says why there was no answer, and what to look at."""
    if isinstance(error, ConnectionRefusedError):
        return f"{origin} refuses connections. Is the server running, and is the port right?"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"The certificate of {origin} is not trusted here ({error.verify_message})."
    if isinstance(error, ssl.SSLError):
        return f"{origin} does not speak https. Does its address begin with http:// instead?"
    if isinstance(error, http.client.HTTPException) and origin.startswith("http:"):
        return f"{origin} does not speak http. Does its address begin with https:// instead?"
    return f"{origin} could not be reached ({error})."


def _connect(origin: str) -> http.client.HTTPConnection:
    parts = urlsplit(origin)
    if parts.scheme == "https":
        return http.client.HTTPSConnection(parts.netloc, timeout=BROWSER_REQUEST_S)
    return http.client.HTTPConnection(parts.netloc, timeout=BROWSER_REQUEST_S)
