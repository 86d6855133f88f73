"""Our server and the provider at which people sign in to it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.openid.signing_in import CLIENT, CLIENT_SECRET, GO, TestProvider, provider
from tests.support.proxy import HostedServer, Proxy, hosted
from tests.support.server import Reply

SECRET = "drawn by lot, and long enough"


@dataclass
class House:
    """The server, and the provider."""

    server: HostedServer
    provider: TestProvider

    def goes(self, cookie: str = "") -> tuple[str, str]:
        """Where a browser is sent, and the cookie that it has then."""
        reply = self.server.get(GO, Cookie=cookie)
        assert reply.status == 303, reply.text
        return reply.to, reply.cookie

    def answer(self, login: str = "ana-1") -> tuple[str, str]:
        """The way back of somebody who has signed in there, and their browser's cookie."""
        url, cookie = self.goes()
        return self.provider.answer_to(login, url, self.server.origin), cookie

    def signs_in(self, login: str = "ana-1") -> Reply:
        """The page to which somebody comes back."""
        path, cookie = self.answer(login)
        return self.server.get(path, Cookie=cookie)

    def desk(self, login: str = "ana-1") -> str:
        """The cookie of somebody who has signed in."""
        reply = self.signs_in(login)
        assert reply.status == 200, reply.text
        return desk_cookie(reply)

    def owner(self) -> str:
        """The cookie of who knows the server's secret."""
        return self.server.trade(SECRET).cookie


def desk_cookie(reply: Reply) -> str:
    """The cookie of a desk that a page sets, or ""."""
    found = [one for one in reply.headers.get_all("Set-Cookie", []) if "-facilitator=" in one]
    return found[0].partition(";")[0] if found else ""


@contextmanager
def house_with_provider(folder: Path, **settings: str) -> Iterator[House]:
    """The house; `settings` are more of the provider's, without their beginning."""
    with ExitStack() as open_:
        made: list[TestProvider] = []

        def around(proxy: Proxy) -> dict[str, str]:
            made.append(open_.enter_context(provider(folder, proxy)))
            if "DESCRIPTION_FILE" in settings:
                made[0].writes_description(Path(settings["DESCRIPTION_FILE"]))
            own = {"ISSUER": made[0].issuer, "CLIENT": CLIENT, "SECRET": CLIENT_SECRET, **settings}
            named = {f"WORKSHOP_OIDC_{name}": value for name, value in own.items()}
            return {"SSL_CERT_FILE": str(proxy.certificate), **named}

        server, _proxy = open_.enter_context(hosted(folder, SECRET, around))
        yield House(server, made[0])
