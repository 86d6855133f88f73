"""The entries that several views share."""

from dataclasses import dataclass
from datetime import date as Date

from workshop.languages import languages
from workshop.protocol import entries
from workshop.protocol.base import Handle, System
from workshop.protocol.entries import Entries
from workshop.rules.agenda import PURPOSE, SCOPE
from workshop.rules.amounts import amount
from workshop.rules.kinds import COLLECTS
from workshop.rules.policy import policy
from workshop.rules.stage_settings import hides_votes
from workshop.rules.thresholds import ANSWERS
from workshop.views.asked import asked
from workshop.views.care import pulse_taken
from workshop.views.carried import carried
from workshop.views.promised import promised
from workshop.views.room import Room, RoomCard, RoomCommitment, RoomLesson, once
from workshop.views.standing import page_count
from workshop.views.tally import Tallies, ballot, ranked, tallies, voting_settings
from workshop.views.together import second_prompt


@dataclass(frozen=True)
class Surroundings:
    """What the server knows around a workshop: the ways in, and how it fares."""

    code: str = ""
    address: str = ""
    join_url: str = ""
    join_qr: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    address_gone: str = ""
    """The address that was chosen and is not there any more."""
    system: System = ""
    projector_url: str = ""
    leader_url: str = ""
    reached: bool = False
    devices: int = 0
    """How many devices have acted, or were here lately, as far as this process knows."""
    summary_path: str = ""
    files: tuple[str, ...] = ()
    """How the names of the files end that there are of the summary."""
    trouble: str = ""
    similar: tuple[tuple[Handle, ...], ...] = ()
    """The ids of lessons that may say the same, as they were last compared."""
    seal: tuple[entries.SealCheck, ...] = ()
    """What was found when it was looked what the seal has left; none before it has begun."""
    seal_trouble: str = ""
    rehearsal: bool = False
    """Whether what is sealed was the copy of a workshop; while it is open it says so itself."""
    date: Date = Date(2000, 1, 1)
    on_laptop: bool = False


def shared(room: Room, around: Surroundings) -> Entries:
    """What every view shows."""
    found: Entries = {
        "workshop": workshop(room, around),
        "agenda": agenda(room),
        "now": now(room),
        "rules": rules(room),
        "story_been": entries.Several(amount=_several(room, room.been_there(_told(room)))),
        **carried(room),
    }
    voted = ballot(room, around.devices)
    if voted:
        found["ballot"] = voted
    if room.stage.kind == "finish":
        found["finish"] = finish(room, around)
    return found


def seal(around: Surroundings) -> Entries:
    """How the seal stands, for the desk only; nothing before it has begun."""
    if not around.seal:
        return {}
    return {"seal": entries.SealReport(trouble=around.seal_trouble, checks=list(around.seal))}


def rules(room: Room) -> entries.GroundRules:
    """What the room agrees on, in its own language."""
    say = languages().translator(room.state.language)
    return entries.GroundRules(
        purpose=say(PURPOSE),
        rules=room.state.rules,
        scope=say(SCOPE),
        policy=say(policy(room.agenda, room.state.live_wall)),
    )


def workshop(room: Room, around: Surroundings) -> entries.Workshop:
    """What the workshop is called, and how one gets in."""
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


def agenda(room: Room) -> entries.Agenda:
    """The stages in their order, with the words for the room."""
    return entries.Agenda(
        stages=[
            entries.Stage(
                id=stage.id,
                kind=stage.kind,
                minutes=stage.minutes,
                name=stage.name,
                prompt=asked(room, position),
                added=stage.added,
                second_prompt=second_prompt(room, position),
            )
            for position, stage in enumerate(room.agenda.stages)
        ]
    )


def now(room: Room) -> entries.Now:
    """Where the workshop stands."""
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


def been_there(room: Room, card: RoomCard) -> entries.Amount:
    """How many have been there, in words; nothing for a sensitive card."""
    return "none" if card.sensitive else _several(room, room.been_there(str(card.n)))


def cards(room: Room) -> Entries:
    """The revealed cards, for the room; those taken off without their words."""
    found: Entries = {f"cards/{card.n}": _card(room, card) for card in room.cards}
    return {**found, **order(room)}


