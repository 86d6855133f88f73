"""The list of lessons: what the cards and the story taught, and merging by hand with undo."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import insert, select

from workshop.actions.answers import OK, Answered, AtDesk, action, cleaned, stage_kind
from workshop.actions.lesson_list import (
    end_merged,
    lesson_id,
    place_of,
    put_places,
    taught_by_stories,
    taught_here,
)
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.rules.lessons import by_marks, keeps
from workshop.rules.limits import LESSON_CHARS, MOST_CHOSEN, MOST_VOTED
from workshop.rules.stages import decides_at
from workshop.rules.text import one_line
from workshop.rules.votes import BALLOTS, PAPER_TALLY
from workshop.storage.bodies import LessonWords, hide
from workshop.storage.handles import RowKey, row_key
from workshop.storage.state import LessonPlace
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Lesson

UNDO_STEPS = 50
_IN, _OUT, _BEYOND, _NEW = "in", "out", "beyond", "new"
"""The places of a lesson before a step: on the list, left out by hand, left out as beyond twelve,
or not there yet: its words were made by merging."""
_IDS = select(Lesson.id).order_by(Lesson.id)


def collect(tx: Tx) -> None:
    """Puts on the list, once, what the stories, the earlier commitments and the cards taught.

    What a story alone taught is left out until the desk puts it on: nobody here lived it.
    """
    listed, ours = {*_ids(tx)}, list(taught_here(tx))
    for words in [*ours, *taught_by_stories(tx)]:
        place(tx, words)
    theirs = {lesson_id(tx, one) for one in taught_by_stories(tx)} - listed
    out = theirs - {lesson_id(tx, one) for one in ours}
    if out:
        put_places(tx, tx.state.lessons | dict.fromkeys(out, LessonPlace(left_out=True)))


def place(tx: Tx, words: LessonWords) -> None:
    """Puts a lesson on the list; the same words are the same lesson, and are no more only those of
    a merge."""
    id_ = lesson_id(tx, words)
    body = hide(tx.keys, "lesson", id_, words)
    tx.touch(Lesson)
    tx.put(merged_words=[one for one in tx.state.merged_words if one != id_])
    if tx.connection.execute(select(Lesson.id).where(Lesson.id == id_)).first() is None:
        tx.connection.execute(insert(Lesson).values(id=id_, body=body))


@action
def desk_lesson(tx: Tx, _who: AtDesk, _key: bytes, command: commands.DeskLesson) -> Answered:
    """A lesson written down at the desk, for the room."""
    text = cleaned("text", command.text, LESSON_CHARS)
    refused = text if isinstance(text, Refused) else frozen_list(tx) or no_room(tx)
    if refused:
        return refused
    put_on(tx, LessonWords(text=one_line(str(text)), language=tx.state.language))
    tx.changed = True
    return OK


def put_on(tx: Tx, words: LessonWords) -> None:
    """Puts on the list what the desk wants there, also where the same words were left out, as those
    that a story taught are."""
    place(tx, words)
    id_ = lesson_id(tx, words)
    tx.put(added_lessons=sorted({*tx.state.added_lessons, id_}))
    stands = replace(place_of(tx, id_), left_out=False, beyond=False)
    put_places(tx, tx.state.lessons | {id_: stands})


@action
def leave_rest(tx: Tx, _who: AtDesk, _key: bytes, _command: commands.LeaveRest) -> Answered:
    """Leaves out all that is beyond twelve, as one step; it is named, here and in the summary."""
    refused = frozen_list(tx)
    if refused:
        return refused
    beyond = _beyond(tx)
    if beyond:
        _change(tx, *beyond, left_out=True, beyond=True)
    return OK


@action
def split(tx: Tx, _who: AtDesk, _key: bytes, command: commands.Split) -> Answered:
    """Takes a lesson out of its group."""
    lesson = tx.handles.key(command.lesson)
    refused = frozen_list(tx) or unknown_lesson(all_parents(tx), lesson) or no_room(tx)
    if refused:
        return refused
    _change(tx, lesson, parent=b"")
    return OK


@action
def leave_out(tx: Tx, _who: AtDesk, _key: bytes, command: commands.LeaveOut) -> Answered:
    """Leaves a lesson off the ballot, or puts it back while there is room for it."""
    lesson = tx.handles.key(command.lesson)
    refused = frozen_list(tx) or unknown_lesson(all_parents(tx), lesson)
    if refused:
        return refused
    full = None if command.on else no_room(tx)
    if full:
        return full
    _change(tx, lesson, left_out=command.on, beyond=False)
    return OK


@action
def undo_lessons(tx: Tx, _who: AtDesk, key: bytes, _command: commands.UndoLessons) -> Answered:
    """Takes back the last merge, split or leave-out."""
    sent = tx.keys.mark("undo", key)
    if sent in tx.memory.ended:
        return OK  # sent again, since its answer was lost: it takes back no second step
    before = list(zip(*[iter(next(reversed(tx.state.undo), []))] * 3, strict=True))
    refused = frozen_list(tx) or _overfull(tx, before)
    if refused or not before:
        return refused or Refused(refused="nothing_to_undo")
    again = {lesson: (bytes.fromhex(parent), stood) for lesson, parent, stood in before}
    there = {bytes.fromhex(lesson) for lesson in again} & {*_ids(tx)}
    places = tx.state.lessons | {id_: _before(*again[id_.hex()]) for id_ in there}
    put_places(tx, places)
    tx.put(undo=tx.state.undo[:-1])
    end_merged(tx, [bytes.fromhex(lesson) for lesson, _, stood in before if stood == _NEW])
    tx.memory.ended |= {sent}
    tx.changed = True
    return OK


def _before(parent: bytes, stood: str) -> LessonPlace:
    return LessonPlace(parent=parent, left_out=stood in {_OUT, _BEYOND}, beyond=stood == _BEYOND)


def ballot_lessons(tx: Tx) -> list[RowKey]:
    """The lessons that can be voted on, sorted by id."""
    places = tx.state.lessons
    return [row_key(id_) for id_ in _ids(tx) if id_ not in places]


def _ids(tx: Tx) -> Sequence[bytes]:
    return tx.cache.once("lesson_ids", lambda: tx.connection.execute(_IDS).scalars().all())


def chooses_early(tx: Tx) -> bool:
    """True before the first vote, or the desk's pick, of an agenda without a stage for lessons."""
    kinds = [stage.kind for stage in tx.agenda.stages]
    ahead = kinds[tx.position + 1 :]
    return not tx.state.vote_round and "lessons" not in kinds and decides_at(kinds) in ahead


