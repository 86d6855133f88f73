"""A team over time, read from its summaries: together, in time, and never by person."""

import io
import threading
import zipfile
from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from tests.summary.summaries import commitment, lesson, plain
from tests.summary.test_taking_in import exported
from workshop.languages import languages
from workshop.protocol.story import Story, StoryStep, Teller
from workshop.protocol.summary import SUMMARY_VERSION, Summary, SummaryFollowed, written_summary
from workshop.rules.similar import Groups
from workshop.storage.library import Sealed
from workshop.storage.threads import OneThread, breathing
from workshop.summary import over_time as module
from workshop.summary.formats.all_formats import all_together
from workshop.summary.over_time import (
    COMPARED,
    CameBack,
    Comparing,
    OverTime,
    is_overdue,
    over_time,
)
from workshop.summary.reader import reader

ASK = ("Ask who reads it first.", "Ask first who reads it.", "First ask who reads it, always.")
SLEEP = ("Sleep before you promise a date.", "Sleep on it before you promise a date.")


def sealed(summary: Summary, trial: bool = False) -> Sealed:
    id_ = summary.workshop
    return Sealed(
        id_, summary.team, summary.title, summary.date, trial, 0, written_summary(summary)
    )


def met(n: int, *lessons: str, **fields: object) -> Sealed:
    """The n-th workshop of a team, on the n-th of March."""
    texts = [lesson(text) for text in lessons]
    fields = {"workshop": f"{n:012}", "date": f"2026-03-{n:02}", "title": f"No. {n}", **fields}
    return sealed(plain(lessons=texts, **fields))


def told(*shelf: Sealed) -> OverTime:
    newest_first = sorted(shelf, key=lambda one: one.date, reverse=True)
    return over_time(newest_first, Comparing(), lambda: None)


def words(came_back: list[CameBack]) -> list[list[str]]:
    return [[one.text for one in group.said] for group in came_back]


def test_lessons_of_different_workshops_that_are_alike_come_together_the_oldest_first() -> None:
    found = told(met(1, ASK[0], SLEEP[0]), met(2, "Two keys."), met(4, ASK[1], SLEEP[1], ASK[2]))
    assert words(found.came_back) == [[*ASK], [*SLEEP]]
    assert {tuple(one.workshops) for one in found.came_back} == {(0, 2)}


def test_what_is_alike_in_one_workshop_only_did_not_come_back() -> None:
    assert told(met(1, *ASK), met(2, "Two keys are better than one.")).came_back == []


def test_what_was_said_in_the_most_workshops_comes_first() -> None:
    shelf = [met(1, ASK[0], SLEEP[0]), met(2, ASK[1]), met(3, ASK[2], SLEEP[1])]
    assert [len(one.workshops) for one in told(*shelf).came_back] == [3, 2]


def test_in_how_many_workshops_it_was_chosen_is_counted_once_for_each() -> None:
    chosen = plain(
        workshop="000000000002", date="2026-03-02",
        lessons=[lesson(ASK[1], chosen=True), lesson(ASK[2], chosen=True)],
    )  # fmt: skip
    (one,) = told(met(1, ASK[0]), sealed(chosen)).came_back
    assert (one.chosen, len(one.said)) == (1, 3)


def story(text: str) -> Story:
    return Story(
        title="Told", lesson=text, told_by=Teller(name="Mara"), source="", themes=(), questions=(),
        steps=(StoryStep(kind="context", text="a"), StoryStep(kind="now", text="b")),
    )  # fmt: skip


def test_a_story_that_is_told_twice_is_no_lesson_that_came_back() -> None:
    twice = [met(n, ASK[0], story=story(ASK[0])) for n in (1, 2)]
    assert told(*twice).came_back == []
    (one,) = told(*twice, met(3, ASK[0])).came_back
    assert [said.told for said in one.said] == [True, True, False]


