"""The command line: serve, demo, stories, teams, backup, restore, the days' keys, and what
operators look at."""

import sys

import click

from workshop.cli import backups, for_operators, key_commands
from workshop.cli.for_operators import DATA, settings_of
from workshop.cli.story_packs import stories
from workshop.cli.team_import import teams

PACKAGE_NAME = "failure-workshop"


class ServeByDefault(click.Group):
    """Serves when no command is named, so that the shortest call is the main job."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts `serve` in front of what is no command."""
        if not args or (args[0].startswith("-") and args[0] not in {"--help", "--version"}):
            args = ["serve", *args]
        return super().parse_args(ctx, args)


@click.group(cls=ServeByDefault)
@click.version_option(package_name=PACKAGE_NAME, prog_name=PACKAGE_NAME)
def main() -> None:
    """Run workshops that help a team learn from failure."""


main.add_command(stories)
main.add_command(teams)
key_commands.add_to(main)
for_operators.add_to(main)
backups.add_to(main)


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
