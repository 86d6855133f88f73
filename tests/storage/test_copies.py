"""What backup programs are told of the folder in which the keys lie."""

import errno
import os
from pathlib import Path

import pytest

from tests.support.room import new_store
from workshop.storage.keyring import KeyFolder

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
