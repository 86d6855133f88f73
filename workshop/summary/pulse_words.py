"""The pulse in a summary, in words: how people in this room answered, and no more than that."""

from collections.abc import Iterator
from dataclasses import dataclass

from workshop.protocol.summary import Summary, SummaryPulseItem
from workshop.rules.agenda import Translate
from workshop.rules.pulse import PULSE_SENTENCES, SCALE
from workshop.rules.words_in_a_row import listed


@dataclass(frozen=True)
class SaidOfPulse:
    """One sentence, and what was answered: for both ends their name and the five counts."""

    sentence: str
    ends: list[tuple[str, list[int]]]
    change: str
    """Says how many answered higher, the same, lower at the end; "" where that may not be told."""

    def lines(self, translate: Translate) -> Iterator[str]:
        """Returns the figures as sentences."""
        for name, counts in self.ends:
            counted = zip(scale(translate), counts, strict=True)
            steps = listed((f"{step} {n}" for step, n in counted), translate)
            yield f"{name}: {steps}"
        if self.change:
            yield self.change


def scale(translate: Translate) -> list[str]:
    """The five steps, from "not at all" to "fully"."""
    return [translate(step) for step in SCALE]


def pulse_said(summary: Summary, translate: Translate) -> list[SaidOfPulse]:
    """Returns the summary's part of the pulse; [] where it was not taken, or not for this."""
    return [
        SaidOfPulse(translate(sentence), _ends(item, translate), _change(item, translate))
        for sentence, item in zip(PULSE_SENTENCES, summary.pulse, strict=False)
    ]


def caution(summary: Summary, translate: Translate) -> str:
    """Returns a sentence on what these totals are, and what they are not."""
    if any(item.change for item in summary.pulse):
        return translate(
            "The same people, at the beginning and at the end. This is how they answered; it "
            "proves nothing."
        )
    return translate(
        "Too few people answered both times to compare the two, so each is counted separately."
    )


def _ends(item: SummaryPulseItem, translate: Translate) -> list[tuple[str, list[int]]]:
    named = [
        (translate("At the beginning"), item.arrive),
        (translate("At the end"), item.finish),
    ]
    return [(name, counts) for name, counts in named if counts]


def _change(item: SummaryPulseItem, translate: Translate) -> str:
    if not item.change:
        return ""
    lower, same, higher = item.change
    form = translate("Higher at the end: {higher}, the same: {same}, lower: {lower}.")
    return form.format(higher=higher, same=same, lower=lower)
