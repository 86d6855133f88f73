"""Memory that a process has freed goes back to the system."""

import platform
import subprocess
import sys

import pytest

from tests.support.forking import ROOT

BETWEEN = """
import ctypes, os
from pathlib import Path
from workshop.freed_memory import give_back

def megabytes():
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20

libc = ctypes.CDLL(None)
libc.malloc.restype, libc.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
places = [libc.malloc(20_000) for _ in range(3000)]
for place in places:
    ctypes.memset(place, 1, 20_000)
stays = libc.malloc(20_000)  # at the end of the heap
for place in places:
    libc.free(place)
before = megabytes()
give_back()
print(before - megabytes())
"""
"""Prints the MB that are given back of 60 that were freed below something that stays."""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other allocators are left alone")
def test_what_lies_below_something_that_stays_goes_back() -> None:
    command = [sys.executable, "-c", BETWEEN]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert int(done.stdout) > 40, done.stderr
