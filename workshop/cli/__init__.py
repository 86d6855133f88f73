"""The command line: serve, demo, rehearse, stories, backup, restore, the days' keys, and what
developers run."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop import instance
from workshop.cli import for_developers, key_commands
from workshop.cli.story_packs import stories
from workshop.settings import Settings, WrongSetting, read_settings

if TYPE_CHECKING:
    from workshop.storage.sqlite.backup import Holds

NAME = "failure-workshop"
DATA = click.option("--data", type=click.Path(path_type=Path), help="Where everything is kept.")
JSON = click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON only.")


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
    """Run workshops that help a team learn from failure."""


for_developers.add_to(main)
main.add_command(stories)
key_commands.add_to(main)


@main.command()
@DATA
@click.option("--host", help="The interface to listen on; by default all of them.")
@click.option("--port", type=click.IntRange(0, 65535), help="8000, or the last one used.")
@click.option("--public-url", help="The https address behind your TLS proxy.")
@click.option("--no-browser", is_flag=True, help="Do not open the desk in a browser.")
def serve(
    data: Path | None, host: str | None, port: int | None, public_url: str | None, no_browser: bool
) -> None:
    """Serve workshops from this computer (the default command)."""
    from workshop.cli.start import serve_until_stopped, show_running

    settings = _settings(data=data, host=host, port=port, public_url=public_url)
    if settings.cluster:
        with key_commands.ends_with_a_sentence():
            serve_until_stopped(settings, None, settings.port, no_browser=True)
        return
    try:
        claim = instance.claim(settings.data)
    except instance.DataInUse:
        show_running(settings, no_browser)
        return
    serve_until_stopped(settings, claim, asked=port, no_browser=no_browser)


@main.command()
@click.option(
    "--language",
    type=click.Choice(["ar", "de", "en", "es", "fr"]),
    default="en",
    show_default=True,
    help="The language of the room's screen and of the pretend people.",
)
@click.option("--no-browser", is_flag=True, help="Do not open the desk and the room's screen.")
def demo(language: str, no_browser: bool) -> None:
    """Show a workshop with 24 pretend people who vote.

    They have already arrived, heard a story and written. The workshop stays for as long as this
    runs; Ctrl+C ends it, and nothing of it is kept.
    """
    from workshop.pretend.own_server import stop_in_order

    stop_in_order()
    from workshop.pretend.demo import run_demo

    sys.exit(run_demo(language, no_browser))


@main.command()
@click.option("--participants", type=click.IntRange(1, 2000), default=30, show_default=True)
@click.option("--url", help="A server that is already running; without it, one is started here.")
@click.option(
    "--desk",
    help="A desk link of that server. It works once. To get a new one, type the server's start "
    "command again in another window while it runs.",
)
@click.option(
    "--minutes",
    type=click.FloatRange(0.05, 240),
    default=2.0,
    show_default=True,
    help="How long the workshop takes; arriving and comparing add about fifteen seconds.",
)
@click.option(
    "--agenda",
    type=click.Choice(["60", "30", "90", "follow_up", "all_hands"]),
    default="60",
    show_default=True,
    help="The agenda of the workshop.",
)
@click.option("--faults", is_flag=True, help="Lose connections, and kill the server started here.")
@JSON
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

    Exits with 0 if nothing was lost or duplicated and every view is right, otherwise with 1.

    With --url and --desk it opens a workshop on that server, or uses the one whose desk the
    link names (https://…/desk/ID/#SECRET): make one for this purpose. It leads that workshop
    through all stages as any facilitator would, but does not seal it. A workshop that has begun
    is refused.
    """
    from workshop.pretend.own_server import stop_in_order

    stop_in_order()
    from workshop.pretend.rehearsal.rehearse import Plan, run_rehearsal

    plan = Plan(participants, url, desk, minutes, faults, agenda)
    sys.exit(run_rehearsal(plan, as_json))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@DATA
def backup(file: Path, data: Path | None) -> None:
    """Copy everything that is kept into one new FILE.

    The server may be running. The backup holds the summaries and the open workshops. Nobody can
    read open workshops without their keys, and no key is ever in a backup. FILE must not exist yet.
    """
    from workshop.serving import end_at_signal
    from workshop.storage.sqlite.backup import CannotBackUp, back_up

    settings = _settings(data=data)
    end_at_signal()
    try:
        held = back_up(settings.data, file)
    except (CannotBackUp, OSError) as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"{file} holds {held}.")
    _note_backup(settings)
    if held.workshops:
        click.echo("Open workshops are in the backup but unreadable: their keys are not.")
    click.echo("Links and sign-ins are not in it. Anyone who has the file can read the summaries.")


def _note_backup(settings: Settings) -> None:
    """Lets the operator's page say how old the latest backup is."""
    try:
        instance.note_backup(settings.data, settings.now())
    except OSError as problem:
        click.echo(f"The server's page for operators will not mention it: {problem}.", err=True)


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@DATA
def restore(file: Path, data: Path | None) -> None:
    """Restore a backup into an empty or new folder.

    All of FILE is checked first. Afterwards everyone has to sign in again. An open workshop can
    continue only if its key is still beside the folder.
    """
    from workshop.serving import end_at_signal
    from workshop.storage.sqlite.archive import NoBackup
    from workshop.storage.sqlite.restore import NotEmpty, keyless, put_back, read_backup

    settings = _settings(data=data)
    end_at_signal()
    try:
        found = read_backup(file)
        claim = instance.claim(settings.data)
        held = put_back(found, settings.data, frozenset({instance.LOCK, instance.LAST}))
    except instance.DataInUse:
        raise click.ClickException(
            f"A server is running on {settings.data}. Name another folder with --data."
        ) from None
    except (NoBackup, NotEmpty, OSError) as problem:
        raise click.ClickException(str(problem)) from None
    claim.release()
    _tell_restored(settings, held, keyless(found, settings.keys))


def _tell_restored(settings: Settings, held: "Holds", unreadable: int) -> None:
    click.echo(f"{settings.data} now holds {held}.")
    if unreadable:
        click.echo(
            f"Open workshops whose key is missing: {unreadable}. Nobody can read them; "
            "throw them away on the page that lists all workshops."
        )
    click.echo("Start the server with the same --data. Everyone has to sign in again.")


def _settings(**given: object) -> Settings:
    try:
        return read_settings(os.environ, **given)
    except WrongSetting as wrong:
        raise click.ClickException(str(wrong)) from None
