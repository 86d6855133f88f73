"""Story packs: a folder with one TOML file per story, and pack.toml that says what it is.

The built-in pack has a folder for each language of the product, with the same stories in each.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec

from workshop.protocol.story import Story

BUILT_IN_PACKS = Path(__file__).with_name("pack")
PACK_ABOUT = "pack.toml"
PACK_TITLE = 80
WHY = 2000
FALLBACK_LANGUAGE = "en"
"""The language of the built-in pack where it is not there in another."""

T = TypeVar("T")


class BrokenPack(Exception):
    """A file of a pack can't be read. Its text names the file, the field, and what to do."""


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of pack.toml. Blank lines in `why` part its paragraphs."""

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=PACK_TITLE)]
    why: Annotated[str, msgspec.Meta(min_length=1, max_length=WHY)]


class Pack(msgspec.Struct, frozen=True):
    """A set of stories, what it is called, and why it exists."""

    title: str
    why: str
    stories: tuple[Story, ...]
    ids: tuple[str, ...]
    """The ids of the stories, from the names of their files: the same in every language."""

    @property
    def by_id(self) -> Mapping[str, Story]:
        """The stories by their ids."""
        return dict(zip(self.ids, self.stories, strict=True))


@cache
def built_in_pack(language: str = FALLBACK_LANGUAGE) -> Pack:
    """Returns the pack that ships with the product, in a language or else in English. Raises
    BrokenPack."""
    if language not in built_in_languages():
        return built_in_pack(FALLBACK_LANGUAGE)
    return read_pack(BUILT_IN_PACKS / language)


@cache
def built_in_languages() -> frozenset[str]:
    """Returns the languages in which the built-in pack is there, by their tags."""
    return frozenset(
        folder.name for folder in BUILT_IN_PACKS.iterdir() if (folder / PACK_ABOUT).exists()
    )


def built_in(language: str = FALLBACK_LANGUAGE) -> tuple[Story, ...]:
    """Returns the stories of the built-in pack, in the order of their files. Raises BrokenPack."""
    return built_in_pack(language).stories


def read_pack(folder: Path) -> Pack:
    """Reads a folder's pack.toml and its stories, in file order. Raises BrokenPack."""
    about = _read(folder / PACK_ABOUT, About)
    files = sorted(file for file in folder.glob("*.toml") if file.name != PACK_ABOUT)
    if not files:
        raise BrokenPack(f"The folder {folder} holds no story. Put one .toml file per story in it.")
    stories = tuple(_read(file, Story) for file in files)
    return Pack(about.title, about.why.strip(), stories, tuple(file.stem for file in files))


def _read(file: Path, kind: type[T]) -> T:
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8")), kind)
    except FileNotFoundError:
        raise _broken(file, "it is missing", "Put it back") from None
    except UnicodeDecodeError:
        raise _broken(file, "it is not UTF-8", "Save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise _broken(file, f"it is not TOML: {error}", "Correct that line") from None
    except msgspec.ValidationError as error:
        raise _broken(file, *_refusal(str(error))) from None


def _broken(file: Path, wrong: str, remedy: str) -> BrokenPack:
    sentence = f"{file.name} in the story pack {file.parent} can't be used: {wrong}. {remedy}, or "
    return BrokenPack(sentence + "install the program again if you did not change it.")


def _refusal(message: str) -> tuple[str, str]:
    """Turns msgspec's "what - at `$.path`" into what is wrong and what to do."""
    what, _, at = message.partition(" - at ")
    within = at.strip("`").removeprefix("$").removeprefix(".")
    missing = re.search(r"missing required field `(.+)`", what)
    unknown = re.search(r"unknown field `(.+)`", what)
    if missing:
        return f"the field {_path(within, missing[1])} is missing", "Add it"
    if unknown:
        return (
            f"the field {_path(within, unknown[1])} is not known",
            "Take it out or correct its name",
        )
    if not within:
        return f"its {what}", "Correct that"
    return f"in the field {within}: {what}", f"Correct {within}"


def _path(within: str, field: str) -> str:
    return f"{within}.{field}" if within else field