def cut_ballot(tx: Tx) -> None:
    """Leaves out what is beyond twelve, by chance, where the cards came with the vote itself."""
    beyond = [bytes.fromhex(lesson) for lesson in _beyond(tx)]
    places = {id_: replace(place_of(tx, id_), left_out=True, beyond=True) for id_ in beyond}
    put_places(tx, tx.state.lessons | places)


def _beyond(tx: Tx) -> list[RowKey]:
    """Returns the lessons beyond twelve: the last ones in the order in which the desk has them
    before it."""
    parents = all_parents(tx)
    shown = {item: count.released for item, count in tx.counts(tx.state.round).items()}
    merged = {parent for parent in parents.values() if parent}
    return by_marks(ballot_lessons(tx), keeps(shown, parents), merged, tx.handles.named)[
        MOST_VOTED:
    ]


def _change(tx: Tx, *lessons: RowKey, **values: Any) -> None:
    """Changes lessons in the same way, as one step of the undo."""
    ids = [bytes.fromhex(lesson) for lesson in lessons]
    change_places(tx, {id_: replace(place_of(tx, id_), **values) for id_ in ids})


def change_places(tx: Tx, places: dict[bytes, LessonPlace], new: bytes = b"") -> None:
    """Gives lessons their places, as one step of the undo: three words for each of them. `new` is
    the one whose words this step has made."""
    before: list[str] = []
    for id_ in places:
        found = place_of(tx, id_)
        stood = _BEYOND if found.beyond else _OUT if found.left_out else _IN
        before += [id_.hex(), found.parent.hex(), _NEW if id_ == new else stood]
    put_places(tx, tx.state.lessons | places)
    tx.put(undo=[*tx.state.undo, before][-UNDO_STEPS:])
    tx.changed = True


