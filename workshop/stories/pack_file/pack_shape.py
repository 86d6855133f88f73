"""The shape of the files of a pack: what they may hold, beyond what their types say."""

from collections.abc import Callable
from typing import Annotated

from msgspec import Meta

from workshop.protocol import story as told
from workshop.protocol.story import STORY_NARROWED, Story, Tag, Teller
from workshop.rules.file_shape import Before, Narrowed, check_of, matches, must
from workshop.rules.times import is_day
from workshop.stories.pack_file.pack_faults import PackFault, PackFaultCode
from workshop.stories.pack_file.pack_types import (
    HASH,
    MOST_WITHDRAWN,
    PACK_ID,
    PACK_ONE_LINE,
    STORY_ID_PATTERN,
    VERSION_NUMBER,
    ContributorConsent,
    PackAbout,
    StoryFile,
)


def _must(code: PackFaultCode, holds: Callable[[str], bool], **about: int) -> Before:
    return must(lambda place: PackFault(place, code, about), holds)


def _line(most: int, least: int = 0) -> Meta:
    return Meta(min_length=least, max_length=most, pattern=PACK_ONE_LINE)


CheckedStoryId = Annotated[str, _must("no_id", matches(STORY_ID_PATTERN), least=1, most=60)]
PACK_NARROWED: Narrowed = {
    PackAbout: {
        "id": Annotated[str, _must("no_id", matches(PACK_ID), least=3, most=60)],
        "version": Annotated[str, _must("no_version", matches(VERSION_NUMBER))],
        "language": Tag,
        "withdrawn": Annotated[tuple[CheckedStoryId, ...], Meta(max_length=MOST_WITHDRAWN)],
    },
    Teller: {
        "name": Annotated[str, _line(told.TELLER_NAME)],
        "work": Annotated[str, _line(told.TELLER_WORK)],
        "place": Annotated[str, _line(told.TELLER_PLACE)],
    },
    StoryFile: {
        **STORY_NARROWED[Story],
        "title": Annotated[str, _line(told.STORY_TITLE, 1)],
        "source": Annotated[str, _line(told.SOURCE_CHARS)],
        "themes": Annotated[
            tuple[Annotated[str, _line(told.THEME, 1)], ...], Meta(max_length=told.MOST_THEMES)
        ],
    },
    ContributorConsent: {
        "day": Annotated[str, _must("no_day", is_day)],
        "hash": Annotated[str, _must("no_hash", matches(HASH))],
    },
}
ABOUT_SHAPE = check_of(PackAbout, PACK_NARROWED)
STORY_SHAPE = check_of(StoryFile, PACK_NARROWED)
