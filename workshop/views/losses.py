"""The losses of each act of the desk: said at the desk beforehand, and refused unsaid."""

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from workshop.protocol.desk_entries import Goes
from workshop.protocol.stage_commands import Loss
from workshop.rules.agenda import StageKind
from workshop.rules.stages import (
    SENDS_LESSONS,
    SHOWING,
    ends_voting,
    is_ended_by,
    settles_tie,
)
from workshop.rules.votes import may_take_all
from workshop.views.card_losses import (
    answer_losses,
    answers_erased,
    card_losses,
    ends_few,
    wall_unread,
    was_said,
)
from workshop.views.commitments import count_unread_offers, kept_commitments
from workshop.views.finish import answers_shown
from workshop.views.lessons import count_left_out, count_unread
from workshop.views.on_show import opens_new_round, was_held
from workshop.views.room import Room
from workshop.views.votes import has_too_few, undecided

_AFTER_LESSONS = frozenset({"vote", "commit", "finish"})
LosingAct = Literal["go", "end_voting", "open_again", "end_pulse", "vote_anew", "ask_about", "seal"]


class Few(NamedTuple):
    """All that counts have to say of losses."""

    votes: bool
    """True if too few have voted for a result."""
    answers: bool
    """True if the screens show answers, so that those of one or two may be in no figure."""


def goes(room: Room) -> list[Goes]:
    """Returns the acts that would take something away now, and what."""
    still, few = room.uncounted or room, Few(has_too_few(room), answers_shown(room))
    if (goes, few) not in still.derived:
        still.derived[goes, few] = _goes(still, few)
    found: list[Goes] = still.derived[goes, few]
    return found


def _goes(room: Room, few: Few) -> list[Goes]:
    found = [Goes(act=act, to=to, takes=_takes(room, few, act, to)) for act, to in _acts(room)]
    return [one for one in found if one.takes]


def takes(room: Room, act: LosingAct, to: str = "") -> list[Loss]:
    """Returns the losses of an act: what it takes away, or makes so that it cannot be undone.

    `go` leads to the stage `to`.

    Nothing in it depends on what waits and on how many wrote while people write: the last call
    comes first, and what goes is said once it is over.
    """
    return _takes(room.uncounted or room, Few(has_too_few(room), answers_shown(room)), act, to)


def _takes(room: Room, few: Few, act: LosingAct, to: str) -> list[Loss]:
    if room.state.phase in {"closed", "sealed"}:
        return []
    if act == "go":
        return list(_by_going(room, few, room.agenda.place(to) or 0))
    return list(_BY[act](room, few)) if _is_possible(room, act) else []


def _acts(room: Room) -> Iterator[tuple[LosingAct, str]]:
    yield from (("go", stage.id) for stage in room.agenda.stages)
    yield from ((act, "") for act in _BY)


def _is_possible(room: Room, act: LosingAct) -> bool:
    kind, voting = room.stage.kind, room.state.phase in {"open", "run_off"}
    return {
        "end_voting": kind == "vote" and voting,
        "open_again": not room.collecting and not room.state.vote_paused,
        "end_pulse": kind == "finish" and bool(room.state.pulse) and not room.state.pulse_over,
        "vote_anew": bool(room.state.vote_paused),
        "ask_about": bool(room.state.phase == SHOWING),
        "seal": kind == "finish",
    }[act]


def _by_going(room: Room, few: Few, to: int) -> Iterator[Loss]:
    kinds = [stage.kind for stage in room.agenda.stages]
    at, phase = room.position, room.state.phase
    if not was_said(room, to):
        yield from (Loss(what="stage_passed", stage=one) for one in _passed(room, to))
    yield from card_losses(room, to)
    yield from answer_losses(room, to)
    yield from _lessons(room, to)
    yield from _offers(room, to)
    # A run-off waits for nobody: the way back to the lessons ends it.
    if undecided(room) and (ends_voting(kinds, at, to) or (phase == "run_off" and to != at)):
        yield Loss(what="votes_end")
        yield from _voting_ended(room, few)
    yield from _ties(room, kinds[to])


def _ties(room: Room, to: StageKind) -> Iterator[Loss]:
    """Yields what becomes of a tie on the way to the commitments: nobody decides about it then."""
    tied, chosen = len(room.state.cut_tie), len(room.state.chosen)
    if not settles_tie(room.stage.kind, to):
        return
    if undecided(room):
        yield Loss(what="ties_left")
    elif tied:
        yield Loss(what="ties_taken" if may_take_all(chosen, tied) else "ties_left", n=tied)


