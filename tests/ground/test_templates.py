"""The templates as djlint reads them: every link by its page's name, every button with its kind."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    # Its configuration is looked for beside the folder; none is meant to be found.
    command = [sys.executable, "-m", "djlint", str(folder), "--lint", "--profile", "jinja"]
    return subprocess.run([*command, "--quiet"], capture_output=True, text=True, check=False)


def test_djlint_finds_nothing_in_the_templates() -> None:
    found = lint(ROOT / "templates")
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("fault", ['<a href="/desk/">Home</a>', "<button>Go</button>"])
def test_it_finds_a_link_by_its_path_and_a_button_without_a_kind(
    tmp_path: Path, fault: str
) -> None:
    (tmp_path / "page.html").write_text(f"{fault}\n")
    assert lint(tmp_path).returncode == 1
