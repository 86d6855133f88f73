"""An agenda as a file: each fault with its place and all of them at once, and nothing lost."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop.languages import languages
from workshop.rules.agenda import TEMPLATES, Agenda, Stage, template
from workshop.rules.agenda_faults import (
    AGENDA_LABELS,
    AGENDA_SENTENCES,
    AgendaFaultCode,
    order_faults,
)
from workshop.rules.agenda_file import (
    AGENDA_FORMAT,
    LARGEST_AGENDA_BYTES,
    MOST_MINUTES,
    MOST_STAGES,
    STAGE_KINDS,
    TEXTS,
    AgendaFile,
    read_agenda_file,
    write_file,
)
from workshop.rules.agenda_words import with_words, without_words
from workshop.rules.limits import NOTE_CHARS, PROMPT, TITLE_CHARS
from workshop.rules.stage_settings import ALLOWED, StageSettings
from workshop.rules.stages import KIND_NAMES
from workshop.rules.text import one_line

ROOT = Path(__file__).parents[2]
UNSAID = {"added", "format", "version", "stages", "settings"}
"""Fields that the page's example shows, and of which nothing more is to be said."""
SHORT: list[dict[str, Any]] = [
    {"kind": "arrive", "minutes": 5},
    {"kind": "write", "minutes": 6},
    {"kind": "reveal", "minutes": 9},
    {"kind": "finish", "minutes": 3},
]


def file_of(stages: Any = None, **head: Any) -> str:
    whole = {"format": AGENDA_FORMAT, "version": 1, "name": "Ours", "language": "en"}
    return json.dumps({**whole, "stages": SHORT if stages is None else stages, **head})


def with_stage(n: int, **changes: Any) -> str:
    return file_of([{**one, **changes} if i == n else one for i, one in enumerate(SHORT, 1)])


def faults_of(text: str) -> list[str]:
    found = read_agenda_file(text)
    return [] if isinstance(found, AgendaFile) else [fault.placed(str) for fault in found]


@cache
def texts(limit: int) -> st.SearchStrategy[str]:
    """As they are kept: cleaned, and on one line."""
    return st.text(max_size=limit).map(one_line).filter(lambda text: len(text) <= limit)


@cache
def settings_of(kind: str) -> st.SearchStrategy[StageSettings]:
    allowed = ALLOWED.get(kind, {})
    return st.builds(
        StageSettings,
        **{name: st.none() | st.sampled_from(values) for name, values in allowed.items()},
    )


@cache
def stages_of(kind: str) -> st.SearchStrategy[Stage]:
    words = {name: texts(limit) for name, limit in TEXTS.items()}
    minutes = st.integers(1, MOST_MINUTES)
    return st.builds(Stage, st.just(kind), minutes, settings=settings_of(kind), **words)


def working(kinds: list[str]) -> list[str]:
    """These kinds between an arrival and a finish, without those that may not stand there."""
    tried = ["arrive", *kinds, "finish"]
    while faults := order_faults([Stage(kind, 1) for kind in tried]):
        del tried[faults[0].stage - 1]
    return tried


agendas = (
    st.lists(st.sampled_from(STAGE_KINDS), max_size=8)
    .map(working)
    .flatmap(lambda kinds: st.tuples(*map(stages_of, kinds)))
    .filter(lambda stages: not order_faults(stages))  # writing that is live here and not there
    .map(Agenda)
)
names = texts(TITLE_CHARS).filter(bool)


@settings(deadline=None)
@given(st.builds(AgendaFile, names, st.sampled_from(["en", "pt-BR"]), agendas))
def test_what_is_written_reads_back_as_it_was(file: AgendaFile) -> None:
    assert read_agenda_file(write_file(file)) == file


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: (
    st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["stages", "kind", "minutes", "name", "settings", "x"]), inner, max_size=4
    )
)))  # fmt: skip
def test_whatever_stands_in_a_file_is_read_or_refused_in_words(anything: Any) -> None:
    head = anything if isinstance(anything, dict) else {"stages": anything}
    for fault in faults_of(json.dumps({"format": AGENDA_FORMAT, "version": 1, **head})):
        assert "{" not in fault.partition(": ")[2]


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("language", languages().known)
def test_every_built_in_agenda_is_a_good_file(name: str, language: str) -> None:
    translate = languages().translator(language)
    file = AgendaFile(name, language, template(name, lambda text: one_line(translate(text))))
    assert read_agenda_file(write_file(file)) == file


