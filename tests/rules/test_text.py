"""Cleaning: a keyboard leaves no print, and no script loses a letter."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.support.keyboards import PIECES, typed_on
from workshop.rules.text import clean, one_line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u201cIt\u2019s fine\u201d", '"It\'s fine"'),
        ("a\u00a0b\u2009c", "a b c"),
        ("tab\there", "tab here"),
        ("two  spaces.  Here", "two spaces. Here"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("left\u202eright", "leftright"),
        ("e\u0301", "\u00e9"),
        ("e\u200b\u0301", "\u00e9"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("  edges  ", "edges"),
        ("bell\x07", "bell"),
        ("half\ud83d", "half"),
        ("apple\uf8ff", "apple"),
        ("x\u200dy", "xy"),
    ],
)  # fmt: skip
def test_what_is_typed_is_kept_without_its_print(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("wait\u2026", "wait..."),
        ("late \u2014 too late", "late - too late"),
        ("late \u2013 too late", "late - too late"),
        ("late -- too late", "late - too late"),
        ("late\u2014too late", "late - too late"),
        ("late--too late", "late - too late"),
        ("well-known", "well-known"),
        ("well\u2011known", "well-known"),
        ("3\u20135 days at \u22125", "3-5 days at -5"),
        ("git push --force", "git push --force"),
        ("git push \u2014force", "git push --force"),
        ("\u2013 a point", "- a point"),
        ("-----", "-"),
    ],
)
def test_dashes_and_dots_that_keyboards_make_are_those_that_fingers_make(
    typed: str, kept: str
) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("il dit \u00ab\u00a0oui\u00a0\u00bb", 'il dit "oui"'),
        ("\u00abs\u00ed\u00bb", '"s\u00ed"'),
        ("\u00bbeins\u00ab und \u00bbzwei\u00ab", '"eins" und "zwei"'),
        ("\u2039so\u203a", "'so'"),
        ("\u201eja\u201c", '"ja"'),
    ],
)
def test_quotes_of_every_country_are_straight(typed: str, kept: str) -> None:
    assert clean(typed) == kept


BLANKS = "\u034f\u115f\u1160\u17b4\u2800\u3164\uffa0\ufe00\ufe0e\ufff0\U000e0041\U000e0100\ufdd0"


@pytest.mark.parametrize("blank", BLANKS, ids=lambda char: f"{ord(char):x}")
def test_what_shows_nothing_carries_nothing(blank: str) -> None:
    assert clean(f"a{blank}b") == "ab"


@pytest.mark.parametrize(
    "typed",
    [
        "\u0645\u0631\u062d\u0628\u0627\u200c ",
        "\u0645\u200d",
        "\u6f22\u200d\u5b57",
        "\u05d0\u200c\u05d1",
        "\U0001f600\u200d",
        "\u0645\ufe0f",
        "^\u200d^",
        "+\ufe0f",
    ],
    ids=ascii,
)
def test_a_joiner_that_joins_nothing_goes(typed: str) -> None:
    assert not set("\u200c\u200d\ufe0f") & set(clean(typed))


@pytest.mark.parametrize(
    "typed",
    [
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\U0001f469\U0001f3fd\u200d\U0001f4bb",
        "\U0001f3f3\ufe0f\u200d\U0001f308",
        "\U0001f642\u200d\u2194\ufe0f",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0915\u094d\u200d\u0937",
        "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
        "\u2764\ufe0f",
        "\U0001fae8",
        "\U0001fadf",
    ],
    ids=ascii,
)
def test_joiners_stay_where_an_emoji_or_a_script_needs_them(typed: str) -> None:
    assert clean(typed) == typed


ODD = st.lists(st.sampled_from(PIECES)).map("".join)


@example("\u0301\u0655\u200d\u064b")  # marks that NFC puts in another order
@given(st.text() | ODD)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text() | ODD)
def test_cleaning_keeps_every_letter_and_figure_that_shows(text: str) -> None:
    assert shown(clean(text)) == shown(text)


def shown(text: str) -> str:
    """Letters, figures and symbols, apart from accents that another form puts elsewhere."""
    plain = unicodedata.normalize("NFD", text)
    return "".join(
        char for char in plain
        if unicodedata.category(char)[0] in "LN" and clean(f"a{char}b") != "ab"
    )  # fmt: skip


@given(st.lists(st.sampled_from(["word", "quote", "dash", "tight", "dots", "own", "new"])))
def test_every_keyboard_leaves_the_same_text(parts: list[str]) -> None:
    texts = {name: clean(typed_on(name, parts)) for name in ("plain", "smart", "office", "french")}
    assert len(set(texts.values())) == 1, texts


@given(st.text() | ODD)
def test_one_line_has_no_line_break(text: str) -> None:
    assert "\n" not in one_line(text)
    assert one_line(one_line(text)) == one_line(text)
