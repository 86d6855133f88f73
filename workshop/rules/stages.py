"""The stages: a record for each kind, and going from one to another: pages, rounds, what a round
leaves behind, and what has opened.

The words that the room and the desk read in a stage are in `rules.agenda`, with the agendas that
use them; what may follow what beyond `needs`, as for looking through, is in `rules.agenda_faults`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from workshop.rules.agenda import Agenda, Stage, StageKind, Told
from workshop.rules.agenda import message as _


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of stage."""

    name: str
    """The name of the stage where an agenda gives it none of its own."""
    least: int
    """The fewest minutes that an offer to save time leaves to it: with less, it is not worth its
    beginning. Looking through protects people and is never hurried."""
    once: bool = False
    """True if an agenda has the kind at most once."""
    needs: frozenset[StageKind] = frozenset()
    """Kinds of which one must come before this one; empty for none."""
    collects: bool = False
    """True if devices leave marks or words in the stage: it opens a round."""
    writes: bool = False
    """True if people write in the stage."""
    lingers: bool = False
    """True if the stage's minutes are given up only when nothing else can be: people who think
    slowly need them to write, to move votes, to word a promise, and to hear what is kept."""
    taps: bool = False
    """True if people tap what is on show: phones then say something more often."""


KINDS: Mapping[StageKind, Kind] = {
    "arrive": Kind(name=_("Arrive"), least=2, once=True, collects=True, taps=True),
    "ground_rules": Kind(name=_("Ground rules"), least=1, once=True, collects=True, taps=True),
    "follow_up": Kind(name=_("Follow-up"), least=6, once=True),
    "go_first": Kind(name=_("Leader’s story"), least=2, once=True),
    "story": Kind(name=_("Story"), least=4, collects=True, taps=True),
    "write": Kind(name=_("Write"), least=4, collects=True, writes=True, lingers=True),
    "look_through": Kind(name=_("Look through"), least=2),
    "reveal": Kind(
        name=_("Reveal"),
        least=4,
        needs=frozenset({"write"}),
        collects=True,
        taps=True,
    ),
    "ask_how": Kind(
        name=_("Ask how"),
        least=4,
        needs=frozenset({"write"}),
        collects=True,
        writes=True,
        lingers=True,
    ),
    "talk": Kind(name=_("Talk"), least=3, collects=True),
    "break": Kind(name=_("Break"), least=3),
    "lessons": Kind(name=_("Lessons"), least=3, collects=True, writes=True),
    "vote": Kind(
        name=_("Vote"),
        least=2,
        once=True,
        needs=frozenset({"story", "write", "lessons"}),
        collects=True,
        lingers=True,
    ),
    "commit": Kind(
        name=_("Commit"),
        least=4,
        needs=frozenset({"story", "write", "lessons"}),
        collects=True,
        writes=True,
        lingers=True,
    ),
    "finish": Kind(name=_("Finish"), least=2, once=True, collects=True, lingers=True),
}


def kinds_that(hold: Callable[[Kind], bool]) -> frozenset[StageKind]:
    """Returns the kinds for which something holds."""
    return frozenset(kind for kind, one in KINDS.items() if hold(one))


KIND_NAMES: Mapping[StageKind, str] = {kind: one.name for kind, one in KINDS.items()}
COLLECTS = kinds_that(lambda kind: kind.collects)
"""The stages in which devices leave marks or words: each opens a round."""
WRITING_STAGES = kinds_that(lambda kind: kind.writes)
"""The stages in which people write."""
SENDS_CARDS: frozenset[StageKind] = frozenset({"write", "ask_how"})
"""The stages in which phones send cards, or answers, which are cards without a lesson."""
SENDS_LESSONS: frozenset[StageKind] = frozenset({"talk", "lessons"})
"""The stages in which phones send lessons."""


LeavingCommand = Literal["go", "last_call"]
PAGE_OF_SIX = 6
ENDING_PHASES = frozenset({"last_call", "few"})
"""The phases in which writing ends."""
PICKING, READING, SHOWING = "picking", "reading", "showing"
"""The phases of asking how beside those of writing: the desk picks a card, reads the answers, and
the room sees them."""


@dataclass(frozen=True)
class Contents:
    """The contents of a stage, on which the number of its pages depends."""

    story_steps: int = 0
    carried: int = 0
    on_pages: int = 0
    """Cards that are shown page by page."""
    page_size: int = 1
    answers: int = 0
    """Answers on show."""
    reads_wall: bool = False
    """True if a live wall is read, on which nobody writes any more."""
    shows_rules: bool = False
    """True if the arrival shows the rules."""