def test_all_faults_are_told_at_once_each_with_its_place() -> None:
    broken: list[Any] = [
        {"kind": "arrive", "minutes": 5, "colour": "red"},
        {"kind": "write", "minutes": 0, "prompt": "x" * (PROMPT + 2)},
        {"kind": "vote", "minutes": 3, "settings": {"votes_each": 9, "page_size": 6}},
        "talk",
        {"kind": "dance", "minutes": True, "cue": 7},
        {"kind": "finish", "minutes": 3},
    ]
    found = faults_of(file_of(broken, name=" ", language="English"))
    assert found[0].startswith("Name: must not be empty")
    assert found[1].startswith("Language: must be a language tag")
    assert found[2] == "Stage 1, colour: is not known here. Remove it."
    assert found[3] == "Stage 2, Minutes: must be a whole number from 1 to 120."
    assert found[4] == f"Stage 2, Prompt: must have at most {PROMPT} characters, not 162."
    assert "Stage 3, Votes for each device: must be one of: 1, 2, 3, 4, 5." in found
    assert "Stage 4: must be an object in curly brackets." in found
    assert any(one.startswith("Stage 5, Kind: must be one of: arrive, ") for one in found)
    assert "Stage 5, Minutes: must be a whole number from 1 to 120." in found
    assert "Stage 5, Cue: must be text in quotation marks." in found
    assert len(found) == 11


def test_a_file_without_its_parts_names_what_is_missing() -> None:
    found = faults_of(json.dumps({"format": AGENDA_FORMAT, "version": 1}))
    assert found == ["Name: is missing.", "Language: is missing.", "Stages: is missing."]


@pytest.mark.parametrize(
    ("version", "said"),
    [(2, "version 2, from a newer program"), (0, "Version: must"), ("1", "Version: must")],
)
def test_another_version_is_refused_with_a_sentence(version: Any, said: str) -> None:
    (fault,) = faults_of(file_of(version=version, stages="in a form of tomorrow"))
    assert said in fault


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "This is not valid JSON: it can’t be read past line 1, column 1"),
        ('{\n  "format": oops}', "line 2, column 13"),
        ("[]", "This is not an agenda"),
        ('{"format": "somebody else\'s"}', "This is not an agenda"),
        ('{"format": 1, "format": 2}', "“format” appears twice"),
        ("[" * 9_000 + "]" * 9_000, "This is not an agenda"),
        ("9" * 5_000, "This is not an agenda"),
        (" " * (LARGEST_AGENDA_BYTES + 1), "too large"),
    ],
)
def test_what_is_no_agenda_at_all_is_refused_with_a_sentence(text: str, said: str) -> None:
    (fault,) = faults_of(text)
    assert said in fault


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ("write finish", "Stage 1: An agenda must begin with “Arrive”"),
        ("arrive write", "Stage 2: An agenda must end with “Finish”"),
        ("arrive finish finish", "Stage 3: “Finish” can appear only once."),
        ("arrive story story story finish", "Stage 4: “Story” can appear at most twice"),
        ("arrive reveal write finish", "Stage 2: “Reveal” needs “Write” before it"),
        ("arrive look_through finish", "Stage 2: “Look through” needs “Write” before it"),
        ("arrive write reveal look_through finish", "Stage 4: “Look through” must come after"),
        ("arrive write look_through finish", "Stage 3: “Look through” must come after"),
        ("arrive talk vote finish", "Stage 3: “Vote” needs “Story”, “Write” or “Lessons”"),
        ("arrive story vote talk vote finish", "Stage 5: “Vote” can appear only once."),
        ("arrive commit story finish", "Stage 2: “Commit” needs “Story”, “Write” or “Lessons”"),
        ("arrive story commit vote finish", "Stage 3: “Commit” must come after “Vote”"),
    ],
)
def test_an_agenda_that_could_not_work_is_refused_where_it_stops(kinds: str, said: str) -> None:
    (fault,) = faults_of(file_of([{"kind": kind, "minutes": 5} for kind in kinds.split()]))
    assert fault.startswith(said)


def test_a_wall_is_live_for_the_whole_workshop_or_not_at_all() -> None:
    live = {"kind": "write", "minutes": 5, "settings": {"cards": "live"}}
    both = [SHORT[0], live, SHORT[1], SHORT[3]]
    assert faults_of(file_of([SHORT[0], live, live, SHORT[3]])) == []
    (fault,) = faults_of(file_of(both))
    assert fault.startswith("Stage 3, Cards: must be the same for every “Write”")


