"""A summary goes from one server to another and back, and nothing broken or foreign comes in."""

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from tests.summary.samples import sample
from tests.summary.summaries import commitment, lesson, plain, summaries
from tests.support.room import TestRoom, new_room, new_store
from workshop.ending.endings import to_seal
from workshop.ending.seal import seal
from workshop.languages import languages
from workshop.protocol.summary import SUMMARY_VERSION, Summary, read_summary, written_summary
from workshop.storage.library import (
    Fresh,
    Sealed,
    add_workshop,
    delete_summary,
    mark_deleted,
    sealed_workshops,
    summary_of,
)
from workshop.storage.store import Store
from workshop.summary.formats import json_file
from workshop.summary.importing.import_faults import IMPORT_SENTENCES, ImportFault, ImportFaultCode
from workshop.summary.importing.read_import import (
    LARGEST_IMPORT_BYTES,
    Placed,
    read_summary_file,
    take_in,
)
from workshop.summary.kept_summaries import open_commitments, read_kept

ID = "Ab3dEf6hIj9k"
LATER = 1_780_003_600.0


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Another server, for all examples of a test."""
    store = new_store(tmp_path_factory.mktemp("elsewhere"))
    yield store
    store.close()


def exported(summary: Summary) -> bytes:
    return json_file.render(summary).encode()


def kept(store: Store, id_: str) -> Sealed:
    with store.library.read() as session:
        found = summary_of(session, id_)
    assert found is not None
    return found


def taken(store: Store, file: bytes) -> Placed:
    summary = read_summary_file(file)
    assert isinstance(summary, Summary), summary
    return take_in(store, summary)


def there_and_out(store: Store, file: bytes) -> bytes:
    """Returns the file that another server gives of one that it has taken in."""
    placed = taken(store, file)
    assert placed.what == "taken"
    out = exported(read_summary(kept(store, placed.id).body))
    with store.library.begin() as session:
        delete_summary(session, placed.id)
    return out


def as_far_as(got: Any, given: Any) -> Any:
    """Returns what was got, without the names that what was given does not have, wherever they
    stand."""
    if isinstance(given, dict):
        return {name: as_far_as(got[name], given[name]) for name in given}
    if isinstance(given, list) and len(given) == len(got):
        return [as_far_as(one, other) for one, other in zip(got, given, strict=True)]
    return got


def refused(given: Any, **fields: Any) -> list[str]:
    """The sentences for a file of this; or of a good one in which some fields are others."""
    parts = {**json.loads(written_summary(plain(lessons=[lesson("Sleep on it.")]))), **fields}
    sent = given if isinstance(given, bytes) else json.dumps(given or parts).encode()
    faults = read_summary_file(sent)
    assert isinstance(faults, list)
    return [plainly(one) for one in faults]


def plainly(fault: ImportFault) -> str:
    return fault.said(str).replace("\u2068", "").replace("\u2069", "")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(summary=summaries())
def test_out_in_and_out_again_is_equal_byte_for_byte(elsewhere: Store, summary: Summary) -> None:
    file = exported(summary)
    assert there_and_out(elsewhere, file) == file


def test_what_a_room_has_left_is_taken_in_elsewhere(held: TestRoom, elsewhere: Store) -> None:
    seal(held.store, held.id, LATER)
    file = exported(read_summary(kept(held.store, held.id).body))
    assert there_and_out(elsewhere, file) == file


def test_it_is_kept_for_the_desk_and_no_phone_can_fetch_it(store: Store) -> None:
    file = exported(plain(workshop=ID, team="  Payments\u00a0 and  more "))
    assert taken(store, file) == Placed(ID, "taken")
    found = kept(store, ID)
    assert (found.open_until, found.keep_until, found.trial) == (0, "", False)
    assert (found.team, found.title, found.date) == (
        "Payments and more", "Spring release", "2026-02-25"
    )  # fmt: skip


def test_a_follow_up_finds_the_commitments_of_a_workshop_that_was_held_elsewhere(
    store: Store,
) -> None:
    taken(store, exported(plain(workshop=ID, commitments=[commitment("restore one backup")])))
    with store.library.read() as session:
        (one,) = open_commitments(session, "Payments")
    assert (one.workshop, one.id, one.will) == (ID, "1", "restore one backup")


def test_the_same_again_is_here_already_and_another_changes_nothing(store: Store) -> None:
    file = exported(plain(workshop=ID))
    taken(store, file)
    before = kept(store, ID)
    assert taken(store, file) == Placed(ID, "here")
    assert taken(store, exported(plain(workshop=ID, devices=8))) == Placed(ID, "other_here")
    assert kept(store, ID) == before


def test_what_was_sealed_here_is_known_again(held: TestRoom) -> None:
    seal(held.store, held.id, LATER)
    summary = read_kept(kept(held.store, held.id))
    assert summary is not None
    assert taken(held.store, exported(summary)).what == "here"


def test_a_workshop_that_is_still_open_here_is_neither_sealed_nor_touched(store: Store) -> None:
    room = new_room(store)
    assert taken(store, exported(plain(workshop=room.id))).what == "open_here"
    with store.library.read() as session:
        assert sealed_workshops(session) == []
    with store.library.begin() as session:
        mark_deleted(session, room.id)
    assert taken(store, exported(plain(workshop=room.id))).what == "open_here"


def test_one_that_is_only_listed_counts_as_open_too(store: Store) -> None:
    """Such as between the first two steps of a new one, or of the end of one thrown away."""
    with store.library.begin() as session:
        listed = add_workshop(session, Fresh("Spring release", "Payments", trial=False), LATER)
    assert taken(store, exported(plain(workshop=listed.id))).what == "open_here"


def test_one_that_is_stored_and_in_no_list_is_not_destroyed_for_a_summary(store: Store) -> None:
    """The seal takes it for one that was put back after its own seal, and would erase it."""
    store.workshops.make(ID)
    assert taken(store, exported(plain(workshop=ID))).what == "open_here"
    assert to_seal(store, LATER) == [] and store.workshops.left_of(ID) >= {"key", "file"}
    store.workshops.delete(ID)
    assert taken(store, exported(plain(workshop=ID))).what == "taken"
    assert to_seal(store, LATER) == []


def test_drafts_trials_and_what_comes_from_tomorrow_are_refused_with_a_sentence() -> None:
    assert "This is a draft" in refused(None, draft=True)[0]
    assert "pretend people" in refused(None, trial=True)[0]
    (newer,) = refused(None, version=SUMMARY_VERSION + 1, maps=[])
    assert newer.startswith(f"This file is version {SUMMARY_VERSION + 1}, from a newer program.")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"{", "This is not valid JSON: it can’t be read past line 1, column 2"),
        *(
            (file, "This is not a JSON file. Choose the one whose name ends with")
            for file in (b"", b"\xff\xfe\x00", b" \n%PDF-1.7", b"PK\x03\x04", b"<!doctype html>")
        ),
        (b"[]", "This is not a summary"),
        (b'{"format": "failure-workshop-agenda"}', "This is not a summary"),
        (b'{"title": 1, "title": 2}', "“title” appears twice"),
        (b'{"title": NaN}', "This is not a summary"),
        (b"[" * 100_000, "This is not a summary"),
        (b'{"version":1,"title":"","lessons":' + b"[" * 900 + b"]" * 900 + b"}", "This is no"),
        (
            b" " * (LARGEST_IMPORT_BYTES + 1),
            "The file is too large for a summary: the limit is 1024 KB",
        ),
    ],
)
def test_what_is_no_summary_at_all_is_told_in_one_sentence(sent: bytes, said: str) -> None:
    (fault,) = refused(sent)
    assert fault.startswith(said)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"version": 0}, "version: must be a whole number from 1"),
        ({"version": True}, "version: must be a whole number"),
        ({"title": " "}, "title: must not be empty."),
        ({"title": "two\nlines"}, "title: must be on one line."),
        ({"team": None}, "team: must be text in quotation marks."),
        ({"date": "20260225"}, "date: must be a day such as 2027-03-03."),
        ({"date": "2026-02-30"}, "date: must be a day"),
        ({"meets": "soon"}, "meets: must be a day"),
        ({"language": "English"}, "language: must be a language tag"),
        ({"devices": -1}, "devices: must be a whole number from 0"),
        ({"devices": 7.0}, "devices: must be a whole number"),
        ({"trial": 0}, "trial: must be true or false."),
        ({"cards": {}}, "cards: must be a list."),
        ({"cards": [[]]}, "cards, number 1: must be an object in curly brackets."),
        ({"lessons": [None] * 5001}, "lessons: must have at most 5000 entries, not 5001."),
        ({"workshop": "../../etc/pas"}, "workshop: must be the 12 letters and digits"),
        ({"workshop": "server"}, "workshop: must be the 12 letters and digits"),
        ({"colour": "red"}, "colour: is not known here."),
        ({"pulse": [{"arrive": [1], "finish": [], "change": []}]},
         "pulse, number 1, arrive: must have 5 entries or none, not 1."),
        ({"story": {"title": "x"}}, "story, lesson: is missing."),
    ],
)  # fmt: skip
def test_every_fault_is_told_with_its_place(fields: dict[str, Any], said: str) -> None:
    assert refused(None, **fields)[0].startswith(said)


def texts_in(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yields where each text stands: what holds it, and under which name or number."""
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for name, one in parts:
        if isinstance(one, str):
            yield value, name
        elif isinstance(one, dict | list):
            yield from texts_in(one)


