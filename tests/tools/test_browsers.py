"""Which browsers the tests get: the nearest, and only then those from the internet."""

from pathlib import Path

import pytest

from tools import browsers, testrun
from tools.browsers import CHROMIUM, FIREFOX, SHELL, WEBKIT, find_browsers

ALL = (CHROMIUM, SHELL, FIREFOX, WEBKIT)


def program(folder: Path, name: str, script: str = "") -> str:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return str(file)


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without a browser; its PATH is the folder returned."""
    for engine in ALL:
        monkeypatch.delenv(engine.variable, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browsers, "PLAYWRIGHTS_OWN", "print('/nowhere/chromium')")
    monkeypatch.setattr(browsers, "SYSTEMS_PYTHON", str(tmp_path / "systems-python"))
    monkeypatch.setattr(browsers, "can_use_apt", lambda: False)
    monkeypatch.setattr(browsers, "fetch_from_playwright", lambda: None)
    return tmp_path


@pytest.fixture
def debian(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Like `bare_machine`, but with an apt-get that brings a program named after each package."""
    asked = bare_machine / "asked"
    brings = f'echo "$*" >> {asked}\n[ "$2" = install ] || exit 0\nshift 4'
    made = 'printf "#!/bin/sh\\n" > "$folder/$one" && /bin/chmod 755 "$folder/$one"'
    each = f"folder={bare_machine}\nfor one in $*; do {made}; done"
    program(bare_machine, "apt-get", f"{brings}\n{each}")
    monkeypatch.setattr(browsers, "can_use_apt", lambda: True)
    return asked


@pytest.mark.parametrize("engine", ALL, ids=lambda engine: engine.name)
def test_the_named_browser_comes_first(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch, engine: browsers.Engine
) -> None:
    for name in ("chromium", "firefox-esr", "WebKitWebDriver", "Xvfb", "systems-python"):
        program(bare_machine, name)
    mine = program(bare_machine, "my-browser")
    monkeypatch.setenv(engine.variable, mine)
    assert find_browsers(engine) == {engine.variable: mine}


@pytest.mark.parametrize("engine", ALL, ids=lambda engine: engine.name)
def test_a_named_browser_that_is_missing_stops_the_run(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch, engine: browsers.Engine
) -> None:
    monkeypatch.setenv(engine.variable, "/nowhere/browser")
    with pytest.raises(SystemExit, match=f"{engine.variable} names /nowhere/browser"):
        find_browsers(engine)


def test_playwrights_own_build_comes_before_the_path(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bare_machine, "chromium")
    own = program(bare_machine, "own")
    monkeypatch.setattr(browsers, "PLAYWRIGHTS_OWN", f"print({own!r})")
    assert find_browsers(CHROMIUM) == {"WORKSHOP_BROWSER": own}


def test_what_is_there_is_taken_without_fetching(bare_machine: Path, debian: Path) -> None:
    names = ("msedge", "chromium-headless-shell", "firefox")
    edge, shell, firefox = (program(bare_machine, name) for name in names)
    for name in ("Xvfb", "systems-python"):
        program(bare_machine, name)
    driver = program(bare_machine, "WebKitWebDriver")
    found = {CHROMIUM: edge, SHELL: shell, FIREFOX: firefox, WEBKIT: driver}
    assert find_browsers(*ALL) == {engine.variable: path for engine, path in found.items()}
    assert not debian.exists()


@pytest.mark.parametrize("lacking", ["WebKitWebDriver", "Xvfb", "systems-python"])
def test_webkit_needs_its_driver_a_display_and_the_bindings(
    bare_machine: Path, lacking: str
) -> None:
    for name in {"WebKitWebDriver", "Xvfb", "systems-python"} - {lacking}:
        program(bare_machine, name)
    assert find_browsers(WEBKIT) == {}


def test_debian_is_asked_before_playwright(debian: Path) -> None:
    assert find_browsers(CHROMIUM) == {"WORKSHOP_BROWSER": str(debian.with_name("chromium"))}


def test_debian_is_asked_once_for_all_that_is_missing_and_for_no_more(
    bare_machine: Path, debian: Path
) -> None:
    for name in ("chromium", "chromium-headless-shell"):
        program(bare_machine, name)
    find_browsers(*ALL)
    update, firefox, webkit = debian.read_text().splitlines()
    assert update == "-qq update"
    assert "firefox-esr" in firefox
    assert "webkit2gtk-driver" in webkit
    assert "chromium" not in firefox + webkit


def test_an_apt_that_brings_nothing_leaves_the_engines_out_with_a_word(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    program(bare_machine, "apt-get", "exit 100")
    monkeypatch.setattr(browsers, "can_use_apt", lambda: True)
    assert find_browsers(FIREFOX, WEBKIT) == {}
    said = capfd.readouterr().out
    assert "No Firefox could be found or fetched: its tests are skipped." in said
    assert "WORKSHOP_WEBKIT=" in said


def test_whoever_names_a_browser_gets_no_shell_beside_it(
    bare_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SHELL in testrun.engines()
    monkeypatch.setenv(CHROMIUM.variable, program(bare_machine, "my-browser"))
    assert testrun.engines() == [CHROMIUM, FIREFOX, WEBKIT]


def test_where_there_is_none_the_other_tests_still_run(bare_machine: Path) -> None:
    named = testrun.test_environment(*ALL)
    assert not {engine.variable for engine in ALL} & set(named)
