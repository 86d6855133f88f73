"""The entries of each view: the participant's, the room's screen and the desk.

What each may see is decided here, per view, and nowhere else.
"""

from collections.abc import Callable

from workshop.languages import languages
from workshop.protocol import entries as values
from workshop.protocol.desk_entries import CheckInEntry
from workshop.protocol.entries import Entries
from workshop.rules.agenda_words import policy_sentence
from workshop.rules.built_in_words import PURPOSE_RULE, SCOPE_RULE
from workshop.rules.lessons import adding_closes
from workshop.rules.stage_settings import hides_votes
from workshop.rules.stages import SENDS_CARDS, opens_again
from workshop.rules.thresholds import amount
from workshop.rules.votes import far_more
from workshop.views.agenda import agenda, cue, english_of
from workshop.views.cards import answers, cards, desk_cards
from workshop.views.commitments import (
    carried,
    commitments,
    leading,
    leading_commitments,
    offers,
)
from workshop.views.finish import finish, pulse, pulse_taken, seal_view
from workshop.views.lessons import desk_lessons, lessons
from workshop.views.letters import letters
from workshop.views.losses import goes
from workshop.views.on_show import (
    beats,
    is_adding,
    page_count,
    passed,
    question_on_show,
    reached,
    story_on_show,
)
from workshop.views.room import Room, Surroundings, once, once_uncounted
from workshop.views.votes import ballot, ballots_of, voting_settings
from workshop.views.wifi import on_screen, wifi_on_desk


def participant(room: Room, around: Surroundings) -> Entries:
    """The participant's view: whatever the room's screen shows, and what it can do."""
    return {
        **shared(room, around),
        **stories(room),
        **cards(room),
        **answers(room),
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
        **answers(room),
        **lessons(room),
        **leading_commitments(room),
    }


def desk(room: Room, around: Surroundings) -> Entries:
    """The desk's view: what the room sees, what comes next, and what needs care. Never who."""
    return {
        **shared(room, around, at_desk=True),
        **({"story": story_on_show(room)} if room.agenda.tells() else {}),
        "leader": leader(room),
        "desk": _desk(room, around),
        **wifi_on_desk(room.wifi),
        **seal_view(around),
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
        cues=_cues(room),
        took={id_: round(seconds / 60) for id_, seconds in state.took.items()},
        skipped=state.skipped,
        started_at=state.started_at,
        free_by=state.free_by,
        unclear=_unclear(room),
        ballots=ballots_of(room),
        here_before=_here_before(room),
        cards_waiting=sum(card.aside == "" for card in room.waiting),
        reached=around.reached,
        addresses=list(around.addresses),
        address_gone=around.address_gone,
        system=around.system,
        projector_url=around.projector_url,
        leader_url=around.leader_url,
        on_laptop=around.on_laptop,
        trouble=around.trouble,
        undo=bool(state.undo),
        passed=[one.id for one in passed(room)],
        goes=goes(room),
        can_last_longer=_can_last_longer(room),
        all_added=state.round in state.read_lists,
        vote_paused=state.vote_paused,
        result_kept=state.vote_before is not None,
        asked_about=[one.about for one in state.rounds if one.about],
        on_screen=[one.id for one in leading(room)],
        files=[],
    )


def _here_before(room: Room) -> int:
    here = int(room.state.devices)
    return here if far_more(ballots_of(room), here) else 0


def _can_last_longer(room: Room) -> bool:
    """True if the last call may have one more minute: also when it is over and too few wrote."""
    called = room.state.phase == "last_call" or (
        room.state.phase == "few" and bool(room.writing and room.writing.given_back)
    )
    return called and not room.state.last_call_longer


@once_uncounted
def _cues(room: Room) -> list[str]:
    return [cue(room, position) for position in range(len(room.agenda.stages))]


def _unclear(room: Room) -> int:
    """Counts the devices that found something unclear when the rules were on show last."""
    shows = {"arrive", "ground_rules"}
    numbers = [n for n, id_ in enumerate(room.rounds, 1) if room.agenda.kind_of(id_) in shows]
    return room.counts.get((numbers[-1], "unclear"), 0) if numbers else 0


def _check_ins(room: Room) -> Entries:
    """Returns who asks to be spoken to: for the desk, and for nobody else."""
    return {
        f"check_ins/{one.handle}": CheckInEntry(handle=one.handle, text=one.text)
        for one in room.check_ins
    }


