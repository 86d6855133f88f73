"""The commands of a checkout, which no installed package has: `python3 run.py test`, and so on."""

import sys

import click

from tools.wheelhouse import wheelhouse
from workshop.rules.agenda import TEMPLATES

PASSED_ON = {"ignore_unknown_options": True, "allow_extra_args": True}
"""For commands whose arguments belong to another program."""
JSON = click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON only.")


@click.group()
def main() -> None:
    """Run what only developers run."""


main.add_command(wheelhouse)


@main.command(context_settings=PASSED_ON, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run the tests; arguments go to pytest."""
    from tools.testrun import run_tests

    sys.exit(run_tests(list(arguments)))


@main.command(context_settings=PASSED_ON, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def simulate(arguments: tuple[str, ...]) -> None:
    """Play workshops in simulated worlds, by their seeds; --help says more."""
    from tools.testrun import run_simulation

    sys.exit(run_simulation(list(arguments)))


@main.command()
@JSON
@click.option("--quick", is_flag=True, help="Small and short, for a quick look; writes no pages.")
@click.option("--only", multiple=True, help="Measure this part alone; writes no pages.")
def bench(as_json: bool, quick: bool, only: tuple[str, ...]) -> None:
    """Measure this server against others.

    Takes about twenty minutes, needs Linux and a machine that does nothing else, and rewrites
    docs/performance.md. With --quick it takes a minute or two and writes nothing.
    """
    from workshop.pretend.own_server import stop_in_order

    stop_in_order()
    from tools.bench.bench import BENCH_PARTS, run_bench
    from tools.testrun import fetch_node_packages

    if unknown := set(only) - set(BENCH_PARTS):
        raise click.BadParameter(f"{min(unknown)} is not one of {', '.join(BENCH_PARTS)}.")
    fetch_node_packages()
    sys.exit(run_bench(as_json, quick, only))


@main.command(context_settings=PASSED_ON, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def screenshots(arguments: tuple[str, ...]) -> None:
    """Take pictures of every screen, into a folder; --help says more."""
    from tools.testrun import run_pictures

    sys.exit(run_pictures(list(arguments)))


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
    type=click.Choice([*TEMPLATES]),
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
    from tools.rehearsal.rehearse import Plan, run_rehearsal

    plan = Plan(participants, url, desk, minutes, faults, agenda)
    sys.exit(run_rehearsal(plan, as_json))
