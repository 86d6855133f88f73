"""A pack of stories as a file: what is in it, and its limits."""

from itertools import chain
from typing import Annotated

import msgspec
from msgspec import Meta

from workshop.protocol.base import Closed
from workshop.protocol.story import LANGUAGE_TAG, Story
from workshop.stories.pack import PACK_TITLE, WHY

PACK_FORMAT = 1
STORIES_FOLDER = "stories/"
ENDING = ".toml"

# Bytes; the largest pack is meant packed and unpacked.
LARGEST_PACK = 20 * 1024 * 1024
LARGEST_ABOUT = 1536 * 1024
LARGEST_STORY = 64 * 1024
# Characters.
LICENCE_CHARS = 200
PACK_PERMISSION_CHARS = 500
PACK_TERMS_CHARS = 40
# How many of each.
MOST_PACK_STORIES = 5_000
MOST_WITHDRAWN = 20_000
MOST_PACK_FAULTS = 40

PACK_ID = "[a-z0-9-]{3,60}"
STORY_ID_PATTERN = "[a-z0-9-]{1,60}"
VERSION_NUMBER = r"(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){0,3}"
HASH = "[0-9a-f]{64}"
PACK_ONE_LINE = r"[^\n]*"


def _line(most: int) -> Meta:
    return Meta(min_length=1, max_length=most, pattern=f"^{PACK_ONE_LINE}$")


PackId = Annotated[str, Meta(pattern=f"^{PACK_ID}$")]
StoryId = Annotated[str, Meta(pattern=f"^{STORY_ID_PATTERN}$")]


class ContributorConsent(Closed, tag_field="kind", tag="contributor"):
    """The consent of a story's contributor to its exact text.

    `terms` is the version of the terms that the contributor has read, `day` the day of the
    consent, and `hash` the SHA-256 of the story's canonical form.
    """

    terms: Annotated[str, _line(PACK_TERMS_CHARS)]
    day: Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    hash: Annotated[str, Meta(pattern=f"^{HASH}$")]


class PublishedConsent(Closed, tag_field="kind", tag="published"):
    """The permission for a story that was published before: a sentence that says who gave it."""

    permission: Annotated[str, _line(PACK_PERMISSION_CHARS)]


PackConsent = ContributorConsent | PublishedConsent


class PackAbout(Closed):
    """The contents of pack.toml. Blank lines in `why` part its paragraphs.

    `licence` is an SPDX name or a sentence, `language` the language of most of the stories, and
    `withdrawn` the ids of stories that have to go wherever the pack is imported.
    """

    format: Annotated[int, Meta(ge=1, le=PACK_FORMAT)]
    id: PackId
    version: Annotated[str, Meta(pattern=f"^{VERSION_NUMBER}$")]
    title: Annotated[str, _line(PACK_TITLE)]
    why: Annotated[str, Meta(min_length=1, max_length=WHY)]
    licence: Annotated[str, _line(LICENCE_CHARS)]
    language: Annotated[str, Meta(pattern=LANGUAGE_TAG)]
    withdrawn: Annotated[tuple[StoryId, ...], Meta(max_length=MOST_WITHDRAWN)] = ()


class StoryFile(Story, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """The contents of a story's file. Without `language` it is in the pack's own."""

    consent: PackConsent


class PackStory(msgspec.Struct, frozen=True):
    """A story of a pack. Its id is the name of its file."""

    id: str
    story: Story
    consent: PackConsent


class PackFile(msgspec.Struct, frozen=True, kw_only=True):
    """A pack of stories, sorted by their ids, and all that its file says of it."""

    id: str
    version: str
    title: str
    why: str
    licence: str
    language: str
    stories: tuple[PackStory, ...]
    withdrawn: tuple[str, ...] = ()

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes of all stories, sorted."""
        return tuple(sorted({*chain.from_iterable(one.story.themes for one in self.stories)}))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of all stories, sorted."""
        return tuple(sorted({one.story.language for one in self.stories}))


def file_of(story_id: str) -> str:
    """Returns the name of a story's file within its pack."""
    return f"{STORIES_FOLDER}{story_id}{ENDING}"


def id_of(file: str) -> str:
    """Returns the id of the story in a file."""
    return file.removeprefix(STORIES_FOLDER).removesuffix(ENDING)
