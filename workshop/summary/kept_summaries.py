"""The kept summaries of the library, and what a team has left open.

A commitment is open until a later summary of the team says that it was kept or dropped.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import msgspec
from msgspec.structs import replace
from sqlalchemy.orm import Session

from workshop.people.teams import same_name
from workshop.protocol.summary import (
    SUMMARY_VERSION,
    Summary,
    SummaryCommitment,
    SummaryFollowed,
    read_summary,
)
from workshop.rules.limits import CARRIED
from workshop.storage.bodies import CarriedWords
from workshop.storage.commitment_news import CommitmentPlace, news_of
from workshop.storage.library import Sealed, sealed_workshops
from workshop.storage.library_tables import CommitmentNews


@dataclass(frozen=True)
class KeptSummary:
    """A summary, and the id of the workshop that it is of."""

    workshop: str
    summary: Summary


class _Versioned(msgspec.Struct):
    version: int


def unreadable(body: str) -> Literal["", "newer", "damaged"]:
    """Returns why a summary can't be read here, as far as a glance tells; "" where nothing speaks
    against it."""
    try:
        version = msgspec.json.decode(body, type=_Versioned).version
    except msgspec.DecodeError:
        return "damaged"
    return "newer" if version > SUMMARY_VERSION else ""


def read_kept(sealed: Sealed) -> Summary | None:
    """The summary; None where only a newer version of this program can read it, or none can."""
    if unreadable(sealed.body):
        return None
    try:
        return read_summary(sealed.body)
    except msgspec.ValidationError:
        return None


def kept_of(sealed: Iterable[Sealed]) -> Iterator[KeptSummary]:
    """Returns the readable summaries of real workshops, in their given order.

    What pretend people have said binds nobody, and what can't be read is passed over.
    """
    for one in sealed:
        summary = None if one.trial else read_kept(one)
        if summary is not None:
            yield KeptSummary(one.id, summary)


SETTLED = {"kept", "dropped"}


def open_commitments(session: Session, team: str) -> tuple[CarriedWords, ...]:
    """The open commitments of the team of this name, the newest first, as many as are carried."""
    theirs = [one for one in sealed_workshops(session) if same_name(one.team) == same_name(team)]
    news = news_of(session, {one.team_id for one in theirs})
    return tuple(with_news(_carried_along(theirs), news))


def with_news(
    commitments: Iterable[CarriedWords], news: Mapping[CommitmentPlace, CommitmentNews]
) -> Iterator[CarriedWords]:
    """Returns commitments with what was said of each since its workshop."""
    for words in commitments:
        said = news.get((words.workshop, words.id))
        if said is None:
            yield words
        else:
            yield replace(words, outcome=said.outcome, will_now=said.will, by_now=said.by)


def open_by_team(session: Session) -> dict[str, int]:
    """Counts the commitments with which a follow-up would start, for each team that has any; names
    in small letters."""
    teams: dict[str, list[Sealed]] = {}
    for one in sealed_workshops(session):
        teams.setdefault(same_name(one.team), []).append(one)
    counted = {team: len(_carried_along(theirs)) for team, theirs in teams.items()}
    return {team: count for team, count in counted.items() if team and count}


def all_open(kept: Iterable[KeptSummary]) -> list[CarriedWords]:
    """All that is open in a team's summaries, which come newest first; the newest first again."""
    theirs = list(kept)
    said, known = _last_said(theirs), dict[tuple[str, str], CarriedWords]()
    for words in (each for one in theirs for each in (*_made(one), *_carried_on(one))):
        known.setdefault((words.workshop, words.id), words)
    still = [_now(words, said.get(place)) for place, words in known.items()]
    return sorted((words for words in still if words), key=lambda one: one.made, reverse=True)


def _carried_along(theirs: Iterable[Sealed]) -> tuple[CarriedWords, ...]:
    return tuple(all_open(kept_of(theirs))[:CARRIED])


def _last_said(kept: list[KeptSummary]) -> dict[tuple[str, str], SummaryFollowed]:
    """Returns what was said last of each commitment; once it is settled nothing opens it again."""
    found: dict[tuple[str, str], SummaryFollowed] = {}
    for one in (each for summary in kept for each in summary.summary.followed if each.outcome):
        place = one.workshop, one.id
        if place not in found or (one.outcome in SETTLED):
            found[place] = one
    return found


def _made(one: KeptSummary) -> Iterator[CarriedWords]:
    for place, commitment in enumerate(one.summary.commitments, 1):
        yield _carried(one, str(place), commitment)


def _carried_on(one: KeptSummary) -> Iterator[CarriedWords]:
    """Returns what a summary followed up itself: the one in which that was made may be deleted."""
    for followed in one.summary.followed:
        fields = {name: getattr(followed, name) for name in CarriedWords.__struct_fields__}
        anew = dict.fromkeys(("will_now", "by_now", "learned", "outcome", "fit"), "")
        yield CarriedWords(**{**fields, **anew})


def _carried(one: KeptSummary, place: str, commitment: SummaryCommitment) -> CarriedWords:
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
    return replace(words, will=said.will_now, by=said.by_now) if said.will_now else words
