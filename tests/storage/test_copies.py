"""Backup programs are told about the folder in which the keys lie."""

import ctypes
import errno
import os
import plistlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.room import new_store
from workshop.storage.sqlite.key_folder import KeyFolder

SIGNATURE = b"Signature: 8a477f597d28d172789f06886806bc55"
"""By the specification the first 43 bytes of a file of this name, whatever follows."""


def test_backup_programs_are_asked_to_leave_the_keys_out_and_not_the_data(tmp_path: Path) -> None:
    store = new_store(tmp_path / "data")
    store.close()
    tag = store.settings.keys / "CACHEDIR.TAG"
    assert tag.read_bytes()[:43] == SIGNATURE
    assert not list(store.settings.data.rglob("CACHEDIR.TAG")), "summaries want a backup"


@pytest.mark.parametrize("there", [b"", SIGNATURE[:20]])
def test_a_mark_that_a_full_disk_cut_short_is_written_again(tmp_path: Path, there: bytes) -> None:
    tag = tmp_path / "CACHEDIR.TAG"
    tag.write_bytes(there)
    KeyFolder(tmp_path)
    assert tag.read_bytes()[:43] == SIGNATURE


def test_a_folder_that_cannot_be_marked_still_keeps_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as disk:
        disk.setattr(os, "open", full)
        keys = KeyFolder(tmp_path)
    assert keys.read("server") is None and len(keys.make("server")) == 32


def test_on_a_mac_time_machine_is_asked_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks: list[tuple[Any, ...]] = []
    libc = SimpleNamespace(setxattr=lambda *given: marks.append(given))
    monkeypatch.setattr("workshop.storage.sqlite.key_folder.sys.platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: libc)
    KeyFolder(tmp_path)
    [(folder, name, value, size, position, options)] = marks
    assert (folder, name) == (bytes(tmp_path), b"com.apple.metadata:com_apple_backup_excludeItem")
    assert plistlib.loads(value) == "com.apple.backupd" and size.value == len(value)
    assert (position, options) == (0, 0)