def frozen_list(tx: Tx) -> Refused | None:
    """The list is open in its stage, or before the vote where none is, and at the vote until the
    first vote is placed."""
    kind = stage_kind(tx)
    if tx.state.chosen or tx.state.cut_tie:
        return Refused(refused="wrong_stage", about="lessons")
    if tx.state.vote_paused and _voted(tx):
        return Refused(refused="voting_paused")
    if kind == "lessons" or chooses_early(tx):
        return None
    if kind == "vote" and tx.state.phase == "open" and not _voted(tx):
        return None
    return Refused(refused="wrong_stage", about="lessons")


def _voted(tx: Tx) -> bool:
    number = tx.state.vote_round if tx.state.vote_paused else tx.state.round
    counted = tx.tally(BALLOTS, number) or tx.tally(PAPER_TALLY, number)
    return bool(counted or tx.state.vote_before)


def no_room(tx: Tx) -> Refused | None:
    """At the vote a lesson more than twelve finds no room."""
    if stage_kind(tx) == "vote" and len(ballot_lessons(tx)) >= MOST_VOTED:
        return Refused(refused="ballot_full", about=str(MOST_VOTED))
    return None


def _overfull(tx: Tx, before: list[tuple[str, ...]]) -> Refused | None:
    """At the vote a step is not undone that would put more than twelve on the ballot."""
    moved = {lesson for lesson, _, _ in before}
    again = {lesson for lesson, parent, stood in before if not parent and stood == _IN}
    if stage_kind(tx) == "vote" and len({*ballot_lessons(tx)} - moved | again) > MOST_VOTED:
        return Refused(refused="ballot_full", about=str(MOST_VOTED))
    return None


def unknown_lesson(parents: dict[RowKey, RowKey], *lessons: RowKey) -> Refused | None:
    """Refuses where one of these lessons is not on the list."""
    if all(lesson in parents for lesson in lessons):
        return None
    return Refused(refused="no_such", about="lesson")


def all_parents(tx: Tx) -> dict[RowKey, RowKey]:
    """Returns the lesson under which each one stands, "" for one that speaks for itself."""
    return {row_key(id_): row_key(place_of(tx, id_).parent) for id_ in _ids(tx)}


def desk_picks(tx: Tx) -> bool:
    """True if the desk picks the lessons now, as nobody votes."""
    decides = decides_at([stage.kind for stage in tx.agenda.stages])
    return decides == "commit" == stage_kind(tx)


@action
def pick_lesson(tx: Tx, _who: AtDesk, _key: bytes, command: commands.PickLesson) -> Answered:
    """Chooses a lesson at the desk, or no longer; three at most."""
    lesson, others = tx.handles.key(command.lesson), {*tx.state.chosen}
    if not desk_picks(tx):
        return Refused(refused="wrong_stage", about="commit")
    if lesson not in ballot_lessons(tx):
        return Refused(refused="no_such", about="lesson")
    chosen = others | {lesson} if command.on else others - {lesson}
    if command.on and len(chosen) > MOST_CHOSEN:
        return Refused(refused="not_allowed", about=f"chosen:{MOST_CHOSEN}")
    tx.put(chosen=sorted(chosen))
    tx.changed = True
    return OK
