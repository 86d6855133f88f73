"""Every sentence is translated, in every language, whole and up to date."""

import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural

from tools.languages.extract import BROWSER, browser, sentences
from tools.languages.update import ROOT, updated
from workshop.languages import LANGUAGES_FOLDER, Languages, read_catalogue
from workshop.rules.agenda import TEMPLATES, template
from workshop.rules.built_in_words import GROUND_RULES

FIRST = ["ar", "de", "es", "fr"]
FILES = sorted(LANGUAGES_FOLDER.glob("*/messages.po"))
HOLE = re.compile(r"\{\w+\}")
COUNTED = {"{n}", "{left}"}
"""A form for one or two may say the number in a word."""
NAMES = [
    ("Throw away", "Throw away: {title}"), ("Change", "Change the card: {about}"),
    ("Withdraw", "Withdraw: {about}"), ("I’ll take this on", "I’ll take this on: {will}"),
    ("Duplicate", "Duplicate: {name}"), ("Download", "Download: {name}"),
    ("Delete", "Delete: {name}"), ("Start from this one", "Start from this one: {name}"),
    ("Up", "Up: {stage}"), ("Down", "Down: {stage}"),
    ("Remove this stage", "Remove this stage: {stage}"),
]  # fmt: skip
FOREIGN_MARKS = {
    "de": r"""["'«»”]|(?:^|\s)“|\s[:;?!]""",
    "fr": r"""["'„“”]|«(?!\u00a0)|(?<!\u00a0)(?:»|:(?=\s|$))|(?<!\u202f)[;?!]""",
}
"""A mark that is not the language's, or whose space could break a line before it."""
each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)


@pytest.fixture(scope="module")
def said() -> Catalog:
    return sentences(ROOT)


def spoken(file: Path) -> Iterator[tuple[Message, list[str]]]:
    """Every sentence of a catalogue with its forms."""
    for one in read_catalogue(file):
        if one.id:
            yield one, [one.string or ""] if isinstance(one.id, str) else list(one.string)


def ids(one: Message) -> list[str]:
    return [one.id] if isinstance(one.id, str) else list(one.id)


def test_the_program_speaks_the_first_languages() -> None:
    assert set(FIRST) <= {file.parent.name for file in FILES}


@each_file
def test_bringing_a_catalogue_up_to_date_changes_nothing(file: Path, said: Catalog) -> None:
    """Otherwise: python -m tools.languages.update, and translate what is new."""
    assert file.read_text("utf-8") == updated(file, said)


@each_file
def test_a_catalogue_is_written_in_its_own_letters(file: Path) -> None:
    """Else nobody would see that two languages were merged into one another."""
    own = {"LATIN", "ARABIC"} if file.parent.name == "ar" else {"LATIN"}
    for one, forms in spoken(file):
        foreign = {char for char in "".join(forms) if char.isalpha()} - {*"".join(ids(one))}
        assert {unicodedata.name(char).split()[0] for char in foreign} <= own, forms


@pytest.mark.parametrize("language", FOREIGN_MARKS)
def test_a_language_is_set_in_its_own_marks(language: str) -> None:
    file = LANGUAGES_FOLDER / language / "messages.po"
    wrong = [form for _, forms in spoken(file) for form in forms
             if re.search(FOREIGN_MARKS[language], form)]  # fmt: skip
    assert wrong == []


def test_english_is_set_in_its_own_marks(said: Catalog) -> None:
    """Otherwise: write ’ for an apostrophe, and “ ” around what is quoted."""
    assert [text for one in said for text in ids(one) if re.search("""['"]""", text)] == []


@each_file
def test_nothing_is_left_out_or_unsure(file: Path) -> None:
    missing = [ids(one)[0] for one, forms in spoken(file) if one.fuzzy or not all(forms)]
    assert missing == []


