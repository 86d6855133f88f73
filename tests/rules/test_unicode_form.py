"""Normal forms: what Unicode says, and no run of marks that makes them slow."""

import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workshop
from workshop.rules import text as texts
from workshop.rules.text import HALF_WIDTH, LETTERS_OF_MARKS, MANY_SIGNS, NormalForm, clean, in_form

FORMS: tuple[NormalForm, ...] = ("NFC", "NFKC", "NFKD")
FEW_KINDS = "a\u00e9\u1ec7-\u0315\u0300\u0323\u0345\u0344\u0f71\u0f73\u0f75\u0f81\uff76\uff9e\uff9f"
MIXED = st.text(
    st.sampled_from(f"{FEW_KINDS}\u3099\u1112\u1161\u11ab\uac00\u0915\u094d\u093c\u0958")
)
RUN = 1000
PILED = {
    "two kinds": "a" + "\u0315" * RUN + "\u0300" * RUN,
    "by turns": "a" + "\u0315\u0300" * RUN,
    "after an accent": "\u1ec7" + "\u0315\u0300" * RUN,
    "marks that count as letters": "\u0f40" + "\u0f73\u0f81" * RUN,
    "half width": "\uff76" + "\u0300" * RUN + "\uff9e" * RUN,
    "with a sign in it": "a-" + "\u0315" * RUN + "\u0300" * RUN,
}
KEPT = {
    "devanagari": "\u092a\u0942\u091b\u094b\u0964 \u0915\u094d\u200d\u0937",
    "thai": "\u0e17\u0e35\u0e48\u0e19\u0e35\u0e48",
    "arabic": "\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f",
    "hebrew": "\u05d1\u05bc\u05b0\u05e8\u05b5\u05d0\u05e9\u05c1\u05b4\u05d9\u05ea",
    "vietnamese": "Vi\u1ec7t Nam, \u0111\u1eb7c bi\u1ec7t",
    "emoji": "\U0001f469\u200d\U0001f4bb \U0001f3f3\ufe0f\u200d\U0001f308",
}  # fmt: skip


@given(st.text() | MIXED)
def test_the_form_is_that_of_unicode(text: str) -> None:
    for form in FORMS:
        assert in_form(form, text) == unicodedata.normalize(form, text)


@pytest.mark.parametrize("text", PILED.values(), ids=PILED)
@pytest.mark.parametrize("form", FORMS)
def test_also_of_long_runs_of_marks(form: NormalForm, text: str) -> None:
    assert in_form(form, text) == unicodedata.normalize(form, text)


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_words_with_their_marks_are_kept(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("text", PILED.values(), ids=PILED)
@pytest.mark.parametrize("form", FORMS)
def test_no_mark_is_left_that_must_pass_many_others(
    form: NormalForm, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_ = list[str]()

    def normalize(form: NormalForm, text: str) -> str:
        given_.append(text)
        return unicodedata.normalize(form, text)

    spy = SimpleNamespace(
        normalize=normalize,
        combining=unicodedata.combining,
        is_normalized=unicodedata.is_normalized,
    )
    monkeypatch.setattr(texts, "unicodedata", spy)
    in_form(form, text)
    assert all(max(passed(form, one)) < MANY_SIGNS for one in given_)


def passed(form: NormalForm, text: str) -> Iterator[int]:
    """For each mark, how many before it come after it in the form."""
    parts: NormalForm | str = "NFD" if form == "NFC" else "NFKD"
    run = list[int]()
    for sign in "".join(unicodedata.normalize(parts, one) for one in text):
        class_ = unicodedata.combining(sign)
        yield sum(one > class_ for one in run) if class_ else 0
        run = [*run, class_] if class_ else []


def test_all_other_letters_begin_with_one_and_all_marks_keep_their_place() -> None:
    odd = {chr(sign) for sign in {**LETTERS_OF_MARKS, **HALF_WIDTH}}
    for sign in map(chr, range(0x110000)):
        parts = unicodedata.normalize("NFKD", sign)
        place = unicodedata.combining(sign)
        if sign in odd:
            assert place == 0 < unicodedata.combining(parts[0])
        elif place:
            assert not sign.isalnum() and {unicodedata.combining(one) for one in parts} == {place}
        else:
            assert unicodedata.combining(parts[0]) == 0, ascii(sign)


def test_no_other_module_makes_forms() -> None:
    folder = Path(workshop.__file__).parent
    found = [path.stem for path in folder.rglob("*.py") if "normalize(" in path.read_text("utf-8")]
    assert found == ["text"]


def test_a_run_of_marks_is_kept_whole() -> None:
    kept = clean(PILED["two kinds"])
    assert len(kept) == 2 * RUN and clean(kept) == kept
    assert all(one <= other for one, other in pairwise(map(unicodedata.combining, kept[1:])))
