"""A pack of stories goes out and comes in equal; a broken one is refused with all its faults."""

import random
import string
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from tests.stories.pack_files import (
    ABOUT,
    CONSENT,
    FILE,
    GOOD,
    ID,
    STORY,
    agreed,
    changed,
    files,
    packs,
    plain,
    refused,
    with_files,
    zipped,
)
from workshop.protocol.story import STEP_KINDS, Story, StoryStep, Teller
from workshop.stories.consent_hash import canonical, story_hash
from workshop.stories.pack import built_in_pack
from workshop.stories.pack_file.pack_types import (
    LARGEST_STORY,
    MOST_PACK_FAULTS,
    MOST_WITHDRAWN,
    PackFile,
    PackStory,
    PublishedConsent,
)
from workshop.stories.pack_file.read_pack_file import read_pack_file
from workshop.stories.pack_file.write_pack_file import UnfitPack, write_pack_file

TOLD = '[told_by]\nname = "Amira"\nwork = ""\nplace = ""\n'


def read(data: bytes) -> PackFile:
    pack = read_pack_file(data)
    assert isinstance(pack, PackFile), [fault.said(str) for fault in pack]
    return pack


@settings(max_examples=60, deadline=None)
@given(pack=packs())
def test_a_pack_goes_out_and_comes_in_equal(pack: PackFile) -> None:
    data = write_pack_file(pack)
    assert read(data) == pack
    assert write_pack_file(read(data)) == data


def test_equal_packs_give_equal_bytes_whatever_the_order_of_their_stories() -> None:
    two = (PackStory("b", STORY, CONSENT), PackStory("a", STORY, CONSENT))
    assert write_pack_file(plain(*two)) == write_pack_file(plain(*reversed(two)))


def test_stories_come_sorted_by_their_ids() -> None:
    """By the names of their files, "x-.toml" would be before "x.toml"."""
    two = (PackStory("x", STORY, CONSENT), PackStory("x-", STORY, CONSENT))
    assert [one.id for one in read(write_pack_file(plain(*two))).stories] == ["x", "x-"]


def test_a_pack_says_nothing_of_when_and_where_it_was_made() -> None:
    with zipfile.ZipFile(BytesIO(write_pack_file(plain()))) as archive:
        entries = archive.infolist()
    assert [one.filename for one in entries] == [ABOUT, FILE]
    assert {one.date_time for one in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(one.create_system, one.external_attr >> 16) for one in entries} == {(3, 0o100644)}


def test_the_built_in_stories_make_a_pack() -> None:
    built_in = built_in_pack()
    consent = PublishedConsent(permission="Retold in our own words.")
    stories = [
        PackStory(f"eleven-{n:02}", one, consent) for n, one in enumerate(built_in.stories, 1)
    ]
    pack = plain(*stories, title=built_in.title, why=built_in.why, language="en")
    assert read(write_pack_file(pack)) == pack


def test_a_pack_knows_the_themes_and_languages_of_its_stories() -> None:
    other = replace(STORY, themes=("trust", "alerts"), language="de")
    pack = plain(PackStory("a", STORY, CONSENT), PackStory("b", other, agreed(other)))
    assert pack.themes == ("alerts", "owners", "trust")
    assert pack.languages == ("de", "en")


def test_a_pack_made_by_hand_is_read() -> None:
    """With what people write and our own writer does not: dotted names, a day without quotation
    marks, the pack's language, a byte order mark, line ends of Windows, the entry of a folder."""
    about = GOOD[ABOUT].replace('language = "en"', 'language = "de"')
    german = replace(STORY, language="de")
    story = GOOD[FILE].replace('language = "en"\n', "").replace(TOLD, "")
    story = story.replace('"2026-11-28"', "2026-11-28")
    story = 'told_by.name = "Amira"\n' + story.replace(CONSENT.hash, story_hash(german))
    story = "\ufeff" + story.replace("\n", "\r\n")
    found = read(zipped({"stories/": "", FILE: story, ABOUT: about}))
    assert found.stories == (PackStory(ID, german, agreed(german)),)


