"""The command line: serve, demo, rehearse, stories, teams, backup, restore, the days' keys, what
operators look at, and what developers run."""

import sys

import click

from workshop.cli import backups, for_developers, for_operators, key_commands
from workshop.cli.for_operators import DATA, settings_of
from workshop.cli.story_packs import stories
from workshop.cli.team_import import teams
from workshop.cli.wheelhouse import wheelhouse

NAME = "failure-workshop"
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
main.add_command(teams)
key_commands.add_to(main)
for_operators.add_to(main)
backups.add_to(main)
wheelhouse.hidden = not for_developers.IN_CHECKOUT
main.add_command(wheelhouse)


@main.command()
@DATA
@click.option("--host", help="The interface to listen on; by default all of them.")
@click.option("--port", type=click.IntRange(0, 65535), help="8000, or the last one used.")
@click.option("--public-url", help="The https address behind your TLS proxy.")
@click.option("--no-browser", is_flag=True, help="Do not open the desk in a browser.")
@click.option("--metrics-port", type=click.IntRange(1, 65535), help="Figures for Prometheus.")
def serve(no_browser: bool, port: int | None, **given: object) -> None:
    """Serve workshops from this computer (the default command)."""
    from workshop.cli.start import serve_from_folder, serve_until_stopped

    settings = settings_of(port=port, **given)
    if settings.cluster:
        for_operators.refuse_wrong_engines(settings.cluster)
        serve_until_stopped(settings, None, settings.port, no_browser=True)
        return
    serve_from_folder(settings, asked=port, no_browser=no_browser)


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
