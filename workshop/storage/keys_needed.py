"""The keys of parts that a workshop's file needs, found by what it holds."""

from collections.abc import Callable
from functools import partial
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, Delete, delete, select

from workshop.rules.stages import SENDS_CARDS
from workshop.storage.bodies import (
    CardWords,
    CheckInWords,
    CommitmentWords,
    LessonWords,
    LetterWords,
    PulseWords,
    show,
    show_read,
)
from workshop.storage.counts import show_counts
from workshop.storage.keyring import CHECK_IN, LETTER_PART, PULSE_PART, Keys, OwnKeys, part_of
from workshop.storage.state import RoundWords, find_state, read_agenda
from workshop.storage.workshop_tables import (
    Card,
    CheckIn,
    Commitment,
    DeskRead,
    Letter,
    Mark,
    PulseAnswer,
    SentLesson,
    Tallies,
)

_Table = type[Card] | type[SentLesson] | type[PulseAnswer] | type[CheckIn] | type[Letter]
_KINDS: dict[_Table, tuple[str, type[Any]]] = {
    PulseAnswer: ("pulse_answer", PulseWords),
    CheckIn: ("check_in", CheckInWords),
    Letter: ("letter", LetterWords),
    Card: ("card", CardWords),
    SentLesson: ("lesson", LessonWords),
}
_OF_ROUNDS = (Card, SentLesson)
_OFFERS = select(Commitment.id, Commitment.body)
_OneRow = type[Tallies] | type[DeskRead]
_OF_ONE_ROUND: dict[_OneRow, Callable[[OwnKeys, int, bytes], object]] = {
    Tallies: show_counts,
    DeskRead: show_read,
}


DeletesOfLost = list[Delete]
"""Statements that delete the rows that no key opens any more."""


def lost_rows(connection: Connection, own: OwnKeys) -> DeletesOfLost:
    """Finds the rows that no key opens any more: somebody has put back an older copy of the file,
    and what they say is over. With them go the marks of their rounds, which nothing could find:
    what was counted by them is over too."""
    lost: DeletesOfLost = []
    rounds: set[int] = set()
    for table, (place, kind) in _KINDS.items():
        for row in connection.execute(select(*table.__table__.columns)).all():
            keys = _key_of(own, table, row)
            if not _opens(partial(show, keys, place, row.key, row.body, kind)):
                lost.append(delete(table).where(table.key == row.key))
                rounds |= {row.round} if table in _OF_ROUNDS else set()
    for one, show_row in _OF_ONE_ROUND.items():
        for row in connection.execute(select(one.round, one.body)).all():
            if not _opens(partial(show_row, own, row.round, row.body)):
                lost.append(delete(one).where(one.round == row.round))
                rounds.add(row.round)
    of_offers = own.of_rounds(_numbers(find_state(connection, own.whole)))
    for row in connection.execute(_OFFERS).all():
        if not any(_opens(partial(_show_offer, row, keys)) for keys in of_offers):
            lost.append(delete(Commitment).where(Commitment.id == row.id))
    return [*lost, delete(Mark).where(Mark.round.in_(rounds))] if rounds else lost


def delete_lost(connection: Connection, lost: DeletesOfLost) -> None:
    """Takes these rows away."""
    for each in lost:
        connection.execute(each)


def settle_keys(connection: Connection, own: OwnKeys) -> None:
    """Destroys the keys that the file needs no more, and makes those that it will need. It looks at
    what was committed only, so that it can be done again after a crash. Raises OSError.

    A key is made while nothing is there to lie under it. Made with the first answer it would have,
    on the disk, the time of that answer.
    """
    state = find_state(connection, own.whole)
    closed, told = (state.phase == "closed", state.pulse_over) if state else (False, False)
    if _is_empty(connection, CheckIn):
        (own.destroy if closed else own.renew)(CHECK_IN)
    if _is_empty(connection, PulseAnswer) and (told or closed):
        own.destroy(PULSE_PART)
    elif _is_empty(connection, PulseAnswer) and not own.has(PULSE_PART):
        own.renew(PULSE_PART)
    if _is_empty(connection, Letter) and (closed or not own.has(LETTER_PART)):
        (own.destroy if closed else own.renew)(LETTER_PART)
    for part in sorted(
        own.parts() - {CHECK_IN, PULSE_PART, LETTER_PART} - _rounds_needed(connection, own, state)
    ):
        own.destroy(part)


def _rounds_needed(connection: Connection, own: OwnKeys, state: Any) -> set[str]:
    """The rounds that may collect again, those of which something waits, and those of which a row
    lies under their own key still."""
    rounds = [one.n for one in state.rounds if _goes_on(one, state)] if state else []
    rounds = [*{*rounds} - _votes_over(state)]
    for table in (*_OF_ROUNDS, Mark):
        rounds += connection.execute(select(table.round).distinct()).scalars()
    alone = OwnKeys(own.whole)
    for one, show_row in _OF_ONE_ROUND.items():
        found = connection.execute(select(one.round, one.body)).all()
        rounds += [
            row.round for row in found if not _opens(partial(show_row, alone, row.round, row.body))
        ]
    return {part_of(number) for number in rounds} | _offers_need(connection, own, state)


def _goes_on(one: RoundWords, state: Any) -> bool:
    """True if something may still come into a round: also a card from paper, until the reveal of
    what was written in it. Without one the round's key would tell that nobody wrote."""
    writes = read_agenda(state.agenda).kind_of(one.stage) in SENDS_CARDS
    return not one.spent or (writes and not one.settled)


def _offers_need(connection: Connection, own: OwnKeys, state: Any) -> set[str]:
    """The rounds under whose keys an offer lies: its row does not say in which it came."""
    offers = connection.execute(_OFFERS).all()
    return {
        part_of(number)
        for number in _numbers(state)
        if own.has(part_of(number))
        and any(_opens(partial(_show_offer, row, own.round(number))) for row in offers)
    }


def _numbers(state: Any) -> list[int]:
    """All rounds, the newest first."""
    return [one.n for one in reversed(state.rounds)] if state else []


def _show_offer(row: Any, keys: Keys) -> CommitmentWords:
    return show(keys, "commitment", row.id, row.body, CommitmentWords)


def _votes_over(state: Any) -> set[int]:
    """The rounds of the vote, and of its run-offs, that were counted: they are opened no more."""
    if state is None:
        return set()
    over = {state.vote_round, *state.run_offs}
    if state.vote_paused:
        over -= {state.vote_round}
    return over - ({state.round} if state.phase in {"open", "run_off"} else set())


def _key_of(own: OwnKeys, table: _Table, row: Any) -> Keys:
    return own.round(row.round) if table in _OF_ROUNDS else own.of(table.__tablename__)


def _opens(shows: Callable[[], object]) -> bool:
    try:
        shows()
    except InvalidTag:
        return False
    return True


def _is_empty(connection: Connection, table: _Table) -> bool:
    return connection.execute(select(table.key).limit(1)).first() is None
