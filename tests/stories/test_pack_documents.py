"""The page about packs and their schema say how things are."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.stories.pack_files import GOOD, refused, zipped
from tools.generate.pack_schema import PAGE as SCHEMA
from tools.generate.pack_schema import generated
from workshop.protocol import story as told
from workshop.stories.pack import PACK_ABOUT, PACK_TITLE, WHY
from workshop.stories.pack_file import pack_types
from workshop.stories.pack_file.pack_types import PackFile
from workshop.stories.pack_file.read_pack_file import read_pack_file

TEXT = SCHEMA.with_name("story-packs.md").read_text("utf-8")
EXAMPLE = dict(re.findall(r"^`([\w./-]+\.toml)` [^\n]*:\n\n```toml\n(.*?)```$", TEXT, re.M | re.S))


@pytest.mark.parametrize("path", generated(), ids=lambda path: path.name)
def test_the_schema_is_fresh(path: Path) -> None:
    assert path.read_text("utf-8") == generated()[path], (
        f"{path.name} is stale: run `python -m tools.generate.pack_schema`"
    )


def test_the_schema_knows_every_field_that_is_written() -> None:
    parts = json.loads(SCHEMA.read_text("utf-8"))["$defs"]
    about, story = (tomllib.loads(text) for text in GOOD.values())
    assert {*about} == {*parts["PackAbout"]["properties"]}
    assert {*story} == {*parts["StoryFile"]["properties"]}
    assert {*story["consent"]} == {*parts["ContributorConsent"]["properties"]}
    assert all(part["additionalProperties"] is False for part in parts.values())


def test_the_example_is_a_good_pack() -> None:
    assert len(EXAMPLE) == 3
    read = read_pack_file(zipped(EXAMPLE))
    assert isinstance(read, PackFile), refused(zipped(EXAMPLE))
    assert (len(read.stories), read.languages, len(read.withdrawn)) == (2, ("de", "en"), 1)


@pytest.mark.parametrize(
    "said",
    [
        f"a pack {pack_types.MOST_PACK_STORIES:,} stories and {pack_types.LARGEST_PACK >> 20} MB",
        f"A story's file has at most {pack_types.LARGEST_STORY >> 10} KB",
        f"`{PACK_ABOUT}` {pack_types.LARGEST_ABOUT >> 10} KB",
        f"up to {pack_types.MOST_PACK_FAULTS} faults at once",
        f"taken out, at most {pack_types.MOST_WITHDRAWN:,}",
        f"an [SPDX](https://spdx.org/licenses/) name or a sentence, at most "
        f"{pack_types.LICENCE_CHARS}",
        f"at most {WHY:,} characters; blank lines",
        f"`title` | at most {PACK_TITLE} characters",
        f"`title` has at most {told.STORY_TITLE} characters, `lesson` {told.STORY_LESSON}",
        f"`lesson` {told.STORY_LESSON}, `source` {told.SOURCE_CHARS}",
        f"`told_by.name` {told.TELLER_NAME}, `told_by.work` {told.TELLER_WORK}, `told_by.place` "
        f"{told.TELLER_PLACE}",
        f"Each has at most {told.STEP_CHARS} characters",
        f"It has {told.FEWEST_STEPS} to {told.MOST_STEPS} `steps`",
        f"`themes` of {told.THEME} characters, and three `questions` of {told.QUESTION}",
    ],
)
def test_the_page_names_the_limits_as_they_are(said: str) -> None:
    assert said in " ".join(TEXT.split())