def test_no_text_of_a_summary_may_be_as_long_as_it_likes() -> None:
    full = json.loads(written_summary(sample()))
    full["workshop"] = ID
    full["followed"] = [{**one, "workshop": ID} for one in full["followed"]]
    places = list(texts_in(full))
    assert len(places) > 80 and isinstance(read_summary_file(json.dumps(full).encode()), Summary)
    for holds, name in places:
        before, holds[name] = holds[name], "x" * 10_000
        assert len(refused(full)) == 1
        holds[name] = before


def test_all_faults_are_told_at_once_up_to_twelve() -> None:
    good = json.loads(written_summary(plain(lessons=[lesson("One."), lesson("Two.")])))["lessons"]
    broken = [good[0], {**good[1], "votes": -3, "rank": "1", "text": "x" * 600}]
    assert refused(None, lessons=broken) == [
        "lessons, number 2, text: must have at most 560 characters, not 600.",
        "lessons, number 2, votes: must be a whole number from 0 to 100000.",
        "lessons, number 2, rank: must be a whole number from 0 to 5000.",
    ]
    assert len(refused(None, lessons=[{}] * 9)) == 12


def test_what_was_merged_into_lessons_counts_with_them() -> None:
    good = json.loads(written_summary(plain(lessons=[lesson("One."), lesson("Two.")])))["lessons"]
    merged = [{**one, "also": ["y"] * 2500} for one in good]
    assert refused(None, lessons=merged) == ["lessons: must have at most 5000 entries, not 5002."]


