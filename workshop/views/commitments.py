"""Commitments as views show them: offers, those of today, and those of earlier workshops."""

from typing import Literal, TypedDict

from workshop.protocol import entries
from workshop.protocol.content_entries import OfferEntry
from workshop.protocol.entries import Entries
from workshop.protocol.summary import SummaryCommitment
from workshop.storage.bodies import CarriedWords, CommitmentWords
from workshop.views.on_show import reached
from workshop.views.room import Room, once
from workshop.views.room_parts import RoomCarried, RoomCommitment


class CommitmentFields(TypedDict):
    """The words of a commitment, named as entries and summaries name them."""

    when: str
    will: str
    who: Literal["I", "we"]
    owner: str
    by: str
    language: str


@once
def commitments(room: Room) -> Entries:
    """Returns every commitment that the desk has let on."""
    return {
        f"commitments/{one.id}": _commitment(one, picked=one.picked) for one in room.commitments
    }


def leading_commitments(room: Room) -> Entries:
    """Returns one commitment for each chosen lesson, for the room's screen."""
    return {f"commitments/{one.id}": _commitment(one, picked=True) for one in leading(room)}


@once
def kept_commitments(room: Room) -> tuple[RoomCommitment, ...]:
    """Returns the commitments that the summary keeps: first what was picked, then what somebody has
    taken, then what led; each by its words."""
    led = {one.id for one in leading(room)}
    kept = (one for one in room.commitments if one.picked or one.words.owner or one.id in led)
    return tuple(
        sorted(kept, key=lambda one: (not one.picked, not one.words.owner, *_words_of(one)))
    )


def _words_of(one: RoomCommitment) -> tuple[str, str]:
    return one.words.when, one.words.will


def offers(room: Room) -> Entries:
    """Returns the entries of the offers that the desk reads, while the room commits."""
    if room.stage.kind != "commit":
        return {}
    return {
        f"offers/{one.id}": OfferEntry(
            id=one.id,
            lesson=one.lesson,
            aside=one.aside,  # type: ignore[arg-type]
            **fields_of(one.words),
        )
        for one in room.offers
    }


def count_unread_offers(room: Room) -> int:
    """Counts the offers that the desk has not decided about."""
    return sum(not one.aside for one in room.offers)


@once
def carried(room: Room) -> Entries:
    """Returns each commitment of an earlier workshop, once the agenda has come to its follow-up."""
    if not reached(room, "follow_up"):
        return {}
    return {f"carried/{one.n}": _carried(one) for one in room.carried}


def fields_of(words: CommitmentWords | CarriedWords | SummaryCommitment) -> CommitmentFields:
    """Returns a commitment's fields as the views send them."""
    return {
        "when": words.when,
        "will": words.will,
        "who": "we" if words.who == "we" else "I",
        "owner": words.owner,
        "by": words.by,
        "language": words.language,
    }


def _commitment(one: RoomCommitment, picked: bool) -> entries.Commitment:
    return entries.Commitment(id=one.id, lesson=one.lesson, picked=picked, **fields_of(one.words))


@once
def leading(room: Room) -> tuple[RoomCommitment, ...]:
    """Returns one commitment for each chosen lesson: the one picked, else the first on offer."""
    found: dict[str, RoomCommitment] = {}
    for one in sorted(room.commitments, key=lambda one: (not one.picked, one.id)):
        if one.lesson in room.state.chosen:
            found.setdefault(one.lesson, one)
    return tuple(found.values())


def _carried(one: RoomCarried) -> entries.Carried:
    words = one.words
    return entries.Carried(
        n=one.n,
        lesson=words.lesson,
        made=words.made,
        outcome=words.outcome,
        will_now=words.will_now,
        by_now=words.by_now,
        learned=words.learned,
        fit=words.fit,
        **fields_of(words),
    )
