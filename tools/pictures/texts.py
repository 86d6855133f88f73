"""The words typed into the shown phone, and the workshop's name, in the room's language."""

import tomllib
from pathlib import Path

import msgspec

TEXTS_FOLDER = Path(__file__).with_name("words")


class Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The texts of a workshop in one language."""

    title: str
    team: str
    wifi: str
    support: str
    leader: str
    leader_story: str
    happened: str
    learned: str
    draft: str
    answer: str
    lesson: str
    when: str
    will: str
    name: str


def texts(language: str) -> Texts:
    """The texts of a language; the English ones where there are none in it."""
    file = TEXTS_FOLDER / f"{language}.toml"
    if not file.exists():
        file = TEXTS_FOLDER / "en.toml"
    return msgspec.convert(tomllib.loads(file.read_text("utf-8")), Texts)
