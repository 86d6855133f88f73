"""The room's screen in a real browser without a workshop behind it: the test plays the server."""

import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from playwright.sync_api import Browser, Route

from tests.support.browser import PATIENCE
from tests.support.room_states import State
from workshop.summary.formats.package_folders import style_sheets

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
HOST = "http://room.test"
HOLDS = """(texts) => {
    const bare = (text) => text.replace(/\\s+/g, "");
    const held = bare(document.getElementById("view").textContent);
    return texts.every((text) => held.includes(bare(text)));
}"""
STANDS_IN = """([theme, direction]) => {
    document.documentElement.dataset.theme = theme;
    document.documentElement.dir = direction;
    document.documentElement.lang = direction === "rtl" ? "ar" : "en";
}"""
SQUARES = "".join(
    f"""@font-face {{
        font-family: "{face}"; font-weight: {weights}; unicode-range: U+3000-30FF, U+4E00-9FFF;
        src: url("/tests/support/fonts/squares.woff2");
    }}"""
    for face, weights in (("Newsreader", "200 800"), ("Figtree", "300 900"))
)
"""Japanese in letters of the tests' own, which are as wide and as high as any font's: a square for
each, one em wide, 1.16 em above the line and 0.288 below. A machine need not have a font for it."""
LINE = "/static/vendor/socket.io-client/socket.io.esm.min.js"
FAKE_LINE = """
import { FakeSocket } from "/tests/js/support/socket.js";
export const line = new FakeSocket();
export const io = line.opener;
"""


@dataclass(frozen=True)
class Size:
    """A screen, in pixels."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


class RoomScreen:
    """A projector's window. Everything in it is served from the working tree."""

    def __init__(self, browser: Browser, size: Size, still: bool = True) -> None:
        self.complaints: list[str] = []
        self.first: State | None = None
        self.context = browser.new_context(
            viewport={"width": size.width, "height": size.height},
            reduced_motion="reduce" if still else "no-preference",
        )
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.route(f"{HOST}/**", lambda route: _serve(route, self._shell()))
        self.page.goto(f"{HOST}/screen/w1")
        self.page.wait_for_function("window.shows !== undefined")
        if not still:
            # Motions begin and stand still: none is over before it is read, and none is drawn.
            session = self.context.new_cdp_session(self.page)
            session.send("Animation.enable")
            session.send("Animation.setPlaybackRate", {"playbackRate": 0})

    def stands_in(self, size: Size, theme: str = "light", direction: str = "ltr") -> None:
        """From now on it is of this size, in a light or a dark room, and read from this side."""
        self.page.set_viewport_size({"width": size.width, "height": size.height})
        self.page.evaluate(STANDS_IN, [theme, direction])

    def shows(self, state: State) -> None:
        """Puts a state on the screen, and waits until it stands there."""
        self.page.evaluate("(state) => window.shows(state)", _packed(state))

    def holds(self, *texts: str) -> None:
        """Waits until all of these stand in it: what crosses over is drawn a little later."""
        self.page.wait_for_function(HOLDS, arg=texts, timeout=PATIENCE)

    def begins_with(self, state: State) -> None:
        """Opens the page anew, as after a crash: its first state is in it."""
        self.first = state
        self.page.reload()
        self.page.wait_for_function("window.shows !== undefined")
        self.page.evaluate("window.opens()")

    def moved(self) -> list[tuple[str, float]]:
        """Returns the names of all that moves, and for how many seconds each time."""
        return [(name, lasts) for name, lasts in self.page.evaluate("window.moved()")]

    def measures(self) -> dict[str, Any]:
        """Returns the measures of its geometry: see `room_screen.js`."""
        measured: dict[str, Any] = self.page.evaluate("window.measures()")
        return measured

    def _shell(self) -> str:
        entries = _packed(self.first)["entries"] if self.first else {}
        return _shell(entries)

    def close(self) -> None:
        """Closes the window."""
        self.context.close()


def _packed(state: State) -> Any:
    entries = {path: msgspec.to_builtins(value) for path, value in state.entries.items()}
    return {
        "entries": entries,
        "here": state.here,
        "took_part": state.took_part,
        "lost": state.lost,
        "part": state.part,
    }


def _serve(route: Route, shell: str) -> None:
    path = route.request.url.removeprefix(HOST).split("?")[0]
    if path.startswith("/screen/"):
        route.fulfill(body=shell, content_type="text/html")
    elif path == LINE:
        route.fulfill(body=FAKE_LINE, content_type="text/javascript")
    elif (file := ROOT / path[1:]).is_file():
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        route.fulfill(body=file.read_bytes(), content_type=kind)
    else:
        route.fulfill(status=404)


def _shell(entries: dict[str, Any]) -> str:
    links = "".join(
        f'<link rel="stylesheet" href="/static/{name}">' for name in style_sheets("projector")
    )
    boot = {
        "view": "projector", "workshop": "w1", "ticket": "", "words": {}, "language": "en",
        "languages": [], "snapshot": {"epoch": "e", "rev": 0, "time": 0.0, "entries": entries},
    }  # fmt: skip
    return f"""<!doctype html>
    <html lang="en" dir="ltr" class="scale-projector" data-view="projector">
    <meta charset="utf-8"><title>Room</title>{links}<style>{SQUARES}</style>
    <main id="view"></main>
    <script type="application/json" id="boot">{msgspec.json.encode(boot).decode()}</script>
    <script type="module" src="/static/js/projector/main.js"></script>
    <script type="module" src="/tests/support/room_screen.js"></script>"""