def _passed(room: Room, to: int) -> list[str]:
    """The stages between here and there that the room has not been in, and that nobody left out."""
    between = room.agenda.stages[room.position + 1 : to]
    skipped = room.state.skipped
    return [one.id for one in between if one.id not in skipped and not was_held(room, one)]


def _lessons(room: Room, to: int) -> Iterator[Loss]:
    """Yields what becomes of lessons from phones that nobody has let on to the list.

    What is too little to be shown is said whether there is any or not: nobody is to know that.
    """
    ends = opens_new_round(room, to) and _ends_lessons(room, to)
    leaves = room.stage.kind == "lessons" and to > room.position
    last = room.agenda.stages[to].kind == "finish" and room.takes_lessons
    n = count_unread(room) if leaves or ends or last else 0
    yield from [Loss(what="lessons_unread", n=n)] if n else []
    if last or ends:
        yield Loss(what="lessons_back")


def _offers(room: Room, to: int) -> Iterator[Loss]:
    """Yields what becomes of offers that nobody has read: the finish ends what is offered."""
    n = count_unread_offers(room)
    if n and room.agenda.stages[to].kind == "finish":
        yield Loss(what="offers_unread", n=n)


def _ends_lessons(room: Room, to: int) -> bool:
    """True if a new round there ends what phones have sent, be there any or not: of a list of which
    the desk was shown all, only what it has not decided about waits."""
    kinds = [stage.kind for stage in room.agenda.stages]
    if kinds[to] not in _AFTER_LESSONS:
        return False
    had = [place for place in map(room.agenda.place, room.rounds) if place is not None]
    settles = [kind in _AFTER_LESSONS | {"lessons"} for kind in kinds]
    return any(
        kinds[sent] in SENDS_LESSONS
        and (n not in room.state.read_lists or n in room.undecided_lists)
        and is_ended_by(kinds, sent, to)
        and not any(settles[later] and is_ended_by(kinds, sent, later) for later in had[n:])
        for n, sent in enumerate(had, 1)
    )


def _voting_ended(room: Room, few: Few) -> Iterator[Loss]:
    # Always said beside an earlier result: nobody is to know before how many votes differ.
    if few.votes or room.state.vote_before or len(room.state.run_offs) > 1:
        yield Loss(what="votes_too_few" if few.votes else "votes_as_before")


def _votes_go(room: Room, _few: Few) -> Iterator[Loss]:
    yield Loss(what="votes_go")
    if room.state.vote_before:
        yield Loss(what="result_gone")


def _opened_again(room: Room, _few: Few) -> Iterator[Loss]:
    yield from wall_unread(room)
    if ends_few(room, room.position):
        yield Loss(what="cards_back")
    if _ends_lessons(room, room.position):
        yield Loss(what="lessons_back")
    if room.stage.kind == "vote" and room.state.chosen:
        yield Loss(what="result_replaced", n=len(room.state.chosen))
    elif room.stage.kind == "finish":
        yield Loss(what="answers_replaced")


def _pulse_told(_room: Room, _few: Few) -> Iterator[Loss]:
    yield Loss(what="pulse_told")


def _erased(room: Room, few: Few) -> Iterator[Loss]:
    """Yields what the room, or its desk, has seen and the summary will not have."""
    figures: dict[str, int] = {
        "cards_aside": room.cards_aside,
        "cards_off": sum(card.off for card in room.cards),
        "lessons_left_out": count_left_out(room),
        "offers_unkept": len(room.commitments) - len(kept_commitments(room)),
        "asked_off": sum(card.asked and not card.off for card in room.cards),
        "check_ins_waiting": len(room.check_ins),
    }
    yield from (Loss(what=what, n=n) for what, n in figures.items() if n)  # type: ignore[arg-type]
    # Whether anyone has answered since plays no part: nobody is to know that.
    yield from [Loss(what="answers_few")] if few.answers else []
    yield Loss(what="rest_erased")


_BY: dict[LosingAct, Callable[[Room, Few], Iterator[Loss]]] = {
    "end_voting": _voting_ended,
    "open_again": _opened_again,
    "end_pulse": _pulse_told,
    "vote_anew": _votes_go,
    "ask_about": lambda room, _few: answers_erased(room),
    "seal": _erased,
}