@pytest.mark.parametrize("count", [1, MOST_STAGES + 1])
def test_the_number_of_stages_has_its_bounds(count: int) -> None:
    filling = [{"kind": "talk", "minutes": 1}] * (count - 2)
    stages = [SHORT[0], *filling, SHORT[3]] if count > 1 else SHORT[:1]
    (fault,) = faults_of(file_of(stages))
    assert fault.startswith("Stages: must have at ") and fault.endswith(f", not {count}.")


def test_words_are_cleaned_as_everywhere_before_they_are_measured() -> None:
    read = read_agenda_file(with_stage(2, cue="  “Ready”?\n" + "\u200b" * NOTE_CHARS))
    assert isinstance(read, AgendaFile)
    assert read.agenda.stages[1].cue == '"Ready"?'


def test_half_a_character_in_a_name_does_no_harm() -> None:
    for text in (with_stage(2, **{"\ud800": 1}), '{"\\ud800": 1, "\\ud800": 2}'):
        "".join(faults_of(text)).encode()


def test_the_words_of_the_program_are_spoken_in_the_language_of_the_room() -> None:
    speak = [languages().translator(tag) for tag in languages().known]
    german = languages().translator("de")
    made = Agenda((*template("60", german).stages, Stage("talk", 5, "Was nun?")))
    own = without_words(made, speak)
    assert [stage.prompt for stage in own.stages if stage.prompt] == ["Was nun?"]
    spoken = with_words(own, str)
    assert spoken.stages[:-1] == template("60", str).stages
    assert spoken.stages[-1].prompt == "Was nun?" and spoken.stages[-1].cue.startswith("Pairs")


def test_the_example_of_the_documentation_is_a_good_file() -> None:
    text = (ROOT / "docs" / "agendas.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    assert faults_of(example) == []
    assert all(f"`{name}`" in text for name in (*STAGE_KINDS, *AGENDA_LABELS) if name not in UNSAID)


def test_every_kind_and_every_field_has_a_name_to_be_read() -> None:
    assert set(KIND_NAMES) >= set(STAGE_KINDS)
    settings = {name for allowed in ALLOWED.values() for name in allowed}
    assert settings == set(StageSettings.__struct_fields__)
    assert settings | set(TEXTS) <= set(AGENDA_LABELS)


def test_ids_are_made_where_a_file_has_none_and_kept_where_it_has() -> None:
    read = read_agenda_file(file_of([
        {"kind": "arrive", "minutes": 1},
        {"kind": "write", "minutes": 1, "id": "write-2"},
        {"kind": "write", "minutes": 1},
        {"kind": "write", "minutes": 1},
        {"kind": "finish", "minutes": 1, "id": "the_end"},
    ]))  # fmt: skip
    assert isinstance(read, AgendaFile)
    ids = [stage.id for stage in read.agenda.stages]
    assert ids == ["arrive", "write-2", "write", "write-3", "the_end"]
    again = read_agenda_file(write_file(read))
    assert isinstance(again, AgendaFile) and again.agenda == read.agenda


def test_a_file_says_no_ids_that_are_made_anyway() -> None:
    agenda = template("90", str)
    assert '"id"' not in write_file(AgendaFile("Ours", "en", agenda))
    swapped = Agenda((agenda.stages[0], *agenda.stages[4:2:-1], *agenda.stages[5:]))
    assert '"id": "story-2"' in write_file(AgendaFile("Ours", "en", swapped))


@pytest.mark.parametrize(("id_", "said"), [("", "24"), ("Zwei", "24"), ("-x", "24"), (2, "24")])
def test_an_id_that_cannot_be_one_is_refused(id_: Any, said: str) -> None:
    (fault,) = faults_of(with_stage(1, id=id_))
    assert said in fault


def test_no_two_stages_share_an_id() -> None:
    stages = [{"kind": kind, "minutes": 1, "id": "one"} for kind in ("arrive", "finish")]
    (fault,) = faults_of(file_of(stages))
    assert "Stage 2" in fault and "different" in fault


def test_every_fault_has_its_sentence() -> None:
    assert {*AGENDA_SENTENCES} == {*get_args(AgendaFaultCode)}
