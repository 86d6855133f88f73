"""Syllables that no shaper takes: no card, and nothing else, keeps a workshop from its PDF."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.summary.hostile import HOSTILE, evil
from tests.summary.readers import facts, kept, made
from workshop.summary.formats import typesetting
from workshop.summary.formats.make_file import FAULT
from workshop.summary.formats.shapable import PART_SIGN, SYLLABLE_SIGNS, apart, parted, spelled

CARD = 280
TIED = "\u0915\u094d" * 140
UNITS = {
    "consonants": "\u0915\u094d", "vowels": "\u093f", "reph": "\u0930\u094d",
    "half consonants": "\u0915\u094d\u200d", "nukta": "\u0915\u093c\u094d",
    "Vedic marks": "\u1cd0", "a figure": "\u0967\u094d", "Bengali": "\u0995\u09cd",
    "Gurmukhi": "\u0a15\u0a4d", "Gujarati": "\u0a95\u0acd", "Oriya": "\u0b15\u0b4d",
    "Tamil": "\u0b95\u0bcd", "Telugu": "\u0c15\u0c4d", "Kannada": "\u0c95\u0ccd",
    "Malayalam": "\u0d15\u0d4d", "Malayalam, killed otherwise": "\u0d15\u0d3b",
    "Khmer": "\u1780\u17d2", "Burmese": "\u1000\u1039", "Javanese": "\ua98f\ua9c0",
}  # fmt: skip
"""Signs of which a syllable can be made without end, in the scripts whose letters hang together."""
WORDS = (
    "\u0915\u093e\u0930\u094d\u0924\u094d\u0938\u094d\u0928\u094d\u092f " * 20,
    "\u0c38\u0c4d\u0c24\u0c4d\u0c30\u0c40\u0c32\u0c15\u0c41" * 30,
    "\u0d36\u0d3e\u0d38\u0d4d\u0d24\u0d4d\u0d30\u0d1c\u0d4d\u0d1e\u0d28\u0d4d" * 20,
)
Form = Callable[[str], str]


def as_it_is(text: str) -> str:
    return text


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_a_syllable_is_parted_before_it_is_too_long(unit: str) -> None:
    text = unit * CARD
    assert max(map(len, parted(text).split(PART_SIGN))) == SYLLABLE_SIGNS
    assert parted(text).replace(PART_SIGN, "") == text


@pytest.mark.parametrize("text", [*HOSTILE, *WORDS], ids=lambda text: ascii(text[:12]))
def test_words_are_not_parted(text: str) -> None:
    assert parted(text) == text


@pytest.mark.parametrize("unit", [UNITS["consonants"], UNITS["vowels"], UNITS["reph"]], ids=ascii)
def test_it_comes_out_as_it_was_written(unit: str) -> None:
    summary = evil(unit * (CARD // len(unit)))
    assert facts("pdf", summary) == kept("pdf", summary)


@pytest.mark.parametrize("ending", ["poster.pdf", "poster.png"])
def test_posters_are_made_of_it(ending: str) -> None:
    assert made(ending, evil(TIED)).startswith((b"%PDF-", b"\x89PNG"))


@pytest.mark.parametrize("forms", [(as_it_is, apart, spelled), (as_it_is, as_it_is, apart)])
def test_what_typst_panics_at_is_set_sign_by_sign(
    forms: tuple[Form, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "TEXT_FORMS", forms)
    assert facts("pdf", evil(TIED)) == kept("pdf", evil(TIED))
    assert made("poster.png", evil(TIED)).startswith(b"\x89PNG")


@pytest.mark.long
def test_what_it_still_panics_at_is_spelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "TEXT_FORMS", (as_it_is, as_it_is, spelled))
    ((card, _),) = facts("pdf", evil(TIED)).cards
    assert card == "\\u0915\\u094d" * 140


PANICS = """
from workshop.summary.formats import make_file

def panics(_order):
    raise type("PanicException", (BaseException,), {})("said by Rosalind")

make_file.made = panics
make_file.make_ordered_file()
"""


def test_any_other_panic_is_told_by_its_place_and_without_a_word() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PANICS], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout
        process.stdin.write(b"{}\n")
        process.stdin.flush()
        told = process.stdout.read().decode()
        assert process.wait() == FAULT
    assert told.startswith("PanicException") and "Rosalind" not in told
