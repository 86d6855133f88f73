"""Writes a pack of stories as its file: equal packs give equal bytes, on any machine."""

import json
import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any

import msgspec
from msgspec.structs import asdict, replace

from workshop.stories.pack import PACK_ABOUT
from workshop.stories.pack_file.pack_faults import PackFault
from workshop.stories.pack_file.pack_types import (
    PACK_FORMAT,
    PackFile,
    PackStory,
    file_of,
)
from workshop.stories.pack_file.read_pack_file import read_pack_file

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time of a file in an archive: when a pack was made is nobody's business."""
_UNIX = 3
_MODE = (stat.S_IFREG | 0o644) << 16


class UnfitPack(ValueError):
    """A pack that no file can hold. Its faults say why."""

    def __init__(self, faults: list[PackFault]) -> None:
        super().__init__("; ".join(fault.said(str) for fault in faults))
        self.faults = faults


def write_pack_file(pack: PackFile, pause: Callable[[], None] = lambda: None) -> bytes:
    """Returns the file of a pack. Raises UnfitPack if the pack would not come back equal: nobody
    is handed a file that is refused elsewhere. `pause` is called before each file."""
    pack = replace(
        pack, why=pack.why.strip(), stories=tuple(sorted(pack.stories, key=lambda one: one.id))
    )
    files = {PACK_ABOUT: _about(pack)}
    for one in pack.stories:
        pause()
        files[file_of(one.id)] = _story(one)
    data = _packed(files)
    read = read_pack_file(data, pause)
    if isinstance(read, list):
        raise UnfitPack(read)
    if read != pack:
        raise UnfitPack([PackFault((), "strange_toml")])
    return data


def _packed(files: Mapping[str, str]) -> bytes:
    """Stored, not deflated: libraries deflate the same bytes differently."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            archive.writestr(entry, text.encode(errors="surrogatepass"))
    return buffer.getvalue()


def _about(pack: PackFile) -> str:
    fields = {name: one for name, one in asdict(pack).items() if name != "stories"}
    return _toml({"format": PACK_FORMAT, **fields})


def _story(one: PackStory) -> str:
    return _toml(msgspec.to_builtins(one.story) | {"consent": msgspec.to_builtins(one.consent)})


def _toml(table: Mapping[str, Any]) -> str:
    """TOML of what packs hold: texts, numbers, lists of texts, tables and lists of tables."""
    return "".join(f"{line}\n" for line in [*_values(table), *_tables(table)])


def _values(table: Mapping[str, Any]) -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, str):
            yield f"{name} = {_text(value)}"
        elif isinstance(value, int):
            yield f"{name} = {value}"
        elif not isinstance(value, dict) and not _has_tables(value):
            yield f"{name} = [{''.join(f'{chr(10)}  {_text(one)},' for one in value)}"
            yield "]"


def _tables(table: Mapping[str, Any]) -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from ("", f"[{name}]", *_values(value))
        elif _has_tables(value):
            for one in value:
                yield from ("", f"[[{name}]]", *_values(one))


def _has_tables(value: Any) -> bool:
    return not isinstance(value, str | int) and any(isinstance(one, dict) for one in value)


def _text(text: str) -> str:
    """A basic string; where there are several lines, each has its own. The escapes of JSON are
    escapes of TOML, too."""
    lines = [json.dumps(line, ensure_ascii=False)[1:-1] for line in text.split("\n")]
    said = "\n".join(lines)
    return f'"{said}"' if len(lines) == 1 else f'"""\n{said}"""'