def order(room: Room) -> Entries:
    """The order in which cards are shown, once there are any."""
    if not room.cards:
        return {}
    cards = [card.n for card in room.cards]
    return {"order": entries.Order(cards=cards, known=room.state.known)}


@once
def lessons(room: Room) -> Entries:
    """The lessons that stand for themselves, each with the words merged into it."""
    seen = tallies(room)
    return {f"lessons/{one.id}": _lesson(room, one, seen) for one in room.roots}


def commitment(one: RoomCommitment) -> entries.Commitment:
    """A commitment as everybody sees it."""
    return entries.Commitment(
        id=one.id, lesson=one.lesson, picked=one.picked, **promised(one.words)
    )


def leading(room: Room) -> list[RoomCommitment]:
    """One commitment for each chosen lesson: the one picked, else the first on offer."""
    found: dict[str, RoomCommitment] = {}
    for one in sorted(room.commitments, key=lambda one: (not one.picked, one.id)):
        if one.lesson in room.state.chosen:
            found.setdefault(one.lesson, one)
    return list(found.values())


def going_along(room: Room) -> list[RoomCommitment]:
    """The commitments that the summary keeps: picked, taken by somebody, or leading."""
    kept = [one for one in room.commitments if one.picked or one.words.owner]
    return kept + [one for one in leading(room) if one not in kept]


def finish(room: Room, around: Surroundings) -> entries.Finish:
    """The end: what is kept, and how people answered when there are five."""
    return entries.Finish(
        sealed=False,
        worth=_answers(room, "worth"),
        use=_answers(room, "use"),
        summary="",
        open_until=0,
        lessons=[one.words.text for one in taken_along(room)],
        commitments=_kept(room),
        date=around.date.isoformat(),
        meets=room.state.meets,
        on_laptop=around.on_laptop,
    )


def _kept(room: Room) -> list[entries.KeptCommitment]:
    """Returns the commitments that the summary keeps, by the rank of their lessons."""
    places = {one.id: place for place, one in enumerate(taken_along(room))}
    kept = [
        entries.KeptCommitment(lesson=places.get(one.lesson, -1), **promised(one.words))
        for one in going_along(room)
    ]
    return sorted(kept, key=lambda one: (one.lesson < 0, one.lesson, one.when, one.will))


def taken_along(room: Room) -> list[RoomLesson]:
    """Returns the chosen lessons, by their rank."""
    ended = tallies(room).result
    chosen = [one for one in room.roots if one.id in room.state.chosen]
    chosen.sort(key=lambda one: (ended.ranks.get(one.id, 0) if ended else 0, one.words.text))
    return chosen


def _card(room: Room, card: RoomCard) -> entries.Card:
    return entries.Card(
        n=card.n,
        happened="" if card.off else card.words.happened,
        learned="" if card.off else card.words.learned,
        language=card.words.language,
        sensitive=card.sensitive,
        off=card.off,
        been_there=been_there(room, card),
    )


def _lesson(room: Room, one: RoomLesson, seen: Tallies) -> entries.Lesson:
    return entries.Lesson(
        id=one.id,
        text=one.words.text,
        also=room.merged.get(one.id, []),
        language=one.words.language,
        **ranked(one.id, seen, room),
    )


def _told(room: Room) -> str:
    return room.agenda.told(room.position)


def _several(room: Room, count: int) -> entries.Amount:
    return amount(count, room.state.devices)


def answers_shown(room: Room) -> bool:
    """True if the screens show how people have answered either question."""
    return any(_answers(room, question) for question in ("worth", "use"))


def _answers(room: Room, question: str) -> entries.Answers | None:
    """How people have answered since they were asked last."""
    asked = [n for n, id_ in enumerate(room.rounds, 1) if room.agenda.kind_of(id_) == "finish"]
    last, given = max(asked, default=0), room.released
    choices = ("yes", "partly", "no")
    yes, partly, no = (given.get((last, f"{question}:{choice}"), 0) for choice in choices)
    if yes + partly + no < ANSWERS:
        return None
    return entries.Answers(yes=yes, partly=partly, no=no)
