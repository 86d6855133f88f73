"""The main job: a server on this computer, its welcome, and the desk of one that runs already."""

import gc
import os
import sys
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop import instance
from workshop.cli.refusals import (
    NOT_STARTED,
    CannotGoOn,
    claim_usable,
    ends_with_a_sentence,
    refuse_host,
)
from workshop.settings import Settings

if TYPE_CHECKING:
    import socket

    from workshop.assembly import Server
    from workshop.storage.library import Listed


def serve_from_folder(settings: Settings, asked: int | None, no_browser: bool) -> None:
    """Serves from the data directory, or opens the desk of the server that already has it."""
    try:
        with _nothing_to_collect():
            claim = claim_usable(settings)
    except instance.DataInUse:
        with ends_with_a_sentence(settings.data, "no desk was opened"):
            show_running(settings, no_browser)
        return
    serve_until_stopped(settings, claim, asked, no_browser)


def serve_until_stopped(
    settings: Settings, claim: instance.Claim | None, asked: int | None, no_browser: bool
) -> None:
    """Serves on the asked port, or on a usual one, until somebody stops it. There is no claim
    where several processes are one server: nothing is kept in a folder then."""
    with _nothing_to_collect():
        from workshop.assembly import assemble
        from workshop.private_process import keep_logs_discreet
        from workshop.serving import serve_until, stop_signal

        keep_logs_discreet()
        stop = stop_signal()
        listener = _listen(settings, asked)
        port = int(listener.getsockname()[1])
        with ends_with_a_sentence(settings.data, NOT_STARTED):
            if claim:
                claim.remember(port)
            server = assemble(replace(settings, port=port))
            own = settings.facilitator_secret
            secret = "" if own else server.store.thread.run(_one_time_secret, server)
    if settings.metrics_port:
        _show_figures(settings, server)
    drain = _drain(server) if settings.cluster else lambda: None
    welcome = partial(_welcome, server, secret, no_browser)
    serve_until(server.app, listener, welcome, stop, drain, server.reserve)
    click.echo("\nStopped. What was sent is kept. Start it again to continue where you were.")
    server.trials.stop()
    if server.others:
        server.others.leave()
    server.store.close()
    if claim:
        claim.release()


def _show_figures(settings: Settings, server: "Server") -> None:
    """Serves the page of figures, which only this imports."""
    from workshop.operating.metrics import Sources, serve_metrics

    live = server.live
    views, due = live.guests.views, lambda: len(live.boards.unsealed)
    live.figures.keeps_times = True
    sources = Sources(live.figures, server.health, views, due, settings.cluster is not None)
    try:
        serve_metrics(settings.metrics_host, settings.metrics_port, sources)
    except OSError:
        raise CannotGoOn(
            f"Port {settings.metrics_port}, for figures, is in use by another program, or "
            f"{settings.metrics_host} is not an address of this machine. Each process "
            "needs a --metrics-port of its own."
        ) from None


def _drain(server: "Server") -> Callable[[], None]:
    """Returns the end of one of several processes, whose people go to the others."""
    from workshop.operating.draining import Draining

    return Draining(server.health, server.live, server.live.writer.unwritten).run


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Spares the garbage collector the objects that a start makes, which are there to stay.

    To look them through took an eighth of the start, and would take time beside people's votes.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _listen(settings: Settings, asked: int | None) -> "socket.socket":
    """The asked port, else the last one, else 8000; another one only when a stranger has it."""
    from workshop.serving import listen

    wanted = settings.port if asked is not None else _usual_port(settings)
    try:
        return listen(settings.host, wanted)
    except OSError as problem:
        refuse_host(settings.host, problem)
        if asked is not None:
            raise CannotGoOn(
                f"Port {wanted} is in use by another program on this computer. "
                "Name another port, or leave out --port."
            ) from None
    listener = listen(settings.host, 0)
    click.echo(
        f"Port {wanted} is in use by another program, so this server uses "
        f"{listener.getsockname()[1]}. Phones that joined before have to scan the code again.\n"
    )
    return listener


def _usual_port(settings: Settings) -> int:
    return instance.last_port(settings.data) or settings.port


def _one_time_secret(server: "Server") -> str:
    from workshop.people.links import make_link

    with server.store.library.begin() as session:
        return make_link(session, "facilitator", "", one_time=True)


def _open_workshops(server: "Server") -> list[str]:
    """Returns a line for each workshop that is listed as open."""
    from workshop.storage.library import open_workshops

    with server.store.library.read() as session:
        return [_line_of(server, one) for one in open_workshops(session)]


