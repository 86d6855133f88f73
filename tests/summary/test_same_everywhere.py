"""Every format says the same: what is read back from each file is what is kept."""

import pytest

from tests.summary.readers import READERS, facts, kept
from tests.summary.samples import ARABIC, ENGLISH, Words, bare, sample
from workshop.summary.formats.all_formats import FORMATS
from workshop.summary.reader import reader

ROOMS = {"en": ENGLISH, "ar": ARABIC}
NOT_ALL = {"ics", "poster.pdf", "poster.png"}
"""Formats that hold only a part of a summary."""


def test_every_format_is_read_back() -> None:
    assert READERS.keys() == FORMATS.keys() - NOT_ALL


@pytest.mark.parametrize("language", ["en", "ar", "de"])
@pytest.mark.parametrize("words", ROOMS.values(), ids=ROOMS)
@pytest.mark.parametrize("ending", READERS)
def test_a_file_says_what_is_kept(ending: str, words: Words, language: str) -> None:
    for summary in (sample(words), bare(words)):
        found = facts(ending, summary, reader(language))
        assert found == kept(ending, summary, reader(language))
