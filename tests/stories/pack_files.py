"""Packs of stories for tests: a good one, any that could be handed on, and broken archives."""

import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from workshop.protocol.story import STEP_KINDS, Story, StoryStep, Teller
from workshop.rules.text import visible
from workshop.stories.consent_hash import story_hash
from workshop.stories.pack_file.pack_faults import PackFault
from workshop.stories.pack_file.pack_types import (
    ContributorConsent,
    PackConsent,
    PackFile,
    PackStory,
    PublishedConsent,
)
from workshop.stories.pack_file.read_pack_file import read_pack_file
from workshop.stories.pack_file.write_pack_file import write_pack_file

TITLE = "The alert that nobody owned"
STORY = Story(
    title=TITLE,
    lesson="Give each alert one owner.",
    told_by=Teller(name="Amira"),
    source="",
    themes=("owners", "alerts"),
    steps=(
        StoryStep(kind="context", text="We had two teams and one alert."),
        StoryStep(kind="happened", text="Each thought the other had it.\nNobody did."),
    ),
    questions=("Which alert has no owner here?",),
    language="en",
)
CONSENT = ContributorConsent(terms="1", day="2026-11-28", hash=story_hash(STORY))
ID = "0123456789abcdef"
FILE = f"stories/{ID}.toml"
ABOUT = "pack.toml"
Sent = Mapping[str, str | bytes]


def agreed(story: Story) -> PackConsent:
    """The consent to exactly this story."""
    return replace(CONSENT, hash=story_hash(story))


def plain(*stories: PackStory, **fields: Any) -> PackFile:
    """A pack with one story, or with these."""
    told = {
        "id": "our-failures", "version": "1", "title": "Our failures",
        "why": "So that others know.", "licence": "CC-BY-4.0", "language": "en",
    }  # fmt: skip
    return PackFile(stories=stories or (PackStory(ID, STORY, CONSENT),), **{**told, **fields})


def files(data: bytes) -> dict[str, str]:
    """The files of a pack, by name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


GOOD = files(write_pack_file(plain()))


def zipped(sent: Sent, change: Callable[[zipfile.ZipInfo], None] = lambda _: None) -> bytes:
    """An archive of these files; `change` may spoil each entry."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sent.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            change(entry)
            archive.writestr(entry, content)
    return buffer.getvalue()


def with_files(**changed: str | bytes) -> bytes:
    """The good pack, with its `about` or its `story` in other words."""
    names = {"about": ABOUT, "story": FILE}
    return zipped({**GOOD, **{names[name]: text for name, text in changed.items()}})


def changed(file: str, old: str, new: str) -> bytes:
    """The good pack, with other words in one of its files."""
    assert GOOD[file].count(old) == 1
    return zipped({**GOOD, file: GOOD[file].replace(old, new)})


def refused(data: bytes) -> list[str]:
    """The sentences with which a pack is refused."""
    faults = read_pack_file(data)
    assert isinstance(faults, list) and faults
    return [plainly(one) for one in faults]


def plainly(fault: PackFault) -> str:
    return fault.said(str).replace("\u2068", "").replace("\u2069", "")


_TYPED = st.characters(exclude_categories=["Cs"]) | st.sampled_from("\"'\\\n#= .[]{}\x7f")


def words(most: int, least: int = 0) -> st.SearchStrategy[str]:
    """Texts of a length that is allowed, of which every sign can be seen."""
    texts = st.text(_TYPED, min_size=least, max_size=most).map(visible)
    return texts.filter(lambda text: not least or bool(text.strip()))


def line(most: int, least: int = 0) -> st.SearchStrategy[str]:
    """Like `words`, but on one line."""
    return (
        words(most, least)
        .map(lambda text: text.replace("\n", " "))
        .filter(lambda text: not least or bool(text.strip()))
    )


_TAGS = st.sampled_from(["en", "de-AT", "ar", "zh-Hant-TW"])
_IDS = st.text("abcxyz019-", min_size=1, max_size=60)
_DAYS = st.dates(date(1999, 1, 1), date(2199, 12, 31)).map(date.isoformat)
_STEPS = st.sets(st.sampled_from(STEP_KINDS), min_size=2).flatmap(
    lambda kinds: st.tuples(
        *(
            st.builds(StoryStep, kind=st.just(one), text=words(60, 1))
            for one in STEP_KINDS
            if one in kinds
        )
    )
)
_STORIES = st.builds(
    Story,
    title=line(80, 1), lesson=words(140, 1), source=line(120), steps=_STEPS, language=_TAGS,
    told_by=st.builds(Teller, name=line(80, 1), work=line(120), place=line(80)),
    themes=st.lists(line(40, 1), max_size=3).map(tuple),
    questions=st.lists(words(200, 1), max_size=3).map(tuple),
)  # fmt: skip


@st.composite
def _pack_stories(draw: st.DrawFn) -> PackStory:
    story = draw(_STORIES)
    consent: PackConsent = PublishedConsent(permission=draw(line(500, 1)))
    if draw(st.booleans()):
        consent = ContributorConsent(
            terms=draw(line(40, 1)), day=draw(_DAYS), hash=story_hash(story)
        )
    return PackStory(draw(_IDS), story, consent)


@st.composite
def packs(draw: st.DrawFn) -> PackFile:
    """Any pack that could be handed on."""
    stories = draw(st.lists(_pack_stories(), min_size=1, max_size=3, unique_by=lambda one: one.id))
    here = {one.id for one in stories}
    return PackFile(
        id=draw(st.text("abc-9", min_size=3, max_size=60)),
        version=draw(st.sampled_from(["0", "1", "2026.1", "1.10.0.3"])),
        title=draw(line(80, 1)),
        why=draw(words(300, 1)).strip(),
        licence=draw(line(200, 1)),
        language=draw(_TAGS),
        stories=tuple(sorted(stories, key=lambda one: one.id)),
        withdrawn=tuple(draw(st.sets(_IDS.filter(lambda one: one not in here), max_size=3))),
    )
