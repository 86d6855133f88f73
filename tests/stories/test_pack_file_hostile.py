"""Archives that no program of good will makes: each is refused with a sentence."""

import stat
import struct
import tomllib
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stories.pack_files import (
    ABOUT,
    FILE,
    GOOD,
    plain,
    refused,
    with_files,
    zipped,
)
from workshop.stories.pack_file.pack_types import (
    LARGEST_ABOUT,
    LARGEST_PACK,
    LARGEST_STORY,
    MOST_PACK_FAULTS,
    MOST_PACK_STORIES,
    PackFile,
)
from workshop.stories.pack_file.read_pack_file import read_pack_file
from workshop.stories.pack_file.write_pack_file import write_pack_file

WHOLE = write_pack_file(plain())
NO_ZIP = "This is not a pack, or not all of it"
ENTRY = b"PK\x01\x02"
"""The signature of an entry in the directory."""
BOMB = 50_000_000
"""Bytes that a bomb has when it is unpacked."""


def spoilt(signature: bytes, at: int, form: str, *values: int) -> bytes:
    """The good pack, with other values at a place of its first such record."""
    data = bytearray(WHOLE)
    struct.pack_into(form, data, data.index(signature) + at, *values)
    return bytes(data)


def linked(entry: zipfile.ZipInfo) -> None:
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16


def piped(entry: zipfile.ZipInfo) -> None:
    entry.create_system, entry.external_attr = 3, (stat.S_IFIFO | 0o644) << 16


def by_bzip2(entry: zipfile.ZipInfo) -> None:
    entry.compress_type = zipfile.ZIP_BZIP2


def by_lzma(entry: zipfile.ZipInfo) -> None:
    entry.compress_type = zipfile.ZIP_LZMA


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"x" * 100,
        GOOD[ABOUT].encode(),
        WHOLE[:-1],
        WHOLE[: len(WHOLE) // 2],
        WHOLE[10:],
        b"#!/bin/sh\n" + WHOLE,
        WHOLE + b"\n",
        WHOLE + WHOLE,
        spoilt(b"PK\x05\x06", 20, "<H", 1),  # a comment
        spoilt(b"PK\x05\x06", 4, "<H", 1),  # several disks
        spoilt(b"PK\x05\x06", 8, "<HH", 0xFFFF, 0xFFFF),  # zip64
        spoilt(b"PK\x05\x06", 10, "<H", 1),  # fewer entries than there are
        spoilt(b"PK\x05\x06", 12, "<L", 0xFFFFFFFF),
        spoilt(b"PK\x05\x06", 16, "<L", 0),
        spoilt(ENTRY, 0, "<L", 0),  # a directory that is none
        spoilt(ENTRY, 28, "<H", 60_000),  # a name longer than the directory
    ],
)
def test_what_is_no_archive_or_not_all_of_it_is_refused(data: bytes) -> None:
    (said,) = refused(data)
    assert said.startswith(NO_ZIP)


def test_an_archive_with_a_second_end_is_refused() -> None:
    """That of zip64, here in the note of a file; what it says could be another pack."""
    second = struct.Struct("<4sQ2H2L4Q4sLQL")

    def note(entry: zipfile.ZipInfo) -> None:
        entry.comment = bytes(second.size) if entry.filename == FILE else b""

    data = bytearray(zipped(GOOD, note))
    end = len(data) - 22
    size, place = struct.unpack_from("<2L", data, end + 12)
    at, size = end - second.size, size - second.size
    record = (b"PK\x06\x06", 44, 45, 45, 0, 0, 2, 2, size, place)
    second.pack_into(data, at, *record, b"PK\x06\x07", 0, at, 1)
    (said,) = refused(bytes(data))
    assert said.startswith(NO_ZIP)


def test_an_archive_of_nothing_lacks_its_first_file() -> None:
    assert refused(zipped({})) == ["pack.toml: is missing."]


