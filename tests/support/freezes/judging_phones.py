"""Compares what phones were told with what is stored."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import select

from tests.support.freezes.moving_phone import MovingPhone
from tests.support.fuzz.model import sent_lessons
from tests.support.stored import Stored
from workshop.actions.letters import letters_in
from workshop.storage.bodies import PulseWords, show
from workshop.storage.workshop_tables import PulseAnswer
from workshop.storage.workshops import StoredWorkshop
from workshop.views import Room, read_room

ADDED = ("lessons", "offers")
"""The things of which there is nothing older: only one that is missing says something."""


def differences(file: StoredWorkshop, phones: Iterable[MovingPhone]) -> list[str]:
    """Returns where the newest that phones were told of does not stand, or something older does;
    once nobody waits for an answer."""
    room, all_ = read_room(file), [phone.stands for phone in phones]
    wanted = {
        "cards": Counter(words for one in all_ for words in one.cards.values()),
        "notes": Counter(one.note for one in all_ if one.note is not None),
        "letters": Counter(text for one in all_ for text in one.letters.values() if text),
        "lessons": _of_now(room, (one.lessons for one in all_)),
        "offers": _of_now(room, (one.offers for one in all_)),
        "taken": Counter(item for one in all_ for item in one.taken.items()),
        "pulse": Counter(
            (*one.pulse.get("arrive", ()), 0, *one.pulse.get("finish", ())) for one in all_
        ) - Counter({(0,): len(all_)}),
    }  # fmt: skip
    found = {"cards": Stored(file).cards(), **_in_room(room), **_under_secrets(file)}
    found["lessons"] += sent_lessons(file)
    told = [
        f"{what}: {dict(found[what] - wanted[what])} too much, "
        f"{dict(wanted[what] - found[what])} missing"
        for what in wanted
        if (wanted[what] - found[what] if what in ADDED else found[what] != wanted[what])
    ]
    counts = sum((one.counts for one in all_), Counter[tuple[int, str]]())
    return [*told, *_miscounted(file, room, counts, {key for one in all_ for key in one.counts})]


def _of_now(room: Room, said: Iterable[set[tuple[int, str]]]) -> Counter[str]:
    """Lessons added in the round that goes on: those of one that is over may have come back."""
    return Counter(text for one in said for number, text in one if number == room.state.round)


def _in_room(room: Room) -> dict[str, Counter[object]]:
    offered = [*room.commitments, *room.offers]
    lessons = [one.words.text for one in (*room.lessons, *room.unread)]
    return {
        "notes": Counter(one.text for one in room.check_ins),
        "lessons": Counter(lessons),
        "offers": Counter(one.words.will for one in offered),
        "taken": Counter((one.id, one.words.owner) for one in offered if one.words.owner),
    }


def _under_secrets(file: StoredWorkshop) -> dict[str, Counter[object]]:
    keys = file.own.of("pulse_answer")
    with file.read() as connection:
        letters = [one.text for one in letters_in(connection, file.own)]
        rows = connection.execute(select(PulseAnswer.key, PulseAnswer.body)).all()
    pulse = [show(keys, "pulse_answer", row.key, row.body, PulseWords) for row in rows]
    given = Counter((*one.arrive, 0, *one.finish) for one in pulse)
    return {"letters": Counter(letters), "pulse": given - Counter({(0,): len(rows)})}


def _miscounted(
    file: StoredWorkshop,
    room: Room,
    wanted: Counter[tuple[int, str]],
    items: set[tuple[int, str]],
) -> list[str]:
    """The tallies of the round that goes on: of one that is over only what was released is kept."""
    there = Stored(file).tallies()
    return [
        f"tally {item}: {there.get(item, 0)} instead of {wanted[item]}"
        for item in sorted(items)
        if item[0] == room.state.round and room.collecting and there.get(item, 0) != wanted[item]
    ]
