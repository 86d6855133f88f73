"""The beginnings of stages, by their kind."""

from workshop.actions.as_it_stands import AsItStands
from workshop.actions.lessons import collect, cut_ballot, desk_picks
from workshop.actions.reveal import end_all_writing, give_unshown_back, reveal
from workshop.actions.sent_lessons import end_lessons
from workshop.actions.sent_offers import give_offers_back
from workshop.actions.voting import open_voting
from workshop.rules.agenda import StageKind
from workshop.rules.room_size import MANY_DEVICES, talk_groups
from workshop.rules.stages import PAGE_OF_SIX, PICKING
from workshop.rules.thresholds import are_few
from workshop.storage.transaction import Tx
from workshop.views.on_show import cards_on_pages

SECONDS_FOR_ONE = 20
"""With less time than this for each card, pages of six are shown."""


def begin_stage(tx: Tx, kind: StageKind, fresh: bool) -> None:
    """Begins a stage of this kind; `fresh` where a round was opened for it."""
    if kind == "write":
        tx.put(few=are_few(tx.context.here))
        if tx.state.live_wall:
            tx.put(page_size=PAGE_OF_SIX)
    elif kind == "talk":
        _begin_talk(tx)
    elif kind == "ask_how":
        tx.put(phase=PICKING)
    elif kind == "look_through":
        end_all_writing(tx)
    elif kind == "reveal":
        _begin_reveal(tx)
    elif kind == "lessons" and not tx.state.vote_paused:
        collect(tx)
    elif kind == "vote" and fresh:
        _list_all(tx)
        open_voting(tx)
    elif kind == "commit" and fresh and desk_picks(tx):
        _list_all(tx)
    elif kind == "vote" and tx.state.vote_paused:
        tx.put(vote_paused=False)
    elif kind == "vote":
        tx.put(phase="ended")
    elif kind == "finish":
        give_unshown_back(tx)
        give_offers_back(tx)
        end_lessons(tx)


def _list_all(tx: Tx) -> None:
    """Puts on the list what was taught so far, twelve lessons at most."""
    collect(tx)
    cut_ballot(tx)


def _begin_talk(tx: Tx) -> None:
    """Settles for the whole talk who talks with whom: what goes dark meanwhile changes nothing."""
    groups = talk_groups(max(tx.context.here, tx.context.known))
    half = 0.0 if groups == "all" else 30.0 * tx.agenda.stages[tx.position].minutes
    tx.put(few=groups == "all", groups=groups, second_half=half)


def _begin_reveal(tx: Tx) -> None:
    enough = reveal(tx)
    cards = cards_on_pages(AsItStands(tx))
    stage = tx.agenda.stages[tx.position]
    seconds = 60.0 * stage.minutes
    quick = cards > 0 and seconds / cards < SECONDS_FOR_ONE
    size = PAGE_OF_SIX if quick or AsItStands(tx).revealed > MANY_DEVICES else 1
    size = stage.settings.page_size or size
    tx.put(phase="open" if enough else "too_few", page_size=size)
