"""From a room to its Summary, or to a draft of it: only what may stay, in no telling order."""

from datetime import date

from msgspec.structs import asdict, replace

from workshop.protocol.entries import Answers
from workshop.protocol.summary import (
    SUMMARY_VERSION,
    Summary,
    SummaryAnswers,
    SummaryCard,
    SummaryCommitment,
    SummaryFollowed,
    SummaryLesson,
    SummaryPulseItem,
    SummaryStage,
    SummaryUnvoted,
)
from workshop.rules.thresholds import TOOK_PART
from workshop.rules.votes import BALLOTS
from workshop.views.commitments import kept_commitments
from workshop.views.finish import finish, pulse_items, told_stories
from workshop.views.lessons import count_left_out
from workshop.views.on_show import reached, was_held
from workshop.views.room import Room, Surroundings
from workshop.views.room_parts import RoomCarried
from workshop.views.votes import tallies


def build(room: Room, day: date, draft: bool = False) -> Summary:
    """The summary of a workshop that began on this day; as a draft also before its end, since a
    room has no more in it than what was released."""
    end, told = finish(room, Surroundings(date=day)), told_stories(room)
    return Summary(
        version=SUMMARY_VERSION,
        title=room.state.title,
        team=room.state.team,
        date=day.isoformat(),
        language=room.state.language,
        trial=room.state.trial,
        devices=_took_part(room),
        story=told.get("story"),
        second_story=told.get("story2"),
        lessons=_lessons(room),
        commitments=_commitments(room),
        followed=[_followed(one) for one in room.carried],
        cards=_cards(room),
        worth=_answers(end.worth),
        use=_answers(end.use),
        pulse=_pulse(room),
        workshop=room.state.id,
        cards_shown=len(room.cards),
        lessons_left_out=count_left_out(room),
        did_not_fit=_did_not_fit(room),
        meets=room.state.meets,
        skipped=_skipped(room),
        draft=draft,
    )


def _took_part(room: Room) -> int:
    """Returns how many devices took part in the round in which most did. No list of devices
    outlives its round, so nobody can say how many took part in any.

    A draft knows of the rounds that are over: a figure of one that goes on would tell who acts.
    """
    closed = room.state.phase == "closed"
    over = {one.n for one in room.state.rounds if closed or one.spent}
    counted = (
        count
        for (number, item), count in room.counts.items()
        if number in over and item in {TOOK_PART, BALLOTS}
    )
    return max(counted, default=0)


def _skipped(room: Room) -> list[SummaryStage]:
    """The stages that the room has not been in; of a draft those before the present one."""
    until = None if room.state.phase == "closed" else room.position
    passed = [one for one in room.agenda.stages[:until] if not was_held(room, one)]
    return [SummaryStage(kind=one.kind, name=one.name) for one in passed]


def _answers(given: Answers | None) -> SummaryAnswers | None:
    if given is None:
        return None
    return SummaryAnswers(yes=given.yes, partly=given.partly, no=given.no)


def _pulse(room: Room) -> list[SummaryPulseItem]:
    """Only where that was chosen before the start, and so told on every phone."""
    if room.state.pulse != "summary":
        return []
    return [
        SummaryPulseItem(arrive=one.arrive, finish=one.finish, change=one.change)
        for one in pulse_items(room)
    ]


def _lessons(room: Room) -> list[SummaryLesson]:
    seen = tallies(room)
    lessons = [
        SummaryLesson(
            text=one.words.text,
            also=sorted(room.merged.get(one.id, [])),
            language=one.words.language,
            votes=seen.votes.get(one.id) if seen.votes is not None else None,
            rank=seen.result.ranks.get(one.id, 0) if seen.result else 0,
            tied=one.id in room.state.cut_tie,
            chosen=one.id in room.state.chosen,
            run_off=seen.run_off.get(one.id),
        )
        for one in room.roots
    ]
    return sorted(lessons, key=lambda lesson: (lesson.rank, lesson.text))


def _did_not_fit(room: Room) -> list[SummaryUnvoted]:
    """Returns what the limit of the ballot has cut, in the order of the words."""
    cut = [
        SummaryUnvoted(
            text=one.words.text,
            also=sorted(room.merged.get(one.id, [])),
            language=one.words.language,
        )
        for one in room.lessons
        if one.beyond and not one.parent
    ]
    return sorted(cut, key=lambda one: one.text)


def _commitments(room: Room) -> list[SummaryCommitment]:
    ranks = tallies(room).result
    texts = {one.id: one.words.text for one in room.lessons}
    kept = sorted(
        kept_commitments(room),
        key=lambda one: ranks.ranks.get(one.lesson, 0) if ranks else 0,
    )
    return [
        SummaryCommitment(
            lesson=texts.get(one.lesson, ""),
            when=one.words.when,
            will=one.words.will,
            who=one.words.who,
            owner=one.words.owner,
            by=one.words.by,
            language=one.words.language,
        )
        for one in kept
    ]


def _followed(one: RoomCarried) -> SummaryFollowed:
    """Returns what became of a commitment. Whose it was goes with what was let go; what nobody
    talked about is still its owner's, and comes back under that name."""
    owner = "" if one.words.outcome == "dropped" else one.words.owner
    return SummaryFollowed(**asdict(replace(one.words, owner=owner)))


def _cards(room: Room) -> list[SummaryCard]:
    cards = [
        SummaryCard(
            happened=card.words.happened,
            learned=card.words.learned,
            language=card.words.language,
        )
        for card in room.cards
        if card.words.may_stand and not card.off
    ]
    return sorted(cards, key=lambda card: (card.happened, card.learned))


def draft_of(room: Room, day: date) -> Summary:
    """A draft of the summary of a workshop that began on this day.

    Which cards may stand is told once, by the seal: until then a card can be taken off, and a
    file that somebody has taken home could not be called back. Stories and earlier commitments
    are in it once the room has heard them, since whoever helps at a desk has read neither before;
    and the two questions while the desk shows how they were answered.
    """
    asked = room.stage.kind == "finish"
    whole = build(room, day, draft=True)
    return replace(
        whole,
        followed=whole.followed if reached(room, "follow_up") else [],
        cards=[],
        cards_shown=None,
        worth=whole.worth if asked else None,
        use=whole.use if asked else None,
    )