def test_of_many_lessons_the_newest_are_compared_and_the_rest_is_told() -> None:
    compared: list[str] = []

    def compare(lessons: Mapping[str, str], _pause: object) -> Groups:
        compared.extend(lessons.values())
        return []

    shelf = [met(n, *(f"{n}: {i}" for i in range(100))) for n in (5, 4, 3, 2, 1)]
    found = over_time(shelf, compare, lambda: None)
    assert (found.lessons, len(compared)) == (500, COMPARED)
    assert {text[0] for text in compared} == {"5", "4", "3"}


def test_a_comparison_is_remembered_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    monkeypatch.setattr(module, "similar", lambda _lessons, _pause: calls.append(1) or [])
    compare, shelf = Comparing(), [met(2, ASK[0]), met(1, ASK[1])]
    for _ in range(3):
        over_time(shelf, compare, lambda: None)
    assert len(calls) == 1 and ASK[0] not in repr(vars(compare))
    over_time([met(3, ASK[2]), *shelf], compare, lambda: None)
    assert len(calls) == 2


def test_the_work_is_done_beside_the_loop_and_rests_again_and_again() -> None:
    rests: list[int] = []
    shelf = [met(n, *ASK, *SLEEP) for n in range(9, 0, -1)]
    OneThread().run(over_time, shelf, Comparing(), lambda: rests.append(threading.get_native_id()))
    assert len(rests) > 9 * len((*ASK, *SLEEP))
    assert threading.get_native_id() not in rests
    breathing(0.0, 0.0)()


def test_pretend_people_and_newer_versions_are_passed_over() -> None:
    newer = met(3, ASK[0], version=SUMMARY_VERSION + 1)
    trial = sealed(plain(workshop="000000000004", lessons=[lesson(ASK[1])]), trial=True)
    found = told(met(1, ASK[0]), met(2, "Two keys."), newer, trial)
    assert [one.summary.title for one in found.kept] == ["No. 1", "No. 2"]
    assert (found.passed_over, found.came_back, found.devices) == (1, [], [7, 7])


def test_open_commitments_name_their_workshop_and_say_what_is_overdue() -> None:
    found = told(met(1, commitments=[commitment("a"), commitment("b", by="")]), met(2))
    assert [(one.words.will, one.place) for one in found.promised] == [("a", 0), ("b", 0)]
    assert found.overdue("2026-04-01") == 0 and found.overdue("2026-04-02") == 1
    assert not is_overdue(found.promised[1].words, "2199-01-01")


def test_a_commitment_whose_summary_was_deleted_goes_on_without_a_place() -> None:
    gone = SummaryFollowed(
        workshop="000000000009", id="1", made="2026-01-01", lesson="", when="w", will="x", who="I",
        owner="", by="", language="en", outcome="changed", will_now="y", by_now="", learned="",
    )  # fmt: skip
    (one,) = told(met(1, followed=[gone])).promised
    assert (one.words.will, one.place) == ("y", None)


def archive(*summaries: Summary, language: str = "en") -> bytes:
    return all_together(summaries, reader(language), lambda: None)


def test_all_summaries_together_are_equal_each_time_and_each_has_a_name_of_its_own() -> None:
    twice, third = plain(workshop="000000000001"), plain(title="Spring release 2")
    body = archive(twice, replace(twice, devices=9), third, twice)
    assert body == archive(twice, replace(twice, devices=9), third, twice)
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        names = file.namelist()
        stem = "2026-02-25-payments-spring-release"
        assert names[::2] == [f"{stem}{end}.html" for end in ("", "-2", "-2-2", "-3")]
        assert names[1::2] == [name.replace(".html", ".json") for name in names[::2]]
        assert file.read(f"{stem}-2.json") == exported(replace(twice, devices=9))


def test_pages_in_the_archive_speak_the_readers_language_and_json_is_the_same() -> None:
    english, arabic = (archive(plain(), language=tag) for tag in ("en", "ar"))
    with zipfile.ZipFile(io.BytesIO(english)) as a, zipfile.ZipFile(io.BytesIO(arabic)) as b:
        page, data = a.namelist()
        assert a.read(page) != b.read(page) and a.read(data) == b.read(data)
        direction = languages().direction("ar")
        assert f'lang="ar" dir="{direction}"'.encode() in b.read(page)
