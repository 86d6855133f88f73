"""The state of a workshop: what was set, where it stands, and how its rounds, cards and lessons do.

It lies under K in one row, padded to steps so wide that its size tells nothing. Without K the row
says only what must be known where K is gone, or not here: if the workshop has begun, if it is
closed, and if its file is to be written anew. An agenda is kept in it as JSON."""

from collections.abc import Mapping
from functools import lru_cache, partial
from types import SimpleNamespace
from typing import Any, Literal

import msgspec
from msgspec.structs import asdict
from sqlalchemy import Connection, insert, select, update

from workshop.protocol.base import Closed
from workshop.rules.agenda import Agenda
from workshop.storage.bodies import hide, show
from workshop.storage.keyring import Keys
from workshop.storage.read_cache import ReadCache
from workshop.storage.workshop_tables import State

STATE_KEY = "state"
STATE_STEP_BYTES = 16384
"""Bytes to a multiple of which the state is padded: an agenda of thirty stages fits once."""
HiddenColumn = Literal["story", "second_story", "leader", "wifi_password"]
"""The fields of the state with a column of their own: they are long, and hardly ever change. Each
is there, and of one size, also where it says that there is none."""
STORY_PLACES: dict[HiddenColumn, str] = {
    "story": "story", "second_story": "second_story", "leader": "leader", "wifi_password": "wifi"
}  # fmt: skip
"""The place under which each is encrypted."""
_ROW = select(State.id, State.epoch, State.owes_rewrite, State.body)
_CHANGE = update(State)


class RoundWords(Closed, array_like=True):
    """One opening of a collecting stage. A spent round collects no more: the desk reads what is in
    it, or the room has seen it."""

    n: int
    stage: str
    """The id of the stage that opened it."""
    open: bool
    spent: bool = False
    given_back: bool = False
    """True if too few devices wrote, as was counted when the last call was over: all words go back
    to their phones but those that are shown even so. They have gone once the round is spent."""
    cards_each: int = 2
    """Number of cards that each device may send in it, by the size of the room as it opened."""
    asks_if_few: bool = False
    """True if phones ask what becomes of a card where too few write."""
    settled: bool = False
    """True if nothing of the round waits for its reveal any more."""
    about: int = 0
    """The number of the card that is asked about; 0 in a round of any other kind."""


class CardFlags(Closed, array_like=True):
    """The numbers of revealed cards, by what the desk did with them and what was asked of it."""

    sensitive: tuple[int, ...] = ()
    off: tuple[int, ...] = ()
    asked: tuple[int, ...] = ()
    """The cards that somebody asked to take off the screen; not who asked, nor how many did."""
    shown: tuple[int, ...] = ()


class LessonPlace(Closed, array_like=True):
    """The place of a lesson that does not speak for itself on the list."""

    parent: bytes = b""
    """The lesson that it was put under; empty for none."""
    left_out: bool = False
    beyond: bool = False
    """True if the lesson was left out because twelve others were on the ballot, and not by hand."""


FOR_ITSELF = LessonPlace()


class VoteWords(Closed, array_like=True):
    """The result of a vote, which is kept while people vote once more."""

    vote_round: int
    scale: int
    chosen: list[str]
    cut_tie: list[str]
    run_off: list[str]
    run_offs: list[int]
    drawn: list[str]


class StateWords(msgspec.Struct, kw_only=True, omit_defaults=True):
    """The fields of the state. One that is not known any more is passed over when it is read:
    what brings a file up has no key to take it out."""

    title: str
    team: str
    language: str
    trial: bool
    remote: bool
    hybrid: bool = False
    """True if some are in a room and others in a call."""
    wifi: str
    support: str
    reporting: str
    free_at: str
    free_by: float | None = None
    votes_hidden: bool
    live_wall: bool
    pulse: str = ""
    """The use of the pulse: "" for none, "room" for the room alone, "summary" for both."""
    agenda: str
    rules: list[str]
    library: dict[str, str] = {}
    """The stories that come from the library: their ids there, by the place where each is told."""
    rehearses: str = ""
    """The workshop that this one was copied from for a rehearsal; "" for a real one."""
    closed_lists: list[int] = []
    """The rounds of lessons that the desk has closed for phones, once and for good."""
    read_lists: list[int] = []
    """Those of them of which the desk was shown all that phones have added."""
    turn: int = 0
    last_key: bytes = b""
    phase: str = "open"
    stage: str
    """The id of the current stage."""
    going_to: str = ""
    """The id of the stage to which the last call leads; "" without one."""
    skipped: list[str] = []
    """The ids of stages that were left out before they began."""
    step: int = 0
    question: int = 0
    """The question of the story that the room sees, by its place among them."""
    page_size: int = 1
    paused: bool = False
    ends_at: float | None = None
    left: float = 0.0
    covered: bool = False
    silent: bool = False
    groups: str = ""
    second_half: float = 0.0
    """Seconds that are left of a talk when its second half begins; in which `groups`, see there."""
    few: bool = False
    most_been: list[str] = []
    """The stories, by their places, where the screens said that most had been there."""
    last_call_ends_at: float | None = None
    last_call_longer: bool = False
    """True if the last call has had its one minute more."""
    started_at: float | None = None
    entered_at: float | None = None
    took: dict[str, float] = {}
    """Seconds that stages have taken so far, by their ids."""
    devices: int = 0
    """The most devices that were here at once, as seen when a stage ended."""
    door_closed: bool = False
    """True if no device comes in that was not here before."""
    meets: str = ""
    """The day on which the team meets next, as 2027-03-03; "" when nobody has said."""
    round: int = 0
    rounds: list[RoundWords] = []
    """In the order in which they were opened."""
    cards: CardFlags = CardFlags()
    last_card: int = 0
    """The highest number that a card or an answer had. None is given twice: commands come late."""
    known: list[int] = []
    """Of many cards, those that the pages show; empty before they are chosen."""
    lessons: dict[bytes, LessonPlace] = {}
    """The lessons that do not speak for themselves on the list, by their ids, in this order."""
    merged_words: list[bytes] = []
    """The lessons whose words the desk wrote as it merged others, and that nothing else taught."""
    added_lessons: list[bytes] = []
    """The lessons that the desk wrote or let on: they stay without a card that taught the same."""
    undo: list[list[str]] = []
    bars: bool = False
    scale: int = 0
    vote_round: int = 0
    vote_paused: bool = False
    """True if the voting waits, with its ballots, while the room is back at its lessons."""
    run_off: list[str] = []
    run_offs: list[int] = []
    """The rounds of the votes between those that tied, in their order."""
    chosen: list[str] = []
    cut_tie: list[str] = []
    drawn: list[str] = []
    """The lessons that were chosen by lot, of those that tied."""
    too_few: str = ""
    """The voting that ended without a result; see `protocol.entries.Ballot`."""
    vote_before: VoteWords | None = None
    """The earlier result of a vote that was opened again."""
    pulse_over: bool = False
    """True if the pulse's totals were told, once and for good, and all answers erased."""


