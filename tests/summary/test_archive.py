"""An archive tells nothing but its files: no hour, no machine."""

import io
import time
import zipfile

import pytest

from workshop.summary.formats.equal_zip import BEGINNING, equal_zip

FILES = [("b.txt", b"one"), ("a.txt", b"two" * 400)]


def test_the_same_files_give_the_same_bytes_at_any_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = equal_zip(FILES)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert equal_zip(iter(FILES)) == first
    assert equal_zip(FILES[::-1]) != first


def test_files_keep_their_order_and_bear_no_time_and_no_system() -> None:
    with zipfile.ZipFile(io.BytesIO(equal_zip(FILES))) as archive:
        assert [(one.filename, archive.read(one)) for one in archive.infolist()] == FILES
        assert {one.date_time for one in archive.infolist()} == {BEGINNING}
        assert {(one.create_system, one.external_attr) for one in archive.infolist()} == {
            (3, 0o644 << 16)
        }
