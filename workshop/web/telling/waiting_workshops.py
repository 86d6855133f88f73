"""The open workshops that have a contributor's story and have not told it yet follow what its
contributor decides."""

from collections.abc import Callable

from workshop.actions.withdrawn_story import tell_anew
from workshop.ending.withdrawn_stories import tell_built_in, workshops_with
from workshop.protocol.story import Story
from workshop.storage.library_stories import id_in_packs
from workshop.storage.transaction import Tx
from workshop.web.services import in_workshop, on_database, services


def take_from_workshops(story_id: str) -> None:
    """Has every open workshop in which a story waits tell another one; its desk shows it at
    once."""
    _in_workshops(story_id, lambda tx: tell_built_in(tx, story_id))


def take_out_if_withdrawn(*stories: str) -> None:
    """Takes stories out of workshops again that were withdrawn while a form put them there."""
    withdrawn = on_database(services().store.story_keys.withdrawn)()
    for story_id in withdrawn.intersection(map(id_in_packs, stories)):
        take_from_workshops(story_id)


def change_in_workshops(story_id: str, story: Story) -> None:
    """Has every open workshop in which a story waits tell this text of it."""
    _in_workshops(story_id, lambda tx: tell_anew(tx, story_id, story))


def _in_workshops(story_id: str, act: Callable[[Tx], bool]) -> None:
    # Whatever team they belong to: it is the contributor's story.
    for id_ in on_database(workshops_with)(services().store, [story_id]):
        board = services().boards.get(id_)
        if board and not board.sealed:
            in_workshop(board, act)