def find_state(connection: Connection, keys: Keys, cache: ReadCache | None = None) -> Any:
    """Returns the state; None in a file whose workshop was not laid down yet.

    A cache is that of the connection's file.
    """
    read = partial(_find_state, connection, keys)
    found = cache.once("state", read) if cache else read()
    return None if found is None else SimpleNamespace(**found)


def _find_state(connection: Connection, keys: Keys) -> dict[str, Any] | None:
    row = connection.execute(_ROW).first()
    if row is None:
        return None
    words = keys.show_anew(row.body, STATE_KEY, b"", StateWords)
    plain = {"id": row.id, "epoch": row.epoch, "owes_rewrite": row.owes_rewrite}
    return {**asdict(words), **plain}


def read_state(connection: Connection, keys: Keys, cache: ReadCache | None = None) -> Any:
    """Returns the state, its fields as attributes: those of `StateWords`, and of what is in the
    clear `id`, `epoch` and `owes_rewrite`."""
    state = find_state(connection, keys, cache)
    if state is None:
        raise LookupError("the file has no state")
    return state


def write_state(connection: Connection, keys: Keys, state: Any, *, led: bool) -> None:
    """Writes the state down.

    `led` says that a desk has led on since it was written last: `turn` is another then, so that the
    nonce can be made of what the state says, and equal workshops have equal rows. Any other change
    may be taken back, and has a nonce of its own.
    """
    words = _words(state)
    hide = keys.hide_settled if led else keys.hide_anew
    values = _in_the_clear(words) | {"owes_rewrite": state.owes_rewrite}
    connection.execute(_CHANGE.values(**values, body=hide(words, STATE_KEY, b"", STATE_STEP_BYTES)))


def lay_down(
    connection: Connection,
    keys: Keys,
    id_: str,
    words: StateWords,
    hidden: Mapping[HiddenColumn, object],
) -> None:
    """Writes the first state of a workshop, and what is hidden in columns of their own."""
    body = keys.hide_settled(words, STATE_KEY, b"", STATE_STEP_BYTES)
    columns: dict[str, bytes] = {
        name: hide(keys, STORY_PLACES[name], b"", one) for name, one in hidden.items()
    }
    epoch = keys.mark("epoch", 0).hex()[:8]
    values = {"id": id_, "epoch": epoch, "body": body, **_in_the_clear(words), **columns}
    connection.execute(insert(State).values(**values))


def show_hidden(connection: Connection, keys: Keys, name: HiddenColumn, kind: Any) -> Any:
    """Returns what one of the hidden columns says."""
    body = connection.execute(select(getattr(State, name))).scalar_one()
    return show(keys, STORY_PLACES[name], b"", body, kind)


def put_hidden(connection: Connection, keys: Keys, name: HiddenColumn, words: object) -> None:
    """Changes one of the hidden columns."""
    body = hide(keys, STORY_PLACES[name], b"", words)
    connection.execute(update(State).values({State.__table__.c[name]: body}))


def _words(state: Any) -> StateWords:
    return StateWords(**{name: getattr(state, name) for name in StateWords.__struct_fields__})


def _in_the_clear(words: StateWords) -> dict[str, bool]:
    return {"begun": words.started_at is not None, "closed": words.phase == "closed"}


@lru_cache(maxsize=256)
def read_agenda(text: str) -> Agenda:
    """The agenda of a stored text."""
    return msgspec.json.decode(text, type=Agenda)


def write_agenda(agenda: Agenda) -> str:
    """The text that is stored for an agenda."""
    return msgspec.json.encode(agenda).decode()


def round_of(state: Any, number: int) -> RoundWords | None:
    """Returns the round with a number; None if the state has none."""
    return next((one for one in state.rounds if one.n == number), None)


def stage_of(state: Any, number: int) -> str:
    """Returns the id of the stage that opened a round; "" for no round."""
    found = round_of(state, number)
    return found.stage if found else ""


def is_collecting(state: Any, number: int) -> bool:
    """True if a round is open, and not spent."""
    found = round_of(state, number)
    return found is not None and found.open and not found.spent
