"""The C program that sends one frame to each socket, compiled where there is a compiler."""

import shutil
import subprocess
from pathlib import Path

C_SOURCE = Path(__file__).with_name("servers") / "send_loop.c"


def compile_loop(folder: Path) -> Path | None:
    """Puts the program into a folder; None where it can't be compiled."""
    compiler, program = shutil.which("cc"), folder / C_SOURCE.stem
    if compiler is None:
        return None
    done = subprocess.run([compiler, "-O2", "-o", program, C_SOURCE], capture_output=True)
    return None if done.returncode else program
