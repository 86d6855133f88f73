"""`demo`: a workshop at its vote, with pretend people who have written and vote now.

It takes place on a server of its own, in a folder that goes with it.
"""

import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from workshop.people.links import make_link
from workshop.pretend.behaviour.pretend_crowd import ARRIVAL, PretendCrowd
from workshop.pretend.client.browser_session import NoEntry
from workshop.pretend.facilitator import Facilitator, Stuck
from workshop.pretend.leading import Leading
from workshop.pretend.own_server import HURRIED, DidNotStart, OwnServer, Stopped, own_folder
from workshop.protocol.entries import StageKind
from workshop.settings import Settings
from workshop.storage.store import open_library

DEMO_PEOPLE, DEMO_SEED = 24, 4
FAST, VOTING = 30.0, 0.6
"""The factors by which people think faster than usual: until the vote, and from there on."""
DEMO_BROKEN = 1
ONE = 1.0


def run_demo(language: str, no_browser: bool) -> int:
    """Plays until it is stopped; gives the exit status."""
    try:
        with _server() as server:
            _play(server, language, no_browser)
    except (DidNotStart, NoEntry, Stuck) as why:
        click.echo(f"The demo could not continue. {why}", err=True)
        return DEMO_BROKEN
    except Stopped:
        click.echo("\nThe demo has ended, and nothing of it is kept.")
    return 0


@contextmanager
def _server() -> Iterator[OwnServer]:
    with own_folder() as folder:
        server = OwnServer(folder / "data", environment=HURRIED).start()
        try:
            yield server
        finally:
            server.stop()


def _play(server: OwnServer, language: str, no_browser: bool) -> None:
    click.echo(f"{DEMO_PEOPLE} pretend people arrive, hear a story, write and read: half a minute.")
    desk = Facilitator(server.url, server.desk_link)
    id_ = desk.open_workshop(title="Demo", template="60", language=language)
    crowd = PretendCrowd.start(server.url, id_, DEMO_PEOPLE, DEMO_SEED, FAST, language)
    try:
        _lead_to_the_vote(desk, crowd)
        _show(server, desk, no_browser)
        while True:
            desk.follow(ONE)
    finally:
        crowd.stop()
        desk.close()


def _lead_to_the_vote(desk: Facilitator, crowd: PretendCrowd) -> None:
    desk.follow(2 * ARRIVAL / FAST)
    vote: StageKind = "vote"
    leading = Leading(desk, FAST, lambda: None, desk.follow, lambda _kind: None)
    leading.up_to(vote)
    crowd.at_pace(VOTING)
    leading.goes_to(desk.stages.index(vote), vote)


def _show(server: OwnServer, desk: Facilitator, no_browser: bool) -> None:
    links = {
        "The desk": f"{server.url}enter#{_way_in(server.data, desk.id)}",
        "The room's screen": str(desk.entries["desk"]["projector_url"]),
    }
    click.echo("They are voting now. Continue at the desk, or just watch.\n")
    for name, link in links.items():
        click.echo(f"{name}:\n\n    {link}\n")
        if not no_browser:
            webbrowser.open(link)
            time.sleep(ONE)  # so that the windows open in this order
    click.echo("Stop with Ctrl+C; nothing of it is kept.")


def _way_in(data: Path, workshop: str) -> str:
    """The secret of a link to this desk."""
    library = open_library(Settings(data=data))
    try:
        with library.begin() as session:
            return make_link(session, "recovery", workshop, one_time=False)
    finally:
        library.close()