def pages(kind: StageKind, contents: Contents) -> int:
    """Returns how many pages a stage has; at least one.

    An arrival that shows the rules has a page for the way in and one for them.
    The story has its steps, then the lesson alone, then the question; the reveal starts with
    all cards at once, as does a live wall once nobody writes on it any more, and the follow-up
    with all commitments; one alone has no page besides.
    """
    if kind == "arrive" and contents.shows_rules:
        return 2
    if kind == "story":
        return contents.story_steps + 2
    if kind == "follow_up":
        return 1 + contents.carried if contents.carried > 1 else 1
    if kind == "ask_how":
        return max(1, -(-contents.answers // PAGE_OF_SIX))
    if kind == "reveal" or contents.reads_wall:
        return 1 + -(-contents.on_pages // contents.page_size)
    return 1


def leaving(kind: StageKind, phase: str) -> LeavingCommand:
    """Returns how a stage is left: at once, or with a last call. Writing has a last call first,
    also when going back: from there the room can go straight to the reveal, and by then the few
    must have been told."""
    return "last_call" if kind in SENDS_CARDS and phase == "open" else "go"


def reveals(kinds: Sequence[StageKind], position: int, to: int, *, live_wall: bool) -> bool:
    """True if going from one stage to another shows the cards that wait: at the reveal, and where
    none follows, or on a live wall, when writing is left."""
    if kinds[to] == "reveal":
        return True
    return kinds[position] == "write" and (live_wall or "reveal" not in kinds[position:])


def looked_through(kinds: Sequence[StageKind], position: int) -> bool:
    """True if the desk reads what is written in this stage before the room sees it."""
    if kinds[position] == "ask_how":
        return True
    after = kinds[position + 1 :]
    return "reveal" in after and "look_through" in after[: after.index("reveal")]


def shows_live(stages: Sequence[Stage], workshop: bool) -> bool:
    """True if cards appear as they come: what the stages of writing say, else the workshop."""
    chosen = {stage.settings.cards for stage in stages if stage.kind == "write"} - {None}
    return "live" in chosen if chosen else workshop


def rules_at_arrival(kinds: Sequence[str]) -> bool:
    """True if the arrival shows the rules, as no stage of theirs comes before anybody writes."""
    before = next((kinds[:i] for i, kind in enumerate(kinds) if kind in WRITING_STAGES), kinds)
    return "ground_rules" not in before


def decides_at(kinds: Sequence[StageKind]) -> StageKind:
    """Returns the kind of stage that decides which lessons are chosen: the vote, or where an agenda
    has none the commitments, at which the desk picks."""
    return "vote" if "vote" in kinds else "commit"


def collects(kinds: Sequence[StageKind], position: int) -> bool:
    """True if devices leave marks or words in this stage: at the arrival only where it shows the
    rules, in the talk only where lessons follow."""
    kind = kinds[position]
    if kind == "arrive":
        return rules_at_arrival(kinds)
    return kind in COLLECTS and (kind != "talk" or "lessons" in kinds[position:])


def opens_again(kind: StageKind, round_: int) -> bool:
    """True if the desk can open a stage again; `round_` is the one on show, 0 for none. The arrival
    has none before its rules were on show."""
    return kind in COLLECTS - {"talk", "ask_how"} and (kind != "arrive" or round_ > 0)


def is_ended_by(kinds: Sequence[StageKind], position: int, opening: int) -> bool:
    """True if a round of the stage at `position` ends when another one opens at `opening`.

    What people wrote or voted in stages that are still to come is left as it is: going back, and
    opening something again there, neither closes a list nor spends what was answered.
    """
    if kinds[opening] == "ask_how" and kinds[position] == "reveal":
        return False  # by how many know a card the desk picks the next one, too
    return deletes_cards(kinds[opening]) and position <= opening


def pauses_voting(kinds: Sequence[StageKind], position: int, to: int) -> bool:
    """True if going from one stage to another lets a voting wait: back to the lessons."""
    return kinds[position] == "vote" and kinds[to] == "lessons" and to < position


def ends_voting(kinds: Sequence[StageKind], position: int, to: int) -> bool:
    """True if a voting that goes on, or waits, is over with this way from one stage to another."""
    if kinds[position] == "vote":
        return to != position and not pauses_voting(kinds, position, to)
    return deletes_cards(kinds[to]) and kinds[to] not in {"lessons", "vote"}


def settles_tie(kind: StageKind, to: StageKind) -> bool:
    """True if going from one kind of stage to another leaves a tie for the last place behind: to
    where the chosen lessons are worked with, which a tie that was left once does not join later."""
    after = {"commit", "finish"}
    return to in after and kind not in after


def deletes_cards(kind: StageKind) -> bool:
    """True if the round that opens in this stage ends what writing left for its authors.

    What was set aside keeps its author's mark through the reveal, so that the device can be
    told kindly; the next words or votes that are collected end it.
    """
    return kind in {"write", "ask_how", "lessons", "vote", "commit", "finish"}


def begun(stage: str, took: Mapping[str, float], rounds: Iterable[str]) -> frozenset[str]:
    """Returns the ids of the stages that have opened: the current one, those that took time, and
    those that have a round."""
    lasted = (id_ for id_, seconds in took.items() if seconds > 0)
    return frozenset({stage, *lasted, *rounds})


def writing_begun(agenda: Agenda, opened: Collection[str]) -> bool:
    """True if a stage of writing has opened: what was promised before it holds from then on."""
    return any(id_ in opened for id_ in agenda.ids("write"))


def is_told(agenda: Agenda, opened: Collection[str], place: Told) -> bool:
    """True if the first or the second story has been before the room; a stage beyond the second
    tells the second again."""
    return place in told_by_stage(agenda, opened).values()


def told_by_stage(agenda: Agenda, opened: Collection[str]) -> dict[str, Told]:
    """Returns which story each stage has told that has opened, by the stage's id."""
    return {
        stage.id: agenda.told(at)
        for at, stage in enumerate(agenda.stages)
        if stage.kind == "story" and stage.id in opened
    }
