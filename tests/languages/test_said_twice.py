"""The server's sentences for the room or the summary, and the same sentences on a phone or a desk.

Each speaks another language, so the sentences stand in both; here they are compared.
"""

from collections.abc import Iterable

import pytest
from babel.messages.extract import extract_from_file

from tools.languages.extract import BROWSER, PYTHON, browser
from tools.languages.update import ROOT
from workshop.rules.agenda_words import LOOKED_THROUGH, SHOWN_AT_ONCE
from workshop.rules.pulse import PULSE_SENTENCES, SCALE
from workshop.rules.stages import KIND_NAMES
from workshop.summary import pulse_words

ONLY_AT_THE_DESK = {
    "The pulse: right now, in this room",
    "Phones show the three sentences now. Once you end the pulse, nobody can answer.",
    "The totals will be in the summary.",
    "The totals appear only here, until you finish and erase the rest.",
    "End the pulse and show the totals",
    "Too few people answered to show totals, so nothing was kept.",
}


def said_in(module: str) -> list[str]:
    """The sentences of a browser module, in their order."""
    with (ROOT / "static" / "js" / module).open("rb") as stream:
        return [str(found) for _, _, found, _ in browser(stream, BROWSER, (), {})]


@pytest.mark.parametrize(
    ("module", "words"),
    [
        ("words/pulse.js", [*PULSE_SENTENCES, *SCALE]),
        ("words/stage-names.js", KIND_NAMES.values()),
        ("participant/policy-words.js", [LOOKED_THROUGH, SHOWN_AT_ONCE]),
    ],
)
def test_browser_and_server_say_it_in_the_same_words(module: str, words: Iterable[str]) -> None:
    assert said_in(module) == [*words]


def test_desk_and_summary_tell_sums_of_the_pulse_in_the_same_words() -> None:
    found = extract_from_file("python", str(pulse_words.__file__), PYTHON)
    at_desk = {*said_in("stages/finish/desk-pulse.js")} - ONLY_AT_THE_DESK
    assert at_desk == {str(words) for _, words, *_ in found}
