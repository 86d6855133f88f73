"""The commands for developers: they run what is in `tools/`, which only a checkout has."""

import sys
from pathlib import Path

import click

from workshop.cli.refusals import CannotGoOn

ROOT = Path(__file__).resolve().parents[2]
IN_CHECKOUT = (ROOT / "tools" / "testrun.py").is_file()
"""True if the program runs from its repository, not from an installed package."""
PASSED_ON = {"ignore_unknown_options": True, "allow_extra_args": True}
"""For commands whose arguments belong to another program."""


def add_to(group: click.Group) -> None:
    """Adds the commands to the command line; an installed package does not list them."""
    for command in (test, bench, screenshots):
        command.hidden = not IN_CHECKOUT
        group.add_command(command)


def need_checkout() -> None:
    """Refuses the command in an installed package."""
    if not IN_CHECKOUT:
        name = click.get_current_context().info_name
        raise CannotGoOn(
            f"The command {name} needs the project's repository; "
            "the installed package does not contain it. Nothing was changed."
        )


@click.command(context_settings=PASSED_ON, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run the tests; arguments go to pytest."""
    need_checkout()
    from tools.testrun import run_tests

    sys.exit(run_tests(list(arguments)))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON only.")
@click.option("--quick", is_flag=True, help="Small and short, for a quick look; writes no pages.")
@click.option("--only", multiple=True, help="Measure this part alone; writes no pages.")
def bench(as_json: bool, quick: bool, only: tuple[str, ...]) -> None:
    """Measure this server against others.

    Takes about twenty minutes, needs Linux and a machine that does nothing else, and rewrites
    docs/performance.md. With --quick it takes a minute or two and writes nothing.
    """
    need_checkout()
    from workshop.pretend.own_server import stop_in_order

    stop_in_order()
    from tools.bench.bench import PARTS, run_bench
    from tools.testrun import fetch_node_packages

    if unknown := set(only) - set(PARTS):
        raise click.BadParameter(f"{min(unknown)} is not one of {', '.join(PARTS)}.")
    fetch_node_packages()
    sys.exit(run_bench(as_json, quick, only))


@click.command(context_settings=PASSED_ON, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def screenshots(arguments: tuple[str, ...]) -> None:
    """Take pictures of every screen, into a folder; --help says more."""
    need_checkout()
    from tools.testrun import run_pictures

    sys.exit(run_pictures(list(arguments)))
