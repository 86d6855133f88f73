"""The entries that several views show alike."""

from workshop.languages import languages
from workshop.protocol import entries
from workshop.protocol.entries import Entries
from workshop.rules.agenda import PURPOSE, SCOPE
from workshop.rules.agenda_words import policy
from workshop.rules.stage_settings import hides_votes
from workshop.rules.stages import COLLECTS
from workshop.rules.thresholds import amount
from workshop.views.agenda import agenda
from workshop.views.commitments import carried
from workshop.views.finish import finish, pulse_taken
from workshop.views.on_show import page_count, reached, story_on_show
from workshop.views.room import Room, Surroundings, once
from workshop.views.votes import ballot, voting_settings


@once
def stories(room: Room) -> Entries:
    """The story and the leader's own failure, once the agenda has reached them."""
    found: Entries = {}
    if reached(room, "story"):
        found["story"] = story_on_show(room)
    if reached(room, "go_first"):
        found["leader"] = leader(room)
    return found


def leader(room: Room) -> entries.Leader:
    """Returns the leader who goes first."""
    words = room.leader
    return entries.Leader(name=words.name, text=words.text, language=words.language)


def story_been(room: Room) -> entries.Several:
    """Returns how many have been where the story was, in words."""
    count = room.been_there(room.agenda.told(room.position))
    return entries.Several(amount=amount(count, room.state.devices))


def shared(room: Room, around: Surroundings) -> Entries:
    """Returns the entries that every view shows."""
    found: Entries = {"workshop": _workshop(room, around), **_whatever_is_around(room)}
    if voted := ballot(room, around.devices):
        found["ballot"] = voted
    if room.stage.kind == "finish":
        found["finish"] = finish(room, around)
    return found


@once
def _whatever_is_around(room: Room) -> Entries:
    return {
        "agenda": agenda(room),
        "now": _now(room),
        "rules": _rules(room),
        "story_been": story_been(room),
        **carried(room),
    }


def _workshop(room: Room, around: Surroundings) -> entries.Workshop:
    """Returns what the workshop is called, and how people get in."""
    state = room.state
    return entries.Workshop(
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
        votes_hidden=hides_votes(voting_settings(room), state.votes_hidden),
    )


def _now(room: Room) -> entries.Now:
    """Returns where the workshop is in its agenda."""
    state, kind = room.state, room.stage.kind
    return entries.Now(
        turn=state.turn,
        position=room.position,
        kind=kind,
        phase=state.phase,
        step=state.step,
        steps=page_count(room),
        page_size=state.page_size,
        paused=state.paused,
        ends_at=state.ends_at,
        left=state.left,
        covered=state.covered,
        round=state.round,
        collecting=room.collecting,
        can_open_again=_can_open_again(room),
        few=state.few and kind in {"write", "look_through", "talk"},
        last_call_ends_at=state.last_call_ends_at,
        going_to=state.going_to,
        given_back=list(room.given_back),
        few_wrote=list(room.few_wrote),
        cards_each=room.writing.cards_each if kind == "write" and room.writing else 0,
        asks_if_few=bool(kind == "write" and room.writing and room.writing.asks_if_few),
    )


def _can_open_again(room: Room) -> bool:
    over = room.stage.kind in COLLECTS - {"talk"} and not room.collecting
    return over and room.state.phase != "closed" and not room.state.vote_paused


def _rules(room: Room) -> entries.GroundRules:
    """Returns what the room agrees on, in its own language."""
    say = languages().translator(room.state.language)
    return entries.GroundRules(
        purpose=say(PURPOSE),
        rules=room.state.rules,
        scope=say(SCOPE),
        policy=say(policy(room.agenda, room.state.live_wall)),
    )
