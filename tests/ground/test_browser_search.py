"""Which browser the tests get: the nearest one, and only then one from the internet."""

from pathlib import Path

import pytest

from workshop import testrun


def program(folder: Path, name: str, script: str = "") -> str:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return str(file)


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without a browser; its PATH is the folder returned."""
    monkeypatch.delenv("WORKSHOP_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(testrun, "PLAYWRIGHTS_OWN", "print('/nowhere/chromium')")
    monkeypatch.setattr(testrun, "can_use_apt", lambda: False)
    monkeypatch.setattr(testrun, "browser_from_playwright", lambda: None)
    return tmp_path


def test_the_named_browser_comes_first(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare_machine, "chromium")
    mine = program(bare_machine, "my-browser")
    monkeypatch.setenv("WORKSHOP_BROWSER", mine)
    assert testrun.find_browser() == mine


def test_a_named_browser_that_is_missing_stops_the_run(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_BROWSER", "/nowhere/browser")
    with pytest.raises(SystemExit, match="/nowhere/browser"):
        testrun.find_browser()


def test_playwrights_own_build_comes_before_the_path(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bare_machine, "chromium")
    own = program(bare_machine, "own")
    monkeypatch.setattr(testrun, "PLAYWRIGHTS_OWN", f"print({own!r})")
    assert testrun.find_browser() == own


def test_a_browser_on_the_path_is_taken_without_fetching(bare_machine: Path) -> None:
    edge = program(bare_machine, "msedge")
    assert testrun.find_browser() == edge


def test_debian_is_asked_before_playwright(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched = bare_machine / "chromium"
    program(bare_machine, "apt-get", f'[ "$2" = install ] && /bin/cp "$0" {fetched}')
    monkeypatch.setattr(testrun, "can_use_apt", lambda: True)
    assert testrun.find_browser() == str(fetched)


def test_where_there_is_none_the_other_tests_still_run(bare_machine: Path) -> None:
    assert "WORKSHOP_BROWSER" not in testrun.test_environment()
