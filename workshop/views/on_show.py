"""The stages, stories and pages on show: asked alike of a room and of a transaction."""

from collections.abc import Sequence
from typing import Any, Protocol

from workshop.protocol.story import Story
from workshop.rules.agenda import Agenda, Stage, StageKind, Told
from workshop.rules.pacing import slot_length
from workshop.rules.room_size import on_pages
from workshop.rules.stages import (
    KINDS,
    SHOWING,
    Contents,
    collects,
    pages,
    pauses_voting,
    rules_at_arrival,
)


class OnShow(Protocol):
    """A workshop at one moment. Each part may be looked up only when it is asked for."""

    @property
    def state(self) -> Any:
        """The fields of the state."""

    @property
    def agenda(self) -> Agenda:
        """The workshop's agenda."""

    @property
    def position(self) -> int:
        """The place of the current stage in the agenda, from 0 on."""

    @property
    def stage(self) -> Stage:
        """The current stage."""

    @property
    def rounds(self) -> Sequence[str]:
        """The id of each round's stage, in the order in which they were opened."""

    @property
    def story(self) -> Story:
        """The story."""

    @property
    def second_story(self) -> Story | None:
        """The story of the second story stage, where the agenda has one."""

    @property
    def collecting(self) -> bool:
        """True if the current round collects."""

    @property
    def revealed(self) -> int:
        """Number of revealed cards."""

    @property
    def free(self) -> int:
        """Number of revealed cards that are neither sensitive nor taken off."""

    @property
    def answered(self) -> int:
        """Number of answers on show."""

    @property
    def followed(self) -> int:
        """Number of commitments of earlier workshops."""


def was_held(at: OnShow, stage: Stage) -> bool:
    """True if the room has been in a stage, however briefly."""
    return stage.id in {at.agenda.stages[0].id, at.state.stage, *at.state.took}


def reached(at: OnShow, kind: StageKind) -> bool:
    """True if a stage of this kind is or was on show: one that was skipped is not."""
    return any(one.kind == kind and was_held(at, one) for one in at.agenda.stages)


def opens_new_round(at: OnShow, to: int) -> bool:
    """True if entering this stage opens a new round, not the last one again or none at all: where
    the desk picks a card first, it is that which does.

    That is so the first time, and at a vote also when its votes were given up. At lessons at which
    a voting waits, another round would end what was voted.
    """
    kinds = [stage.kind for stage in at.agenda.stages]
    stage = at.agenda.stages[to]
    if stage.kind == "ask_how" or not collects(kinds, to):
        return False
    pauses = at.state.phase == "open" and pauses_voting(kinds, at.position, to)
    waits = at.state.vote_paused or pauses
    if stage.kind == "lessons" and waits:
        return False
    return stage.id not in at.rounds or (stage.kind == "vote" and not at.state.vote_round)


def passed(at: OnShow) -> list[Stage]:
    """The stages before the present one that the room was not in."""
    return [one for one in at.agenda.stages[: at.position] if not was_held(at, one)]


def heard(at: OnShow) -> set[Told]:
    """The stories that the room has heard, or hears now: one whose stage was skipped is none."""
    stages = enumerate(at.agenda.stages)
    return {at.agenda.told(i) for i, one in stages if one.kind == "story" and was_held(at, one)}


def story_on_show(at: OnShow) -> Story:
    """The story of the current stage, or else the one told last."""
    told = at.agenda.told(at.position)
    second = at.second_story if told == "story2" and "story2" in heard(at) else None
    return second or at.story


def question_on_show(at: OnShow) -> int:
    """Returns the place of the story's question that the room sees; 0 also if there is none."""
    asked: int = at.state.question
    return asked if asked < len(story_on_show(at).questions) else 0


def beats(at: OnShow, devices: int) -> int:
    """Returns how many of the shortest slots make one, by what is on show and for how many."""
    wall = at.stage.kind == "write" and at.state.live_wall
    taps = KINDS[at.stage.kind].taps or wall or at.state.phase == SHOWING
    return slot_length(taps=bool(taps), devices=devices)


def is_adding(at: OnShow) -> bool:
    """True if phones can add lessons to the list, as far as it is known without a clock."""
    collects = at.stage.kind == "lessons" and at.collecting
    return collects and at.state.round not in at.state.closed_lists


def reads_wall(at: OnShow) -> bool:
    """True if the room reads a live wall on which nobody writes any more."""
    wall = at.stage.kind == "write" and at.state.live_wall
    return bool(wall and not at.collecting and at.revealed)


def cards_on_pages(at: OnShow) -> int:
    """Counts the cards that are shown page by page."""
    return on_pages(at.revealed, at.free, len(at.state.known))


def page_count(at: OnShow) -> int:
    """Counts the pages of the current stage."""
    contents = Contents(
        len(story_on_show(at).steps),
        at.followed,
        cards_on_pages(at),
        at.state.page_size,
        at.answered if at.stage.kind == "ask_how" else 0,
        reads_wall(at),
        shows_rules=rules_at_arrival([stage.kind for stage in at.agenda.stages]),
    )
    return pages(at.stage.kind, contents)