@each_file
def test_every_form_of_a_number_is_there(file: Path) -> None:
    needed, _ = get_plural(file.parent.name.replace("-", "_"))
    short = [ids(one)[0] for one, forms in spoken(file)
             if len(ids(one)) > 1 and len(forms) != needed]  # fmt: skip
    assert short == []
    assert any(len(ids(one)) > 1 for one, _ in spoken(file))


@each_file
def test_every_form_has_the_places_of_its_sentence(file: Path) -> None:
    wrong = [form for one, forms in spoken(file) for form in forms if not fits(one, form)]
    assert wrong == []


def fits(one: Message, form: str) -> bool:
    wanted, found = set(HOLE.findall(" ".join(ids(one)))), set(HOLE.findall(form))
    may_lack = COUNTED if len(ids(one)) > 1 else set()
    return found <= wanted and wanted - found <= may_lack


@each_file
def test_words_in_a_row_are_joined_by_what_stands_between_them(file: Path) -> None:
    [row] = [forms[0] for one, forms in spoken(file) if ids(one)[0] == "{first}, {next}"]
    assert row.startswith("{first}") and row.endswith("{next}") and len(row) < 20


@each_file
def test_a_glossary_stands_at_the_head(file: Path) -> None:
    head = file.read_text("utf-8").split("\nmsgid", 1)[0]
    for word in ("card", "lesson", "commitment", "desk", "seal", "summary", "set aside"):
        assert f"{word} " in head


def test_only_figures_and_names_stay_as_they_are_in_english() -> None:
    """A sentence that was copied instead of translated."""
    for file in FILES:
        same = {ids(one)[0] for one, forms in spoken(file) if forms == ids(one)}
        assert {text for text in same if text.count(" ") > 1} == set(), file


@pytest.mark.parametrize("language", FIRST)
def test_the_built_in_prompts_rules_and_cues_are_in_the_workshops_language(language: str) -> None:
    translate = Languages().translator(language)
    for name in TEMPLATES:
        for own, english in zip(
            template(name, translate).stages, template(name, str).stages, strict=True
        ):
            for field in ("prompt", "second_prompt", "cue"):
                one, other = getattr(own, field), getattr(english, field)
                assert bool(one) == bool(other) and (not one or one != other)
    assert all(translate(rule) != rule for rule in GROUND_RULES)


def found(text: str) -> list[object]:
    stream = io.BytesIO(text.encode())
    stream.name = "x.js"  # type: ignore[attr-defined]
    return [one[2] for one in browser(stream, BROWSER, (), {})]


def test_a_sentence_in_a_template_within_a_template_is_found() -> None:
    inner = (
        "html`<p title=${t('One')}>${on ? html`<b>${t(\n  \"Two \" + \"three\",\n)}</b>` : ''}</p>`"
    )
    assert found(inner) == ["One", "Two three"]
    assert found('tn("{n} card", "{n} cards", n)') == [("{n} card", "{n} cards")]
    assert found("start(1); at('x'); const set = new Set(t)") == []


def test_a_sentence_that_does_not_stand_in_the_call_is_refused() -> None:
    for call in ("t(words)", 't(on ? "a" : "b")', "tn(`one`, 'many', 2)"):
        with pytest.raises(ValueError, match=r"x\.js:1"):
            found(call)


def test_numbers_have_their_form_on_the_server_too(tmp_path: Path) -> None:
    plural = Languages().counter("ar")
    one, many = "{n} commitment is open.", "{n} commitments are open."
    forms = {plural(one, many, n) for n in (1, 2, 3, 11, 100)}
    assert len(forms) >= 4
    assert Languages().counter("en")(one, many, 1) == "1 commitment is open."


@pytest.mark.parametrize("language", Languages().known)
def test_a_name_that_is_read_aloud_holds_the_words_that_are_shown(language: str) -> None:
    say = Languages().translator(language)
    assert [short for short, long in NAMES if say(short).lower() not in say(long).lower()] == []
