"""The commands of an operator: they make the tables of a server, and look at all that it needs."""

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop.cli.refusals import CannotGoOn, ends_with_a_sentence
from workshop.cli.terminal_lines import for_stream
from workshop.settings import Settings, read_settings

if TYPE_CHECKING:
    from workshop.settings.cluster_settings import Cluster

DATA = click.option(
    "--data", type=click.Path(path_type=Path, readable=False), help="Where everything is kept."
)
PUBLIC = click.option("--public-url", help="The https address behind your TLS proxy.")


def add_to(group: click.Group) -> None:
    """Adds the commands to the command line."""
    for command in (make_tables, check, static_tree):
        group.add_command(command)


def settings_of(**given: object) -> Settings:
    """Returns the settings, or ends the command with the sentence about a wrong one."""
    with ends_with_a_sentence("", "nothing was begun"):
        return read_settings(os.environ, **given)


@click.command("make-tables")
@PUBLIC
def make_tables(public_url: str | None) -> None:
    """Make or upgrade the tables of a server of several processes.

    It signs in as the owner named in WORKSHOP_OWNER_DATABASE_URL, and lets the role in
    WORKSHOP_DATABASE_URL use the tables. Run it once before the first start, and before the first
    process of a newer version starts. Running it again changes nothing; processes may be running.
    """
    from workshop.cli.cluster_tables import make_all
    from workshop.settings.cluster_settings import read_owner

    settings = settings_of(public_url=public_url)
    if settings.cluster is None:
        raise CannotGoOn(
            "Tables are for a server of several processes, and no database is set. A laptop makes "
            "its files itself."
        )
    with ends_with_a_sentence("", "no table was made"):
        click.echo(make_all(settings.cluster, read_owner(os.environ)))


@click.command()
@DATA
@PUBLIC
def check(data: Path | None, public_url: str | None) -> None:
    """Check settings, database, keys, disk, limits and clock.

    Prints a line for each, with what to do. Exits with 0 if nothing is wrong, with 1 if something
    is, and with 2 if a setting cannot be used.
    Nothing is changed, and the server may be running.
    """
    from workshop.operating.machine_checks import Finding, machine_findings, wrong

    settings = settings_of(data=data, public_url=public_url)
    how = "one process" if settings.cluster is None else "several processes"
    where = settings.public_url or "a laptop"
    found = [Finding("good", "settings", f"all can be used, for {where}, with {how}.")]
    if settings.cluster:
        found += _of_engines(settings.cluster)
    with ends_with_a_sentence(settings.data, "not all was checked"):
        found += machine_findings(settings, Path(tempfile.gettempdir()))
    for one in found:
        click.echo(for_stream(str(one), sys.stdout))
    sys.exit(1 if wrong(found) else 0)


@click.command("static-tree")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def static_tree(folder: Path) -> None:
    """Write this version's static files into FOLDER, for a rolling upgrade.

    Run it on each machine before the first process of this version starts, with the folder that
    WORKSHOP_STATIC_TREES names there. Then processes of both versions have the files of both.
    """
    from workshop.web.static.static_files import statics
    from workshop.web.static.static_routes import write_tree

    with ends_with_a_sentence(folder, "nothing was left in it"):
        new = write_tree(statics(), folder)
    said = "now holds" if new else "already holds"
    click.echo(f"{folder} {said} the static files of this version, {statics().hash}.")


def _of_engines(cluster: "Cluster") -> list:  # type: ignore[type-arg]
    from workshop.operating.engine_checks import engine_findings

    return engine_findings(cluster)


def refuse_wrong_engines(cluster: "Cluster") -> None:
    """Ends a start in sentences where what several processes share is missing or unsafe, and says
    what it can do without."""
    from workshop.operating.machine_checks import wrong

    found = _of_engines(cluster)
    for one in found:
        if one.level == "note":
            click.echo(for_stream(str(one), sys.stderr), err=True)
    if faults := wrong(found):
        lines = "\n".join(map(str, faults))
        raise CannotGoOn(f"The server has not started. Nothing was changed.\n{lines}")
