"""The command `screenshots`."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from playwright.sync_api import Browser, Error, Page, sync_playwright

from tools.pictures import around, docs, hour
from tools.pictures.album import Album, DidNotCome
from tools.pictures.participants import LeftBehind
from tools.pictures.pictured_room import PicturedRoom
from tools.pictures.plan import MOMENTS, Picture, pictures
from tools.pictures.sheet import write_sheet
from tools.pictures.windows import Windows
from workshop.pretend.client.browser_session import NoEntry
from workshop.pretend.facilitator import Facilitator, Stuck
from workshop.pretend.own_server import DidNotStart, OwnServer

QUIET_BROWSER = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PICTURE_FAILURES = (DidNotCome, DidNotStart, LeftBehind, NoEntry, Stuck)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--languages", default="en,ar", show_default=True, help="Tags, with commas between them."
)
@click.option("--docs", "for_docs", is_flag=True, help="Also rewrite docs/pictures.")
def main(folder: Path, languages: str, for_docs: bool) -> None:
    """Take pictures of every screen of every stage, into DIR.

    Pretend people play a workshop once in each language. DIR/index.html shows all pictures side by
    side: phone, room's screen and desk, light and dark. Two runs differ only in the time of day,
    the codes and the shuffled order of the cards.

    Exits with 0 if every picture was taken, otherwise with 1.
    """
    wanted = tuple(one.strip() for one in languages.split(",") if one.strip())
    folder.mkdir(parents=True, exist_ok=True)
    also: Callable[[Picture, Page], None] = docs.keep_picture if for_docs else _not_kept
    with _line(len(wanted) * len(MOMENTS)) as comes_to:
        album = Album(folder, comes_to, also)
        problem = _why_not(album, wanted)
    sheet = write_sheet(folder, album.taken)
    click.echo(f"{len(album.taken)} pictures; all of them are in {sheet}")
    if problem:
        sys.exit(problem)


def _why_not(album: Album, wanted: tuple[str, ...]) -> str:
    """Takes all pictures; gives what has gone wrong, in a sentence, or ""."""
    try:
        for language in wanted:
            play_language(album, language)
    except Error as problem:
        last = album.taken[-1].file if album.taken else "the start"
        return f"After {last} the browser could not continue: {problem.message.splitlines()[0]}"
    except PICTURE_FAILURES as problem:
        return str(problem)
    missing = sorted({one.file for one in pictures(wanted)} - {one.file for one in album.taken})
    return f"These pictures were not taken: {', '.join(missing)}" if missing else ""


def play_language(album: Album, language: str) -> None:
    """All rooms of one language, on a server of its own. Raises one of FAILED, or Error."""
    with TemporaryDirectory() as data, sync_playwright() as playwright:
        server = OwnServer(Path(data) / "data")
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("WORKSHOP_BROWSER") or None, args=QUIET_BROWSER
        )
        try:
            _rooms(browser, server.start(), album, language)
        finally:
            server.stop()
            browser.close()


def _rooms(browser: Browser, server: OwnServer, album: Album, language: str) -> None:
    windows = Windows(browser, server.url, language)
    lead = Facilitator(server.url, server.desk_link)
    around.before(windows, album, lead.cookie)
    room = PicturedRoom(lead, windows, album, hour.HOUR_PEOPLE)
    hour.play_hour(room)
    room.closes()
    around.second_workshop(lead, windows, album)
    around.live_wall(lead, windows, album)
    around.pause(lead, windows, album)
    around.rules(lead, windows, album)
    around.few(lead, windows, album)
    lead.close()
    windows.close()


@contextmanager
def _line(moments: int) -> Iterator[Callable[[str], None]]:
    """Says how far it has come: on one line for a person, on one for each moment in a log."""
    if not sys.stderr.isatty():
        yield lambda name: click.echo(name, err=True)
        return
    bar: Any = click.progressbar(
        length=moments,
        label="Taking pictures",
        file=sys.stderr,
        item_show_func=lambda name: name or "",
    )
    with bar:
        yield lambda name: bar.update(1, name)


def _not_kept(_picture: Picture, _page: Page) -> None: ...
