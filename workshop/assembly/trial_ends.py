"""The ends of trials, rehearsals and workshops that are thrown away: pretend people go first, and
whoever still looks on is sent away."""

import logging

import gevent

from workshop.ending.endings import Endings
from workshop.ending.wiping import Discarded
from workshop.live.boards import Boards
from workshop.pretend.trials import Trials

log = logging.getLogger(__name__)


def throw_away(trials: Trials, endings: Endings, id_: str) -> Discarded:
    """Ends an open workshop without a summary; the pretend people of a trial go first."""
    trials.dismiss(id_)
    return endings.throw_away(id_)


def end_trial(trials: Trials, endings: Endings, boards: Boards, id_: str) -> bool:
    """Wipes a trial, and sends away whoever still looks at it."""
    ended = trials.end(id_)
    if ended == "no_such":
        return False
    boards.forget(id_)
    if ended == "not_yet":
        gevent.spawn(endings.go_on, id_)
    return True


def end_rehearsals(trials: Trials, endings: Endings, boards: Boards, id_: str) -> None:
    """A copy holds the leader's words and the Wi-Fi's password: it may not outlive its workshop."""
    for copy in trials.copies_of(id_):
        try:
            end_trial(trials, endings, boards, copy)
        except Exception:
            log.exception("a rehearsal could not be wiped yet; the next start does it")
