"""Requests to a provider of sign-ins: encrypted, checked against the system's trust, and never sent
on to another address."""

import json
import ssl
from collections.abc import Mapping
from http.client import HTTPMessage
from typing import IO, Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

PROVIDER_REQUEST_S = 4.0
"""Seconds for connecting, and for each wait for bytes."""
PROVIDER_ANSWER_BYTES = 1 << 20
"""Bytes of an answer that are read."""
REQUEST_HEADERS = {"Accept": "application/json", "User-Agent": "failure-workshop"}


class StayThere(HTTPRedirectHandler):
    """Follows no redirect: what is sent to a provider is a secret, and meant for one address."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Makes the redirect an error."""


class ProviderRequests:
    """Asks with the standard library, whose sockets are gevent's in a server."""

    def __init__(self) -> None:
        # Once: to read the certificates that the system trusts takes longer than to ask.
        context = ssl.create_default_context()
        self._opener = build_opener(HTTPSHandler(context=context), StayThere)

    def ask(self, url: str, form: str = "", headers: Mapping[str, str] | None = None) -> Any:
        """Returns the JSON of an answer; a form is posted. Raises OSError or ValueError."""
        if urlsplit(url).scheme != "https":
            raise ValueError("an address is not encrypted")
        request = Request(url, form.encode() or None, {**REQUEST_HEADERS, **(headers or {})})
        with self._opener.open(request, timeout=PROVIDER_REQUEST_S) as answer:
            body = answer.read(PROVIDER_ANSWER_BYTES + 1)
        if len(body) > PROVIDER_ANSWER_BYTES:
            raise ValueError("an answer is too long")
        return json.loads(body)