@once_uncounted
def stories(room: Room) -> Entries:
    """The story and the leader's own failure, once the agenda has reached them."""
    found: Entries = {}
    if reached(room, "story"):
        found["story"] = story_on_show(room)
    if reached(room, "go_first"):
        found["leader"] = leader(room)
    return found


def leader(room: Room) -> values.Leader:
    """Returns the leader who goes first."""
    words = room.leader
    return values.Leader(name=words.name, text=words.told, language=words.language)


def story_been(room: Room) -> values.Several:
    """Returns how many have been where the story was, in words."""
    count = room.been_there(room.agenda.told(room.position))
    return values.Several(amount=amount(count, room.state.devices))


def shared(room: Room, around: Surroundings, *, at_desk: bool = False) -> Entries:
    """Returns the entries that every view shows; at the desk, the ballot says more."""
    found: Entries = {"workshop": _workshop(room, around), **_whatever_is_around(room)}
    if voted := ballot(room, around.voters, at_desk=at_desk):
        found["ballot"] = voted
    if room.stage.kind == "finish":
        found["finish"] = finish(room, around)
    return {**found, **letters(room, around)}


@once
def _whatever_is_around(room: Room) -> Entries:
    return {**_whatever_stays(room), "story_been": story_been(room)}


@once_uncounted
def _whatever_stays(room: Room) -> Entries:
    return {"agenda": agenda(room), "now": _now(room), "rules": _rules(room), **carried(room)}


def _workshop(room: Room, around: Surroundings) -> values.Workshop:
    """Returns what the workshop is called, and how people get in."""
    state = room.state
    return values.Workshop(
        id=state.id,
        title=state.title,
        team=state.team,
        language=state.language,
        trial=state.trial,
        rehearsal=bool(state.rehearses),
        remote=state.remote,
        hybrid=state.hybrid,
        code=around.code,
        address=around.address,
        join_url=around.join_url,
        join_qr=list(around.join_qr),
        free_at=state.free_at,
        support=state.support,
        reporting=state.reporting,
        pulse=pulse_taken(room),
        door_closed=state.door_closed,
        live_wall=state.live_wall,
        beat=beats(room, around.devices) * around.shortest_slot,
        votes_hidden=hides_votes(voting_settings(room), state.votes_hidden),
        silent=state.silent,
        meets=state.meets,
    )


def _now(room: Room) -> values.Now:
    """Returns where the workshop is in its agenda."""
    state, kind = room.state, room.stage.kind
    return values.Now(
        turn=state.turn,
        position=room.position,
        kind=kind,
        phase=state.phase,
        step=state.step,
        question=question_on_show(room),
        steps=page_count(room),
        page_size=state.page_size,
        paused=state.paused,
        ends_at=state.ends_at,
        left=state.left,
        covered=state.covered,
        round=state.round,
        collecting=room.collecting,
        can_open_again=_can_open_again(room),
        few=state.few and kind in {"write", "look_through", "ask_how", "talk"},
        last_call_ends_at=state.last_call_ends_at,
        going_to=state.going_to,
        given_back=list(room.given_back),
        cards_each=room.writing.cards_each if kind in SENDS_CARDS and room.writing else 0,
        asks_if_few=bool(kind == "write" and room.writing and room.writing.asks_if_few),
        about=_about(room),
        adding=is_adding(room),
        adding_closes=_adding_closes(room),
        groups=state.groups if kind == "talk" else "",
        second_half=state.second_half if kind == "talk" else 0.0,
    )


def _about(room: Room) -> int:
    """The card that is asked about, in the talk the last one; 0 for none."""
    if room.stage.kind == "talk":
        return next((one.about for one in reversed(room.state.rounds) if one.about), 0)
    return room.writing.about if room.stage.kind == "ask_how" and room.writing else 0


def _adding_closes(room: Room) -> float | None:
    return adding_closes(room.state.ends_at, room.stage.minutes) if is_adding(room) else None


def _can_open_again(room: Room) -> bool:
    state = room.state
    over = opens_again(room.stage.kind, state.round) and not room.collecting
    return over and state.phase != "closed" and not state.vote_paused


def _rules(room: Room) -> values.GroundRules:
    """Returns what the room agrees on, in its own language."""
    say = languages().translator(room.state.language)
    return values.GroundRules(
        purpose=say(PURPOSE_RULE),
        rules=room.state.rules,
        scope=say(SCOPE_RULE),
        policy=say(policy_sentence(room.agenda, room.state.live_wall)),
        built_in=[PURPOSE_RULE, *map(english_of, room.state.rules), SCOPE_RULE],
    )