@pytest.mark.parametrize(
    "name",
    [
        "/stories/a.toml", "../stories/a.toml", "stories/../a.toml", "stories/../../a.toml",
        "stories\\a.toml", "C:stories/a.toml", "C:\\a.toml", "//server/a.toml", "./pack.toml",
        "stories//a.toml", "stories/a/b.toml", "stories/.toml", "stories/a.toml ",
        "stories/a.toml\n",
        "stories/A.toml", "STORIES/a.toml", "PACK.TOML", "Pack.toml", "stories/ä.toml",
        "stories/a\u0308.toml", "stories/\u0430.toml", f"stories/{'a' * 61}.toml", "stories/a.TOML",
        "stories/a.toml.zip", "inner.zip", "stories/a", "stories/a.toml/", "other/", "LICENCE.txt",
        "__MACOSX/._pack.toml", ".DS_Store", "stories/a\u202elmot.toml",
    ],
)  # fmt: skip
def test_a_name_that_no_pack_has_is_refused(name: str) -> None:
    said = refused(zipped({**GOOD, name: GOOD[FILE]}))
    assert [one for one in said if "does not belong in a pack" in one], said
    assert not any("\u202e" in one or "\n" in one for one in said)


def test_a_name_is_not_cut_at_a_null_byte() -> None:
    data = zipped({**GOOD, "stories/a.tomlX.txt": GOOD[FILE]})
    assert "does not belong" in refused(data.replace(b"a.tomlX.txt", b"a.toml\0.txt"))[0]


def test_a_name_that_is_not_utf_8_is_refused() -> None:
    data = zipped({**GOOD, "stories/\u00e4.toml": GOOD[FILE]})
    assert refused(data.replace("\u00e4".encode(), b"\xff\xfe"))[0].startswith(NO_ZIP)


def test_a_name_that_says_otherwise_at_the_file_itself_is_refused() -> None:
    assert f"{FILE}: is damaged" in refused(WHOLE.replace(b"stories/0", b"stories/1", 1))[0]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_refused() -> None:
    buffer = BytesIO(WHOLE)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(FILE, GOOD[FILE])
    assert refused(buffer.getvalue()) == [f"{FILE}: is in the pack twice. Remove one of them."]


@pytest.mark.parametrize("spoil", [linked, piped, by_bzip2, by_lzma])
def test_what_is_no_ordinary_file_is_refused(spoil: Callable[[zipfile.ZipInfo], None]) -> None:
    assert [one.split(":")[1][:24] for one in refused(zipped(GOOD, spoil))] == [
        " must be an ordinary fil"
    ] * 2


@pytest.mark.parametrize("flags", [0x0001, 0x0041, 0x2000, 0x0020])
def test_an_encrypted_file_is_refused(flags: int) -> None:
    (said,) = refused(spoilt(ENTRY, 8, "<H", flags))
    assert said.startswith("pack.toml: must be an ordinary file, neither a link nor encrypted")


def test_a_changed_byte_is_found() -> None:
    data = WHOLE.replace(b"two teams", b"too teams")
    assert refused(data) == [f"{FILE}: is damaged and can’t be unpacked. Pack it again."]


def test_a_file_larger_than_its_limit_is_refused() -> None:
    said = refused(with_files(story=GOOD[FILE] + "#" * LARGEST_STORY))
    assert said == [f"{FILE}: is too large: the limit is 64 KB."]
    said = refused(with_files(about=GOOD[ABOUT] + "#" * LARGEST_ABOUT))
    assert said == [f"{ABOUT}: is too large: the limit is 1536 KB."]


@pytest.mark.parametrize("stated", [100, BOMB, 0xFFFFFFF0])
def test_a_bomb_is_refused_before_it_is_unpacked_whatever_size_it_states(stated: int) -> None:
    data = bytearray(with_files(story=b"#" * BOMB))
    at = data.index(ENTRY, data.index(ENTRY) + 1)
    struct.pack_into("<L", data, at + 24, stated)
    tracemalloc.start()
    try:
        (said,) = refused(bytes(data))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert said.startswith((f"{FILE}: is damaged", f"{FILE}: is too large"))
    assert most < BOMB / 10


def test_many_files_that_are_large_together_are_refused() -> None:
    story = GOOD[FILE] + "#" * (LARGEST_STORY - 2000)
    number = LARGEST_PACK // len(story.encode()) + 2
    data = zipped({ABOUT: GOOD[ABOUT], **{f"stories/{n}.toml": story for n in range(number)}})
    assert len(data) < LARGEST_PACK / 10
    (said,) = refused(data)
    assert said.startswith("The pack is too large: the limit is 20 MB, also when it is unpacked.")


