"""The locks: complete, hashed, the same versions in both, and free of addresses."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = (
    "requirements.lock", "requirements-dev.lock", "requirements-server.lock", "package-lock.json",
)  # fmt: skip
NAME = re.compile(r"^([A-Za-z0-9._-]+)")


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def pins(lock: str) -> dict[str, str]:
    """Name -> version of every package in a requirements lock."""
    text = (ROOT / lock).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", text, re.MULTILINE))


def names(*extras: str) -> set[str]:
    """The direct dependencies of the project and of these extras, as locks spell them."""
    listed = list(project()["dependencies"])
    for extra in extras:
        listed += project()["optional-dependencies"][extra]
    return {NAME.match(line)[1].lower().replace("_", "-").replace(".", "-") for line in listed}


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_holds_an_address(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text("utf-8")


def test_every_direct_dependency_is_locked() -> None:
    assert names("build") <= pins("requirements.lock").keys()
    assert names("build", "dev") <= pins("requirements-dev.lock").keys()
    assert names("build", "server") <= pins("requirements-server.lock").keys()


def test_the_development_lock_contains_the_runtime_lock() -> None:
    # run.py takes an environment made for the tests as good enough for a start.
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_what_several_processes_need_is_what_was_tested() -> None:
    tested, server = pins("requirements-dev.lock"), pins("requirements-server.lock")
    assert pins("requirements.lock").items() <= server.items()
    assert {name: tested.get(name) for name in names("server")}.items() <= server.items()


@pytest.mark.parametrize("lock", LOCKS[:3])
def test_every_pin_has_hashes(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8"))
    bare = [entry for entry in entries if "==" in entry and "--hash=sha256:" not in entry]
    assert bare == []


def test_the_page_of_dependencies_lists_what_is_locked() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| ([a-z0-9-]+) \| (\S+) \| \d{4}-\d\d-\d\d \|$", page, re.M))
    assert listed == pins("requirements-server.lock")
