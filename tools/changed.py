"""Which tests can notice a change: those that import what was changed, by whatever way."""

import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tools.generate.imports import import_lines, modules_named_by

ROOT = Path(__file__).resolve().parent.parent
CODE = ("workshop", "tests", "tools")
SEEN_IN_WINDOWS = {
    "templates/": ("tests/web", "tests/browser"),
    "static/": ("tests/contract", "tests/browser"),
    "tests/js/": ("tests/contract",),
    "workshop/languages/": ("tests/languages", "tests/web", "tests/browser"),
}
"""Whoever looks at what no Python code imports, by where that is."""
STARTED = {"tests/support/server.py": ["workshop/__main__.py"]}
"""Programs that a file runs without importing them."""


def noticing_changes() -> list[str]:
    """The tests of what differs from the last commit."""
    new = _git("ls-files", "--others", "--exclude-standard")
    return noticing([*_git("diff", "--name-only", "HEAD"), *new])


def noticing(changed: Iterable[str]) -> list[str]:
    """The files and folders of tests that can notice a change of these files."""
    changed = {*changed}
    found = {test for test in _all_tests() if _behind(test) & changed}
    for where, tests in SEEN_IN_WINDOWS.items():
        if any(one.startswith(where) and not one.endswith(".py") for one in changed):
            found |= {*tests}
    return sorted(found)


def _git(*arguments: str) -> list[str]:
    said = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return said.stdout.splitlines()


def _all_tests() -> list[str]:
    return [one.relative_to(ROOT).as_posix() for one in (ROOT / "tests").rglob("test_*.py")]


@cache
def _behind(file: str) -> set[str]:
    """The file and all that it imports, and what that imports."""
    found, ahead = {"tests/conftest.py"}, [file]
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += _imported(one)
    return found


@cache
def _imported(file: str) -> list[str]:
    package = tuple(file.split("/")[:-1])
    named = [one for line in import_lines(ROOT / file) for one in modules_named_by(line, package)]
    imported = [found for one in named if one.startswith(CODE) and (found := _file_of(one))]
    return imported + STARTED.get(file, [])


def _file_of(module: str) -> str:
    """The file of a module, or of the one that has this name in it; "" if there is none."""
    for name in (module, module.rpartition(".")[0]):
        place = name.replace(".", "/")
        for file in (f"{place}.py", f"{place}/__init__.py"):
            if name and (ROOT / file).is_file():
                return file
    return ""
