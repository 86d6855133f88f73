"""The ways out for a contribution: its contributor withdraws it, its team takes it down, it is let
go when its time is over, and an invitation of which nothing has come is called off."""

from dataclasses import replace

from workshop.storage.contributions import (
    Contributed,
    ContributionWords,
    Status,
    contribution,
    delete_contribution,
    withdrawn_contributions,
)
from workshop.storage.letters import delete_letters
from workshop.storage.library_stories import added_story, copies_of, take_out
from workshop.stories.contributing import WITH_CONTRIBUTOR, WITH_EDITOR, KeyedLibrary


def withdraw_story(library: KeyedLibrary, id_: str) -> None:
    """Takes a story back for good: out of the library, and its words out of what is kept.

    It is noted beside the keys first: no older copy of the library brings it back.
    """
    one = contribution(library.session, library.keys, id_)
    if one is None:
        return
    library.keys.withdraw(id_)
    _end(library, one)


def take_down(library: KeyedLibrary, id_: str) -> None:
    """Takes a story out of the library, as who leads its team has decided. Of one that a
    contributor has told nothing stays, and its receipt says so."""
    take_out(library.session, id_)
    turn_down(library, id_, "ready")


def turn_down(library: KeyedLibrary, id_: str, *statuses: Status) -> None:
    """Erases what a contributor has told, if its status is one of these, or whatever it is where
    none is given; the receipt says so."""
    one = library.contribution_in(id_, *(statuses or (*WITH_EDITOR, *WITH_CONTRIBUTOR, "ready")))
    if one:
        delete_letters(library.session, library.keys, id_)
        library.keys.destroy(id_)
        library.put(replace(one, status="declined", words=ContributionWords(label="")))


def call_off(library: KeyedLibrary, id_: str) -> bool:
    """Takes an invitation back of which nothing has come yet."""
    one = library.contribution_in(id_, "invited")
    if one is None:
        return False
    delete_contribution(library.session, library.keys, id_)
    return True


def end_withdrawn(library: KeyedLibrary) -> None:
    """Withdraws again what an older copy of the library has brought back.

    Where the library came without its keys, it says what was withdrawn: so no pack brings it back.
    """
    for id_ in sorted(withdrawn_contributions(library.session) - library.keys.withdrawn()):
        library.keys.withdraw(id_)
    for id_ in sorted(library.keys.withdrawn()):
        one = contribution(library.session, library.keys, id_)
        if one and (one.status != "withdrawn" or added_story(library.session, id_)):
            _end(library, one)
        _take_out(library, id_)


def _end(library: KeyedLibrary, one: Contributed) -> None:
    _take_out(library, one.id)
    delete_letters(library.session, library.keys, one.id)
    library.put(replace(one, status="withdrawn", words=None))


def _take_out(library: KeyedLibrary, id_: str) -> None:
    for one in (id_, *copies_of(library.session, id_)):
        take_out(library.session, one)