def _line_of(server: "Server", one: "Listed") -> str:
    try:
        server.store.workshops.open(one.id)
    except Exception:
        return f"Can't be opened, and left as it is: {one.title}. The list of workshops says why."
    return f"Open: {one.title}"


def _welcome(server: "Server", secret: str, no_browser: bool) -> None:
    """Prints the welcome; `secret` is "" where the facilitator has one of their own."""
    import segno

    origin, entrance = server.addresses.origin, f"{server.addresses.local_origin}/enter"
    desk = f"{entrance}#{secret}" if secret else entrance
    how = "(this link works once)" if secret else "(type the facilitator's secret there)"
    wifi = "" if server.store.settings.public_url else ", on the same Wi-Fi"
    click.echo(f"Participants join here{wifi}:\n")
    segno.make(origin, error="l").terminal(out=sys.stdout, compact=True, border=2)
    click.echo(f"\n    {origin}/\n\nYour desk {how}:\n\n    {desk}\n")
    click.echo(f"Later, in the same browser: {server.addresses.local_origin}/desk/\n")
    if not server.store.settings.hosted:  # a hosted server's output is a log
        for line in server.store.thread.run(_open_workshops, server):
            click.echo(line)
    settings = server.store.settings
    click.echo(_kept_in(settings))
    click.echo("Stop with Ctrl+C.")
    _show_desk(settings, desk, no_browser)


def _kept_in(settings: Settings) -> str:
    if settings.cluster:
        return "Everything is kept in PostgreSQL, which other processes may use at the same time."
    warned = warning(settings.data, os.environ)
    return f"{warned}Everything is kept in {settings.data}, its keys in {settings.keys}."


def show_running(settings: Settings, no_browser: bool) -> None:
    """Opens the desk of the server that already has this data directory."""
    from workshop.people.links import make_link
    from workshop.storage.store import open_library
    from workshop.web.guarding.addresses import Addresses

    port = instance.last_port(settings.data) or settings.port
    library = open_library(settings)
    with library.begin() as session:
        secret = make_link(session, "facilitator", "", one_time=True)
    library.close()
    desk = f"{Addresses(replace(settings, port=port)).local_origin}/enter#{secret}"
    click.echo(f"It is already running. Your desk (this link works once):\n\n    {desk}")
    _show_desk(settings, desk, no_browser)


def _show_desk(settings: Settings, desk: str, no_browser: bool) -> None:
    """Opens it in a browser where somebody sits; what was printed is out by then."""
    sys.stdout.flush()
    if not no_browser and not settings.hosted:
        webbrowser.open(desk)


CALLED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "mobile documents": "iCloud Drive",
}
"""The beginnings of the names of synced folders, without a dot in front, and the service of each.
Many go on with an account, as in "OneDrive - Payments" or "GoogleDrive-ines@example.org"."""
AFTER = ("", " ", "-", "(", "_")
"""Characters that may follow in the name of such a folder; "dropboxes" is somebody's own."""
SET_BY_ONEDRIVE = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
"""Environment variables that name OneDrive's folders on Windows."""
CLOUD_STORAGE = "cloudstorage"
"""macOS: in the user's Library, where every other service has its folders."""


def synced_by(folder: Path, environ: Mapping[str, str]) -> str:
    """Returns the service that copies a folder to other computers, or "" if none is known to."""
    named = (Path(environ[name]) for name in SET_BY_ONEDRIVE if environ.get(name))
    if any(folder.is_relative_to(place) for place in named):
        return "OneDrive"
    parts = [part.lower().lstrip(".") for part in folder.parts]
    for part in parts:
        for begins, service in CALLED.items():
            if part.startswith(begins) and part[len(begins) : len(begins) + 1] in AFTER:
                return service
    return "another service" if CLOUD_STORAGE in parts else ""


def warning(folder: Path, environ: Mapping[str, str]) -> str:
    """Returns what is said of a data folder that is synced, or "" if it is not known to be."""
    service = synced_by(folder, environ)
    if not service:
        return ""
    return (
        f"\nThis folder is synced by {service}: {folder}\n"
        "Copies of what people write, and of the keys to it, leave this computer, and the end of a "
        "workshop cannot erase them.\n"
        f"Stop with Ctrl+C, then start again with --data and a folder that is not synced. To keep "
        f"your summaries, move {folder.name} and {folder.name}-keys there first.\n"
    )
