"""The votes as far as they may be seen: bars, ranks, what is chosen, turnout, who must decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workshop.protocol.base import Handle
from workshop.protocol.entries import Ballot
from workshop.rules.limits import PER_LESSON
from workshop.rules.stage_settings import StageSettings
from workshop.rules.votes import (
    BALLOTS,
    COMPLETE,
    DEVICES,
    OUT,
    STRUCK,
    Result,
    budget,
    group_size,
    paper_item,
    result,
    settings_of_vote,
    turnout,
)
from workshop.storage.context import Voters
from workshop.views.room import Room, once

_UNRANKED = {"votes": None, "tied": False, "rank": 0, "chosen": False, "run_off": None}
"""The fields of a lesson that nobody has voted on yet, as of thousands before the vote."""


@dataclass(frozen=True)
class Tallies:
    """The votes of each lesson on the ballot as far as they may be seen, and their result.

    `run_off` are the votes of lessons that tied, in the last vote between them that has ended.
    """

    votes: Mapping[Handle, int] | None
    result: Result[Handle] | None
    run_off: Mapping[Handle, int]


def in_run_off(room: Room) -> bool:
    """True if the room votes between those that tied."""
    return room.stage.kind == "vote" and room.state.phase == "run_off"


def voting(room: Room) -> bool:
    """True if votes are being placed."""
    return room.stage.kind == "vote" and room.state.phase in {"open", "run_off"}


def undecided(room: Room) -> bool:
    """True if votes are being placed, or wait while the room is back at its lessons."""
    return voting(room) or room.state.vote_paused


def voting_settings(room: Room) -> StageSettings:
    """Returns the settings of the stage in which the room votes, has voted, or will vote."""
    return settings_of_vote(room.agenda)


@once
def tallies(room: Room) -> Tallies:
    """Returns the votes that may be seen now. Those merged into a lesson count for it.

    None before the first have come out: in a small room that is the end, and a 0 at every lesson
    would say that nobody gave it one. None after an end without a result.
    """
    hidden = Tallies(None, None, {})
    if not room.state.vote_round or not room.state.bars:
        return hidden
    number = _round(room)
    standing = room.state.run_off if in_run_off(room) else [lesson.id for lesson in room.roots]
    votes = dict.fromkeys(standing, 0)
    counted = [(Handle(item), n) for (round_, item), n in room.released.items() if round_ == number]
    for item, count in counted:
        top = room.tops.get(item, item)
        if top in votes:
            votes[top] += count
    if undecided(room):
        return Tallies(votes, None, {}) if any(votes.values()) else hidden
    return Tallies(votes, result(votes), _run_offs(room))


def ranked(one: Handle, seen: Tallies, room: Room) -> dict[str, Any]:
    """Returns the votes, the rank and the decision on a lesson, as far as they may be seen."""
    if seen.votes is None and not room.state.chosen:
        return _UNRANKED
    return {
        "votes": seen.votes.get(one) if seen.votes is not None else None,
        "tied": bool(seen.result) and one in room.state.cut_tie,
        "rank": seen.result.ranks.get(one, 0) if seen.result else 0,
        "chosen": one in room.state.chosen,
        "run_off": seen.run_off.get(one),
    }


def _run_offs(room: Room) -> dict[Handle, int]:
    """The votes of the run-offs that have ended, by lesson; of several the last one counts."""
    found: dict[Handle, int] = {}
    for number in room.state.run_offs:
        between = {item: n for (round_, item), n in room.released.items() if round_ == number}
        found |= {lesson.id: between[lesson.id] for lesson in room.roots if lesson.id in between}
    # A tally of nothing is not kept: whoever lost the last one without a vote has none.
    return {**(dict.fromkeys(room.state.run_off, 0) if found else {}), **found}


def on_paper(room: Room) -> Mapping[str, int]:
    """Returns the votes on paper of each lesson that has any, as the desk has typed them for the
    voting that goes on."""
    prefix = paper_item("")
    return {
        item.removeprefix(prefix): count
        for (round_, item), count in room.counts.items()
        if round_ == room.state.round and item.startswith(prefix)
    }


def ballot(room: Room, voters: Voters | None = None, *, at_desk: bool = False) -> Ballot | None:
    """Returns the ballot; None before the first voting has opened.

    `voters` are those that the server knows of now. Only the desk is told exactly how many have
    placed all their votes when hardly any are missing.
    """
    if not room.state.vote_round:
        return None
    seen = tallies(room)
    lessons = [lesson.id for lesson in room.roots]
    run_off = in_run_off(room)
    complete, of = _turnout(room, voters.of(room.state.round) if voters else 0)
    told = turnout(complete, of) if undecided(room) else ""
    struck = room.counts.get((_round(room), STRUCK), 0)
    return Ballot(
        budget=1 if run_off else budget(len(lessons) + struck, voting_settings(room).votes_each),
        per_lesson=1 if run_off else PER_LESSON,
        turnout=told,
        complete=complete if at_desk or told == "count" else None,
        devices=of,
        needed=_needed(room),
        too_few="" if undecided(room) else room.state.too_few,
        voted=0 if undecided(room) else room.counts.get((room.state.vote_round, BALLOTS), 0),
        scale=room.state.scale,
        bars=seen.votes is not None,
        lessons=list(room.state.run_off) if run_off else _ordered(lessons, seen, room),
        cut_tie=[] if undecided(room) else list(room.state.cut_tie),
        drawn=[] if undecided(room) else list(room.state.drawn),
        struck=struck,
    )


def _turnout(room: Room, devices: int) -> tuple[int, int]:
    """Returns how many devices have placed what they want to place, and of how many.

    Those that have had enough count like all others: if they were left out of both figures, these
    would tell that someone has stepped out.
    """
    number = _round(room)
    complete, most, out = (room.counts.get((number, item), 0) for item in (COMPLETE, DEVICES, OUT))
    ready = complete + out
    return ready, max(ready, most, devices if undecided(room) else 0)


def _round(room: Room) -> int:
    """The round of the voting, or of the run-off that goes on."""
    return int(room.state.round if in_run_off(room) else room.state.vote_round)


def ballots_of(room: Room) -> int:
    """Counts the devices that have placed a vote, in the run-off while one goes on."""
    return room.counts.get((_round(room), BALLOTS), 0)


def _needed(room: Room) -> int:
    return group_size(room.counts.get((_round(room), DEVICES), 0))


def has_too_few(room: Room) -> bool:
    """True if people have voted, and too few of them for a result if the voting ended now.

    Only figures that the desk sees play a part: what it was told when a vote is taken back would
    tell of that.
    """
    return undecided(room) and 0 < ballots_of(room) < _needed(room)


def _ordered(lessons: list[Handle], seen: Tallies, room: Room) -> list[Handle]:
    """Returns the lessons in their own places while voting goes on; sorted once, at the end."""
    if seen.result is None:
        return lessons
    ranks, chosen = seen.result.ranks, room.state.chosen
    return sorted(
        lessons, key=lambda lesson: (ranks.get(lesson, len(lessons)), lesson not in chosen, lesson)
    )
