"""Packets that the kernel loses, on the way to one port of this machine and back."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

LOSES = "netem", "loss", "10%", "25%", "delay", "20ms", "20ms"

FILTER = "filter add dev lo parent 1:0 protocol ip prio 1 u32"


@contextmanager
def lossy(port: int) -> Iterator[None]:
    """One packet in ten is lost; skips the test where that is not allowed."""
    if shutil.which("tc") is None:
        pytest.skip("There is no tc (iproute2) on the PATH, with which packets are lost.")
    # A band of its own: whatever else this machine says to itself goes by undisturbed.
    if _tc("qdisc", "add", "dev", "lo", "root", "handle", "1:", "prio", "bands", "4") != 0:
        pytest.skip("The kernel does not let this user shape the loopback interface.")
    try:
        if _tc("qdisc", "add", "dev", "lo", "parent", "1:4", "handle", "40:", *LOSES) != 0:
            pytest.skip("The kernel has no netem.")
        for side in ("dport", "sport"):
            match = f"match ip {side} {port} 0xffff flowid 1:4"
            assert _tc(*f"{FILTER} {match}".split()) == 0
        yield
    finally:
        _tc("qdisc", "del", "dev", "lo", "root")


def _tc(*arguments: str) -> int:
    return subprocess.call(["tc", *arguments], stderr=subprocess.DEVNULL)
