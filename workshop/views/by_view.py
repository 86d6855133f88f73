"""The entries of each view: the participant's, the room's screen and the desk.

What each may see is decided here, per view, and nowhere else.
"""

from collections.abc import Callable

from workshop.protocol import entries as values
from workshop.protocol.desk_entries import CheckInEntry
from workshop.protocol.entries import Entries
from workshop.views.agenda import cue
from workshop.views.cards import cards, desk_cards
from workshop.views.commitments import commitments, leading, leading_commitments, offers
from workshop.views.finish import pulse, seal
from workshop.views.lessons import desk_lessons, lessons
from workshop.views.losses import goes
from workshop.views.on_show import passed, story_on_show
from workshop.views.room import Room, Surroundings
from workshop.views.shared import leader, shared, stories
from workshop.views.votes import ballot
from workshop.views.wifi import on_desk, on_screen


def participant(room: Room, around: Surroundings) -> Entries:
    """The participant's view: whatever the room's screen shows, and what it can do."""
    return {
        **shared(room, around),
        **stories(room),
        **cards(room),
        **lessons(room),
        **commitments(room),
    }


def projector(room: Room, around: Surroundings) -> Entries:
    """The view of the room's screen: nothing personal, of the offers only one for each lesson."""
    return {
        **shared(room, around),
        **on_screen(room.wifi),
        **stories(room),
        **cards(room),
        **lessons(room),
        **leading_commitments(room),
    }


def desk(room: Room, around: Surroundings) -> Entries:
    """The desk's view: what the room sees, what comes next, and what needs care. Never who."""
    return {
        **shared(room, around),
        **_ballot(room, around),
        **({"story": story_on_show(room)} if room.agenda.tells() else {}),
        "leader": leader(room),
        "desk": _desk(room, around),
        **on_desk(room.wifi),
        **seal(around),
        **_check_ins(room),
        **pulse(room),
        **desk_cards(room),
        **desk_lessons(room, around),
        **commitments(room),
        **offers(room),
    }


VIEWS: dict[str, Callable[[Room, Surroundings], Entries]] = {
    "participant": participant,
    "projector": projector,
    "desk": desk,
}


def entries(view: str, room: Room, around: Surroundings) -> Entries:
    """The entries of one view. Raises KeyError for an unknown view."""
    return VIEWS[view](room, around)


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
        on_screen=[one.id for one in leading(room)],
        files=[],
    )


def _unclear(room: Room) -> int:
    """Counts the devices that found something unclear when the rules were on show last."""
    numbers = [n for n, id_ in enumerate(room.rounds, 1) if id_ in room.agenda.ids("ground_rules")]
    return room.counts.get((numbers[-1], "unclear"), 0) if numbers else 0


def _ballot(room: Room, around: Surroundings) -> Entries:
    voted = ballot(room, around.devices, at_desk=True)
    return {"ballot": voted} if voted else {}


def _check_ins(room: Room) -> Entries:
    """Returns who asks to be spoken to: for the desk, and for nobody else."""
    return {
        f"check_ins/{one.handle}": CheckInEntry(handle=one.handle, text=one.text)
        for one in room.check_ins
    }
