"""The command `screenshots`: it ends well only when every screen has come."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tools.pictures import command
from tools.pictures.album import Album, DidNotCome
from tools.pictures.plan import pictures

ROOT = Path(__file__).parents[3]


def screenshots(folder: Path, monkeypatch: pytest.MonkeyPatch, play: object) -> Result:
    monkeypatch.setattr(command, "play_language", play)
    return CliRunner().invoke(command.main, [str(folder), "--languages", "en"])


def test_it_ends_well_when_every_picture_was_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def play(album: Album, language: str) -> None:
        album.taken.extend(pictures((language,)))

    ended = screenshots(tmp_path, monkeypatch, play)
    assert ended.exit_code == 0
    assert (tmp_path / "index.html").exists()


def test_a_picture_that_was_not_taken_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def play(album: Album, language: str) -> None:
        album.taken.extend(list(pictures((language,)))[1:])

    ended = screenshots(tmp_path, monkeypatch, play)
    assert ended.exit_code == 1
    assert "not taken: en-light/01-sign-in-desk.png" in ended.output


def test_a_screen_that_did_not_come_is_said_and_what_came_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = next(pictures(("en",)))

    def play(album: Album, language: str) -> None:
        album.taken.append(first)
        raise DidNotCome("The phone did not show “vote-late” in en.")

    ended = screenshots(tmp_path, monkeypatch, play)
    assert ended.exit_code == 1
    assert "The phone did not show “vote-late” in en." in ended.output
    assert first.file in (tmp_path / "index.html").read_text("utf-8")


def test_it_brings_the_packages_of_developers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    import run

    wanted: list[str] = []
    monkeypatch.setattr(run, "is_ready", lambda lock: wanted.append(lock) or True)
    monkeypatch.setattr(run, "start", lambda arguments: 0)
    for arguments in (["screenshots", "x"], ["serve"]):
        run.main(arguments)
    assert wanted == [run.DEVELOPMENT, run.RUNTIME]
    sys.modules.pop("run")
