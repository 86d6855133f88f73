"""A sentence around people's own words, and a commitment as one."""

from collections.abc import Mapping
from dataclasses import dataclass

from workshop.rules.agenda import Translate


@dataclass(frozen=True)
class Sentence:
    """A sentence of ours around people's own words, so that each can be set apart."""

    form: str
    words: Mapping[str, str]
    language: str = ""
    """The language of their words; "" where that is of no account."""

    def __str__(self) -> str:
        return self.form.format(**self.words)


def promised(who: str, when: str, will: str, translate: Translate, language: str = "") -> Sentence:
    """A commitment of "we" or "I" as one sentence."""
    we = translate("If {when}, we will {will}.")
    i = translate("If {when}, I will {will}.")
    words = {"when": unmarked(when), "will": unmarked(will)}
    return Sentence(we if who == "we" else i, words, language)


def unmarked(text: str) -> str:
    """Without the mark that the sentence around it brings."""
    return text.strip().rstrip(".,;… \n")
