"""A room whose windows are cut off from other hosts, and tell what their pages tried."""

from urllib.parse import urlsplit

from playwright.sync_api import Route

from tests.support.browser import Stage, Window

REPORTS = """addEventListener("securitypolicyviolation",
  ({ violatedDirective, blockedURI }) => breach(`${violatedDirective} ${blockedURI}`))"""


class WalledStage(Stage):
    """The room: what asked another host is `tried`, what a page's policy refused `breaches`."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.browser, stage.server)
        self.tried: list[str] = []
        self.breaches: list[str] = []

    def window(self, size: dict[str, int], touch: bool = False, locale: str = "en-GB") -> Window:
        """A window behind the wall."""
        window = super().window(size, touch, locale)
        context = window.page.context
        context.expose_function("breach", lambda said: self.breaches.append(said))
        context.add_init_script(REPORTS)
        context.route("**/*", self.stop_outside)
        return window

    def stop_outside(self, route: Route) -> None:
        """Lets a request through to our own server, and to a file on this machine, only."""
        url = urlsplit(route.request.url)
        if url.hostname == "127.0.0.1" or url.scheme == "file":
            return route.fallback()
        self.tried.append(route.request.url)
        return route.abort()