def test_an_archive_larger_than_its_limit_is_refused() -> None:
    (said,) = refused(bytes(LARGEST_PACK + 1))
    assert said.startswith("The pack is too large")


def test_too_many_files_are_refused() -> None:
    sent = {ABOUT: GOOD[ABOUT], **{f"stories/{n}.toml": "" for n in range(MOST_PACK_STORIES + 1)}}
    assert refused(zipped(sent)) == ["The pack has too many files: the limit is 5000 stories."]


def test_a_directory_without_end_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """zipfile makes an object for each entry: 20 MB of them would take half a gigabyte."""
    entry = struct.pack("<4s6H3L5H2L", ENTRY, *[0] * 16) + b"a"
    entry = entry[:28] + struct.pack("<H", 1) + entry[30:]
    directory = entry * 60_000
    number = 60_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, number, number, len(directory), 0, 0)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert refused(directory + end)[0].startswith("The pack has too many files")


@pytest.mark.parametrize(
    "toml",
    [
        "a" + ".a" * 30_000 + " = 1",
        "[a" + ".a" * 30_000 + "]",
        '"a"' + " . 'a'" * 10_000 + " = 1",
        'x = ["""a"""", {a' + ".a" * 30_000 + " = 1}]",
        "x = ['''a'''', {a" + ".a" * 30_000 + " = 1}]",
        'x = ["", {a' + ".a" * 30_000 + " = 1}]",
        "x = ['#', {a" + ".a" * 30_000 + " = 1}]",
        "a.b.c.d.e.f.g.h.i.j = 1",
    ],
)
def test_names_within_names_are_refused_before_they_are_read(
    toml: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader of TOML takes time by the square of their number: twenty seconds for 64 KB."""
    read, about = tomllib.loads, GOOD[ABOUT]
    monkeypatch.setattr(tomllib, "loads", lambda text: read({about: about}[text]))
    (said,) = refused(with_files(story=toml))
    assert said.startswith(f"{FILE}: has values that a pack cannot have.")


@pytest.mark.parametrize(
    "toml",
    [
        "x = " + "[" * 60_000,
        "x = " + "{a=" * 20_000,
        "x = " + "1" * 60_000,
        "x = 0x" + "f" * 60_000,
        '"""\\' * 15_000,
        "'''" + '"""\\"' * 10_000,
        "x = '''" + "''''" * 15_000,
        "a = 1\n" * 10_000,
        "".join(f"[[x{n}]]\n" for n in range(5_000)),
        "x = " + "{a=" * 150 + "1" + "}" * 150,
        "\0" * 60_000,
        "x = 1979-02-31",
    ],
)
def test_toml_that_would_break_its_reader_is_refused(toml: str) -> None:
    said = refused(with_files(story=toml))
    assert all(one.startswith(FILE) for one in said), said


@pytest.mark.parametrize(
    "number", ["0x" + "f" * 10_000, "0b" + "1" * 16_000, "[0o7" + "7" * 64 + "]"]
)
def test_a_number_that_no_pack_has_is_refused_in_every_field(number: str) -> None:
    (said,) = refused(with_files(about=f"format = {number}"))
    assert said.startswith(f"{ABOUT}: has values that a pack cannot have.")


def test_many_dots_in_a_text_are_no_names() -> None:
    story = GOOD[FILE].replace("Nobody did.", "See a.b.c.d.e.f.g.h.i.j.k. " + "." * 99)
    (said,) = refused(with_files(story=story))
    assert "does not fit the story" in said


def test_names_of_the_pack_are_told_shortened_and_without_tricks() -> None:
    said = refused(zipped({**GOOD, "x\u202e" * 400: "", "{place}{0}": "", "": ""}))
    assert all(len(one) < 300 and "\u202e" not in one for one in said), said


@settings(max_examples=300, deadline=None)
@given(
    spots=st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=4),
    cut=st.integers(0, 3),
)
def test_bytes_that_were_changed_anywhere_never_break_the_reader(
    spots: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(WHOLE)
    for at, value in spots:
        data[at] = value
    read = read_pack_file(bytes(data[: len(data) - cut]))
    if isinstance(read, PackFile):
        assert read == plain()
    else:
        assert 0 < len(read) <= MOST_PACK_FAULTS and all(one.said(str) for one in read)
