"""The commands for packs of stories."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop.cli.refusals import ends_with_a_sentence

if TYPE_CHECKING:
    from workshop.stories.pack_file.pack_faults import PackFault
    from workshop.stories.pack_file.pack_types import PackFile

ISOLATES = str.maketrans("", "", "\u2068\u2069")
"""Marks around names in a fault's sentence, which some terminals show as boxes."""


@click.group()
def stories() -> None:
    """Check packs of stories."""


@stories.command()
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, readable=False, path_type=Path)
)
def check(file: Path) -> None:
    """Check whether FILE is a good pack of stories.

    Nothing is imported. Exits with 0 if the pack is good, and with 1 if not, after saying what to
    correct and where.
    """
    from workshop.stories.pack_file.pack_types import PackFile

    read = _read(file)
    if isinstance(read, PackFile):
        click.echo(f"{file} is a good pack: {_held(read)}.")
        return
    click.echo(f"{file} is not a good pack yet:")
    for fault in read:
        click.echo(f"- {fault.said(str).translate(ISOLATES)}")
    sys.exit(1)


def _read(file: Path) -> "PackFile | list[PackFault]":
    from workshop.stories.pack_file.pack_types import LARGEST_PACK
    from workshop.stories.pack_file.read_pack_file import read_pack_file

    with ends_with_a_sentence(file, "it was not checked"), file.open("rb") as opened:
        # A byte more than may be is enough to see that it is too much.
        return read_pack_file(opened.read(LARGEST_PACK + 1))


def _held(pack: "PackFile") -> str:
    told, tongues = len(pack.stories), len(pack.languages)
    stories = f"{told} {'story' if told == 1 else 'stories'}"
    languages = f"{tongues} {'language' if tongues == 1 else 'languages'}"
    return f"{stories} in {languages}, {len(pack.withdrawn)} withdrawn"
