"""What the desk sees: what the room sees, what comes, and what needs care. Never who."""

from collections.abc import Mapping

from workshop.protocol import entries as values
from workshop.protocol.entries import Entries
from workshop.rules.grouping import standing
from workshop.views.care import check_ins, pulse
from workshop.views.ends import goes
from workshop.views.fitting import fitting
from workshop.views.offers import offers
from workshop.views.room import Room, RoomCard, RoomLesson, WaitingCard
from workshop.views.shared import (
    Surroundings,
    been_there,
    commitment,
    order,
    seal,
    shared,
)
from workshop.views.standing import passed, story_on_show
from workshop.views.tally import Tallies, ballot, on_paper, ranked, tallies
from workshop.views.together import cue
from workshop.views.told import leader
from workshop.views.unread import unread
from workshop.views.wifi import on_desk


def entries(room: Room, around: Surroundings) -> Entries:
    """The entries of the desk's view."""
    seen, paper = tallies(room), on_paper(room)
    return {
        **shared(room, around),
        **_ballot(room, around),
        **({"story": story_on_show(room)} if room.agenda.tells() else {}),
        "leader": leader(room),
        "desk": _desk(room, around),
        **on_desk(room.wifi),
        **seal(around),
        **check_ins(room),
        **pulse(room),
        **{f"cards/{card.n}": _card(room, card) for card in room.cards},
        **order(room),
        **{f"review/{card.handle}": _review(card) for card in room.waiting},
        **unread(room),
        **{f"lessons/{one.id}": _lesson(room, one, seen, paper) for one in room.lessons},
        **_similar(room, around),
        **fitting(room),
        **{f"commitments/{one.id}": commitment(one) for one in room.commitments},
        **offers(room),
    }


def _desk(room: Room, around: Surroundings) -> values.Desk:
    state = room.state
    return values.Desk(
        cues=[cue(room, position) for position in range(len(room.agenda.stages))],
        took={id_: round(seconds / 60) for id_, seconds in state.took.items()},
        skipped=state.skipped,
        started_at=state.started_at,
        free_by=state.free_by,
        unclear=_unclear(room),
        ballots=room.counts.get((state.vote_round, "ballots"), 0),
        cards_waiting=sum(card.aside == "" for card in room.waiting),
        reached=around.reached,
        addresses=list(around.addresses),
        address_gone=around.address_gone,
        system=around.system,
        projector_url=around.projector_url,
        leader_url=around.leader_url,
        question=next(iter(story_on_show(room).questions), ""),
        trouble=around.trouble,
        undo=bool(state.undo),
        passed=[one.id for one in passed(room)],
        goes=goes(room),
        can_last_longer=state.phase == "last_call" and not state.last_call_longer,
        vote_paused=state.vote_paused,
        files=[],
    )


def _unclear(room: Room) -> int:
    """How many found something unclear when the rules were on show last."""
    numbers = [n for n, id_ in enumerate(room.rounds, 1) if id_ in room.agenda.ids("ground_rules")]
    return room.counts.get((numbers[-1], "unclear"), 0) if numbers else 0


def _ballot(room: Room, around: Surroundings) -> Entries:
    voted = ballot(room, around.devices, at_desk=True)
    return {"ballot": voted} if voted else {}


def _similar(room: Room, around: Surroundings) -> Entries:
    """What may say the same and stands apart, while lessons are put together."""
    if room.stage.kind != "lessons":
        return {}
    groups = standing(around.similar, room.parents, {one.id for one in room.roots})
    return {"similar": values.Similar(groups=groups)} if groups else {}


def _card(room: Room, card: RoomCard) -> values.DeskCard:
    return values.DeskCard(
        n=card.n,
        happened=card.words.happened,
        learned=card.words.learned,
        language=card.words.language,
        sensitive=card.sensitive,
        off=card.off,
        been_there=been_there(room, card),
        asked=card.asked,
        shown=card.shown,
    )


def _review(card: WaitingCard) -> values.ReviewCard:
    return values.ReviewCard(
        handle=card.handle,
        happened=card.words.happened,
        learned=card.words.learned,
        language=card.words.language,
        sensitive=card.sensitive,
        aside=card.aside,  # type: ignore[arg-type]
        read=card.read,
    )


def _lesson(
    room: Room, one: RoomLesson, seen: Tallies, paper: Mapping[str, int]
) -> values.DeskLessonEntry:
    return values.DeskLessonEntry(
        id=one.id,
        text=one.words.text,
        language=one.words.language,
        parent=one.parent,
        left_out=one.left_out,
        beyond=one.beyond,
        **ranked(one.id, seen, room),
        paper=paper.get(one.id, 0),
    )
