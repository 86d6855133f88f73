"""What a team has taken on and not settled yet, as its sealed summaries tell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec
from sqlalchemy.orm import Session

from workshop.rules.limits import CARRIED
from workshop.storage.bodies import CarriedWords
from workshop.storage.library import Sealed, sealed_workshops
from workshop.summary.summary import Summary, SummaryCommitment, SummaryFollowed, read

SETTLED = {"kept", "dropped"}


@dataclass(frozen=True)
class _Kept:
    """A summary, and the workshop that it is of."""

    workshop: str
    summary: Summary


def open_commitments(session: Session, team: str) -> tuple[CarriedWords, ...]:
    """The open commitments of the team of this name, the newest first, as many as are carried."""
    return _open(one for one in sealed_workshops(session) if _same(one.team) == _same(team))


def open_by_team(session: Session) -> dict[str, int]:
    """How many a follow-up would start with, for each team that has any; names in small letters."""
    teams: dict[str, list[Sealed]] = {}
    for one in sealed_workshops(session):
        teams.setdefault(_same(one.team), []).append(one)
    counted = {team: len(_open(theirs)) for team, theirs in teams.items()}
    return {team: count for team, count in counted.items() if team and count}


def _same(team: str) -> str:
    """In small letters, as a page's script writes them, too: to it "Straße" is not "strasse"."""
    return team.strip().lower()


def _open(theirs: Iterable[Sealed]) -> tuple[CarriedWords, ...]:
    """Of summaries that come newest first; what pretend people have said binds nobody."""
    kept = [_Kept(one.id, found) for one in theirs if not one.trial and (found := _read(one.body))]
    said, known = _last_said(kept), dict[tuple[str, str], CarriedWords]()
    for words in (each for one in kept for each in (*_made(one), *_carried_on(one))):
        known.setdefault((words.workshop, words.id), words)
    still = [_now(words, said.get(place)) for place, words in known.items()]
    newest = sorted((words for words in still if words), key=lambda one: one.made, reverse=True)
    return tuple(newest[:CARRIED])


def _read(body: str) -> Summary | None:
    """A summary that only a newer version of this program could read is passed over."""
    try:
        return read(body)
    except msgspec.ValidationError:
        return None


def _last_said(kept: list[_Kept]) -> dict[tuple[str, str], SummaryFollowed]:
    """What was said last of each commitment; once it is settled nothing opens it again."""
    found: dict[tuple[str, str], SummaryFollowed] = {}
    for one in (each for summary in kept for each in summary.summary.followed if each.outcome):
        place = one.workshop, one.id
        if place not in found or (one.outcome in SETTLED):
            found[place] = one
    return found


def _made(one: _Kept) -> Iterator[CarriedWords]:
    for place, commitment in enumerate(one.summary.commitments, 1):
        yield _carried(one, str(place), commitment)


def _carried_on(one: _Kept) -> Iterator[CarriedWords]:
    """What it followed up itself: the summary in which that was made may have been deleted."""
    for followed in one.summary.followed:
        fields = {name: getattr(followed, name) for name in CarriedWords.__struct_fields__}
        yield CarriedWords(**{**fields, "will_now": "", "by_now": "", "learned": ""})


def _carried(one: _Kept, place: str, commitment: SummaryCommitment) -> CarriedWords:
    return CarriedWords(
        workshop=one.workshop,
        id=place,
        lesson=commitment.lesson,
        when=commitment.when,
        will=commitment.will,
        who=commitment.who,
        owner=commitment.owner,
        by=commitment.by,
        made=one.summary.date,
        language=commitment.language,
    )


def _now(words: CarriedWords, said: SummaryFollowed | None) -> CarriedWords | None:
    """A commitment in the words that it was given last; None when it is settled."""
    if said is None:
        return words
    if said.outcome in SETTLED:
        return None
    return msgspec.structs.replace(words, will=said.will_now, by=said.by_now)
