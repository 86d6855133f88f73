"""The commands for backups: of a laptop's folder, and of a server of several processes."""

import sys
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from workshop import instance
from workshop.cli.for_operators import DATA, PUBLIC, settings_of
from workshop.cli.refusals import CannotGoOn, ends_with_a_sentence
from workshop.settings import Settings
from workshop.settings.cluster_settings import Cluster

if TYPE_CHECKING:
    from workshop.storage.sqlite.archive import Databases
    from workshop.storage.sqlite.backup import Holds


BESIDES = frozenset({instance.SERVER_LOCK, instance.LAST_BACKUP_FILE})
"""Files that may be in a folder into which a backup is restored."""


def add_to(group: click.Group) -> None:
    """Adds the commands to the command line."""
    for command in (backup, restore, backup_test):
        group.add_command(command)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@DATA
@PUBLIC
def backup(file: Path, data: Path | None, public_url: str | None) -> None:
    """Copy everything that is kept into one new FILE.

    The server may be running. The backup holds the summaries and the open workshops. Nobody can
    read open workshops without their keys, and no key is ever in a backup. FILE must not exist yet.
    """
    from workshop.serving import end_at_signal
    from workshop.storage.sqlite.backup import back_up

    settings = settings_of(data=data, public_url=public_url)
    end_at_signal()
    with ends_with_a_sentence(settings.data, "no backup was made"):
        cluster = settings.cluster
        held = (
            _of_rows(cluster, file)
            if cluster
            else back_up(settings.data, file, titled=not settings.hosted)
        )
    click.echo(f"{file} holds {held}.")
    _note_backup(settings)
    if held.workshops:
        click.echo("Open workshops are in the backup but unreadable: their keys are not.")
    click.echo("Links and sign-ins are not in it. Anyone who has the file can read the summaries.")


def _of_rows(cluster: Cluster, file: Path) -> "Holds":
    from workshop.storage.postgres.backup_rows import copied_rows
    from workshop.storage.sqlite.backup import refuse_target, write_backup

    refuse_target(file)
    return write_backup(copied_rows(cluster.database_url), file)


def _note_backup(settings: Settings) -> None:
    """Lets the operator's page say how old the latest backup is."""
    try:
        if settings.cluster:
            from workshop.storage.postgres.server_notes import note_backup_in_rows

            note_backup_in_rows(settings.cluster.database_url, settings.now())
        else:
            instance.note_backup(settings.data, settings.now())
    except Exception as problem:
        click.echo(f"The server's page for operators will not mention it: {problem}.", err=True)


@click.command()
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, readable=False, path_type=Path)
)
@DATA
@PUBLIC
def restore(file: Path, data: Path | None, public_url: str | None) -> None:
    """Restore a backup into an empty or new folder, or into empty tables.

    All of FILE is checked first. Afterwards everyone has to sign in again. An open workshop can
    continue only if its key is still beside the folder, or in the schema `keys` of the database.
    """
    from workshop.serving import end_at_signal
    from workshop.storage.sqlite.restore import read_backup

    settings = settings_of(data=data, public_url=public_url)
    end_at_signal()
    with ends_with_a_sentence(settings.data, "nothing was restored"):
        found = read_backup(file)
        if settings.cluster:
            _into_rows(settings, settings.cluster, found)
        else:
            _into_folder(settings, found)


def _claim_empty(folder: Path) -> instance.Claim:
    from workshop.storage.sqlite.restore import refuse_full
    from workshop.storage.sqlite.start_checks import refuse_folder

    refuse_folder(folder)
    try:
        return instance.claim(folder, partial(refuse_full, folder, BESIDES))
    except instance.DataInUse:
        raise CannotGoOn(
            f"A server is running on {folder}, so nothing was restored. All that was stored is "
            "kept. Name another folder with --data."
        ) from None


def _into_folder(settings: Settings, found: "Databases") -> None:
    from workshop.storage.sqlite.key_folder import KeyFolder
    from workshop.storage.sqlite.restore import keyless, put_back

    claim = _claim_empty(settings.data)
    held = put_back(found, settings.data, BESIDES)
    KeyFolder(settings.keys).lay_down()
    claim.release()
    click.echo(f"{settings.data} now holds {held}.")
    _tell_keyless(keyless(found, settings.keys))
    click.echo("Start the server with the same --data. Everyone has to sign in again.")


def _into_rows(settings: Settings, cluster: Cluster, found: "Databases") -> None:
    from workshop.storage.postgres.day_keys import DayKeys
    from workshop.storage.postgres.key_rows import open_key_rows
    from workshop.storage.postgres.restore_rows import put_back_rows

    keys, _ = open_key_rows(cluster.database_url, DayKeys(cluster.kek_file, settings.now))
    with closing(keys):
        held = put_back_rows(found, cluster.database_url)
        without = sum(not keys.left_of(id_) for id_ in found.workshops)
    click.echo(f"The database now holds {held}.")
    _tell_keyless(without)
    click.echo("Start the processes. Everyone has to sign in again.")


def _tell_keyless(unreadable: int) -> None:
    if unreadable:
        click.echo(
            f"Open workshops whose key is missing: {unreadable}. Nobody can read them; "
            "throw them away on the page that lists all workshops."
        )


@click.command("backup-test")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, readable=False, path_type=Path)
)
def backup_test(file: Path) -> None:
    """Restore a backup into a throw-away folder, and read all that can be read there.

    For a timer, once a month. Exits with 0 if every summary and every story can be read, with 1 if
    not, and with 2 if FILE could not be tested. Nothing that is kept is touched.
    """
    from workshop.serving import end_at_signal

    end_at_signal()
    with ends_with_a_sentence(file, "it was not tested"):
        _test(file)


def _test(file: Path) -> None:
    from workshop.storage.sqlite.archive import NoBackup
    from workshop.storage.sqlite.restore import put_back, read_backup

    with TemporaryDirectory(prefix="workshop-backup-test-") as folder:
        data = Path(folder) / "data"
        try:
            held = put_back(read_backup(file), data)
        except NoBackup as fault:
            click.echo(str(fault), err=True)
            sys.exit(1)
        unreadable = _unreadable(Settings(data=data))
    click.echo(f"{file} holds {held}, and could be restored.")
    if unreadable:
        click.echo(f"Summaries in it that cannot be read: {unreadable}. Keep older backups.")
        sys.exit(1)
    click.echo("Every summary in it can be read.")


def _unreadable(settings: Settings) -> int:
    """Counts the summaries that cannot be read, and reads all stories on the way."""
    from sqlalchemy import select

    from workshop.storage.library_tables import SealedSummary
    from workshop.storage.store import open_library
    from workshop.storage.story_tables import LibraryStory
    from workshop.summary.kept_summaries import unreadable

    library = open_library(settings)
    try:
        with library.read() as session:
            session.scalars(select(LibraryStory)).all()
            bodies = session.scalars(select(SealedSummary.body)).all()
            return sum(bool(unreadable(body)) for body in bodies)
    finally:
        library.close()