class Stream(BytesIO):
    """A file that can't go back, such as a pipe."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError


def test_a_pack_that_was_packed_into_a_pipe_is_read() -> None:
    """Such archives state sizes after each file."""
    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in GOOD.items():
            archive.writestr(name, text)
    assert read(stream.getvalue()) == plain()


def test_a_pack_may_only_withdraw() -> None:
    about = GOOD[ABOUT].replace("withdrawn = [\n]", 'withdrawn = ["gone-story"]')
    assert read(zipped({ABOUT: about})).withdrawn == ("gone-story",)


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (ABOUT, "format = 1", "format = 2", "pack.toml, format: This file is version 2"),
        (ABOUT, "format = 1", "format = 0", "pack.toml, format: must be a whole number from 1"),
        (ABOUT, "format = 1\n", "", "pack.toml, format: is missing."),
        (ABOUT, '"our-failures"', '"Our failures"', "pack.toml, id: must have 3 to 60 lower-case"),
        (ABOUT, '"our-failures"', '"us"', "pack.toml, id: must have 3 to 60"),
        (ABOUT, '"our-failures"', '"us\\n\\n"', "pack.toml, id: must have 3 to 60"),
        (ABOUT, 'version = "1"', "version = 1", "pack.toml, version: must be a number in"),
        (ABOUT, 'version = "1"', 'version = "01"', "pack.toml, version: must be a number in"),
        (ABOUT, '"CC-BY-4.0"', '""', "pack.toml, licence: must not be empty."),
        (ABOUT, 'licence = "CC-BY-4.0"\n', "", "pack.toml, licence: is missing."),
        (ABOUT, "Our failures", "Our\\nfailures", "pack.toml, title: must be on one line."),
        (ABOUT, '"en"', '"English!"', "pack.toml, language: must be a language tag"),
        (ABOUT, "format = 1", "format = 1\nthemes = []", "pack.toml, themes: is not known here."),
        (ABOUT, "[\n]", f'["{ID}"]', "pack.toml, withdrawn, number 1: is a story in this pack."),
        (ABOUT, "[\n]", '["x", "x"]', "pack.toml, withdrawn: “x” appears twice"),
        (ABOUT, "[\n]", '["../x"]', "pack.toml, withdrawn, number 1: must have 1 to 60 lower-case"),
        (FILE, "source", "sauce", f"{FILE}, sauce: is not known here."),
        (FILE, '"context"', '"turn"', f"{FILE}, steps: must be in this order"),
        (FILE, '"context"', '"twist"', f"{FILE}, steps, number 1, kind: must be one of: “context”"),
        (FILE, TOLD, "", f"{FILE}, told_by: is missing."),
        (FILE, TOLD, "[[told_by]]\n", f"{FILE}, told_by: must be a table with fields"),
        (FILE, '"Amira"', '"Amira\\tB"', f"{FILE}, told_by, name: has characters"),
        (FILE, "two teams", "\u202etwo\u202c teams", f"{FILE}, steps, number 1, text: has"),
        (FILE, "2026-11-28", "2026-11-31", f"{FILE}, consent, day: must be a day"),
        (FILE, "2026-11-28", "28.11.2026", f"{FILE}, consent, day: must be a day"),
        (FILE, CONSENT.hash, CONSENT.hash.upper(), f"{FILE}, consent, hash: must be a SHA-256"),
        (FILE, "one owner", "an owner", f"{FILE}, consent, hash: does not fit the story"),
        (FILE, 'language = "en"', 'language = "de"', f"{FILE}, consent, hash: does not fit the"),
        (FILE, '"contributor"', '"published"', f"{FILE}, consent, permission: is missing."),
        (FILE, '"contributor"', '"hearsay"', f"{FILE}, consent, kind: must be one of: “contrib"),
        (FILE, 'kind = "contributor"\n', "", f"{FILE}, consent, kind: is missing."),
        (FILE, 'title = "', 'title = ""', f"{FILE}: is not valid TOML: it can’t be read past"),
        (FILE, "[consent]", "[told_by]", f"{FILE}: is not valid TOML: it can’t be read past line"),
        (FILE, 'source = ""', "source = 1979-05-27T07:32:00Z", f"{FILE}, source: must be text"),
    ],
)  # fmt: skip
def test_a_fault_says_its_place_and_what_to_do(
    file: str, old: str, new: str, sentence: str
) -> None:
    said = refused(changed(file, old, new))
    assert [one for one in said if one.startswith(sentence)], said


def test_a_pack_of_nothing_is_refused() -> None:
    (said,) = refused(zipped({ABOUT: GOOD[ABOUT]}))
    assert said == "The pack has no story. Put each story in a file such as stories/my-story.toml."


def test_a_story_without_consent_is_refused() -> None:
    story = GOOD[FILE].split("[consent]")[0]
    assert refused(with_files(story=story)) == [f"{FILE}, consent: is missing."]
    (said,) = refused(with_files(story=f'consent = "yes"\n{story}'))
    assert said == f"{FILE}, consent: must be a table with fields of its own."


def test_a_file_that_is_not_utf_8_is_refused() -> None:
    said = refused(with_files(story=GOOD[FILE].replace("Amira", "Zoë").encode("latin-1")))
    assert said == [f"{FILE}: is not in UTF-8. Save it again in UTF-8."]


def test_as_many_withdrawals_as_a_pack_may_list_are_written_and_read() -> None:
    most = tuple(f"{n:060}" for n in range(MOST_WITHDRAWN))
    assert len(read(write_pack_file(plain(withdrawn=most))).withdrawn) == MOST_WITHDRAWN > 5_000
    with pytest.raises(UnfitPack):
        write_pack_file(plain(withdrawn=(*most, "one-more")))


def test_all_faults_are_told_at_once() -> None:
    about = GOOD[ABOUT].replace('"1"', '"one"').replace("CC-BY-4.0", "")
    story = GOOD[FILE].replace('"context"', '"twist"').replace("2026-11-28", "today")
    said = refused(zipped({ABOUT: about, FILE: story, "stories/b.toml": "x", "notes.txt": ""}))
    places = [one.split(": ")[0] for one in said]
    assert places == [
        "notes.txt", "stories/b.toml", f"{ABOUT}, version", f"{ABOUT}, licence",
        f"{FILE}, steps, number 1, kind", f"{FILE}, consent, day",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["stories/{n}.toml", "{n}.txt"])
def test_no_more_faults_are_told_than_a_person_can_mend_and_no_more_are_looked_for(
    name: str,
) -> None:
    sent = {ABOUT: GOOD[ABOUT]} | {name.format(n=n): "x = 1" for n in range(99)}
    pauses: list[None] = []
    read = read_pack_file(zipped(sent), lambda: pauses.append(None))
    assert isinstance(read, list) and len(read) == MOST_PACK_FAULTS
    # Each good file has been unpacked and read as TOML; after that, or at strays, it ends early.
    assert len(pauses) <= (200 if "stories" in name else 0) + MOST_PACK_FAULTS + 2


@pytest.mark.parametrize(
    "unfit",
    [
        plain(licence=""),
        plain(PackStory(ID, replace(STORY, title="The\nalert"), CONSENT)),
        plain(PackStory("../up", STORY, CONSENT)),
        plain(PackStory(ID, STORY, replace(CONSENT, hash="0" * 64))),
        plain(withdrawn=(ID,)),
        plain(why="a lone \ud800 surrogate"),
    ],
)
def test_no_pack_is_written_that_would_be_refused(unfit: PackFile) -> None:
    with pytest.raises(UnfitPack):
        write_pack_file(unfit)


def test_the_largest_story_fits_its_file() -> None:
    long = random.Random(7).choices(string.ascii_letters + '"\\\U0001f600', k=600)
    steps = tuple(StoryStep(kind=kind, text="".join(long)) for kind in STEP_KINDS)
    other = replace(
        STORY, steps=steps, lesson='"' * 140, questions=("\\" * 200,) * 3,
        told_by=Teller(name='"' * 80, work='"' * 120, place='"' * 80),
    )  # fmt: skip
    pack = plain(PackStory(ID, other, agreed(other)))
    assert len(files(write_pack_file(pack))[FILE].encode()) < LARGEST_STORY / 2


def test_the_canonical_form_of_a_story_is_this() -> None:
    """Whoever writes another program can check it here: all consents rest on it."""
    assert canonical(STORY).decode() == (
        '{"language":"en","lesson":"Give each alert one owner.",'
        '"questions":["Which alert has no owner here?"],'
        '"steps":[{"kind":"context","text":"We had two teams and one alert."},'
        '{"kind":"happened","text":"Each thought the other had it.\\nNobody did."}],'
        '"themes":["owners","alerts"],"title":"The alert that nobody owned",'
        '"told_by":{"name":"Amira"}}'
    )
    assert story_hash(STORY) == ("b5301aef0812ec2ddf95ceba894e279cfb1ccbb9df83da7112e8472e143e9e9f")


def test_a_letter_has_one_hash_however_it_is_composed() -> None:
    composed, apart = (replace(STORY, title=title) for title in ("Zo\u00eb", "Zoe\u0308"))
    assert story_hash(composed) == story_hash(apart)


OTHERWISE = {
    "title": "Another", "lesson": "Another.", "source": "Somewhere", "language": "de",
    "told_by": Teller(name="Amira", work="developer"), "themes": ("alerts", "owners"),
    "steps": (replace(STORY.steps[0], text="Else."), STORY.steps[1]), "questions": (),
}  # fmt: skip


@pytest.mark.parametrize("name", Story.__struct_fields__)
def test_every_field_is_part_of_what_was_agreed_to(name: str) -> None:
    assert story_hash(replace(STORY, **{name: OTHERWISE[name]})) != story_hash(STORY)


def test_reading_pauses_before_each_file() -> None:
    pauses: list[None] = []
    read_pack_file(write_pack_file(plain()), lambda: pauses.append(None))
    assert len(pauses) >= 2
