"""The command for teams and people from a file."""

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop.cli.for_operators import DATA, PUBLIC, settings_of
from workshop.cli.refusals import CannotGoOn, ends_with_a_sentence
from workshop.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from workshop.people.people_file import FromFile
    from workshop.storage.library import Library

LARGEST_TEAM_BYTES = 1_000_000
"""Bytes of the largest file."""


@click.group()
def teams() -> None:
    """Bring teams and people from a file."""


@teams.command("import")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, readable=False, path_type=Path)
)
@DATA
@PUBLIC
@click.option("--links", is_flag=True, help="Print a link for everyone who is not signed in.")
def import_file(file: Path, data: Path | None, public_url: str | None, links: bool) -> None:
    """Add the teams and people in FILE that are not here yet.

    FILE is a table (CSV, UTF-8) whose first line is team,name,role. The role is leads or reads.
    Nobody loses anything, so it can be imported again. The server may be running. If a line is
    wrong, a sentence says why, nothing is changed, and the exit status is 1.

    With --links it prints a link for each person in FILE who is signed in nowhere. A link works
    once, within 14 days, and replaces the one printed before.
    """
    settings = settings_of(data=data, public_url=public_url)
    if not settings.hosted:
        raise CannotGoOn(
            "Teams have people on a hosted server only. Set WORKSHOP_PUBLIC_URL, or name "
            "--public-url; on a laptop everything is its owner's."
        )
    with ends_with_a_sentence(settings.data, "nothing was imported"):
        text = _text(file)
        with closing(_library(settings)) as library, library.begin() as session:
            done, said = _import(session, settings, text, links)
    if done.faults:
        click.echo(f"Nothing was imported from {file}:")
    for line in said:
        click.echo(line)
    sys.exit(1 if done.faults else 0)


def _text(file: Path) -> str:
    content = file.read_bytes()
    if len(content) > LARGEST_TEAM_BYTES:
        raise CannotGoOn(f"{file} is larger than 1 MB. Nothing was imported. Split it.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CannotGoOn(
            f"{file} is not written in UTF-8. Nothing was imported. Save it as “CSV UTF-8”."
        ) from None


def _library(settings: Settings) -> "Library":
    if settings.cluster:
        from workshop.storage.postgres.connections import open_engine
        from workshop.storage.postgres.library_rows import LibraryRows

        return LibraryRows(open_engine(settings.cluster.database_url))
    from workshop.storage.sqlite.archive import LIBRARY
    from workshop.storage.sqlite.start_checks import refuse_folder
    from workshop.storage.store import open_library

    refuse_folder(settings.data)
    if not (settings.data / LIBRARY).exists():
        raise CannotGoOn(
            f"No server has been started with {settings.data}. Nothing was imported. Start it "
            "once, or name its folder with --data."
        )
    return open_library(settings)


def _import(
    session: "Session", settings: Settings, text: str, links: bool
) -> "tuple[FromFile, list[str]]":
    from workshop.people.people_file import import_people

    done = import_people(session, text, vouched=settings.knows_people)
    if done.faults:
        return done, [f"- {fault}" for fault in done.faults]
    new = f"New teams: {done.teams}. New people: {done.people}. New roles in teams: {done.roles}."
    return done, [new, *(_links(session, settings, done) if links else ())]


def _links(session: "Session", settings: Settings, done: "FromFile") -> list[str]:
    from workshop.people.invitations import invite_again, last_day, may_invite_again
    from workshop.people.members import OWNER
    from workshop.people.people_file import signed_out
    from workshop.storage.library import day_of

    until = last_day(day_of(settings.now()))
    vouched = settings.knows_people
    people = [
        row.id
        for row in signed_out(session, done.everybody)
        if may_invite_again(session, OWNER, row.id, vouched=vouched)
    ]
    made = [invite_again(session, person, "", until) for person in people]
    return [f"{name}: {settings.public_url}/enter#{secret}" for secret, name in made]