def test_the_steps_of_a_story_stand_in_their_order() -> None:
    steps = [{"kind": "now", "text": "b"}, {"kind": "context", "text": "a"}]
    story = {
        "title": "t", "lesson": "l", "told_by": {"name": "n"}, "source": "", "themes": [],
        "questions": [], "steps": steps,
    }  # fmt: skip
    (fault,) = refused(None, story=story)
    assert fault.startswith("story, steps: must be in this order, each at most once: “context”")


def test_marks_that_hide_or_reorder_are_taken_out_before_lengths_are_judged(store: Store) -> None:
    tricky = lesson("Sleep\u202e on it.\x00\ud800"[:-1])
    file = json.dumps(json.loads(written_summary(plain(workshop=ID, lessons=[tricky])))).encode()
    taken(store, file)
    assert read_summary(kept(store, ID).body).lessons[0].text == "Sleep on it."
    assert refused(None, title="\u202e\u2066") == ["title: must not be empty."]


def test_every_fault_is_said_in_every_language() -> None:
    fault = ImportFault(("lessons", 4, "votes"), "no_number", {"least": 0, "most": 9})
    for tag in languages().known:
        said = fault.said(languages().translator(tag))
        assert "\u2068votes\u2069" in said and "4" in said and "{" not in said


def test_a_summary_that_was_taken_in_and_deleted_can_be_taken_in_again(store: Store) -> None:
    file = exported(plain(workshop=ID))
    taken(store, file)
    with store.library.begin() as session:
        delete_summary(session, ID)
    assert taken(store, exported(replace(plain(workshop=ID), devices=9))).what == "taken"


def test_every_fault_has_its_sentence() -> None:
    assert {*IMPORT_SENTENCES} == {*get_args(ImportFaultCode)}
