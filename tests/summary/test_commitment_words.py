"""The words around a commitment: its frame in every language, and whose name stands beside it."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.actions.test_follow_up import OPEN
from tests.summary.samples import sample
from tests.summary.summaries import plain
from tests.summary.told import told
from tests.support.room import new_room
from workshop.protocol import commands
from workshop.protocol.summary import SummaryFollowed
from workshop.storage.store import Store
from workshop.summary.build import build
from workshop.summary.formats.all_formats import FORMATS
from workshop.summary.reader import reader
from workshop.summary.sentence import promised

FRAMES = {
    "en": ("If it snows, I will call.", "If it snows, we will call."),
    "de": (
        "Wenn das passiert: it snows. Dann werde ich call.",
        "Wenn das passiert: it snows. Dann werden wir call.",
    ),
    "es": (
        "Si pasa esto: it snows. Entonces voy a call.",
        "Si pasa esto: it snows. Entonces vamos a call.",
    ),
    "fr": (
        "Si ceci arrive\u00a0: it snows. Alors je vais call.",
        "Si ceci arrive\u00a0: it snows. Alors nous allons call.",
    ),
    "ar": (
        "إذا حدث هذا: it snows. عندها ألتزم بـ: call.",
        "إذا حدث هذا: it snows. عندها نلتزم بـ: call.",
    ),
}
"""I and we. Where a clause after "if" would change the order of words, as in German, or lose a
letter, as in French, what happens stands in a sentence of its own."""
PEOPLE = {ending for ending in FORMATS if ending not in {"ics", "json", "poster.pdf", "poster.png"}}
OWNERS = {"kept": "Amira", "changed": "Jonas", "dropped": "Yusuf", "": "Wanda"}


@pytest.mark.parametrize("language", FRAMES)
def test_the_frame_changes_with_i_and_we_and_bends_nobody_s_words(language: str) -> None:
    translate = reader(language).translate
    said = tuple(str(promised(who, "it snows,", "call.", translate)) for who in ("I", "we"))
    assert said == FRAMES[language]


@pytest.mark.parametrize("ending", sorted(PEOPLE))
def test_a_name_stands_beside_what_was_kept_or_changed_and_beside_nothing_else(ending: str) -> None:
    text = told(ending, plain(followed=[_followed(outcome) for outcome in OWNERS]))
    named = {outcome for outcome, owner in OWNERS.items() if owner in text}
    assert named == {"kept", "changed"}
    if ending != "zip":
        for words in ("Kept", "Changed", "Let go", "Not talked about yet"):
            assert words in text


def _followed(outcome: str) -> SummaryFollowed:
    one = sample().followed[0]
    now = "call twice" if outcome == "changed" else ""
    return replace(
        one, id=outcome, owner=OWNERS[outcome], outcome=outcome, will_now=now, by_now="", learned=""
    )


@pytest.mark.parametrize(("outcome", "kept"), [("dropped", ""), ("kept", "Amira"), ("", "Amira")])
def test_what_was_let_go_is_kept_without_its_name(store: Store, outcome: str, kept: str) -> None:
    """A commitment that nobody talked about comes back under its name, so the summary keeps
    that."""
    room = new_room(store, template="follow_up", carried=(OPEN,))
    room.desk.goes("follow_up")
    room.desk.does(commands.FollowUp(n=1, outcome=outcome))  # type: ignore[arg-type]
    summary = build(room.read(), date(2026, 3, 25))
    assert summary.followed[0].owner == kept
