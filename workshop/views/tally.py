"""What may be seen of the votes: bars, ranks, ties, what is chosen, and who must decide."""

from collections.abc import Mapping
from dataclasses import dataclass

from workshop.protocol.entries import Ballot
from workshop.rules.grouping import root
from workshop.rules.limits import PER_LESSON
from workshop.rules.votes import Result, budget, paper_item, result
from workshop.views.room import Room


@dataclass(frozen=True)
class Tallies:
    """The votes of each lesson on the ballot as far as they may be seen, and their result."""

    votes: Mapping[str, int] | None
    result: Result | None


def in_run_off(room: Room) -> bool:
    """Whether the room votes between those that tied."""
    return room.stage.kind == "vote" and room.state.phase == "run_off"


def voting(room: Room) -> bool:
    """Whether votes are being placed."""
    return room.stage.kind == "vote" and room.state.phase in {"open", "run_off"}


def tallies(room: Room) -> Tallies:
    """The votes that may be seen now. Those merged into a lesson count for it.

    None before the first have come out: in a small room that is the end, and a 0 at every lesson
    would say that nobody gave it one.
    """
    if not room.state.vote_round or (voting(room) and not room.state.bars):
        return Tallies(None, None)
    number = room.state.round if in_run_off(room) else room.state.vote_round
    standing = room.state.run_off if in_run_off(room) else [lesson.id for lesson in room.roots]
    votes = dict.fromkeys(standing, 0)
    for (round_, item), count in room.released.items():
        top = root(item, room.parents) if round_ == number else ""
        if top in votes:
            votes[top] += count
    if voting(room) and not any(votes.values()):
        return Tallies(None, None)
    return Tallies(votes, None if voting(room) else result(votes))


def on_paper(room: Room, lesson: str) -> int:
    """The votes on paper of a lesson, as the desk has typed them for the voting that goes on."""
    return room.count(paper_item(lesson))


def ballot(room: Room) -> Ballot | None:
    """The ballot; None before the first voting has opened."""
    if not room.state.vote_round:
        return None
    seen = tallies(room)
    lessons = [lesson.id for lesson in room.roots]
    run_off = in_run_off(room)
    return Ballot(
        budget=1 if run_off else budget(len(lessons), room.stage.settings.votes_each),
        per_lesson=1 if run_off else PER_LESSON,
        voted=room.counts.get((_round(room), "ballots"), 0),
        scale=room.state.scale,
        bars=seen.votes is not None,
        lessons=list(room.state.run_off) if run_off else _ordered(lessons, seen),
        cut_tie=[] if voting(room) else list(room.state.cut_tie),
    )


def _round(room: Room) -> int:
    return int(room.state.round if in_run_off(room) else room.state.vote_round)


def _ordered(lessons: list[str], seen: Tallies) -> list[str]:
    """In a place of its own while voting goes on; sorted once, at the end."""
    if seen.result is None:
        return lessons
    ranks = seen.result.ranks
    return sorted(lessons, key=lambda lesson: (ranks.get(lesson, len(lessons)), lesson))
