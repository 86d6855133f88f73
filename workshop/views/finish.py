"""The finish as views show it: what is kept, how people have answered, and how the seal stands."""

from workshop.protocol import entries
from workshop.protocol.desk_entries import PulseEntry, PulseItem
from workshop.protocol.entries import Entries
from workshop.protocol.story import Story
from workshop.rules import pulse as rules
from workshop.rules.agenda import Told
from workshop.rules.thresholds import FEWEST_ANSWERS
from workshop.views.commitments import fields_of, kept_commitments
from workshop.views.on_show import heard
from workshop.views.room import Room, Surroundings, once
from workshop.views.room_parts import RoomLesson
from workshop.views.votes import tallies


def finish(room: Room, around: Surroundings) -> entries.Finish:
    """Returns the end: what is kept, and how people answered when there are five."""
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
        stories=[one.told_by.name for one in told_stories(room).values()],
        letters=[],
    )


def told_stories(room: Room) -> dict[Told, Story]:
    """Returns the stories that the room has heard, by their places: the summary keeps them."""
    stories: dict[Told, Story | None] = {"story": room.story, "story2": room.second_story}
    return {place: one for place, one in stories.items() if one and place in heard(room)}


@once
def taken_along(room: Room) -> list[RoomLesson]:
    """Returns the chosen lessons, by their rank."""
    ended = tallies(room).result
    chosen = [one for one in room.roots if one.id in room.state.chosen]
    chosen.sort(key=lambda one: (ended.ranks.get(one.id, 0) if ended else 0, one.words.text))
    return chosen


def answers_shown(room: Room) -> bool:
    """True if the screens show how people have answered either question."""
    return any(_answers(room, question) for question in ("worth", "use"))


def pulse_taken(room: Room) -> entries.PulseUse:
    """Returns whether answers to the pulse are taken, and where their sums may appear."""
    use: entries.PulseUse = "" if room.state.pulse_over else room.state.pulse
    return use


def pulse_items(room: Room) -> list[PulseItem]:
    """Returns the sums that may be told; none before the pulse is over, or where few answered."""
    counts = {item: count for (round_, item), count in room.released.items() if not round_}
    return [
        PulseItem(arrive=[*one.arrive], finish=[*one.finish], change=[*one.change])
        for one in rules.pulse_sentences(counts)
    ]


def pulse(room: Room) -> Entries:
    """Returns the pulse, where it is taken: for the desk."""
    state = room.state
    if not state.pulse:
        return {}
    items = pulse_items(room)
    return {"pulse": PulseEntry(use=state.pulse, over=state.pulse_over, items=items)}


def seal_view(around: Surroundings) -> Entries:
    """Returns how the seal stands, for the desk only; nothing before it has begun."""
    if not around.seal:
        return {}
    return {"seal": entries.SealReport(trouble=around.seal_trouble, checks=list(around.seal))}


def _kept(room: Room) -> list[entries.KeptCommitment]:
    """Returns the commitments that the summary keeps, by the rank of their lessons."""
    places = {one.id: place for place, one in enumerate(taken_along(room))}
    kept = [
        entries.KeptCommitment(lesson=places.get(one.lesson, -1), **fields_of(one.words))
        for one in kept_commitments(room)
    ]
    return sorted(kept, key=lambda one: (one.lesson < 0, one.lesson))


def _answers(room: Room, question: str) -> entries.Answers | None:
    """Returns the answers that people have given since they were asked last."""
    asked = [n for n, id_ in enumerate(room.rounds, 1) if room.agenda.kind_of(id_) == "finish"]
    last, given = max(asked, default=0), room.released
    choices = ("yes", "partly", "no")
    yes, partly, no = (given.get((last, f"{question}:{choice}"), 0) for choice in choices)
    if yes + partly + no < FEWEST_ANSWERS:
        return None
    return entries.Answers(yes=yes, partly=partly, no=no)
