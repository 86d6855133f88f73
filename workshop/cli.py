"""The command line: serve, test, rehearse, bench, screenshots, backup, restore."""

import os
import sys
import webbrowser
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop import instance
from workshop.settings import Settings, WrongSetting, read_settings

if TYPE_CHECKING:
    import socket

    from workshop.assembly import Server
    from workshop.storage.backup import Holds

NAME = "failure-workshop"
PASSED_ON = {"ignore_unknown_options": True, "allow_extra_args": True}
"""For commands whose arguments belong to somebody else."""


class ServeByDefault(click.Group):
    """Serves when no command is named, so that the shortest call is the main job."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts `serve` in front of what is no command."""
        if not args or (args[0].startswith("-") and args[0] not in {"--help", "--version"}):
            args = ["serve", *args]
        return super().parse_args(ctx, args)


@click.group(cls=ServeByDefault)
@click.version_option(package_name=NAME, prog_name=NAME)
def main() -> None:
    """Workshops in which a team learns from failure."""


@main.command()
@click.option("--data", type=click.Path(path_type=Path), help="Where everything is kept.")
@click.option("--host", help="The interface to listen on; all of them by default.")
@click.option("--port", type=click.IntRange(0, 65535), help="8000, or the last one used.")
@click.option("--public-url", help="The https address behind your TLS proxy.")
@click.option("--no-browser", is_flag=True, help="Do not open the desk in a browser.")
def serve(
    data: Path | None, host: str | None, port: int | None, public_url: str | None, no_browser: bool
) -> None:
    """Serve workshops from this computer; the default command."""
    settings = _settings(data=data, host=host, port=port, public_url=public_url)
    try:
        claim = instance.claim(settings.data)
    except instance.Held:
        _show_running(settings, no_browser)
        return
    _serve(settings, claim, asked=port, no_browser=no_browser)


