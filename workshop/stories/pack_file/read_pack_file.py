"""Reads a pack of stories from its file: strictly, and with all faults at once."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

import msgspec

from workshop.protocol.story import Story
from workshop.rules.file_shape import Check
from workshop.rules.placed_faults import Place
from workshop.rules.visible_text import visible
from workshop.stories.consent_hash import story_hash
from workshop.stories.pack_file.pack_faults import PackFault, pack_fault
from workshop.stories.pack_file.pack_shape import ABOUT_SHAPE, STORY_SHAPE
from workshop.stories.pack_file.pack_types import (
    ABOUT,
    FORMAT,
    MOST_FAULTS,
    ContributorConsent,
    PackAbout,
    PackFile,
    PackStory,
    StoryFile,
    id_of,
)
from workshop.stories.pack_file.strict_toml import read_toml
from workshop.stories.pack_file.unpack import EXAMPLE, missing, unpack

Faults = Iterator[PackFault]
Files = dict[str, dict[str, Any]]
T = TypeVar("T", PackAbout, StoryFile)


def read_pack_file(
    data: bytes, pause: Callable[[], None] = lambda: None
) -> PackFile | list[PackFault]:
    """Reads a pack: the pack, or what is wrong in it, each with its place. `pause` is called before
    each file, since a large pack takes seconds."""
    unpacked = unpack(data, pause)
    if unpacked.whole:
        return unpacked.faults
    files, faults = Files(), [*unpacked.faults, *missing(unpacked)]
    for name in sorted(unpacked.files, key=id_of):
        pause()
        read = read_toml(name, unpacked.files[name])
        if isinstance(read, PackFault):
            faults.append(read)
        else:
            files[name] = read
    about = files.pop(ABOUT, None)
    newer = list(_newer(about or {}))
    return newer or _read(about, files, faults, pause)


def _newer(about: Mapping[str, Any]) -> Faults:
    version = about.get("format")
    if isinstance(version, int) and version > FORMAT:
        told: dict[str, str | int] = {"version": str(version)[:12], "known": FORMAT}
        yield PackFault((ABOUT, "format"), "newer", told)


def _read(
    given: dict[str, Any] | None, files: Files, faults: list[PackFault], pause: Callable[[], None]
) -> PackFile | list[PackFault]:
    """Reads the stories until there are faults enough; `faults` are those found before."""
    about = _converted(ABOUT, given, PackAbout, ABOUT_SHAPE) if given is not None else []
    if isinstance(about, list):
        faults.extend(about)
    stories: list[PackStory] = []
    language = about.language if isinstance(about, PackAbout) else "en"
    for name, story in files.items():
        pause()
        if len(faults) >= MOST_FAULTS:
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
    return faults[:MOST_FAULTS]


def _converted(
    file: str, given: dict[str, Any], type_: type[T], shape: Check
) -> T | list[PackFault]:
    """Returns what a file holds as its type, or the first of its faults."""
    found = [pack_fault(one, file) for one in islice(shape(given, ()), MOST_FAULTS)]
    # Only of known fields: others may lie as deep as they like.
    found = found or list(islice(_hidden(given, (file,)), MOST_FAULTS))
    if found:
        return found
    try:
        return msgspec.convert(given, type_)
    except msgspec.ValidationError:
        return [PackFault((file,), "strange_toml")]


def _hidden(value: Any, place: Place) -> Faults:
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


def _between(about: PackAbout, files: Files) -> Faults:
    """The faults that no file has alone."""
    ids, seen = {id_of(name) for name in files}, set[str]()
    for n, id_ in enumerate(about.withdrawn, 1):
        if id_ in seen:
            yield PackFault((ABOUT, "withdrawn"), "twice", {"name": id_})
        elif id_ in ids:
            yield PackFault((ABOUT, "withdrawn", n), "withdrawn_here")
        seen.add(id_)


def _pack(about: PackAbout, stories: tuple[PackStory, ...]) -> PackFile:
    fields = {name: one for name, one in msgspec.structs.asdict(about).items() if name != "format"}
    return PackFile(**fields | {"why": about.why.strip()}, stories=stories)
