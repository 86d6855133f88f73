"""Reads a pack of stories from its file: strictly, and with all faults at once."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, TypeVar

import msgspec

from workshop.protocol.story import Story
from workshop.rules.file_shape import Check, cleaned_value
from workshop.rules.placed_faults import Place
from workshop.rules.text import visible
from workshop.stories.consent_hash import story_hash
from workshop.stories.pack import PACK_ABOUT
from workshop.stories.pack_file.pack_faults import PackFault, pack_fault
from workshop.stories.pack_file.pack_shape import ABOUT_SHAPE, STORY_SHAPE
from workshop.stories.pack_file.pack_types import (
    MOST_PACK_FAULTS,
    PACK_FORMAT,
    ContributorConsent,
    PackAbout,
    PackFile,
    PackStory,
    StoryFile,
    id_of,
)
from workshop.stories.pack_file.unpack import EXAMPLE, missing, unpack_pack

PackFaults = Iterator[PackFault]
PackFiles = dict[str, dict[str, Any]]
T = TypeVar("T", PackAbout, StoryFile)


def read_pack_file(
    data: bytes, pause: Callable[[], None] = lambda: None
) -> PackFile | list[PackFault]:
    """Reads a pack: the pack, or what is wrong in it, each with its place. `pause` is called before
    each file, since a large pack takes seconds."""
    unpacked = unpack_pack(data, pause)
    if unpacked.whole:
        return unpacked.faults
    files, faults = PackFiles(), [*unpacked.faults, *missing(unpacked)]
    for name in sorted(unpacked.files, key=id_of):
        pause()
        read = read_toml(name, unpacked.files[name])
        if isinstance(read, PackFault):
            faults.append(read)
        else:
            files[name] = read
    about = files.pop(PACK_ABOUT, None)
    newer = list(_newer(about or {}))
    return newer or _read(about, files, faults, pause)


def _newer(about: Mapping[str, Any]) -> PackFaults:
    version = about.get("format")
    if isinstance(version, int) and version > PACK_FORMAT:
        told: dict[str, str | int] = {"version": str(version)[:12], "known": PACK_FORMAT}
        yield PackFault((PACK_ABOUT, "format"), "newer", told)


def _read(
    given: dict[str, Any] | None,
    files: PackFiles,
    faults: list[PackFault],
    pause: Callable[[], None],
) -> PackFile | list[PackFault]:
    """Reads the stories until there are faults enough; `faults` are those found before."""
    about = _converted(PACK_ABOUT, given, PackAbout, ABOUT_SHAPE) if given is not None else []
    if isinstance(about, list):
        faults.extend(about)
    stories: list[PackStory] = []
    language = about.language if isinstance(about, PackAbout) else "en"
    for name, story in files.items():
        pause()
        if len(faults) >= MOST_PACK_FAULTS:
            break
        read = _story(name, {"language": language, **story})
        if isinstance(read, PackStory):
            stories.append(read)
        else:
            faults.extend(read)
    if isinstance(about, PackAbout):
        faults.extend(_between(about, files))
        if not faults and not stories and not about.withdrawn:
            faults.append(PackFault((), "nothing", {"example": EXAMPLE}))
        if not faults:
            return _pack(about, tuple(stories))
    return faults[:MOST_PACK_FAULTS]


def _converted(
    file: str, given: dict[str, Any], type_: type[T], shape: Check
) -> T | list[PackFault]:
    """Returns what a file holds as its type, or the first of its faults."""
    found = [pack_fault(one, file) for one in islice(shape(given, ()), MOST_PACK_FAULTS)]
    # Only of known fields: others may lie as deep as they like.
    found = found or list(islice(_hidden(given, (file,)), MOST_PACK_FAULTS))
    if found:
        return found
    try:
        return msgspec.convert(given, type_)
    except msgspec.ValidationError:
        return [PackFault((file,), "strange_toml")]


def _hidden(value: Any, place: Place) -> PackFaults:
    """Refuses what would be taken out elsewhere: a consent is to the text as it is."""
    if isinstance(value, str) and visible(value) != value:
        yield PackFault(place, "hidden")
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _hidden(one, (*place, name))
    elif isinstance(value, list):
        for n, one in enumerate(value, 1):
            yield from _hidden(one, (*place, n))


def _story(file: str, given: dict[str, Any]) -> PackStory | list[PackFault]:
    read = _converted(file, given, StoryFile, STORY_SHAPE)
    if isinstance(read, list):
        return read
    story = Story(**{name: getattr(read, name) for name in Story.__struct_fields__})
    consent = read.consent
    if isinstance(consent, ContributorConsent) and consent.hash != story_hash(story):
        return [PackFault((file, "consent", "hash"), "other_text")]
    return PackStory(id_of(file), story, consent)


def _between(about: PackAbout, files: PackFiles) -> PackFaults:
    """The faults that no file has alone."""
    ids, seen = {id_of(name) for name in files}, set[str]()
    for n, id_ in enumerate(about.withdrawn, 1):
        if id_ in seen:
            yield PackFault((PACK_ABOUT, "withdrawn"), "twice", {"name": id_})
        elif id_ in ids:
            yield PackFault((PACK_ABOUT, "withdrawn", n), "withdrawn_here")
        seen.add(id_)


def _pack(about: PackAbout, stories: tuple[PackStory, ...]) -> PackFile:
    fields = {name: one for name, one in msgspec.structs.asdict(about).items() if name != "format"}
    return PackFile(**fields | {"why": about.why.strip()}, stories=stories)


_DOTS = 8
"""Dots of names on one line; a story needs one. tomllib takes time by their square: a line of 64 KB
that is one long name holds it up for twenty seconds."""
_BITS = 63
_SAID = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"{3,5}|\\?\Z)'
    r"|'''.*?(?:'{3,5}|\Z)"
    r'|"(?:\\.|[^"\\\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+",
    re.S,
)
"""Texts and comments, also where they do not end: what is left are names and other values."""
_LINE = re.compile(r"\(at line (\d+),")


def read_toml(file: str, data: bytes) -> dict[str, Any] | PackFault:
    """Returns what a file holds, with days as texts; or why it can't be read."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return PackFault((file,), "no_utf8")
    try:
        if any(line.count(".") > _DOTS for line in _SAID.sub("", text).splitlines()):
            raise ValueError("names within names within names")
        found: dict[str, Any] = cleaned_value(tomllib.loads(text), _plain)
        return found
    except tomllib.TOMLDecodeError as error:
        at = _LINE.search(str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        return PackFault((file,), "no_toml", {"line": line})
    except (ValueError, RecursionError):
        return PackFault((file,), "strange_toml")


def _plain(value: Any) -> Any:
    """In TOML a day needs no quotation marks; moments stay what they are, and are refused.

    Raises ValueError for a number of more than 64 bits, which TOML does not have: in hexadecimal
    tomllib reads any, and Python writes none out that has thousands of digits.
    """
    if isinstance(value, int) and value.bit_length() > _BITS:
        raise ValueError("a number that TOML does not have")
    return value.isoformat() if type(value) is date else value