@main.command(context_settings=PASSED_ON, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run the tests; arguments go to pytest."""
    from workshop.testrun import run_tests

    sys.exit(run_tests(list(arguments)))


@main.command()
@click.option("--participants", type=click.IntRange(1, 2000), default=30, show_default=True)
@click.option("--url", help="A server that runs already; without it, one is started here.")
@click.option(
    "--desk",
    help="A desk link of that server. It works once; for a new one, type the server's start "
    "command again in another window while it runs: it prints one.",
)
@click.option(
    "--minutes",
    type=click.FloatRange(0.05, 240),
    default=2.0,
    show_default=True,
    help="How long the workshop takes; arriving and comparing take about a quarter of a minute "
    "more.",
)
@click.option(
    "--agenda",
    type=click.Choice(["60", "30", "90", "follow_up", "all_hands"]),
    default="60",
    show_default=True,
    help="The agenda of the workshop that it opens.",
)
@click.option("--faults", is_flag=True, help="Lose connections, and kill the server started here.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON only.")
def rehearse(
    participants: int,
    url: str | None,
    desk: str | None,
    minutes: float,
    agenda: str,
    faults: bool,
    as_json: bool,
) -> None:
    """Rehearse a workshop with pretend people.

    They go through a whole workshop over real sockets; then everything is compared.

    Ends with 0 when nothing was lost or doubled and every view is right, else with 1.

    With --url and --desk it opens a workshop on that server, or takes the one whose desk the
    link names (https://…/desk/ID/#SECRET): make one for this purpose. It leads it through all
    stages as any facilitator would, and does not seal it. One that has begun is refused.
    """
    from workshop.rehearsal.stopping import stop_in_order

    stop_in_order()
    from workshop.rehearsal.rehearse import Plan, run_rehearsal

    plan = Plan(participants, url, desk, minutes, faults, agenda)
    sys.exit(run_rehearsal(plan, as_json))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON only.")
@click.option("--quick", is_flag=True, help="Small and short, for a look; writes no pages.")
def bench(as_json: bool, quick: bool) -> None:
    """Measure this server beside others.

    Takes about eight minutes, needs Linux and a machine that does nothing else, and rewrites
    docs/performance.md. With --quick it takes less than a minute and writes nothing.
    """
    from workshop.rehearsal.stopping import stop_in_order

    stop_in_order()
    from workshop.bench.bench import run_bench
    from workshop.testrun import ROOT, fetch_node_packages

    if (ROOT / "tests").is_dir():
        fetch_node_packages()
    sys.exit(run_bench(as_json, quick))


@main.command(context_settings=PASSED_ON, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def screenshots(arguments: tuple[str, ...]) -> None:
    """Take pictures of every screen into a folder; --help says more."""
    from workshop.testrun import run_pictures

    sys.exit(run_pictures(list(arguments)))


DATA = click.option("--data", type=click.Path(path_type=Path), help="Where everything is kept.")


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@DATA
def backup(file: Path, data: Path | None) -> None:
    """Copy all that is kept into one new FILE.

    The server may be running. The summaries come along; so do open workshops, but nobody can read
    them without their keys, and no key is ever in a backup. FILE must not exist yet.
    """
    from workshop.serving import end_at_signal
    from workshop.storage.backup import CannotBackUp, back_up

    settings = _settings(data=data)
    end_at_signal()
    try:
        held = back_up(settings.data, file)
    except (CannotBackUp, OSError) as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"{file} holds {held}.")
    if held.workshops:
        click.echo("Nobody can read open workshops without their keys: they come along unreadable.")
    click.echo("Links and sign-ins stay here. Whoever has the file can read the summaries.")


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@DATA
def restore(file: Path, data: Path | None) -> None:
    """Put a backup back, into an empty or new folder.

    All of FILE is checked first. Everybody signs in anew afterwards. An open workshop can go on
    only where its key still lies beside the folder.
    """
    from workshop.serving import end_at_signal
    from workshop.storage.archive import NoBackup
    from workshop.storage.restore import NotEmpty, put_back, read_backup

    settings = _settings(data=data)
    end_at_signal()
    try:
        found = read_backup(file)
        claim = instance.claim(settings.data)
        held = put_back(found, settings.data, frozenset({instance.LOCK, instance.LAST}))
    except instance.Held:
        raise click.ClickException(
            f"A server is running on {settings.data}. Name another folder with --data."
        ) from None
    except (NoBackup, NotEmpty, OSError) as problem:
        raise click.ClickException(str(problem)) from None
    claim.release()
    lost = [id_ for id_ in found.workshops if not (settings.keys / f"{id_}.key").exists()]
    _tell_restored(settings, held, len(lost))


def _tell_restored(settings: Settings, held: "Holds", unreadable: int) -> None:
    click.echo(f"{settings.data} now holds {held}.")
    if unreadable:
        click.echo(
            f"Open workshops whose key did not come along: {unreadable}. Nobody can read them; "
            "throw them away on the page that lists all workshops."
        )
    click.echo("Start the server with the same --data. Everybody signs in anew.")


def _settings(**given: object) -> Settings:
    try:
        return read_settings(os.environ, **given)
    except WrongSetting as wrong:
        raise click.ClickException(str(wrong)) from None


def _serve(settings: Settings, claim: instance.Claim, asked: int | None, no_browser: bool) -> None:
    from workshop.assembly import assemble
    from workshop.live.quiet import keep_logs_discreet
    from workshop.serving import serve as serve_until
    from workshop.serving import stop_signal

    keep_logs_discreet()
    stop = stop_signal()
    listener = _listen(settings, asked)
    port = int(listener.getsockname()[1])
    claim.remember(port)
    server = assemble(replace(settings, port=port))
    secret = server.store.thread.run(_sign_in_link, server)
    serve_until(server.app, listener, lambda: _welcome(server, secret, no_browser), stop)
    server.trials.stop()
    server.store.close()
    claim.release()


def _listen(settings: Settings, asked: int | None) -> "socket.socket":
    """The asked port, else the last one, else 8000; another one only when a stranger has it."""
    from workshop.serving import listen

    wanted = settings.port if asked is not None else _usual_port(settings)
    try:
        return listen(settings.host, wanted)
    except OSError:
        if asked is not None:
            raise click.ClickException(
                f"Another program on this computer uses port {wanted}. "
                "Name another one, or leave --port out."
            ) from None
    listener = listen(settings.host, 0)
    click.echo(
        f"Another program uses port {wanted}, so this server took {listener.getsockname()[1]}. "
        "Phones that joined before must scan the code again.\n"
    )
    return listener


def _usual_port(settings: Settings) -> int:
    return instance.last_port(settings.data) or settings.port


def _sign_in_link(server: "Server") -> str:
    from workshop.storage.links import make_link

    with server.store.library.begin() as session:
        return make_link(session, "facilitator", "", one_time=True)


def _welcome(server: "Server", secret: str, no_browser: bool) -> None:
    import segno

    origin, desk = server.addresses.origin, f"{server.addresses.local_origin}/enter#{secret}"
    click.echo("Participants join here, on the same Wi-Fi:\n")
    segno.make(origin, error="l").terminal(out=sys.stdout, compact=True, border=2)
    click.echo(f"\n    {origin}/\n\nYour desk (this link works once):\n\n    {desk}\n")
    settings = server.store.settings
    click.echo(f"Everything is kept in {settings.data}, its keys in {settings.keys}.")
    click.echo("Stop with Ctrl+C.")
    sys.stdout.flush()
    if not no_browser and not server.store.settings.hosted:
        webbrowser.open(desk)


def _show_running(settings: Settings, no_browser: bool) -> None:
    """Opens the desk of the server that already has this data directory."""
    from workshop.storage.links import make_link
    from workshop.storage.store import Library
    from workshop.web.addresses import Addresses

    port = instance.last_port(settings.data) or settings.port
    library = Library(settings.data / "library.db")
    with library.begin() as session:
        secret = make_link(session, "facilitator", "", one_time=True)
    library.close()
    desk = f"{Addresses(replace(settings, port=port)).local_origin}/enter#{secret}"
    click.echo(f"It is running already. Your desk (this link works once):\n\n    {desk}")
    if not no_browser and not settings.hosted:
        webbrowser.open(desk)
